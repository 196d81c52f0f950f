using Amazon.RDS.Model;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Text;

namespace SnapshotShare.Core.Workflows.Steps;

/// <summary>⑨ End of life: the cluster, once its writer is gone. Instances that somebody added are not ours to delete.</summary>
public sealed class DeleteCluster : ChangingStep
{
    public override StepName Name => StepName.DeleteCluster;

    public override int Number => 9;

    public override StepSide Side => StepSide.Target;

    public override Reads Reads => Reads.TargetClusters;

    public override int SightingsNeeded => 1;

    public override TimeSpan? UsualTime => TimeSpan.FromMinutes(3);

    public override TimeSpan Deadline => TimeSpan.FromHours(4);

    public override Undoing? Undoing => new(StepName.RestoreCluster, StepName.StopSharing, StepName.DeleteWriter);

    public override IReadOnlyList<string> IamActions => ["rds:DeleteDBCluster"];

    public override bool TakesCopySlot => false;

    public override bool MayBeRepeated => true;

    public override bool WaitsForWindow(Plan plan) => false;

    public override MadeData? Makes(Plan plan) => null;

    public override ShareEffect OnShare(Plan plan) => ShareEffect.None;

    public override Observation Observe(StepContext context)
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

    public override AwsChange Change(StepContext context) =>
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
