using Amazon.RDS.Model;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Shares;

namespace SnapshotShare.Core.Workflows.Steps;

/// <summary>⑨ End of life: the instances go first, the writer last of them, and none before all of the cluster may go.</summary>
public sealed class DeleteWriter : ChangingStep
{
    public override StepName Name => StepName.DeleteWriter;

    public override int Number => 9;

    public override StepSide Side => StepSide.Target;

    public override Reads Reads => Reads.TargetInstances | Reads.TargetClusters;

    public override int SightingsNeeded => 1;

    public override TimeSpan? UsualTime => TimeSpan.FromMinutes(5);

    public override TimeSpan Deadline => TimeSpan.FromHours(4);

    public override Undoing? Undoing => new(StepName.CreateWriter, StepName.StopSharing);

    public override IReadOnlyList<string> IamActions => ["rds:DeleteDBInstance"];

    public override bool TakesCopySlot => false;

    public override bool MayBeRepeated => true;

    public override bool WaitsForWindow(Plan plan) => false;

    public override MadeData? Makes(Plan plan) => null;

    public override ShareEffect OnShare(Plan plan) => ShareEffect.None;

    public override Observation Observe(StepContext context)
    {
        var own = ClusterRules.OwnInstances(context);
        if (own.Count == 0)
            return ClusterRules.StrangerOfWriter(context) is { } stranger
                ? Seen(("LeftAlone", stranger.DBInstanceIdentifier))
                : SnapshotRules.Gone(context.Plan.WriterInstance!);
        if (Next(own) is null)
            return new Observation.Underway("deleting", Percent: null);
        if (ClusterRules.Cluster(context) is not { } cluster)
            return NotThere;
        return cluster.Status is "stopping" or "starting"
            ? new Observation.Underway(cluster.Status, Percent: null)
            : ClusterRules.InTheWay(context.Plan.To.Account, cluster, own.Select(instance => instance.DBInstanceIdentifier)) ?? NotThere;
    }

    public override AwsChange Change(StepContext context) =>
        new(
            context.Plan.To.Account,
            new DeleteDBInstanceRequest
            {
                DBInstanceIdentifier = Next(ClusterRules.OwnInstances(context))?.DBInstanceIdentifier ?? context.Plan.WriterInstance,
                SkipFinalSnapshot = true,
            }
        );

    private static DBInstance? Next(IEnumerable<DBInstance> own) => own.FirstOrDefault(instance => instance.DBInstanceStatus != "deleting");
}
