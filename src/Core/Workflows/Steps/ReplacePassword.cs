using System.Globalization;
using Amazon.RDS.Model;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Text;

namespace SnapshotShare.Core.Workflows.Steps;

/// <summary>⑥ A new master password in Secrets Manager, so that production's opens nothing here.</summary>
public sealed class ReplacePassword : ChangingStep
{
    public override StepName Name => StepName.ReplacePassword;

    public override int Number => 6;

    public override StepSide Side => StepSide.Target;

    public override Reads Reads => Reads.TargetClusters;

    public override int SightingsNeeded => 1;

    public override TimeSpan? UsualTime => TimeSpan.FromMinutes(2);

    public override TimeSpan Deadline => TimeSpan.FromHours(1);

    public override Undoing? Undoing => null;

    public override IReadOnlyList<string> IamActions =>
        ["rds:ModifyDBCluster", "secretsmanager:CreateSecret", "secretsmanager:TagResource"];

    public override bool TakesCopySlot => false;

    public override bool MayBeRepeated => true;

    public override bool WaitsForWindow(Plan plan) => false;

    public override MadeData? Makes(Plan plan) => null;

    public override ShareEffect OnShare(Plan plan) => ShareEffect.None;

    public override Observation Observe(StepContext context)
    {
        if (ClusterRules.Cluster(context) is not { } cluster)
            return ClusterRules.ForeignCluster(context) ?? NotThere;
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

    public override AwsChange Change(StepContext context) =>
        new(
            context.Plan.To.Account,
            new ModifyDBClusterRequest
            {
                DBClusterIdentifier = ClusterRules.NameOfCluster(context),
                ManageMasterUserPassword = true,
                MasterUserSecretKmsKeyId = context.Plan.Restore!.SecretKey?.Arn,
                ApplyImmediately = true,
            }
        );
}
