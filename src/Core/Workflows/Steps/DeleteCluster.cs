using Amazon.RDS.Model;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Shares;

namespace SnapshotShare.Core.Workflows.Steps;

/// <summary>⑨ End of life: the cluster, once its writer is gone. Instances that somebody added are not ours to delete.</summary>
public sealed class DeleteCluster : ChangingStep
{
    public override StepName Name => StepName.DeleteCluster;

    public override int Number => 9;

    public override StepSide Side => StepSide.Target;

    public override Reads Reads => Reads.TargetClusters | Reads.TargetInstances;

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
            return ClusterRules.StrangerOfCluster(context) is { } stranger
                ? Seen(("LeftAlone", stranger.DBClusterIdentifier))
                : SnapshotRules.Gone(context.Plan.TargetCluster!);
        if (ClusterRules.IsBusy(cluster))
            return new Observation.Underway(cluster.Status, Percent: null);
        var own = ClusterRules
            .OwnInstances(context)
            .Select(instance => instance.DBInstanceIdentifier)
            .Concat(ClusterRules.Going(cluster, context.Observed.TargetInstances));
        return ClusterRules.InTheWay(context.Plan.To.Account, cluster, own) ?? NotThere;
    }

    public override AwsChange Change(StepContext context) =>
        new(
            context.Plan.To.Account,
            new DeleteDBClusterRequest { DBClusterIdentifier = ClusterRules.NameOfCluster(context), SkipFinalSnapshot = true }
        );
}
