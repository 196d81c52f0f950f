using System.Text.Json.Nodes;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Persistence;

namespace SnapshotShare.Core.Shares.Drift;

/// <summary>A finding's row and its ledger entries.</summary>
internal static class DriftLife
{
    public static void Found(LedgerScope scope, DriftFinding finding)
    {
        scope.Db.Drift.Add(finding);
        Append(scope, LedgerKind.DriftFound, Actor.Drift, finding, ("kind", finding.Kind.ToString()));
        // What is shared by hand while sharing is frozen goes as what was shared before.
        if (!scope.Db.IsFrozen())
            return;
        finding.State = DriftState.Unsharing;
        finding.NextTryAt = scope.Now;
        Append(scope, LedgerKind.DriftUnshared, Actor.Drift, finding, ("why", "frozen"));
    }

    /// <param name="restore">The attribute as just read; null when it need not be, because a request of ours has come to hold the share.</param>
    public static void Gone(LedgerScope scope, DriftFinding finding, RestoreAttribute? restore)
    {
        var seen = restore?.Names(finding.SharedWith) != false ? "held by a request" : restore.Text(ifGone: "snapshot not there");
        finding.State = DriftState.Gone;
        finding.GoneAt = scope.Now;
        finding.NextTryAt = null;
        finding.Failure = null;
        Append(scope, LedgerKind.DriftGone, Actor.Drift, finding, ("sourceRestoreAttribute", seen));
    }

    public static void IntendToClose(LedgerScope scope, DriftFinding finding, AwsChange change) =>
        Append(scope, LedgerKind.Intent, Actor.Drift, finding, [.. CloseDetails.Of(change)]);

    public static void RecordOutcome(LedgerScope scope, DriftFinding finding, AwsChange change, CloseOutcome outcome) =>
        Append(scope, LedgerKind.Result, Actor.Drift, finding, [.. CloseDetails.Of(change, outcome)]);

    public static void Append(
        LedgerScope scope,
        string kind,
        Actor actor,
        DriftFinding finding,
        params ReadOnlySpan<(string Name, JsonNode? Value)> more
    )
    {
        var details = new JsonObject { ["snapshotArn"] = finding.SnapshotArn, ["sharedWith"] = finding.SharedWith };
        foreach (var (name, value) in more)
            details[name] = value;
        scope.Append(kind, actor, finding.Id, details);
    }
}
