using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;

namespace SnapshotShare.Core.Shares;

internal static partial class ShareLife
{
    /// <summary>The watchdog is about to ask AWS to close it. False when that is not this share's business any more.</summary>
    public static bool IntendToClose(LedgerScope scope, Share share, AwsChange change)
    {
        if (share.WatchEndedAt is not null || (!share.IsOpen && IsSharedAnew(scope, share)))
        {
            // A later share of the same snapshot has a deadline and a watch of its own.
            EndWatch(scope, share);
            return false;
        }
        if (!share.IsOpen)
            Reopen(scope, share);
        scope.Append(
            Actor.Watchdog,
            share.RequestId,
            new ChangeIntended(
                change.Account,
                change.Operation,
                change.Parameters,
                change.Cli,
                SnapshotArn: share.SnapshotArn,
                TargetAccountId: share.TargetAccountId,
                Deadline: share.Deadline
            )
        );
        return true;
    }

    public static void RecordOutcome(LedgerScope scope, Share share, AwsChange change, CloseOutcome outcome) =>
        scope.Append(
            Actor.Watchdog,
            share.RequestId,
            outcome.Told(change) with
            {
                SnapshotArn = share.SnapshotArn,
                TargetAccountId = share.TargetAccountId,
                Deadline = share.Deadline,
            }
        );

    /// <summary>The source's attribute does not name the target any more.</summary>
    public static void Close(LedgerScope scope, Actor actor, Share share, IReadOnlyDictionary<string, string> evidence)
    {
        if (!share.IsOpen)
            return;
        share.ClosedAt = scope.Now;
        share.CloseFailure = null;
        share.NextLookAt = scope.Now;
        scope.Append(
            actor,
            share.RequestId,
            new ShareClosed(
                share.SnapshotArn,
                share.TargetAccountId,
                share.Deadline,
                evidence.GetValueOrDefault("SharedWith"),
                evidence.GetValueOrDefault("SnapshotGone"),
                evidence.GetValueOrDefault("SourceRestoreAttribute"),
                evidence.GetValueOrDefault("Gone"),
                evidence.GetValueOrDefault("LeftAlone"),
                evidence.GetValueOrDefault("SourceRequestId"),
                evidence.GetValueOrDefault("TargetRequestId")
            )
        );
    }

    /// <summary>The target does not see it any more either. Pipeline and watchdog both look; each closing is proven once.</summary>
    /// <param name="lookedAt">When the target was asked: an answer from before the closing proves nothing.</param>
    public static void Prove(LedgerScope scope, Actor actor, Share share, DateTime lookedAt, IReadOnlyDictionary<string, string> evidence)
    {
        if (share.ProvenAt is not null || share.ClosedAt is not { } closed || lookedAt < closed)
            return;
        share.ProvenAt = scope.Now;
        scope.Append(
            actor,
            share.RequestId,
            new ShareProven(
                share.SnapshotArn,
                share.TargetAccountId,
                share.Deadline,
                evidence.GetValueOrDefault("SourceRestoreAttribute"),
                evidence.GetValueOrDefault("TargetListing"),
                evidence.GetValueOrDefault("SourceRequestId"),
                evidence.GetValueOrDefault("TargetRequestId")
            )
        );
    }

    /// <summary>It could not be closed; said once, and again only after it was closed in between.</summary>
    public static void MarkOverdue(LedgerScope scope, Share share, AwsError error)
    {
        if (!share.IsOpen)
            return;
        if (share.CloseFailure is null)
            scope.Append(
                Actor.Watchdog,
                share.RequestId,
                new ShareOverdue(share.SnapshotArn, share.TargetAccountId, share.Deadline, error.Code, error.Message, share.CloseCommand)
            );
        share.CloseFailure = $"{error.Code}: {error.Message}";
    }

    public static void EndWatch(LedgerScope scope, Share share) => share.WatchEndedAt ??= scope.Now;

    /// <summary>It was closed; somebody, or a call of ours that arrived late, opened it again.</summary>
    private static void Reopen(LedgerScope scope, Share share)
    {
        share.ClosedAt = null;
        share.ProvenAt = null;
        // Nobody approved it a second time: it is overdue from its first moment, and looked at until it is gone.
        share.Deadline = scope.Now < share.Deadline ? scope.Now : share.Deadline;
        scope.Append(Actor.Watchdog, share.RequestId, new ShareReturned(share.SnapshotArn, share.TargetAccountId, share.Deadline));
    }

    /// <summary>A row alone gives nobody a right: its beginning is told.</summary>
    private static bool IsSharedAnew(LedgerScope scope, Share share) =>
        scope
            .Db.Shares.Where(other =>
                other.RequestId != share.RequestId
                && other.SnapshotArn == share.SnapshotArn
                && other.TargetAccountId == share.TargetAccountId
                && other.ClosedAt == null
            )
            .Select(other => other.RequestId)
            .ToList()
            .Exists(other => ToldShares.Of(scope, other) is not null);
}
