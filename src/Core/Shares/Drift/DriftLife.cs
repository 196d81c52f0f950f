using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;

namespace SnapshotShare.Core.Shares.Drift;

/// <summary>A finding's row and its ledger entries.</summary>
internal static class DriftLife
{
    public static void Found(LedgerScope scope, DriftFinding finding)
    {
        scope.Db.Drift.Add(finding);
        scope.Append(Actor.Drift, finding.Id, new DriftFound(finding.SnapshotArn, finding.SharedWith, $"{finding.Kind}"));
        // What is shared by hand while sharing is frozen goes as what was shared before.
        if (!scope.Db.IsFrozen())
            return;
        finding.State = DriftState.Unsharing;
        finding.NextTryAt = scope.Now;
        scope.Append(Actor.Drift, finding.Id, new DriftUnshareAsked(finding.SnapshotArn, finding.SharedWith, Why: "frozen"));
    }

    /// <summary>Somebody wants it taken away; it is tried at once.</summary>
    /// <param name="askedAt">Where that could not be written at the time.</param>
    public static void Unshare(LedgerScope scope, Actor actor, DriftFinding finding, DateTime? askedAt = null)
    {
        finding.State = DriftState.Unsharing;
        finding.NextTryAt = scope.Now;
        finding.FailedTries = 0;
        scope.Append(actor, finding.Id, new DriftUnshareAsked(finding.SnapshotArn, finding.SharedWith, AskedAt: askedAt));
    }

    /// <param name="restore">The attribute as just read; null when it need not be, because a request of ours has come to hold the share.</param>
    /// <param name="target">The target's listing, which does not show it; null when it was not asked or did not answer.</param>
    public static void Gone(LedgerScope scope, DriftFinding finding, RestoreAttribute? restore, TargetLook? target = null)
    {
        var seen = restore?.Names(finding.SharedWith) != false ? "held by a request" : restore.Text(ifGone: "snapshot not there");
        finding.State = DriftState.Gone;
        finding.GoneAt = scope.Now;
        finding.NextTryAt = null;
        finding.Failure = null;
        scope.Append(
            Actor.Drift,
            finding.Id,
            new DriftGone(
                finding.SnapshotArn,
                finding.SharedWith,
                seen,
                target is null ? null : "not listed",
                restore?.AwsRequestId,
                target?.AwsRequestId
            )
        );
    }

    public static void IntendToClose(LedgerScope scope, DriftFinding finding, AwsChange change) =>
        scope.Append(
            Actor.Drift,
            finding.Id,
            new ChangeIntended(
                change.Account,
                change.Operation,
                change.Parameters,
                change.Cli,
                SnapshotArn: finding.SnapshotArn,
                SharedWith: finding.SharedWith
            )
        );

    public static void RecordOutcome(LedgerScope scope, DriftFinding finding, AwsChange change, CloseOutcome outcome) =>
        scope.Append(
            Actor.Drift,
            finding.Id,
            outcome.Told(change) with
            {
                SnapshotArn = finding.SnapshotArn,
                SharedWith = finding.SharedWith,
            }
        );
}
