using System.Globalization;
using Amazon.RDS.Model;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Text;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Workflows.Steps;

/// <summary>⑨ End of life: the cluster, once its writer is gone. Instances that somebody added are not ours to delete.</summary>
public sealed class DeleteCluster() : Step(StepName.DeleteCluster, Reads.TargetClusters, TimeSpan.FromHours(4))
{
    public override bool Removes => true;

    public override Observation Look(StepContext context)
    {
        if (ClusterRules.Cluster(context) is not { } cluster)
            return SnapshotRules.Gone(context.Plan.TargetCluster!);
        if (!context.IsOurs(cluster.TagList))
            return Seen(("LeftAlone", context.Plan.TargetCluster));
        if (cluster.Status == "deleting")
            return new Observation.Underway("deleting", Percent: null);
        var others = cluster
            .DBClusterMembers?.Where(member => !StepContext.Same(member.DBInstanceIdentifier, context.Plan.WriterInstance))
            .ToList();
        if (others is { Count: > 0 })
            return InTheWay(
                context,
                cluster,
                "cluster-has-others",
                string.Join(", ", others.Select(member => member.DBInstanceIdentifier))
            );
        if (cluster.DeletionProtection == true)
            return InTheWay(context, cluster, "cluster-protected", cluster.DBClusterIdentifier);
        return NotThere;
    }

    public override AwsChange Act(StepContext context) =>
        new(
            context.Plan.To.Account,
            new DeleteDBClusterRequest { DBClusterIdentifier = context.Plan.TargetCluster, SkipFinalSnapshot = true }
        );

    private static Observation.Wrong InTheWay(StepContext context, DBCluster cluster, string code, string what) =>
        new(
            new Finding(
                code,
                Severity.Blocking,
                context.Plan.To.Account,
                cluster.DBClusterArn,
                Message.Of($"finding.{code}", ("cluster", cluster.DBClusterIdentifier), ("what", what)),
                Message.Of($"remedy.{code}", ("cluster", cluster.DBClusterIdentifier), ("what", what))
            ),
            Final: false
        );
}
