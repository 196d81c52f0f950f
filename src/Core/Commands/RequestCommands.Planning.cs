using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Execution;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Planning;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Text;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Commands;

/// <content>Plans, made from the world as it is now.</content>
public sealed partial class RequestCommands
{
    /// <summary>A request that waits gets its plan from the world as it is now; what was in the way may be cured.</summary>
    private async Task<CommandResult<Request>> PlanAgainAsync(Actor actor, Request request, CancellationToken ct)
    {
        var verb = request.RequesterId == actor.Id ? Permission.RetryOwn : Permission.RetryAny;
        if (await authorizer.RefusesAsync(actor, verb, request.Id, ct) is { } refusal)
            return refusal;
        using var turn = await limits.TakeAsync(actor, Cost.Aws, ct);
        if (turn.Refusal is { } tooMany)
            return tooMany;
        var (again, cannot) = await PlanAsync(request.SettledTerms, request.Id, request.Installation, ct);
        if (again is null)
            return cannot!;
        return await ActAsync(
            actor,
            Cost.Never,
            request.Id,
            (_, _) => null,
            (scope, row) =>
            {
                if (row.Status != RequestStatus.WaitingForApproval)
                    return NotNow(row, "retry");
                scope.Append(actor, row.Id, new RequestRetried());
                RequestLifecycle.BackForApproval(
                    scope,
                    row,
                    again,
                    Message.Of("planned-again", ("name", actor.Name)),
                    timings.AnswerWithin
                );
                return null;
            },
            ct
        );
    }

    private async Task<CommandResult<Plan>> PlanAsync(RequestTerms terms, string id, string? installation, CancellationToken ct)
    {
        if (!topology.Routes.TryGetValue(terms.Route, out var route))
            return new Refusal(RefusalKind.NotFound, Message.Of("no-such-route", ("route", terms.Route)), "route");
        if (TermsRules.Check(terms, route) is { } wrong)
            return wrong;
        var (facts, refusal) = await preflight.GatherAsync(route, terms, AwsClients.ObserverSession, installation, ct);
        return facts is null ? refusal! : Planner.Make(facts with { Unfinished = await UnfinishedAsync(ct) }, id);
    }

    private async Task<IReadOnlyList<UnfinishedRequest>> UnfinishedAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var alive = await db.Requests.AsNoTracking().Where(row => row.EndedAt == null).OrderBy(row => row.CreatedAt).ToListAsync(ct);
        return
        [
            .. alive.Select(row => new UnfinishedRequest(
                row.Id,
                row.RequesterName,
                row.Status.ToString(),
                row.Status == RequestStatus.Ready,
                row.Plan.Route,
                row.Plan.Source.Cluster,
                row.Plan.TargetCluster
            )),
        ];
    }

    private static async Task<Refusal?> AskedAlreadyAsync(
        LedgerScope scope,
        Actor actor,
        RequestTerms terms,
        Plan plan,
        Route route,
        CancellationToken ct
    )
    {
        var own = await scope.Db.Requests.AsNoTracking().Where(row => row.EndedAt == null && row.RequesterId == actor.Id).ToListAsync(ct);
        return SameRequest.Of(own, actor.Id, terms, plan, route, scope.Now) is { } first
            ? new Refusal(RefusalKind.Conflict, Message.Of("asked-already", ("request", first.Id), ("status", $"{first.Status}")))
            {
                RequestId = first.Id,
            }
            : null;
    }

    private static async Task<string?> ReservedByAsync(LedgerScope scope, Plan plan, CancellationToken ct)
    {
        if (plan.TargetCluster is null)
            return null;
        var alive = await scope.Db.Requests.AsNoTracking().Where(row => row.EndedAt == null).ToListAsync(ct);
        return alive.Find(row => row.Plan.TargetCluster == plan.TargetCluster && row.Plan.To.AccountId == plan.To.AccountId)?.Id;
    }
}
