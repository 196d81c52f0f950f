using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Accounts;
using SnapshotShare.Core.Approvals;
using SnapshotShare.Core.Audit;
using SnapshotShare.Core.Data;
using SnapshotShare.Core.People;
using SnapshotShare.Core.Pipeline;
using SnapshotShare.Core.Planning;

namespace SnapshotShare.Core.Requests;

/// <content>Plans, made from the world as it is now.</content>
public sealed partial class RequestVerbs
{
    /// <summary>A request that waits gets its plan from the world as it is now; what was in the way may be cured.</summary>
    private async Task<Answer> PlanAgainAsync(Actor actor, Request request, CancellationToken ct)
    {
        var verb = request.RequesterId == actor.Id ? Verb.RetryOwn : Verb.RetryAny;
        if (await gate.RefusesAsync(actor, verb, request.Id, ct) is { } refusal)
            return refusal;
        var (again, cannot) = await PlanAsync(request.SettledTerms, request.Id, ct);
        if (again is null)
            return cannot!;
        return await ActAsync(
            actor,
            request.Id,
            (_, _) => null,
            (scope, row) =>
            {
                if (row.Status != RequestStatus.WaitingForApproval)
                    return NotNow(row, "retry");
                scope.Append(AuditKind.Retried, actor, row.Id);
                Endings.BackForApproval(scope, row, again, Phrase.Of("planned-again", ("name", actor.Name)), pace.AnswerWithin);
                return null;
            },
            ct
        );
    }

    private async Task<PlanAnswer> PlanAsync(RequestTerms terms, string id, CancellationToken ct)
    {
        if (!estate.Routes.TryGetValue(terms.Route, out var route))
            return new Refusal(RefusalKind.NotFound, Phrase.Of("no-such-route", ("route", terms.Route)), "route");
        if (TermsRules.Check(terms, route) is { } wrong)
            return wrong;
        var (facts, refusal) = await preflight.GatherAsync(route, terms, AwsClients.ObserverSession, ct);
        return facts is null ? refusal! : Planner.Make(facts with { Running = await RunningAsync(except: id, ct) }, id);
    }

    private async Task<IReadOnlyList<RunningRequest>> RunningAsync(string except, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var alive = await db
            .Requests.AsNoTracking()
            .Where(row => row.EndedAt == null && row.Id != except)
            .OrderBy(row => row.CreatedAt)
            .ToListAsync(ct);
        return
        [
            .. alive.Select(row => new RunningRequest(
                row.Id,
                row.RequesterName,
                row.Status,
                row.Plan.Route,
                row.Plan.Source.Cluster,
                row.Plan.TargetCluster
            )),
        ];
    }

    private static async Task<string?> ReservedByAsync(LaneScope scope, Plan plan, CancellationToken ct)
    {
        if (plan.TargetCluster is null)
            return null;
        var alive = await scope.Db.Requests.AsNoTracking().Where(row => row.EndedAt == null).ToListAsync(ct);
        return alive.FirstOrDefault(row => row.Plan.TargetCluster == plan.TargetCluster && row.Plan.To.AccountId == plan.To.AccountId)?.Id;
    }
}
