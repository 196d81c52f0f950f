using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Requests;

namespace SnapshotShare.Core.Shares.Drift;

/// <summary>The one write of a freeze: no share is made while it stands, and every one that is open ends now.</summary>
public sealed class FreezeLife : IFreezer
{
    public async Task UnshareDriftAsync(LedgerScope scope, Actor actor, string findingId, DateTime askedAt, CancellationToken ct)
    {
        if (await scope.Db.Drift.FirstOrDefaultAsync(row => row.Id == findingId && row.GoneAt == null, ct) is not { } finding)
            return;
        DriftLife.Unshare(scope, actor, finding, askedAt);
        finding.Version++;
    }

    public async Task<Freeze> SetAsync(LedgerScope scope, Actor actor, string reason, DateTime at, CancellationToken ct)
    {
        if (await scope.Db.Freezes.FirstOrDefaultAsync(freeze => freeze.LiftedAt == null, ct) is { } standing)
            return standing;
        var freeze = new Freeze
        {
            SetById = actor.Id,
            SetByName = actor.Name,
            SetAt = at,
            Reason = reason,
        };
        scope.Db.Freezes.Add(freeze);
        var open = await scope.Db.Shares.Where(share => share.ClosedAt == null).ToListAsync(ct);
        foreach (var share in open)
        {
            var request = await scope.Db.Requests.FirstAsync(row => row.Id == share.RequestId, ct);
            ShareLife.Expire(scope, share, request);
            request.Version++;
            scope.Changes.Add(new Change(share.RequestId, Account: null));
        }
        // What somebody shared by hand is open too, adopted or not.
        var drifted = await scope
            .Db.Drift.Where(finding => finding.GoneAt == null && finding.State != DriftState.Unsharing)
            .ToListAsync(ct);
        foreach (var finding in drifted)
        {
            DriftLife.Unshare(scope, actor, finding);
            finding.Version++;
        }
        scope.Append(actor, subject: "", new Frozen(reason, [.. open.Select(share => share.SnapshotArn)]));
        scope.Changes.Add(Change.OfEverything);
        return freeze;
    }
}
