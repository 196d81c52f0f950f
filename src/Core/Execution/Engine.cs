using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Planning;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Text;
using SnapshotShare.Core.Topology;
using SnapshotShare.Core.Workflows;
using SnapshotShare.Core.Workflows.Steps;

namespace SnapshotShare.Core.Execution;

/// <summary>
/// Advances requests, one short pass at a time: take the lease, look, act at most once per step, write down what came of it. Any number
/// of engines may try; the row's lease decides, and an engine that dies leaves everything where the next look finds it.
/// </summary>
public sealed partial class Engine(
    LedgerTransaction ledger,
    IDbContextFactory<Db> databases,
    Observer observer,
    AwsClients clients,
    AwsTopology topology,
    Preflight preflight,
    Forecasts forecasts,
    Timings timings,
    TimeProvider time,
    ILogger<Engine> logger
)
{
    private readonly RequestRow _rows = new(ledger, timings, time);
    private readonly CopyQueue _copies = new(databases, topology);

    /// <summary>Requests that want a look now and that nobody holds.</summary>
    public async Task<IReadOnlyList<string>> DueAsync(CancellationToken ct)
    {
        var now = time.UtcNowMilliseconds();
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db
            .Requests.Where(request =>
                request.NextLookAt != null && request.NextLookAt <= now && (request.LeaseUntil == null || request.LeaseUntil <= now)
            )
            .OrderBy(request => request.NextLookAt)
            .Select(request => request.Id)
            .ToListAsync(ct);
    }

    /// <summary>One advance of one request; does nothing when it is not due or somebody else is at it.</summary>
    public async Task AdvanceAsync(string requestId, CancellationToken ct)
    {
        if (await _rows.TakeAsync(requestId, ct) is not { } lease)
            return;
        try
        {
            var changes = await AdvanceAsync(lease, ct);
            await _rows.ReleaseAsync(lease, changes, CancellationToken.None);
        }
        catch (LeaseLostException)
        {
            Log.LeaseLost(logger, requestId);
            await _rows.ReleaseAsync(lease, [], CancellationToken.None, pause: timings.Quick);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.AdvanceFailed(logger, requestId, e);
            await _rows.ReleaseAsync(lease, [], CancellationToken.None, pause: timings.Blocked);
        }
        catch (OperationCanceledException)
        {
            await _rows.ReleaseAsync(lease, [], CancellationToken.None);
        }
    }

    /// <summary>Looks and acts; what was only seen is answered as changes, to be written together with the lease's release.</summary>
    private async Task<IReadOnlyList<Action<LedgerScope, Request>>> AdvanceAsync(Lease lease, CancellationToken ct)
    {
        switch (lease.Request.Status)
        {
            case RequestStatus.Approved:
                return [await BeginAsync(lease, ct)];
            case RequestStatus.Ready:
                return [RequestLifecycle.LifeOver, RequestLifecycle.WarnOfExpiry];
            case RequestStatus.WaitingForApproval:
                return [RequestLifecycle.LetLapse];
            case RequestStatus.Running or RequestStatus.Blocked or RequestStatus.Closing:
                var changes = new List<Action<LedgerScope, Request>>();
                var now = time.UtcNowMilliseconds();
                foreach (var step in Workflow.Active(lease.Request).Where(step => step.NextLookAt is not { } at || at <= now).ToList())
                    if (await AdvanceStepAsync(lease, step.Name, ct) is { } change)
                        changes.Add(change);
                return [.. changes, RequestLifecycle.Settle];
            default:
                return [];
        }
    }

    /// <summary>The plan is made again before the first change. What runs is what was approved, or nothing does.</summary>
    private async Task<Action<LedgerScope, Request>> BeginAsync(Lease lease, CancellationToken ct)
    {
        var request = lease.Request;
        if (!topology.Routes.TryGetValue(request.Plan.Route, out var route))
            return RequestLifecycle.IfApproved(
                (scope, row) =>
                    RequestLifecycle.BackForApproval(
                        scope,
                        row,
                        row.Plan,
                        Message.Of("route-gone", ("route", row.Plan.Route)),
                        timings.AnswerWithin
                    )
            );
        var (facts, refusal) = await preflight.GatherAsync(route, request.SettledTerms, AwsClients.SessionOf(request.Id), ct);
        if (facts is not null)
        {
            var again = Planner.Make(facts, request.Id);
            return RequestLifecycle.IfApproved((scope, row) => BeginOrGoBack(scope, row, again));
        }
        // Refused by AWS, it can be allowed again, as everywhere else: it waits, and goes on with nothing lost.
        if (refusal is { Kind: not RefusalKind.Unavailable, Fault: null })
            return RequestLifecycle.IfApproved(
                (scope, row) => RequestLifecycle.TurnRound(scope, row, RequestStatus.Failed, refusal.Message)
            );
        return RequestLifecycle.IfApproved(
            (scope, row) =>
            {
                row.StatusReason = refusal!.Message;
                row.NextLookAt = scope.Now + (refusal.Kind == RefusalKind.Unavailable ? timings.Look : timings.Blocked);
            }
        );
    }

    private void BeginOrGoBack(LedgerScope scope, Request row, Plan again)
    {
        var changed = PlanDigest.Differences(row.Plan, again);
        var news = Planner.NewFindings(row.Plan, again);
        if (row.ApprovedDigest == row.Plan.Digest && PlanDigest.IsSameTrip(row.Plan, again) && news.Count == 0)
            RequestLifecycle.Begin(scope, row);
        else
            RequestLifecycle.BackForApproval(scope, row, again, PlanChanged(changed, news), timings.AnswerWithin);
    }

    private async Task<Action<LedgerScope, Request>?> AdvanceStepAsync(Lease lease, StepName name, CancellationToken ct)
    {
        var step = Workflow.Step(name);
        var request = lease.Request;
        var state = request.Step(name);
        StepDecision move;
        StepContext context;
        PollHints hints;
        try
        {
            var observed = await observer.ObserveAsync(step.Needs, ScopeOf(request.Plan), Fresh(state), ct);
            context = await ContextAsync(request, state, observed, ct);
            var deed = step.Act(context);
            var hold = HoldsUntil(name, context);
            hints = await forecasts.HintsAsync(request.SourceCluster, name, ct);
            move = StepReconciler.AfterObservation(
                step,
                state,
                step.Look(context),
                Workflow.MakerOf(request, name),
                request.Status == RequestStatus.Closing,
                canAct: deed is not null,
                hints,
                context.Now,
                timings
            );
            // The deadline counts as it stands when this is written: somebody may have pulled it to now since the look.
            if (move is StepDecision.Act act && hold is not null)
                return (scope, row) =>
                    StepJournal.Write(
                        scope,
                        row,
                        new StepDecision.Wait(act.State with { AwsStatus = null, NextLookAt = scope.Db.Shares.Find(row.Id)?.Deadline })
                    );
        }
        catch (Exception e) when (AwsErrors.IsFromAws(e))
        {
            return Faulted(lease, step, e);
        }
        if (move is StepDecision.Act first && await _copies.PlaceAsync(context, name, ct) is { } place)
            move = new StepDecision.Wait(
                first.State with
                {
                    AwsStatus = null,
                    Note = place.Words,
                    NextLookAt = PollSchedule.OnGrid(place.FreedAt ?? context.Now + timings.Look, hints.InFlight, timings),
                }
            );
        if (move is not StepDecision.Act turn)
            return (scope, row) => StepJournal.Write(scope, row, move);
        await ActAsync(lease, step, context with { State = turn.State }, ct);
        return null;
    }

    /// <summary>Intent, deed, result. A crash in between is resolved by the next look.</summary>
    private async Task ActAsync(Lease lease, Step step, StepContext context, CancellationToken ct)
    {
        var deed = step.Act(context)!;
        var before = context.State.Attempt;
        var attempt = new Attempt((before?.Number ?? 0) + 1, deed.Operation, time.UtcNowMilliseconds());
        var late = before is { Response: null } ? before.IntendedAt + timings.ChangeTimeout + timings.LateArrival : context.State.LateUntil;
        // The lease must outlast the call: a token fences the database, not AWS.
        if (lease.Until < attempt.IntendedAt + timings.ChangeTimeout)
            return;
        Message? hold = null;
        await _rows.WriteAsync(
            lease,
            (scope, row) =>
            {
                hold = step.Name == StepName.Share ? ShareLife.Hold(scope, row) : null;
                if (hold is not null)
                    StepJournal.Write(
                        scope,
                        row,
                        new StepDecision.Wait(context.State with { Note = hold, NextLookAt = scope.Now + timings.Look })
                    );
                else
                    StepJournal.Intend(scope, row, context.State with { Attempt = attempt, LateUntil = late, Note = null }, deed);
            },
            ct
        );
        if (hold is not null)
            return;
        var account = clients.For(deed.Account, AwsClients.SessionOf(context.Request.Id));
        try
        {
            var answer = await deed.SendAsync(account.Changing, timings.ChangeTimeout, time, ct);
            await _rows.WriteAsync(
                lease,
                (scope, row) => StepJournal.Accepted(scope, row, step.Name, answer.ResponseMetadata?.RequestId, timings),
                CancellationToken.None
            );
        }
        catch (Exception e) when (AwsErrors.IsFromAws(e))
        {
            await _rows.WriteAsync(lease, Faulted(lease, step, e, deed), CancellationToken.None);
        }
    }

    private Action<LedgerScope, Request> Faulted(Lease lease, Step step, Exception e, AwsChange? deed = null)
    {
        var (fault, refusal) = AwsErrors.Classify(e);
        var account = deed?.Account ?? lease.Request.Plan.Step(step.Name)?.Account ?? lease.Request.Plan.From.Account;
        if (AwsErrors.IsExpiredSession(refusal))
            clients.For(account, AwsClients.SessionOf(lease.Request.Id)).RenewSession();
        Log.CallFailed(logger, lease.Request.Id, step.Name, refusal.Code, refusal.Message, refusal.RequestId);
        return (scope, row) =>
            StepJournal.Faulted(
                scope,
                row,
                step.Name,
                deed,
                fault,
                AwsErrorFindings.Refusal(account, step.Name, deed?.Operation, refusal),
                timings
            );
    }

    /// <summary>
    /// How old a listing may be: from the second half of the time since the last look, so that many share one read, and never older
    /// than what we did last.
    /// </summary>
    private DateTime Fresh(StepState state)
    {
        var now = time.UtcNowMilliseconds();
        if (state.LookedAt is not { } looked || state.Sightings > 0)
            return now;
        var fresh = looked + ((now - looked) / 2);
        var acted = state.Attempt?.Response?.At ?? state.Attempt?.IntendedAt;
        return acted >= fresh ? acted.Value.AddMilliseconds(1) : fresh;
    }

    private static ReadScope ScopeOf(Plan plan) =>
        new(plan.From.Account, plan.Source.Identifier, plan.Source.SnapshotType, plan.SharingSnapshot, plan.To.Account);

    /// <summary>A share asked for as such stays until its deadline.</summary>
    private static DateTime? HoldsUntil(StepName name, StepContext context) =>
        name == StepName.StopSharing
        && context.Plan.Goal == Goal.Share
        && context.Request.Status != RequestStatus.Closing
        && context.Share is { } share
        && share.Deadline > context.Now
            ? share.Deadline
            : null;

    private async Task<StepContext> ContextAsync(Request request, StepState state, ObservedState observed, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var share = await db.Shares.AsNoTracking().FirstOrDefaultAsync(share => share.RequestId == request.Id, ct);
        return new StepContext(request, state, share, observed, time.UtcNowMilliseconds())
        {
            HeldBy = share is null && state.Name == StepName.Share ? ShareLife.HolderOf(db, request) : null,
        };
    }

    private static Message PlanChanged(IReadOnlyList<PlanDifference> changed, IReadOnlyList<Finding> news) =>
        Message
            .Of("plan-changed")
            .With("changes", [.. changed.Select(difference => difference.Sentence), .. news.Select(finding => finding.Message)]);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Request {RequestId}: the lease went to another engine; it goes on there.")]
        public static partial void LeaseLost(ILogger logger, string requestId);

        [LoggerMessage(
            Level = LogLevel.Error,
            Message = "Request {RequestId}: this advance failed by a mistake of the product; it is tried again later."
        )]
        public static partial void AdvanceFailed(ILogger logger, string requestId, Exception exception);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "Request {RequestId}, step {Step}: AWS answered {Code}: {Text} (request {AwsRequestId})"
        )]
        public static partial void CallFailed(
            ILogger logger,
            string requestId,
            StepName step,
            string code,
            string text,
            string? awsRequestId
        );
    }
}
