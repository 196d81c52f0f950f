using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Persistence;

namespace SnapshotShare.Core.Shares;

/// <summary>Which shares were opened, to whom, until when, and which are closed: as the entries tell it, and nothing besides.</summary>
internal sealed class ShareWitness : ILedgerWitness
{
    private static readonly string[] Kinds =
    [
        LedgerKind.ShareOpened,
        LedgerKind.ShareClosed,
        LedgerKind.ShareProven,
        LedgerKind.ShareReturned,
    ];

    public async Task<string?> DiffersAsync(Db db, CancellationToken ct)
    {
        var entries = (
            await db
                .Ledger.AsNoTracking()
                .Where(entry =>
                    Kinds.Contains(entry.Kind) || (entry.Kind == LedgerKind.Intent && entry.Details.Contains(ToldShares.OfSharing))
                )
                .OrderBy(entry => entry.Sequence)
                .Select(entry => new
                {
                    entry.Subject,
                    entry.Kind,
                    entry.Details,
                })
                .ToListAsync(ct)
        )
            .Select(entry => (entry.Subject, entry.Kind, What: LedgerEvent.Read(entry.Kind, entry.Details)))
            // Intents of older versions do not say until when.
            .Where(entry => entry.What is not ChangeIntended { Deadline: null })
            .ToLookup(entry => entry.Subject, entry => (entry.Kind, entry.What));
        // Somebody's word, or a freeze, has it end sooner than was granted.
        var open = await new ToldShares().ReadAsync(db, ct);
        var shares = await db.Shares.AsNoTracking().ToListAsync(ct);
        foreach (var share in shares)
        {
            var told = entries[share.RequestId].ToList();
            var opened = told.Select(entry => entry.What).OfType<ShareOpened>().FirstOrDefault();
            if (share.OpenedAt is not null && opened is null)
                return $"the share of request {share.RequestId} is said to be opened";
            if (opened is not null && (share.SnapshotArn, share.TargetAccountId) != (opened.SnapshotArn, opened.TargetAccountId))
                return $"the share of request {share.RequestId} is said to be of another snapshot or with another account";
            if (!share.SnapshotArn.EndsWith($":{share.SnapshotIdentifier}", StringComparison.Ordinal))
                return $"the share of request {share.RequestId} is said to be of a snapshot of another name";
            // It may end earlier, never later.
            if (
                told.Exists(entry => DeadlineOf(entry.What) < share.Deadline)
                || (share.IsOpen && open.GetValueOrDefault(share.RequestId)?.Deadline < share.Deadline)
            )
                return $"the share of request {share.RequestId} is said to end later";
            var isClosed =
                told.LastOrDefault(entry => entry.Kind is LedgerKind.ShareClosed or LedgerKind.ShareReturned).Kind
                == LedgerKind.ShareClosed;
            if (share.ClosedAt is not null != isClosed)
                return $"the share of request {share.RequestId} is said to be {(isClosed ? "open" : "closed")}";
            if (share.WatchEndedAt is not null && !isClosed)
                return $"the share of request {share.RequestId} is said to need no watch any more";
            if (share.ProvenAt is not null && !told.Exists(entry => entry.Kind == LedgerKind.ShareProven))
                return $"the share of request {share.RequestId} is said to be proven gone";
        }
        var known = shares.Select(share => share.RequestId).ToHashSet(StringComparer.Ordinal);
        return entries.FirstOrDefault(of => !known.Contains(of.Key)) is { } lost
            ? $"the share of request {lost.Key} is not there any more"
            : null;
    }

    private static DateTime? DeadlineOf(LedgerEvent? what) =>
        what switch
        {
            ChangeIntended intended => intended.Deadline,
            ShareOpened opened => opened.Deadline,
            _ => null,
        };
}
