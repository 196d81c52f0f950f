using Amazon.RDS.Model;
using SnapshotShare.Core.Planning;

namespace SnapshotShare.Core.Pipeline.Steps;

/// <summary>③ The target account joins the snapshot's <c>restore</c> attribute.</summary>
public sealed class ShareSnapshot() : Step(StepName.Share, SightNeeds.SharingSnapshot | SightNeeds.SharedWith, TimeSpan.FromMinutes(30))
{
    public override Sight Look(StepContext context) =>
        context.Sights.SharedWith is null || context.Sights.SharingSnapshot is not { } snapshot ? SharingLook.SnapshotGone(context)
        : context.Sights.SharedWith.Contains(context.Plan.To.AccountId, StringComparer.Ordinal) ? SeenShared(context)
        : SharingLook.IsOver(context) ? SharingLook.TakenAway(context)
        : SnapshotLook.Another(context, snapshot, context.Plan.MakesSharingSnapshot) is { } another ? another
        : NotThere;

    public override Deed Act(StepContext context) =>
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
    private static Sight SeenShared(StepContext context) =>
        context.Share is not null
            ? Seen(("SnapshotArn", context.Plan.SharingSnapshotArn), ("SharedWith", string.Join(',', context.Sights.SharedWith!)))
        : context.HeldBy is not null ? NotThere
        : SharingLook.SharedByOthers(context);
}

/// <summary>④ The target sees it, under its full ARN and as type <c>shared</c>.</summary>
public sealed class SeeInTarget() : Step(StepName.SeeInTarget, SightNeeds.SharedToTarget, TimeSpan.FromMinutes(30))
{
    public override Sight Look(StepContext context) =>
        SharingLook.Visible(context) is { } seen
            ? seen.Status == "available"
                ? Seen(
                    ("SnapshotArn", seen.DBClusterSnapshotArn),
                    ("SeenAs", seen.DBClusterSnapshotIdentifier),
                    ("KmsKeyId", seen.KmsKeyId)
                )
                : new Sight.Underway(seen.Status, seen.PercentProgress)
            : context.Share is { IsOpen: false }
                ? SharingLook.TakenAway(context)
                : NotThere;
}

/// <summary>⑦ The target leaves the <c>restore</c> attribute again.</summary>
public sealed class StopSharing() : Step(StepName.StopSharing, SightNeeds.SharedWith, TimeSpan.FromMinutes(30))
{
    public override bool Removes => true;

    public override Sight Look(StepContext context)
    {
        if (context.Sights.SharedWith is not { } sharedWith)
            return Seen(("SnapshotArn", context.Plan.SharingSnapshotArn), ("SnapshotGone", "true"));
        if (!sharedWith.Contains(context.Plan.To.AccountId, StringComparer.Ordinal))
            return Seen(("SnapshotArn", context.Plan.SharingSnapshotArn), ("SharedWith", string.Join(',', sharedWith)));
        return NotThere;
    }

    public override Deed Act(StepContext context) => SharingLook.TakeAway(context.Plan);
}

/// <summary>⑧ Neither the source's attribute nor the target's listing shows a share.</summary>
public sealed class ProveNotShared()
    : Step(StepName.ProveNotShared, SightNeeds.SharedWith | SightNeeds.SharedToTarget, TimeSpan.FromMinutes(30))
{
    public override bool Removes => true;

    public override Sight Look(StepContext context)
    {
        var inSource = context.Sights.SharedWith?.Contains(context.Plan.To.AccountId, StringComparer.Ordinal) == true;
        if (inSource || SharingLook.Visible(context) is not null)
            return new Sight.Underway(AwsStatus: null, Percent: null, inSource ? Phrase.Of("shared-again") : Phrase.Of("still-listed"));
        return Seen(
            ("SnapshotArn", context.Plan.SharingSnapshotArn),
            ("SourceRestoreAttribute", context.Sights.SharedWith is { } left ? $"[{string.Join(',', left)}]" : "snapshot deleted"),
            ("TargetListing", "not listed")
        );
    }
}

internal static class SharingLook
{
    public static DBClusterSnapshot? Visible(StepContext context) =>
        context.Sights.SharedToTarget.FirstOrDefault(snapshot =>
            StepContext.Same(snapshot.DBClusterSnapshotArn, context.Plan.SharingSnapshotArn)
        );

    /// <summary>A share is granted once: when it has been closed, or its time has passed, only a new request opens another.</summary>
    public static bool IsOver(StepContext context) => context.Share is { } share && (!share.IsOpen || share.Deadline <= context.Now);

    public static Deed TakeAway(Plan plan) =>
        new(
            plan.From.Account,
            new ModifyDBClusterSnapshotAttributeRequest
            {
                DBClusterSnapshotIdentifier = plan.SharingSnapshot,
                AttributeName = "restore",
                ValuesToRemove = [plan.To.AccountId],
            }
        );

    public static Sight.Wrong SharedByOthers(StepContext context) =>
        new(
            Findings.Blocking(
                "source-shared-by-others",
                context.Plan.From.Account,
                context.Plan.SharingSnapshotArn,
                ("snapshot", context.Plan.SharingSnapshot),
                ("account", context.Plan.To.AccountId)
            ) with
            {
                Paste = TakeAway(context.Plan).Cli,
            },
            Final: false
        );

    public static Sight TakenAway(StepContext context) => Wrong(context, "share-closed-early");

    public static Sight SnapshotGone(StepContext context) => Wrong(context, "sharing-snapshot-gone");

    private static Sight.Wrong Wrong(StepContext context, string code) =>
        new(
            new Finding(
                code,
                Severity.Blocking,
                context.Plan.From.Account,
                context.Plan.SharingSnapshotArn,
                Phrase.Of($"finding.{code}", ("snapshot", context.Plan.SharingSnapshot)),
                Phrase.Of("remedy.ask-again")
            ),
            Final: true
        );
}
