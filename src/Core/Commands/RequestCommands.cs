using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Approvals;
using SnapshotShare.Core.Execution;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Planning;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Text;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Commands;

/// <summary>
/// The one way in, for pages, API and jobs alike. Each verb checks who may, reads again, changes and writes the ledger in one go;
/// a refused attempt is written down too.
/// </summary>
public sealed partial class RequestCommands(
    CommandLedger ledger,
    IDbContextFactory<Db> databases,
    Authorizer authorizer,
    Limits limits,
    AwsTopology topology,
    Preflight preflight,
    StandingApprovals approvals,
    EmergencyJournal emergency,
    RequestIds ids,
    Timings timings
)
{
    /// <summary>The plan as it would be approved. Costs no change anywhere.</summary>
    public async Task<CommandResult<Plan>> PreviewAsync(Actor actor, RequestTerms terms, CancellationToken ct)
    {
        if (await authorizer.RefusesAsync(actor, Permission.Request, subject: "", ct) is { } refusal)
            return refusal;
        using var turn = await limits.TakeAsync(actor, Cost.Aws, ct);
        return turn.Refusal is { } tooMany ? tooMany : await PlanAsync(terms, ids.Next(), installation: null, ct);
    }

    /// <summary>Makes the request, unless the same person asks for the same once more: then the first one is named instead.</summary>
    /// <param name="another">Makes a second one on purpose.</param>
    public async Task<CommandResult<Request>> RequestAsync(Actor actor, RequestTerms terms, CancellationToken ct, bool another = false)
    {
        if (await authorizer.RefusesAsync(actor, Permission.Request, subject: "", ct) is { } refusal)
            return refusal;
        using var turn = await limits.TakeAsync(actor, Cost.Aws, ct);
        if (turn.Refusal is { } tooMany)
            return tooMany;
        var id = ids.Next();
        var (plan, cannot) = await PlanAsync(terms, id, installation: null, ct);
        if (plan is null)
            return cannot!;
        var route = topology.Routes[plan.Route];
        if (ApprovalPolicy.CheckReason(terms.Reason, route) is { } rule)
            return rule;
        if (plan.Findings.FirstOrDefault(finding => finding.Severity == Severity.Blocking) is { } blocking)
            return new Refusal(RefusalKind.Conflict, blocking.Message, FieldOf(blocking), blocking.Fault);
        return await ledger.WriteAsync<Request>(
            async scope =>
            {
                if (!another && await AskedAlreadyAsync(scope, actor, terms, plan, route, ct) is { } already)
                    return already;
                if (await ReservedByAsync(scope, plan, ct) is { } other)
                    return new Refusal(
                        RefusalKind.Conflict,
                        Message.Of("cluster-reserved", ("cluster", plan.TargetCluster), ("request", other)),
                        "targetCluster"
                    );
                var request = new Request
                {
                    Id = id,
                    Installation = (await scope.Db.Environments.SingleAsync(ct)).Installation,
                    RequesterId = actor.Id,
                    RequesterName = actor.Name,
                    CreatedAt = scope.Now,
                    DecideBy = scope.Now + timings.AnswerWithin,
                    NextLookAt = scope.Now + timings.AnswerWithin,
                    Terms = terms,
                    SourceCluster = plan.Source.Cluster,
                    Status = RequestStatus.WaitingForApproval,
                    Plan = plan,
                    PlanVersion = 1,
                    Steps = [.. plan.Steps.Select(step => new StepState(step.Name, StepStatus.NotYet))],
                };
                scope.Db.Requests.Add(request);
                scope.Append(
                    actor,
                    id,
                    new RequestCreated(terms.Goal.ToString(), plan.Route, plan.Source.Arn, plan.TargetCluster, terms.Reason)
                );
                scope.Append(Actor.Engine, id, Planned(request));
                if (ApprovalPolicy.ApprovesByItself(actor, plan, route, scope.Db.IsFrozen()))
                    ApproveByItself(scope, request);
                return request;
            },
            ct
        );
    }

    /// <summary>Turns the request round wherever it is; a ready cluster is given back.</summary>
    public Task<CommandResult<Request>> CancelAsync(Actor actor, string requestId, string reason, CancellationToken ct) =>
        ActAsync(
            actor,
            Cost.Never,
            requestId,
            (own, _) => RolePermissions.Refuses(actor, own ? Permission.CancelOwn : Permission.CancelAny),
            (scope, request) =>
            {
                if (request.Status == RequestStatus.Closing || request.Status.IsFinal())
                    return NotNow(request, "cancel");
                if (TermsRules.TooLong(reason) is { } tooLong)
                    return tooLong;
                var ready = request.Status == RequestStatus.Ready;
                scope.Append(actor, requestId, new RequestCancelled(request.PlanVersion, request.Plan.Digest, reason));
                var why = Message.Of(ready ? "given-back-by" : "cancelled-by", ("name", actor.Name), ("reason", reason));
                RequestLifecycle.TurnRound(scope, request, ready ? RequestStatus.Ended : RequestStatus.Cancelled, why);
                return null;
            },
            ct
        );

    /// <summary>Takes the share away at once. Waits for no approval; the watchdog does it within moments and proves it.</summary>
    public async Task<CommandResult<Request>> UnshareAsync(Actor actor, string requestId, CancellationToken ct)
    {
        try
        {
            return await UnshareWrittenAsync(actor, requestId, ct);
        }
        catch (Exception e) when (EmergencyJournal.IsOfRecords(e))
        {
            return await UnshareUnwrittenAsync(actor, requestId, e, ct);
        }
    }

    /// <summary>It only takes away, so it is done without having been written. Who may is judged by the same table.</summary>
    private async Task<CommandResult<Request>> UnshareUnwrittenAsync(Actor actor, string requestId, Exception failure, CancellationToken ct)
    {
        emergency.Failed(failure);
        Request? request = null;
        try
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            request = await db.Requests.AsNoTracking().FirstOrDefaultAsync(row => row.Id == requestId, ct);
        }
        catch (Exception e) when (EmergencyJournal.IsOfRecords(e))
        {
            // Whose it is cannot be known; then it takes the right to anybody's.
        }
        var permission = request?.RequesterId == actor.Id ? Permission.UnshareOwn : Permission.UnshareAny;
        if (RolePermissions.Refuses(actor, permission) is { } refusal)
        {
            await authorizer.RecordAsync(actor, requestId, refusal);
            return refusal;
        }
        emergency.Unshare(actor, requestId, failure);
        return request is null ? new Refusal(RefusalKind.Unavailable, Message.Of("unshare-unwritten")) : request;
    }

    private Task<CommandResult<Request>> UnshareWrittenAsync(Actor actor, string requestId, CancellationToken ct) =>
        ActAsync(
            actor,
            Cost.Never,
            requestId,
            (own, _) => RolePermissions.Refuses(actor, own ? Permission.UnshareOwn : Permission.UnshareAny),
            (scope, request) =>
            {
                if (scope.Db.Shares.Find(requestId) is { IsOpen: true } share)
                {
                    ShareLife.Expire(scope, share, request);
                    scope.Append(actor, requestId, new UnshareAsked(share.SnapshotArn, share.TargetAccountId));
                    return null;
                }
                // A row that is gone, or says that it is over, is no end of a share that entries tell of.
                if (ToldShares.Of(scope, requestId) is not { } told)
                    return new Refusal(RefusalKind.Conflict, Message.Of("nothing-shared"));
                scope.Append(actor, requestId, new UnshareAsked(told.SnapshotArn, told.TargetAccountId));
                return null;
            },
            ct,
            goesUnwritten: true
        );

    /// <summary>Lengthens the life of a ready cluster or copy, up to the route's cap counted from when it was ready.</summary>
    public Task<CommandResult<Request>> ExtendAsync(Actor actor, string requestId, TimeSpan by, CancellationToken ct) =>
        ActAsync(
            actor,
            Cost.Change,
            requestId,
            (own, _) => RolePermissions.Refuses(actor, own ? Permission.ExtendOwn : Permission.ExtendAny),
            (scope, request) =>
            {
                if (request is { Status: RequestStatus.Ready, ExpiresAt: null })
                    return new Refusal(RefusalKind.Conflict, Message.Of("no-life-to-extend"));
                if (request is not { Status: RequestStatus.Ready, ExpiresAt: { } expires, ReadyAt: { } ready })
                    return NotNow(request, "extend");
                if (by <= TimeSpan.Zero)
                    return new Refusal(RefusalKind.Invalid, Message.Of("extend-by", ("life", $"{by}")), "by");
                if (!topology.Routes.TryGetValue(request.Plan.Route, out var route))
                    return new Refusal(RefusalKind.Conflict, Message.Of("route-gone", ("route", request.Plan.Route)));
                var (longest, why) = ApprovalPolicy.LongestLife(request, route);
                if (by > ready + longest - expires)
                    return new Refusal(RefusalKind.Invalid, Message.Of(why, ("most", $"{longest}")), "by");
                request.ExpiresAt = expires + by;
                request.WarnedAt = null;
                request.NextLookAt = scope.Now;
                scope.Append(actor, requestId, new RequestExtended(request.ExpiresAt.Value));
                return null;
            },
            ct
        );

    /// <summary>Tells how the dev cluster is reached, for whoever asked for it and nobody else. Each reading stands in the ledger.</summary>
    public async Task<CommandResult<ConnectionData>> ReadConnectionAsync(Actor actor, string requestId, CancellationToken ct)
    {
        ConnectionData? connection = null;
        var answer = await ActAsync(
            actor,
            Cost.Change,
            requestId,
            (own, _) => RolePermissions.Refuses(actor, Permission.ReadConnection) ?? (own ? null : Refused("connection-not-yours")),
            (scope, request) =>
            {
                connection = ConnectionData.Of(request);
                if (connection is null)
                    return NotNow(request, "connect");
                scope.Append(actor, requestId, new ConnectionRead(request.Plan.TargetCluster));
                return null;
            },
            ct
        );
        return new CommandResult<ConnectionData>(answer.Refusal is null ? connection : null, answer.Refusal);
    }

    /// <summary>Has a request looked at now instead of at its next turn; one that waits for approval is planned again.</summary>
    public async Task<CommandResult<Request>> RetryAsync(Actor actor, string requestId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var request = await db.Requests.AsNoTracking().FirstOrDefaultAsync(row => row.Id == requestId, ct);
        return request is { Status: RequestStatus.WaitingForApproval }
            ? await PlanAgainAsync(actor, request, ct)
            : await LookNowAsync(actor, requestId, ct);
    }

    private Task<CommandResult<Request>> LookNowAsync(Actor actor, string requestId, CancellationToken ct) =>
        ActAsync(
            actor,
            Cost.Aws,
            requestId,
            (own, _) => RolePermissions.Refuses(actor, own ? Permission.RetryOwn : Permission.RetryAny),
            (scope, request) =>
            {
                if (!request.Status.IsMoving())
                    return NotNow(request, "retry");
                LookAgain(scope, request);
                scope.Append(actor, requestId, new RequestRetried());
                return null;
            },
            ct
        );

    /// <summary>Every step that is not over wants a look now.</summary>
    private static void LookAgain(LedgerScope scope, Request request)
    {
        foreach (var step in request.Steps.Where(step => !step.IsOver).ToList())
            request.Replace(step with { NextLookAt = null, Failures = 0, TroubleSince = null });
        request.NextLookAt = scope.Now;
    }

    /// <summary>The shape of every verb on a request that exists: who may, then the change; a refused attempt stands in the ledger.</summary>
    private async Task<CommandResult<Request>> ActAsync(
        Actor actor,
        Cost cost,
        string requestId,
        Func<bool, Request, Refusal?> mayNot,
        Func<LedgerScope, Request, Refusal?> change,
        CancellationToken ct,
        bool goesUnwritten = false
    )
    {
        if (await authorizer.RefusesAsync(actor, Permission.Read, requestId, ct) is { } refusal)
            return refusal;
        using var turn = await limits.TakeAsync(actor, cost, ct);
        if (turn.Refusal is { } tooMany)
            return tooMany;
        Refusal? forbidden = null;
        var answer = await ledger.WriteAsync<Request>(
            async scope =>
            {
                if (await scope.Db.Requests.FirstOrDefaultAsync(row => row.Id == requestId, ct) is not { } request)
                    return new Refusal(RefusalKind.NotFound, Message.Of("no-such-request", ("request", requestId)));
                forbidden = mayNot(request.RequesterId == actor.Id, request);
                if (forbidden is not null)
                    return forbidden;
                if (change(scope, request) is { } cannot)
                    return cannot;
                request.Version++;
                return request;
            },
            ct,
            goesUnwritten
        );
        if (forbidden is not null)
            await authorizer.RecordAsync(actor, requestId, forbidden);
        return answer;
    }

    private static RequestPlanned Planned(Request request) =>
        new(request.PlanVersion, request.Plan.Digest, PlanDigest.Subject(request.Plan));

    private static Refusal Refused(string key) => new(RefusalKind.Forbidden, Message.Of(key));

    private static Refusal NotNow(Request request, string verb) =>
        new(RefusalKind.Conflict, Message.Of($"not-now-{verb}", ("status", request.Status.ToString())));

    private static string? FieldOf(Finding finding) =>
        finding.Code switch
        {
            "target-cluster-taken" => "targetCluster",
            "rule-instance-class" => "instanceClass",
            "rule-youngest-snapshot" or "rule-oldest-snapshot" => "source",
            _ => null,
        };
}
