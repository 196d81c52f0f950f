using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Shares;

namespace SnapshotShare.Core.Workflows.Steps;

/// <summary>③ The target account joins the snapshot's <c>restore</c> attribute.</summary>
public sealed class ShareSnapshot : ChangingStep
{
    public override StepName Name => StepName.Share;

    public override int Number => 3;

    public override StepSide Side => StepSide.Source;

    public override Reads Reads => Reads.SharingSnapshot | Reads.SharedWith;

    public override int SightingsNeeded => 1;

    public override TimeSpan? UsualTime => null;

    public override TimeSpan Deadline => TimeSpan.FromMinutes(30);

    public override Undoing? Undoing => null;

    public override IReadOnlyList<string> IamActions => ["rds:ModifyDBClusterSnapshotAttribute"];

    public override bool TakesCopySlot => false;

    public override bool MayBeRepeated => false;

    public override bool WaitsForWindow(Plan plan) => false;

    public override MadeData? Makes(Plan plan) => null;

    public override ShareEffect OnShare(Plan plan) => ShareEffect.Opens;

    public override Observation Observe(StepContext context) =>
        context.Observed.SharedWith is null || context.Observed.SharingSnapshot is not { } snapshot ? SharingRules.SnapshotGone(context)
        : context.Observed.SharedWith.Contains(context.Plan.To.AccountId, StringComparer.Ordinal) ? SeenShared(context)
        : SharingRules.IsOver(context) ? SharingRules.TakenAway(context)
        : SnapshotRules.Another(context, snapshot, context.Plan.MakesSharingSnapshot) is { } another ? another
        : NotThere;

    public override AwsChange Change(StepContext context) =>
        RestoreAttribute.Add(context.Plan.From.Account, context.Plan.SharingSnapshot, context.Plan.To.AccountId);

    /// <summary>
    /// Ours only where our own row stands. Under another request's row it waits its turn; under none, somebody shared it by hand: that has
    /// no deadline and nobody's approval, so nothing may be built on it.
    /// </summary>
    private static Observation SeenShared(StepContext context) =>
        context.Share is not null
            ? Seen(("SnapshotArn", context.Plan.SharingSnapshotArn), ("SharedWith", string.Join(',', context.Observed.SharedWith!)))
        : context.HeldBy is not null ? NotThere
        : SharingRules.SharedByOthers(context);
}
