using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Shares.Drift;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Approvals;

public sealed class DecisionSheets(IDbContextFactory<Db> databases, AwsTopology topology)
{
    public async Task<DecisionSheet?> ReadAsync(string requestId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await db.Requests.AsNoTracking().FirstOrDefaultAsync(row => row.Id == requestId, ct) is not { } request)
            return null;
        var target = request.Plan.To.AccountId;
        return new DecisionSheet(
            request,
            topology.Routes.GetValueOrDefault(request.Plan.Route),
            ApprovalPolicy.SaidYes(request, await db.Decisions.AsNoTracking().Where(row => row.RequestId == requestId).ToListAsync(ct)),
            await db
                .Shares.AsNoTracking()
                .Where(row => row.TargetAccountId == target && row.ClosedAt == null && row.RequestId != requestId)
                .OrderBy(row => row.Deadline)
                .ToListAsync(ct),
            await db
                .Drift.AsNoTracking()
                .Where(row => row.GoneAt == null && (row.SharedWith == target || row.SharedWith == DriftFinding.Everybody))
                .OrderBy(row => row.FirstSeenAt)
                .ToListAsync(ct),
            await db
                .Requests.AsNoTracking()
                .Where(row => row.RequesterId == request.RequesterId && row.EndedAt == null && row.Id != requestId)
                .OrderBy(row => row.CreatedAt)
                .ToListAsync(ct),
            await db.IsFrozenAsync(ct)
        );
    }
}
