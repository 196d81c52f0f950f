using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Accounts;
using SnapshotShare.Core.Data;
using SnapshotShare.Core.Drift;
using SnapshotShare.Core.People;
using SnapshotShare.Core.Planning;
using SnapshotShare.Core.Requests;

namespace SnapshotShare.Core.Approvals;

/// <summary>What an approver must know besides the plan itself, as it is at this moment.</summary>
/// <param name="Request">What is asked, with the plan, its findings and its digest.</param>
/// <param name="Route">The route with its rules as they are now; null when it is gone from the configuration.</param>
/// <param name="SaidYes">Who has said yes to this very version.</param>
/// <param name="OpenShares">Other shares of ours that the target account can read now.</param>
/// <param name="OpenDrift">Shares with the target account, or with everybody, that the ledger does not account for.</param>
/// <param name="Held">The requester's other requests that are not over.</param>
/// <param name="Nobody">Why nobody's yes is taken now; null when one would be.</param>
public sealed record DecisionSheet(
    Request Request,
    Route? Route,
    IReadOnlyList<Decision> SaidYes,
    IReadOnlyList<Share> OpenShares,
    IReadOnlyList<DriftFinding> OpenDrift,
    IReadOnlyList<Request> Held,
    Refusal? Nobody
)
{
    /// <summary>How many people must still say yes.</summary>
    public int YesesLeft => Math.Max(0, (Route?.Approval.Approvers ?? 1) - SaidYes.Count);

    /// <summary>Why this approver's yes would be refused now, in the verb's own words; null when it would be taken.</summary>
    /// <param name="shortens">Whether it makes the plan shorter: who has said yes to the present one may say it to that.</param>
    public Refusal? Refuses(Actor actor, bool shortens = false) =>
        Route?.Approval.RefusesApprover(actor, Route.Name)
        ?? Nobody
        ?? (
            !shortens && SaidYes.Any(yes => yes.ActorId == actor.Id) ? ApprovedAlready(Request.Plan.Route, SaidYes.Count + YesesLeft) : null
        );

    internal static Refusal ApprovedAlready(string route, int needed) =>
        new(RefusalKind.Conflict, Phrase.Of("approved-already", ("route", route), ("needed", $"{needed}")));

    /// <summary>What stands in the way of a yes, whoever says it.</summary>
    internal static Refusal? RefusesEveryYes(Request request, Estate estate, bool isFrozen)
    {
        if (!estate.Routes.TryGetValue(request.Plan.Route, out var route))
            return new Refusal(RefusalKind.Conflict, Phrase.Of("route-gone", ("route", request.Plan.Route)));
        if (isFrozen)
            return new Refusal(RefusalKind.Conflict, Phrase.Of("frozen"));
        if (request.Plan.ApprovalRules != ApprovalRules.VersionOf(route))
            return new Refusal(RefusalKind.Conflict, Phrase.Of("rules-changed", ("route", route.Name)));
        if (route.Approval.RefusesReason(request.Terms.Reason, route.Name) is { } rule)
            return rule;
        return request.Plan.Findings.FirstOrDefault(finding => finding.Severity == Severity.Blocking) is { } inTheWay
            ? new Refusal(RefusalKind.Conflict, inTheWay.Message)
            : null;
    }
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
                .ToListAsync(ct),
            DecisionSheet.RefusesEveryYes(request, estate, await db.Freezes.AnyAsync(freeze => freeze.LiftedAt == null, ct))
        );
    }
}
