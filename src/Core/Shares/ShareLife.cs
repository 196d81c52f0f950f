using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
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
        {
            Shorten(scope, known);
            return known.IsOpen && known.Deadline > scope.Now;
        }
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

    /// <summary>It ends when the intent says, which the approved window was written into: its row may have been written by somebody since.</summary>
    private static void Shorten(LedgerScope scope, Share share)
    {
        if (ToldShares.Of(scope, share.RequestId) is not { } told || told.Deadline >= share.Deadline)
            return;
        share.Deadline = told.Deadline;
        share.NextLookAt = told.Deadline < share.NextLookAt ? told.Deadline : share.NextLookAt;
    }

    /// <summary>AWS shows the share that was asked for.</summary>
    private static void ConfirmOpen(LedgerScope scope, Share share, IReadOnlyDictionary<string, string> evidence)
    {
        if (share.OpenedAt is not null)
            return;
        share.OpenedAt = scope.Now;
        Shorten(scope, share);
        scope.Append(
            Actor.Engine,
            share.RequestId,
            new ShareOpened(share.SnapshotArn, share.TargetAccountId, share.Deadline, evidence.GetValueOrDefault("SharedWith"))
        );
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
    public static void Apply(LedgerScope scope, Request row, ShareEffect effect, StepState step)
    {
        if (effect == ShareEffect.None || scope.Db.Shares.Find(row.Id) is not { } share)
            return;
        switch (effect)
        {
            case ShareEffect.Opens:
                ConfirmOpen(scope, share, step.Evidence);
                break;
            case ShareEffect.Closes:
                Close(scope, Actor.Engine, share, step.Evidence);
                break;
            case ShareEffect.Proves:
                Prove(scope, Actor.Engine, share, step.LookedAt ?? scope.Now, step.Evidence);
                break;
            case ShareEffect.EndsWatch:
                // Nothing is left that could be shared, whatever was seen before; the target may still have to be asked.
                Close(scope, Actor.Engine, share, step.Evidence);
                if (share.ProvenAt is not null)
                    EndWatch(scope, share);
                break;
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
        WriteAsync<object?>(
            ledger,
            requestId,
            (scope, row) =>
            {
                change(scope, row);
                return null;
            },
            ct
        );
}
