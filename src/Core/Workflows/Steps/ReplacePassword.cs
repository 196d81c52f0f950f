using System.Globalization;
using Amazon.RDS.Model;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Text;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Workflows.Steps;

/// <summary>⑥ A new master password in Secrets Manager, so that production's opens nothing here.</summary>
public sealed class ReplacePassword() : Step(StepName.ReplacePassword, Reads.TargetClusters, TimeSpan.FromHours(1))
{
    public override Observation Look(StepContext context)
    {
        if (ClusterRules.Cluster(context) is not { } cluster)
            return NotThere;
        if (ClusterRules.ForeignCluster(context) is { } foreign)
            return foreign;
        if (cluster.MasterUserSecret is not { } secret)
            return cluster.Status == "available" ? NotThere : new Observation.Underway(cluster.Status, Percent: null);
        if (cluster.Status != "available")
            return new Observation.Underway(cluster.Status, Percent: null);
        if (secret.SecretStatus != "active")
            return new Observation.Underway(secret.SecretStatus, Percent: null, Message.Of("secret-not-active"));
        return Seen(
            ("SecretArn", secret.SecretArn),
            ("Endpoint", cluster.Endpoint),
            ("Port", cluster.Port?.ToString(CultureInfo.InvariantCulture)),
            ("MasterUsername", cluster.MasterUsername)
        );
    }

    public override AwsChange Act(StepContext context) =>
        new(
            context.Plan.To.Account,
            new ModifyDBClusterRequest
            {
                DBClusterIdentifier = context.Plan.TargetCluster,
                ManageMasterUserPassword = true,
                ApplyImmediately = true,
            }
        );
}
