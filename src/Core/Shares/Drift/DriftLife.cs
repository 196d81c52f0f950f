using System.Text.Json.Nodes;
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

    /// <param name="sharedWith">The attribute as just read; null when the snapshot is not there any more.</param>
    public static void Gone(LedgerScope scope, DriftFinding finding, IReadOnlyList<string>? sharedWith)
    {
        var seen =
            sharedWith is null ? "snapshot not there"
            : sharedWith.Contains(finding.SharedWith, StringComparer.Ordinal) ? "held by a request"
            : $"[{string.Join(',', sharedWith)}]";
        finding.State = DriftState.Gone;
        finding.GoneAt = scope.Now;
        finding.NextTryAt = null;
        finding.Failure = null;
        Append(scope, LedgerKind.DriftGone, Actor.Drift, finding, ("sourceRestoreAttribute", seen));
    }

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
