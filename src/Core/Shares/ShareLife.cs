using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Text;

namespace SnapshotShare.Core.Shares;

/// <summary>Every write on a share's row, with its ledger entry: held, opened, expired, closed, proven, come back, overdue, watched to the end.</summary>
internal static partial class ShareLife
{
    /// <summary>
    /// Why a share may not be asked for now. One snapshot is shared with one account by one request at a time, until the watch of the one
    /// before is over: two rows for one entry of AWS's attribute would each take it for their own, and the first to end would end both.
    /// </summary>
    public static Message? Hold(LedgerScope scope, Request row) =>
        scope.Db.IsFrozen() ? Message.Of("frozen")
        : scope.Db.Shares.Find(row.Id) is null && HolderOf(scope.Db, row) is { } other ? Message.Of("share-held", ("request", other))
        : null;

    public static string? HolderOf(Db db, Request row) =>
        db
            .Shares.Where(share =>
                share.RequestId != row.Id
                && share.SnapshotArn == row.Plan.SharingSnapshotArn
                && share.TargetAccountId == row.Plan.To.AccountId
                && share.WatchEndedAt == null
            )
            .Select(share => share.RequestId)
            .FirstOrDefault();

    /// <summary>
    /// Puts the share and its deadline down before AWS is asked. False when it may not be asked: a share that was closed once is not
    /// opened again without a new approval.
    /// </summary>
    public static bool Open(LedgerScope scope, Request row)
    {
        if (scope.Db.Shares.Find(row.Id) is { } known)
            return known.IsOpen && known.Deadline > scope.Now;
        scope.Db.Shares.Add(
            new Share
            {
                RequestId = row.Id,
                SourceAccount = row.Plan.From.Account,
                SnapshotIdentifier = row.Plan.SharingSnapshot,
                SnapshotArn = row.Plan.SharingSnapshotArn,
                TargetAccountId = row.Plan.To.AccountId,
                SnapshotIsOurs = row.Plan.MakesSharingSnapshot,
                IntendedAt = scope.Now,
                Deadline = scope.Now + row.Plan.Window,
                NextLookAt = scope.Now + row.Plan.Window,
            }
        );
        return true;
    }

    /// <summary>AWS shows the share that was asked for.</summary>
    private static void ConfirmOpen(LedgerScope scope, Share share, IReadOnlyDictionary<string, string> evidence)
    {
        if (share.OpenedAt is not null)
            return;
        share.OpenedAt = scope.Now;
        Append(scope, LedgerKind.ShareOpened, Actor.Engine, share, evidence);
    }

    /// <summary>
    /// Unshare and freeze: the deadline is now. The watchdog closes the share, and the request, which may stand until the old deadline, looks
    /// at once.
    /// </summary>
    public static void Expire(LedgerScope scope, Share share, Request row)
    {
        share.Deadline = scope.Now < share.Deadline ? scope.Now : share.Deadline;
        share.NextLookAt = scope.Now;
        share.Version++;
        if (row.FindStep(StepName.StopSharing) is not { IsOver: false } stop || !row.Status.IsMoving())
            return;
        row.Replace(stop with { NextLookAt = null });
        row.NextLookAt = scope.Now;
    }

    public static void LookAgain(Share share, DateTime at) => share.NextLookAt = at;

    /// <summary>Draws from a finished step what it means for the share.</summary>
    public static void After(LedgerScope scope, Request row, StepState state)
    {
        if (scope.Db.Shares.Find(row.Id) is not { } share)
            return;
        switch (state.Name)
        {
            case StepName.Share:
                ConfirmOpen(scope, share, state.Evidence);
                break;
            case StepName.StopSharing:
                Close(scope, Actor.Engine, share, state.Evidence);
                break;
            case StepName.ProveNotShared:
                Prove(scope, Actor.Engine, share, state.LookedAt ?? scope.Now, state.Evidence);
                break;
            case StepName.DeleteSharingSnapshot:
            case StepName.DeleteTakenSnapshot when row.Plan.SharingSnapshot == row.Plan.Source.Identifier:
                // Nothing is left that could be shared, whatever was seen before; the target may still have to be asked.
                Close(scope, Actor.Engine, share, state.Evidence);
                if (share.ProvenAt is not null)
                    EndWatch(scope, share);
                break;
            default:
                return;
        }
        share.Version++;
    }

    /// <summary>Changes the row as it is now, in one transaction with its entries.</summary>
    public static Task<T> WriteAsync<T>(
        LedgerTransaction ledger,
        string requestId,
        Func<LedgerScope, Share, T> change,
        CancellationToken ct
    ) =>
        ledger.WriteAsync(
            async scope =>
            {
                var row = await scope.Db.Shares.FirstAsync(row => row.RequestId == requestId, ct);
                var result = change(scope, row);
                row.Version++;
                scope.Changes.Add(new Change(requestId, Account: null));
                return result;
            },
            ct
        );

    public static Task WriteAsync(LedgerTransaction ledger, string requestId, Action<LedgerScope, Share> change, CancellationToken ct) =>
        WriteAsync(
            ledger,
            requestId,
            (scope, row) =>
            {
                change(scope, row);
                return true;
            },
            ct
        );

    private static void Append(LedgerScope scope, string kind, Actor actor, Share share, IReadOnlyDictionary<string, string> evidence) =>
        Append(
            scope,
            kind,
            actor,
            share,
            [.. evidence.Select(seen => (char.ToLowerInvariant(seen.Key[0]) + seen.Key[1..], (JsonNode?)seen.Value))]
        );

    private static void Append(LedgerScope scope, string kind, Actor actor, Share share, IReadOnlyList<(string Name, JsonNode? Value)> more)
    {
        var details = new JsonObject
        {
            ["snapshotArn"] = share.SnapshotArn,
            ["targetAccountId"] = share.TargetAccountId,
            ["deadline"] = HashChain.Timestamp(share.Deadline),
        };
        foreach (var (name, value) in more)
            details[name] = value;
        scope.Append(kind, actor, share.RequestId, details);
    }
}
