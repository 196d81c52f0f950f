using Amazon.RDS.Model;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Shares;

namespace SnapshotShare.Core.Workflows.Steps;

/// <summary>① A manual snapshot of the source cluster, taken for this request.</summary>
public sealed class TakeSnapshot : ChangingStep
{
    public override StepName Name => StepName.TakeSnapshot;

    public override int Number => 1;

    public override StepSide Side => StepSide.Source;

    public override Reads Reads => Reads.SourceSnapshots;

    public override int SightingsNeeded => 1;

    public override TimeSpan? UsualTime => TimeSpan.FromMinutes(8);

    public override TimeSpan Deadline => TimeSpan.FromHours(12);

    public override Undoing? Undoing => null;

    public override IReadOnlyList<string> IamActions => ["rds:CreateDBClusterSnapshot", TagRight];

    public override bool TakesCopySlot => false;

    public override bool MayBeRepeated => false;

    public override bool WaitsForWindow(Plan plan) => false;

    public override MadeData? Makes(Plan plan) =>
        plan.Step(StepName.CopyForSharing) is null ? new MadeData(DataLocationKind.SharingSnapshot, plan.Source.Identifier) : null;

    public override ShareEffect OnShare(Plan plan) => ShareEffect.None;

    public override Observation Observe(StepContext context) =>
        SnapshotRules.Own(context, Name, context.Plan.From, context.Plan.Source.Identifier, context.Observed.SourceSnapshots);

    public override AwsChange Change(StepContext context) =>
        new(
            context.Plan.From.Account,
            new CreateDBClusterSnapshotRequest
            {
                DBClusterIdentifier = context.Plan.Source.Cluster,
                DBClusterSnapshotIdentifier = context.Plan.Source.Identifier,
                Tags = context.Tags,
            }
        );
}
