using Amazon.RDS.Model;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Workflows.Steps;

/// <summary>③ The target account joins the snapshot's <c>restore</c> attribute.</summary>
public sealed class ShareSnapshot() : Step(StepName.Share, Reads.SharingSnapshot | Reads.SharedWith, TimeSpan.FromMinutes(30))
{
    public override Observation Look(StepContext context) =>
        context.Observed.SharedWith is null || context.Observed.SharingSnapshot is not { } snapshot ? SharingRules.SnapshotGone(context)
        : context.Observed.SharedWith.Contains(context.Plan.To.AccountId, StringComparer.Ordinal) ? SeenShared(context)
        : SharingRules.IsOver(context) ? SharingRules.TakenAway(context)
        : SnapshotRules.Another(context, snapshot, context.Plan.MakesSharingSnapshot) is { } another ? another
        : NotThere;

    public override AwsChange Act(StepContext context) =>
        new(
            context.Plan.From.Account,
            new ModifyDBClusterSnapshotAttributeRequest
            {
                DBClusterSnapshotIdentifier = context.Plan.SharingSnapshot,
                AttributeName = "restore",
                ValuesToAdd = [context.Plan.To.AccountId],
            }
        );

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
