using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Shares;

namespace SnapshotShare.Core.Workflows.Steps;

/// <summary>⑦ The target leaves the <c>restore</c> attribute again.</summary>
public sealed class StopSharing : ChangingStep
{
    public override StepName Name => StepName.StopSharing;

    public override int Number => 7;

    public override StepSide Side => StepSide.Source;

    public override Reads Reads => Reads.SharedWith;

    public override int SightingsNeeded => 1;

    public override TimeSpan? UsualTime => null;

    public override TimeSpan Deadline => TimeSpan.FromMinutes(30);

    public override Undoing? Undoing => new(StepName.Share);

    public override IReadOnlyList<string> IamActions => ["rds:ModifyDBClusterSnapshotAttribute"];

    public override bool TakesCopySlot => false;

    public override bool MayBeRepeated => true;

    public override bool WaitsForWindow(Plan plan) => plan.Goal == Goal.Share;

    public override MadeData? Makes(Plan plan) => null;

    public override ShareEffect OnShare(Plan plan) => ShareEffect.Closes;

    public override Observation Observe(StepContext context)
    {
        if (context.Observed.SharedWith is not { } sharedWith)
            return Seen(("SnapshotArn", context.Plan.SharingSnapshotArn), ("SnapshotGone", "true"));
        if (!sharedWith.Contains(context.Plan.To.AccountId, StringComparer.Ordinal))
            return Seen(("SnapshotArn", context.Plan.SharingSnapshotArn), ("SharedWith", string.Join(',', sharedWith)));
        return NotThere;
    }

    public override AwsChange Change(StepContext context) => SharingRules.Close(context.Plan);
}
