using System.Text.Json.Nodes;
using SnapshotShare.Core.Commands;
using SnapshotShare.Core.Execution;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Text;
using SnapshotShare.Core.Topology;
using SnapshotShare.Core.Workflows.Steps;

namespace SnapshotShare.Core.Shares;

/// <summary>The share's own row and ledger entries: opened, closed, proven gone.</summary>
internal static class ShareLife
{
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
    /// Unshare and freeze: the deadline is now. The watchdog takes the share away, and the request, which may stand until the old deadline,
    /// looks at once.
    /// </summary>
    public static void CloseNow(LedgerScope scope, Share share, Request row)
    {
        share.Deadline = scope.Now < share.Deadline ? scope.Now : share.Deadline;
        share.NextLookAt = scope.Now;
        share.Version++;
        if (row.FindStep(StepName.StopSharing) is not { IsOver: false } stop || !row.Status.IsMoving())
            return;
        row.Replace(stop with { NextLookAt = null });
        row.NextLookAt = scope.Now;
    }

    /// <summary>What a finished step means for the share.</summary>
    public static void After(LedgerScope scope, Request row, StepState state)
    {
        if (scope.Db.Shares.Find(row.Id) is not { } share)
            return;
        switch (state.Name)
        {
            case StepName.Share when share.OpenedAt is null:
                share.OpenedAt = scope.Now;
                Append(scope, LedgerKind.ShareOpened, Actor.Engine, share, state.Evidence);
                break;
            case StepName.StopSharing:
                Close(scope, Actor.Engine, share, state.Evidence);
                break;
            case StepName.ProveNotShared when share.ProvenAt is null:
                share.ProvenAt = scope.Now;
                Append(scope, LedgerKind.ShareProven, Actor.Engine, share, state.Evidence);
                break;
            case StepName.DeleteSharingSnapshot:
            case StepName.DeleteTakenSnapshot when row.Plan.SharingSnapshot == row.Plan.Source.Identifier:
                // Nothing is left that could be shared, whatever was seen before.
                Close(scope, Actor.Engine, share, state.Evidence);
                share.WatchEndedAt = scope.Now;
                break;
            default:
                return;
        }
        share.Version++;
    }

    public static void Close(LedgerScope scope, Actor actor, Share share, IReadOnlyDictionary<string, string> evidence)
    {
        if (share.ClosedAt is not null)
            return;
        share.ClosedAt = scope.Now;
        share.CloseFailure = null;
        share.NextLookAt = scope.Now;
        Append(scope, LedgerKind.ShareClosed, actor, share, evidence);
    }

    public static void Append(LedgerScope scope, string kind, Actor actor, Share share, IReadOnlyDictionary<string, string> evidence)
    {
        var details = new JsonObject
        {
            ["snapshotArn"] = share.SnapshotArn,
            ["targetAccountId"] = share.TargetAccountId,
            ["deadline"] = HashChain.Timestamp(share.Deadline),
        };
        foreach (var (name, value) in evidence)
            details[char.ToLowerInvariant(name[0]) + name[1..]] = value;
        scope.Append(kind, actor, share.RequestId, details);
    }
}
