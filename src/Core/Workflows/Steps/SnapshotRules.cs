using Amazon.RDS.Model;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Text;

namespace SnapshotShare.Core.Workflows.Steps;

internal static class SnapshotRules
{
    private static readonly HashSet<string> Broken = new(StringComparer.Ordinal)
    {
        "failed",
        "incompatible-restore",
        "incompatible-parameters",
        "incompatible-network",
    };

    /// <summary>A snapshot of our making, available, under a key of the account that made it.</summary>
    public static Observation OwnCopy(
        StepContext context,
        StepName maker,
        PlanSide side,
        string identifier,
        IReadOnlyList<DBClusterSnapshot> listing
    )
    {
        var sight = Own(context, maker, side, identifier, listing);
        if (sight is not Observation.There { Evidence: var evidence })
            return sight;
        var key = evidence.GetValueOrDefault("KmsKeyId");
        return key?.Contains($":{side.AccountId}:", StringComparison.Ordinal) == true
            ? sight
            : new Observation.Wrong(
                new Finding(
                    "copy-under-foreign-key",
                    Severity.Blocking,
                    side.Account,
                    evidence["Arn"],
                    Message.Of("finding.copy-under-foreign-key", ("snapshot", identifier), ("key", key ?? "-"), ("account", side.Account)),
                    Message.Of("remedy.ask-again")
                ),
                Final: true
            );
    }

    public static Observation Own(
        StepContext context,
        StepName maker,
        PlanSide side,
        string identifier,
        IReadOnlyList<DBClusterSnapshot> listing
    )
    {
        if (ThingKinds.Snapshots.Find(context, listing, maker, identifier) is not { } snapshot)
            return Find(listing, identifier) is null ? new Observation.NotThere() : StepContext.Foreign(side.Account, identifier);
        if (snapshot.Status != "available" || snapshot.PercentProgress is < 100)
            return StatusOf(snapshot, side.Account);
        var evidence = new Dictionary<string, string>(StringComparer.Ordinal) { ["Arn"] = snapshot.DBClusterSnapshotArn };
        if (snapshot.KmsKeyId is { } key)
            evidence["KmsKeyId"] = key;
        return new Observation.There(evidence) { Identity = ThingKinds.Snapshots.IdentityOf(snapshot) };
    }

    /// <summary>Something else under the name of what was approved: a name can be deleted and taken again while a request waits.</summary>
    /// <param name="isOurs">True when this request made it, and its tags or AWS's ID of it tell; anything else is told by when it was taken.</param>
    public static Observation.Wrong? Another(StepContext context, DBClusterSnapshot found, bool isOurs)
    {
        if (isOurs)
            return IsOwn(context, found) ? null : StepContext.Foreign(context.Plan.From.Account, found.DBClusterSnapshotIdentifier);
        if (context.Plan.Source.TakenAt is not { } approved || found.SnapshotCreateTime?.ToUniversalTime() is not { } taken)
            return null;
        return HashChain.Timestamp(taken) == HashChain.Timestamp(approved)
            ? null
            : new Observation.Wrong(
                new Finding(
                    "source-replaced",
                    Severity.Blocking,
                    context.Plan.From.Account,
                    found.DBClusterSnapshotArn,
                    Message.Of(
                        "finding.source-replaced",
                        ("snapshot", found.DBClusterSnapshotIdentifier),
                        ("approved", HashChain.Timestamp(approved)),
                        ("found", HashChain.Timestamp(taken))
                    ),
                    Message.Of("remedy.ask-again")
                ),
                Final: true
            );
    }

    /// <summary>True for what the request made, by our tags or by AWS's own ID of it.</summary>
    private static bool IsOwn(StepContext context, DBClusterSnapshot found) =>
        context.IsOurs(found.TagList)
        || (ThingKinds.Snapshots.IdentityOf(found) is { } identity && context.Request.Steps.Any(step => step.Identity == identity));

    public static Observation Removed(StepContext context, StepName maker, string identifier, IReadOnlyList<DBClusterSnapshot> listing)
    {
        if (ThingKinds.Snapshots.Find(context, listing, maker, identifier) is { } snapshot)
            return snapshot.Status == "deleting" ? new Observation.Underway(snapshot.Status, Percent: null) : new Observation.NotThere();
        return Find(listing, identifier) is null
            ? Gone(identifier)
            : new Observation.There(new Dictionary<string, string>(StringComparer.Ordinal) { ["LeftAlone"] = identifier });
    }

    public static Observation Gone(string identifier) =>
        new Observation.There(new Dictionary<string, string>(StringComparer.Ordinal) { ["Gone"] = identifier });

    public static Observation StatusOf(DBClusterSnapshot snapshot, string account) =>
        Broken.Contains(snapshot.Status)
            ? new Observation.Wrong(
                new Finding(
                    "snapshot-failed",
                    Severity.Blocking,
                    account,
                    snapshot.DBClusterSnapshotArn,
                    Message.Of("finding.snapshot-failed", ("snapshot", snapshot.DBClusterSnapshotIdentifier), ("status", snapshot.Status)),
                    Message.Of("remedy.ask-again")
                ),
                Final: true
            )
            : new Observation.Underway(snapshot.Status, snapshot.PercentProgress);

    public static DBClusterSnapshot? Find(IReadOnlyList<DBClusterSnapshot> listing, string identifier) =>
        listing.FirstOrDefault(snapshot => StepContext.Same(snapshot.DBClusterSnapshotIdentifier, identifier));
}
