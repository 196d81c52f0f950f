using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Accounts;
using SnapshotShare.Core.Data;
using SnapshotShare.Core.Drift;
using SnapshotShare.Core.Requests;

namespace SnapshotShare.Core.Approvals;

/// <summary>What an approver must know besides the plan itself, as it is at this moment.</summary>
/// <param name="Request">What is asked, with the plan, its findings and its digest.</param>
/// <param name="Route">The route with its rules as they are now; null when it is gone from the configuration.</param>
/// <param name="SaidYes">Who has said yes to this very version.</param>
/// <param name="OpenShares">Other shares of ours that the target account can read now.</param>
/// <param name="OpenDrift">Shares with the target account, or with everybody, that the ledger does not account for.</param>
/// <param name="Held">The requester's other requests that are not over.</param>
public sealed record DecisionSheet(
    Request Request,
    Route? Route,
    IReadOnlyList<Decision> SaidYes,
    IReadOnlyList<Share> OpenShares,
    IReadOnlyList<DriftFinding> OpenDrift,
    IReadOnlyList<Request> Held
)
{
    /// <summary>How many people must still say yes.</summary>
    public int YesesLeft => Math.Max(0, (Route?.Approval.Approvers ?? 1) - SaidYes.Count);
}

public sealed class DecisionSheets(IDbContextFactory<SnapshotShareDb> databases, Estate estate)
{
    public async Task<DecisionSheet?> ReadAsync(string requestId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await db.Requests.AsNoTracking().FirstOrDefaultAsync(row => row.Id == requestId, ct) is not { } request)
            return null;
        var target = request.Plan.To.AccountId;
        return new DecisionSheet(
            request,
            estate.Routes.GetValueOrDefault(request.Plan.Route),
            await db
                .Decisions.AsNoTracking()
                .Where(row => row.RequestId == requestId && row.PlanVersion == request.PlanVersion && row.Verdict == Verdict.Approved)
                .OrderBy(row => row.At)
                .ToListAsync(ct),
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
                .ToListAsync(ct)
        );
    }
}
