using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Exposing.Strays;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Shares.Drift;
using SnapshotShare.Core.Workflows.Steps;

namespace SnapshotShare.Core.Exposing;

/// <summary>One request's data, and where it was at the moment asked about.</summary>
/// <param name="Approvers">Who said yes to the plan that ran, as they were called then.</param>
/// <param name="Deadline">No later than this its share is taken away; null where there was none.</param>
public sealed record Exposed(
    Request Request,
    IReadOnlyList<DataLocation> Locations,
    IReadOnlyList<string> Approvers,
    DateTime? Deadline = null
);

/// <param name="At">The moment asked about, UTC.</param>
/// <param name="Elsewhere">Shares that no request holds, from when they were first seen.</param>
/// <param name="Strays">Data and things of ours that no request under way answers for, from when they were first seen.</param>
public sealed record Exposure(
    DateTime At,
    IReadOnlyList<Exposed> Requests,
    IReadOnlyList<DriftFinding> Elsewhere,
    IReadOnlyList<Stray> Strays
);

/// <summary>Who could read production data at a moment, now or in the past.</summary>
public sealed class Exposures(IDbContextFactory<Db> databases, Observer observer)
{
    public async Task<Exposure> AtAsync(DateTime moment, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var everyShare = db.Shares;
        // A share that came back may outlive its request.
        var requests = await db
            .Requests.AsNoTracking()
            .Where(request =>
                request.CreatedAt <= moment
                && (
                    request.EndedAt == null
                    || request.EndedAt > moment
                    || everyShare.Any(share => share.RequestId == request.Id && (share.ClosedAt == null || share.ClosedAt > moment))
                )
            )
            .OrderBy(request => request.CreatedAt)
            .ToListAsync(ct);
        var ids = requests.Select(request => request.Id).ToList();
        var shares = await db
            .Shares.AsNoTracking()
            .Where(share => ids.Contains(share.RequestId))
            .ToDictionaryAsync(share => share.RequestId, ct);
        var approvals = (
            await db
                .Decisions.AsNoTracking()
                .Where(decision => ids.Contains(decision.RequestId) && decision.Verdict == Verdict.Approved)
                .ToListAsync(ct)
        ).ToLookup(decision => (decision.RequestId, decision.Digest), decision => decision.ActorName);
        var exposed = requests
            .Select(request => new Exposed(
                request,
                [
                    .. DataLocations
                        .Of(request, shares.GetValueOrDefault(request.Id))
                        .Where(location => location.IsThereAt(moment))
                        .Select(Named),
                ],
                [.. approvals[(request.Id, request.ApprovedDigest ?? "")].Distinct()],
                shares.GetValueOrDefault(request.Id)?.Deadline
            ))
            .Where(one => one.Locations.Count > 0)
            .ToList();
        var elsewhere = await db
            .Drift.AsNoTracking()
            .Where(finding => finding.FirstSeenAt <= moment && (finding.GoneAt == null || finding.GoneAt > moment))
            .OrderBy(finding => finding.FirstSeenAt)
            .ToListAsync(ct);
        var strays = await db
            .Strays.AsNoTracking()
            .Where(stray => stray.FirstSeenAt <= moment && (stray.GoneAt == null || stray.GoneAt > moment))
            .OrderBy(stray => stray.Kind)
            .ThenBy(stray => stray.FirstSeenAt)
            .ToListAsync(ct);
        return new Exposure(moment, exposed, elsewhere, strays);
    }

    /// <summary>A cluster by the name that AWS has for it now: somebody may have renamed it.</summary>
    private DataLocation Named(DataLocation location) =>
        location is { Kind: DataLocationKind.Cluster, Identity: { } identity }
        && observer.View(location.Account).Clusters.FirstOrDefault(cluster => cluster.ResourceId == identity) is { } now
            ? location with
            {
                Identifier = now.Identifier,
            }
            : location;
}
