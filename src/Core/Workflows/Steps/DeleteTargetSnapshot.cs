using Amazon.RDS.Model;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Shares;

namespace SnapshotShare.Core.Workflows.Steps;

/// <summary>⑨ The target's own copy, when nothing needs it any more.</summary>
public sealed class DeleteTargetSnapshot : ChangingStep
{
    public override StepName Name => StepName.DeleteTargetSnapshot;

    public override int Number => 9;

    public override StepSide Side => StepSide.Target;

    public override Reads Reads => Reads.TargetSnapshots;

    public override int SightingsNeeded => 1;

    public override TimeSpan? UsualTime => TimeSpan.FromMinutes(0.5);

    public override TimeSpan Deadline => TimeSpan.FromHours(4);

    public override Undoing? Undoing => new(StepName.CopyInTarget, StepName.StopSharing, StepName.DeleteCluster);

    public override IReadOnlyList<string> IamActions => ["rds:DeleteDBClusterSnapshot"];

    public override bool TakesCopySlot => false;

    public override bool MayBeRepeated => true;

    public override bool WaitsForWindow(Plan plan) => false;

    public override MadeData? Makes(Plan plan) => null;

    public override ShareEffect OnShare(Plan plan) => ShareEffect.None;

    public override Observation Observe(StepContext context) =>
        SnapshotRules.Removed(context, StepName.CopyInTarget, context.Plan.TargetSnapshot!, context.Observed.TargetSnapshots);

    public override AwsChange Change(StepContext context) =>
        new(context.Plan.To.Account, new DeleteDBClusterSnapshotRequest { DBClusterSnapshotIdentifier = context.Plan.TargetSnapshot });
}
