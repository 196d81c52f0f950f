using System.Text.Json.Nodes;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Text;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Notifications;

/// <summary>Something that somebody must act on or waits for. It is a ledger entry, told outside.</summary>
/// <param name="Id">The entry's sequence; a notice that arrives twice has the same one.</param>
/// <param name="Kind">Stable and machine-readable, e.g. <c>unshare-failed</c>.</param>
/// <param name="Request">Null where it is not about a request.</param>
/// <param name="Details">The entry's details, without secrets as everything in the ledger.</param>
public sealed record Notice(long Id, string Kind, DateTime At, Request? Request, JsonObject Details)
{
    /// <summary>The kinds of entries that may be worth telling; the database is asked for these alone.</summary>
    public static IReadOnlyList<string> LedgerKinds { get; } =
    [
        LedgerKind.Requested,
        LedgerKind.StatusChanged,
        LedgerKind.Approved,
        LedgerKind.Rejected,
        LedgerKind.AboutToExpire,
        LedgerKind.StepBlocked,
        LedgerKind.ShareOverdue,
        LedgerKind.ShareReturned,
        LedgerKind.DriftFound,
        LedgerKind.Frozen,
        LedgerKind.FreezeLifted,
    ];

    /// <summary>What an entry is told as; null when nobody needs to act on it.</summary>
    public static string? KindOf(string ledgerKind, JsonObject details) =>
        ledgerKind switch
        {
            LedgerKind.Requested => "waits-for-approval",
            LedgerKind.StatusChanged => (string?)details["to"] switch
            {
                nameof(RequestStatus.WaitingForApproval) => "waits-for-approval",
                nameof(RequestStatus.Ready) => "ready",
                nameof(RequestStatus.Failed) => "failed",
                nameof(RequestStatus.Unanswered) => "unanswered",
                _ => null,
            },
            LedgerKind.Approved or LedgerKind.Rejected => "decided",
            LedgerKind.AboutToExpire => "about-to-expire",
            LedgerKind.StepBlocked => "blocked",
            LedgerKind.ShareOverdue => "unshare-failed",
            LedgerKind.ShareReturned => "share-returned",
            LedgerKind.DriftFound => "drift-found",
            LedgerKind.Frozen => "frozen",
            LedgerKind.FreezeLifted => "freeze-lifted",
            _ => null,
        };

    /// <summary>The same in a sentence.</summary>
    public Message Sentence => Request?.StatusReason is { } why ? Plain.With("what", [why]) : Plain;

    /// <summary>A decision that said no.</summary>
    public bool IsRejection { get; init; }

    private Message Plain =>
        Message.Of(
            $"notice.{Telling}",
            ("request", Request?.Id),
            ("name", Request?.RequesterName),
            ("cluster", Request?.SourceCluster),
            ("account", Request?.Plan.To.Account ?? Snapshot.Account),
            ("what", ""),
            ("close", (string?)Details["closeByHand"]),
            ("until", (string?)Details["expiresAt"]),
            ("snapshot", Snapshot.Identifier),
            ("with", (string?)Details["sharedWith"])
        );

    private string Telling =>
        Kind switch
        {
            "waits-for-approval" when Request?.Plan.Goal == Goal.Share => "waits-for-approval-share",
            "decided" => IsRejection ? "rejected" : "approved",
            _ => Kind,
        };

    /// <summary>What a drift finding is about, from the ARN that its entry has.</summary>
    private (string? Account, string? Identifier) Snapshot =>
        (string?)Details["snapshotArn"] is { } arn && arn.Split(':', 7) is [_, _, _, _, var account, _, var identifier]
            ? (account, identifier)
            : (null, null);
}
