using Amazon.RDS.Model;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Shares;

namespace SnapshotShare.Core.Workflows.Steps;

/// <summary>⑨ The snapshot that was taken for this request.</summary>
public sealed class DeleteTakenSnapshot : ChangingStep
{
    public override StepName Name => StepName.DeleteTakenSnapshot;

    public override int Number => 9;

    public override StepSide Side => StepSide.Source;

    public override Reads Reads => Reads.SourceSnapshots;

    public override int SightingsNeeded => 1;

    public override TimeSpan? UsualTime => TimeSpan.FromMinutes(0.5);

    public override TimeSpan Deadline => TimeSpan.FromHours(4);

    public override Undoing? Undoing =>
        new(StepName.TakeSnapshot, StepName.StopSharing, StepName.ProveNotShared, StepName.DeleteSharingSnapshot);

    public override IReadOnlyList<string> IamActions => ["rds:DeleteDBClusterSnapshot"];

    public override bool TakesCopySlot => false;

    public override bool MayBeRepeated => true;

    public override bool WaitsForWindow(Plan plan) => false;

    public override MadeData? Makes(Plan plan) => null;

    public override ShareEffect OnShare(Plan plan) =>
        plan.SharingSnapshot == plan.Source.Identifier ? ShareEffect.EndsWatch : ShareEffect.None;

    public override Observation Observe(StepContext context) =>
        SnapshotRules.Removed(context, StepName.TakeSnapshot, context.Plan.Source.Identifier, context.Observed.SourceSnapshots);

    public override AwsChange Change(StepContext context) =>
        new(context.Plan.From.Account, new DeleteDBClusterSnapshotRequest { DBClusterSnapshotIdentifier = context.Plan.Source.Identifier });
}
