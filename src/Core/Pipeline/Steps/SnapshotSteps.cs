using Amazon.RDS.Model;
using SnapshotShare.Core.Audit;
using SnapshotShare.Core.Planning;

namespace SnapshotShare.Core.Pipeline.Steps;

/// <summary>① The base snapshot is there and available.</summary>
public sealed class FindSource() : Step(StepName.FindSource, SightNeeds.SourceSnapshot, TimeSpan.FromHours(12))
{
    public override Sight Look(StepContext context)
    {
        if (context.Sights.SourceSnapshot is not { } source)
            return new Sight.Wrong(
                new Finding(
                    "source-gone",
                    Severity.Blocking,
                    context.Plan.From.Account,
                    context.Plan.Source.Arn,
                    Phrase.Of("finding.source-gone", ("snapshot", context.Plan.Source.Identifier), ("account", context.Plan.From.Account)),
                    Phrase.Of("remedy.source-gone")
                ),
                Final: true
            );
        if (SnapshotLook.Another(context, source, isOurs: false) is { } another)
            return another;
        return source.Status == "available"
            ? Seen(("Arn", source.DBClusterSnapshotArn), ("KmsKeyId", source.KmsKeyId))
            : SnapshotLook.StatusOf(source, context.Plan.From.Account);
    }
}

/// <summary>② A copy in the source account under the customer managed key that the target may use.</summary>
public sealed class CopyForSharing() : Step(StepName.CopyForSharing, SightNeeds.SourceSnapshots, TimeSpan.FromHours(36))
{
    public override int SightingsNeeded => 2;

    public override Sight Look(StepContext context)
    {
        var sight = SnapshotLook.OwnCopy(context, context.Plan.From, context.Plan.SharingSnapshot, context.Sights.SourceSnapshots);
        // It may have stood in line for hours since its source was looked at.
        return
            sight is Sight.NotThere
            && context.Plan.Source.SnapshotType == "manual"
            && SnapshotLook.Find(context.Sights.SourceSnapshots, context.Plan.Source.Identifier) is { } source
            && SnapshotLook.Another(context, source, context.Plan.Step(StepName.TakeSnapshot) is not null) is { } another
            ? another
            : sight;
    }

    public override Deed Act(StepContext context) =>
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

/// <summary>⑤ The target account's own copy, under its own key: from here on nothing of production's is needed.</summary>
public sealed class CopyInTarget() : Step(StepName.CopyInTarget, SightNeeds.TargetSnapshots, TimeSpan.FromHours(36))
{
    public override int SightingsNeeded => 2;

    public override Sight Look(StepContext context)
    {
        var sight = SnapshotLook.OwnCopy(context, context.Plan.To, context.Plan.TargetSnapshot!, context.Sights.TargetSnapshots);
        if (sight is Sight.NotThere && context.Share is { IsOpen: false })
            return new Sight.Wrong(
                new Finding(
                    "share-closed-early",
                    Severity.Blocking,
                    context.Plan.To.Account,
                    context.Plan.SharingSnapshotArn,
                    Phrase.Of("finding.share-closed-early", ("snapshot", context.Plan.SharingSnapshot)),
                    Phrase.Of("remedy.ask-again")
                ),
                Final: true
            );
        return sight;
    }

    public override Deed Act(StepContext context) =>
        new(
            context.Plan.To.Account,
            new CopyDBClusterSnapshotRequest
            {
                // A shared snapshot is known by its ARN alone; its short name would be looked up in the caller's own account.
                SourceDBClusterSnapshotIdentifier = context.Plan.SharingSnapshotArn,
                TargetDBClusterSnapshotIdentifier = context.Plan.TargetSnapshot,
                KmsKeyId = context.Plan.TargetKey.Arn,
                Tags = context.Tags,
            }
        );
}

/// <summary>⑨ The snapshot made for sharing; a snapshot that was there before us is left alone.</summary>
public sealed class DeleteSharingSnapshot() : Step(StepName.DeleteSharingSnapshot, SightNeeds.SourceSnapshots, TimeSpan.FromHours(4))
{
    public override bool Removes => true;

    public override Sight Look(StepContext context) =>
        SnapshotLook.Removed(context, context.Plan.SharingSnapshot, context.Sights.SourceSnapshots);

    public override Deed Act(StepContext context) =>
        new(context.Plan.From.Account, new DeleteDBClusterSnapshotRequest { DBClusterSnapshotIdentifier = context.Plan.SharingSnapshot });
}

/// <summary>⑨ The target's own copy, when nothing needs it any more.</summary>
public sealed class DeleteTargetSnapshot() : Step(StepName.DeleteTargetSnapshot, SightNeeds.TargetSnapshots, TimeSpan.FromHours(4))
{
    public override bool Removes => true;

    public override Sight Look(StepContext context) =>
        SnapshotLook.Removed(context, context.Plan.TargetSnapshot!, context.Sights.TargetSnapshots);

    public override Deed Act(StepContext context) =>
        new(context.Plan.To.Account, new DeleteDBClusterSnapshotRequest { DBClusterSnapshotIdentifier = context.Plan.TargetSnapshot });
}

internal static class SnapshotLook
{
    private static readonly HashSet<string> Broken = new(StringComparer.Ordinal)
    {
        "failed",
        "incompatible-restore",
        "incompatible-parameters",
        "incompatible-network",
    };

    /// <summary>A snapshot of our making, available, under a key of the account that made it.</summary>
    public static Sight OwnCopy(StepContext context, PlanSide side, string identifier, IReadOnlyList<DBClusterSnapshot> listing)
    {
        var sight = Own(context, side, identifier, listing);
        if (sight is not Sight.There { Evidence: var evidence })
            return sight;
        var key = evidence.GetValueOrDefault("KmsKeyId");
        return key?.Contains($":{side.AccountId}:", StringComparison.Ordinal) == true
            ? sight
            : new Sight.Wrong(
                new Finding(
                    "copy-under-foreign-key",
                    Severity.Blocking,
                    side.Account,
                    evidence["Arn"],
                    Phrase.Of("finding.copy-under-foreign-key", ("snapshot", identifier), ("key", key ?? "-"), ("account", side.Account)),
                    Phrase.Of("remedy.ask-again")
                ),
                Final: true
            );
    }

    public static Sight Own(StepContext context, PlanSide side, string identifier, IReadOnlyList<DBClusterSnapshot> listing)
    {
        if (Find(listing, identifier) is not { } snapshot)
            return new Sight.NotThere();
        if (!context.IsOurs(snapshot.TagList))
            return StepContext.Foreign(side.Account, identifier);
        if (snapshot.Status != "available" || snapshot.PercentProgress is < 100)
            return StatusOf(snapshot, side.Account);
        var evidence = new Dictionary<string, string>(StringComparer.Ordinal) { ["Arn"] = snapshot.DBClusterSnapshotArn };
        if (snapshot.KmsKeyId is { } key)
            evidence["KmsKeyId"] = key;
        return new Sight.There(evidence);
    }

    /// <summary>Something else under the name of what was approved: a name can be deleted and taken again while a request waits.</summary>
    /// <param name="isOurs">Whether this request made it, and its tag tells; anything else is told by when it was taken.</param>
    public static Sight.Wrong? Another(StepContext context, DBClusterSnapshot found, bool isOurs)
    {
        if (isOurs)
            return context.IsOurs(found.TagList) ? null : StepContext.Foreign(context.Plan.From.Account, found.DBClusterSnapshotIdentifier);
        if (context.Plan.Source.TakenAt is not { } approved || found.SnapshotCreateTime?.ToUniversalTime() is not { } taken)
            return null;
        return HashChain.Timestamp(taken) == HashChain.Timestamp(approved)
            ? null
            : new Sight.Wrong(
                new Finding(
                    "source-replaced",
                    Severity.Blocking,
                    context.Plan.From.Account,
                    found.DBClusterSnapshotArn,
                    Phrase.Of(
                        "finding.source-replaced",
                        ("snapshot", found.DBClusterSnapshotIdentifier),
                        ("approved", HashChain.Timestamp(approved)),
                        ("found", HashChain.Timestamp(taken))
                    ),
                    Phrase.Of("remedy.ask-again")
                ),
                Final: true
            );
    }

    public static Sight Removed(StepContext context, string identifier, IReadOnlyList<DBClusterSnapshot> listing)
    {
        if (Find(listing, identifier) is not { } snapshot)
            return Gone(identifier);
        if (!context.IsOurs(snapshot.TagList))
            return new Sight.There(new Dictionary<string, string>(StringComparer.Ordinal) { ["LeftAlone"] = identifier });
        return snapshot.Status == "deleting" ? new Sight.Underway(snapshot.Status, Percent: null) : new Sight.NotThere();
    }

    public static Sight Gone(string identifier) =>
        new Sight.There(new Dictionary<string, string>(StringComparer.Ordinal) { ["Gone"] = identifier });

    public static Sight StatusOf(DBClusterSnapshot snapshot, string account) =>
        Broken.Contains(snapshot.Status)
            ? new Sight.Wrong(
                new Finding(
                    "snapshot-failed",
                    Severity.Blocking,
                    account,
                    snapshot.DBClusterSnapshotArn,
                    Phrase.Of("finding.snapshot-failed", ("snapshot", snapshot.DBClusterSnapshotIdentifier), ("status", snapshot.Status)),
                    Phrase.Of("remedy.ask-again")
                ),
                Final: true
            )
            : new Sight.Underway(snapshot.Status, snapshot.PercentProgress);

    public static DBClusterSnapshot? Find(IReadOnlyList<DBClusterSnapshot> listing, string identifier) =>
        listing.FirstOrDefault(snapshot => StepContext.Same(snapshot.DBClusterSnapshotIdentifier, identifier));
}
