using Amazon.RDS.Model;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Shares;

namespace SnapshotShare.Core.Workflows.Steps;

/// <summary>② A copy in the source account under the customer managed key that the target may use.</summary>
public sealed class CopyForSharing : ChangingStep
{
    public override StepName Name => StepName.CopyForSharing;

    public override int Number => 2;

    public override StepSide Side => StepSide.Source;

    public override Reads Reads => Reads.SourceSnapshots;

    public override int SightingsNeeded => 2;

    public override TimeSpan? UsualTime => TimeSpan.FromMinutes(15);

    public override TimeSpan Deadline => TimeSpan.FromHours(36);

    public override Undoing? Undoing => null;

    public override IReadOnlyList<string> IamActions => ["rds:CopyDBClusterSnapshot", TagRight];

    public override bool TakesCopySlot => true;

    public override bool MayBeRepeated => false;

    public override bool WaitsForWindow(Plan plan) => false;

    public override MadeData? Makes(Plan plan) => new(DataLocationKind.SharingSnapshot, plan.SharingSnapshot);

    public override ShareEffect OnShare(Plan plan) => ShareEffect.None;

    public override Observation Observe(StepContext context)
    {
        var seen = SnapshotRules.OwnCopy(context, Name, context.Plan.From, context.Plan.SharingSnapshot, context.Observed.SourceSnapshots);
        // It may have stood in line for hours since its source was looked at.
        return
            seen is Observation.NotThere
            && context.Plan.Source.SnapshotType == SnapshotTypes.Manual
            && SnapshotRules.Find(context.Observed.SourceSnapshots, context.Plan.Source.Identifier) is { } source
            && SnapshotRules.Another(context, source, context.Plan.Step(StepName.TakeSnapshot) is not null) is { } another
            ? another
            : seen;
    }

    public override AwsChange Change(StepContext context) =>
        new(
            context.Plan.From.Account,
            new CopyDBClusterSnapshotRequest
            {
                SourceDBClusterSnapshotIdentifier = context.Plan.Source.Arn,
                TargetDBClusterSnapshotIdentifier = context.Plan.SharingSnapshot,
                KmsKeyId = context.Plan.SharingKey.Arn,
                Tags = context.Tags,
            }
        );
}
