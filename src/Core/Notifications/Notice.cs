using System.Globalization;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Text;

namespace SnapshotShare.Core.Notifications;

/// <summary>Something that somebody must act on or waits for. It is a ledger entry, told outside.</summary>
/// <param name="Id">The entry's sequence; a notice that arrives twice has the same one.</param>
/// <param name="Kind">Stable and machine-readable, e.g. <c>unshare-failed</c>.</param>
/// <param name="Request">Null where it is not about a request.</param>
/// <param name="What">The event, without secrets as everything in the ledger; null where only the ledger's head is told.</param>
public sealed record Notice(long Id, string Kind, DateTime At, Request? Request, LedgerEvent? What)
{
    /// <summary>The kinds of entries that may be worth telling; the database is asked for these alone.</summary>
    public static IReadOnlyList<string> LedgerKinds { get; } =
    [
        LedgerKind.Requested,
        LedgerKind.StatusChanged,
        LedgerKind.Approved,
        LedgerKind.Rejected,
        LedgerKind.AboutToExpire,
        LedgerKind.LifeBegun,
        LedgerKind.StepBlocked,
        LedgerKind.StepUnblocked,
        LedgerKind.ResultDiffers,
        LedgerKind.ResultAsApproved,
        LedgerKind.ShareOverdue,
        LedgerKind.ShareReturned,
        LedgerKind.DriftFound,
        LedgerKind.StrayFound,
        LedgerKind.Frozen,
        LedgerKind.FreezeLifted,
    ];

    /// <summary>The kind of notice an event is told as; null when nobody needs to act on it.</summary>
    public static string? KindOf(LedgerEvent? what) =>
        what switch
        {
            RequestCreated => "waits-for-approval",
            StatusChanged status => status.To switch
            {
                nameof(RequestStatus.WaitingForApproval) => "waits-for-approval",
                nameof(RequestStatus.Ready) => "ready",
                nameof(RequestStatus.Failed) => "failed",
                nameof(RequestStatus.Unanswered) => "unanswered",
                _ => null,
            },
            RequestApproved or RequestRejected => "decided",
            RequestAboutToExpire => "about-to-expire",
            RequestLifeBegun => "life-begun",
            StepBlocked => "blocked",
            StepUnblocked => "unblocked",
            ResultDiffers => "result-differs",
            ResultAsApproved => "result-as-approved",
            ShareOverdue => "unshare-failed",
            ShareReturned => "share-returned",
            DriftFound => "drift-found",
            StrayFound => "stray-found",
            Frozen => "frozen",
            FreezeLifted => "freeze-lifted",
            _ => null,
        };

    /// <summary>The same in a sentence.</summary>
    public Message Sentence => Why is { } why ? Plain.With("what", [why]) : Plain;

    /// <summary>From the entry itself: by the time a notice is told, the request may stand elsewhere.</summary>
    private Message? Why =>
        What switch
        {
            StatusChanged status => status.Phrase,
            StepBlocked blocked => blocked.Finding.Message,
            ResultDiffers differs => differs.Finding.Message,
            RequestRejected rejected => Message.Of("rejected-because", ("reason", rejected.Reason)),
            _ => null,
        };

    private DateTime? EndOfLife =>
        What switch
        {
            RequestAboutToExpire about => about.ExpiresAt,
            RequestLifeBegun begun => begun.ExpiresAt,
            _ => null,
        };

    private Message Plain =>
        Message.Of(
            $"notice.{Telling}",
            ("request", Request?.Id),
            ("name", Request?.RequesterName),
            ("cluster", Request?.SourceCluster),
            ("account", Request?.Plan.To.Account ?? Snapshot.Account),
            ("what", ""),
            ("close", (What as ShareOverdue)?.CloseByHand),
            ("until", EndOfLife is { } end ? HashChain.Timestamp(end) : null),
            ("snapshot", Snapshot.Identifier),
            ("with", (What as DriftFound)?.SharedWith),
            ("left", (What as RequestApproved)?.Left?.ToString(CultureInfo.InvariantCulture))
        );

    private string Telling =>
        Kind switch
        {
            "waits-for-approval" when Request?.Plan.Goal == Goal.Share => "waits-for-approval-share",
            "stray-found" when Snapshot is { Account: null, Identifier: not null } => "stray-found-export",
            "about-to-expire" when Request?.Plan.Goal == Goal.Copy => "about-to-expire-copy",
            "decided" => What switch
            {
                RequestRejected => "rejected",
                RequestApproved { Left: > 0 } => "approved-so-far",
                _ => "approved",
            },
            _ => Kind,
        };

    /// <summary>The snapshot that a share or a drift finding is about, from the ARN that its entry has.</summary>
    private (string? Account, string? Identifier) Snapshot =>
        What switch
        {
            ShareOverdue overdue => Parts(overdue.SnapshotArn),
            ShareReturned returned => Parts(returned.SnapshotArn),
            DriftFound found => Parts(found.SnapshotArn),
            StrayFound found => Parts(found.Arn),
            _ => (null, null),
        };

    /// <summary>An export's files have a place and no ARN.</summary>
    private static (string? Account, string? Identifier) Parts(string arn)
    {
        if (arn.StartsWith("s3:", StringComparison.Ordinal))
            return (null, arn);
        return arn.Split(':', 7) is [_, _, _, _, var account, _, var identifier] ? (account, identifier) : (null, null);
    }
}
