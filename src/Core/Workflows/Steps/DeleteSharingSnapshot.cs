using Amazon.RDS.Model;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Shares;

namespace SnapshotShare.Core.Workflows.Steps;

/// <summary>⑨ The snapshot made for sharing; a snapshot that was there before us is left alone.</summary>
public sealed class DeleteSharingSnapshot : ChangingStep
{
    public override StepName Name => StepName.DeleteSharingSnapshot;

    public override int Number => 9;

    public override StepSide Side => StepSide.Source;

    public override Reads Reads => Reads.SourceSnapshots;

    public override int SightingsNeeded => 1;

    public override TimeSpan? UsualTime => TimeSpan.FromMinutes(0.5);

    public override TimeSpan Deadline => TimeSpan.FromHours(4);

    public override Undoing? Undoing => new(StepName.CopyForSharing, StepName.StopSharing, StepName.ProveNotShared);

    public override IReadOnlyList<string> IamActions => ["rds:DeleteDBClusterSnapshot"];

    public override bool TakesCopySlot => false;

    public override bool MayBeRepeated => true;

    public override bool WaitsForWindow(Plan plan) => false;

    public override MadeData? Makes(Plan plan) => null;

    public override ShareEffect OnShare(Plan plan) => ShareEffect.EndsWatch;

    public override Observation Observe(StepContext context) =>
        SnapshotRules.Removed(context, StepName.CopyForSharing, context.Plan.SharingSnapshot, context.Observed.SourceSnapshots);

    public override AwsChange Change(StepContext context) =>
        new(context.Plan.From.Account, new DeleteDBClusterSnapshotRequest { DBClusterSnapshotIdentifier = context.Plan.SharingSnapshot });
}
