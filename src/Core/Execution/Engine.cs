using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using SnapshotShare.Core.Approvals;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Clocks;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Planning;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Shares;
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
    ShareCloser closer,
    StandingApprovals approvals,
    EmergencyJournal emergency,
    ClockCheck clocks,
    Timings timings,
    TimeProvider time,
    ILogger<Engine> logger
)
{
    private readonly ILogger _logger = logger;
    private readonly RequestLeases _leases = new(ledger, approvals, emergency, clocks, timings, time);

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
        if (await _leases.TakeAsync(requestId, ct) is not { } lease)
            return;
        try
        {
            var changes = await AdvanceAsync(lease, ct);
            await _leases.ReleaseAsync(lease, changes, CancellationToken.None);
        }
        catch (LeaseLostException)
        {
            Log.LeaseLost(_logger, requestId);
            await _leases.ReleaseAsync(lease, [], CancellationToken.None, pause: timings.Quick);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.AdvanceFailed(_logger, requestId, e);
            await _leases.ReleaseAsync(lease, [], CancellationToken.None, pause: timings.Blocked);
        }
        catch (OperationCanceledException)
        {
            await _leases.ReleaseAsync(lease, [], CancellationToken.None);
        }
    }

    /// <summary>Looks and acts; what was only seen is returned, to be written together with the lease's release.</summary>
    private async Task<IReadOnlyList<Outcome>> AdvanceAsync(RequestLease lease, CancellationToken ct)
    {
        switch (lease.Request.Status)
        {
            case RequestStatus.Approved:
                return [await BeginAsync(lease.Request, ct)];
            case RequestStatus.Ready when Workflow.Standing(lease.Request) is { } standing:
                return [new Outcome.TimePassed(LifeToBegin(lease.Request)), .. await StillStandsAsync(lease.Request, standing, ct)];
            case RequestStatus.Ready or RequestStatus.WaitingForApproval:
                // Only AWS's clock ends a life, so it is asked where it has not said yet what time it is.
                if (clocks.AwsNow is null)
                    await observer.RefreshAsync(lease.Request.Plan.To.Account, ct);
                return [new Outcome.TimePassed(LifeToBegin(lease.Request))];
            case RequestStatus.Running or RequestStatus.Blocked or RequestStatus.Closing:
                var outcomes = new List<Outcome>();
                var now = time.UtcNowMilliseconds();
                foreach (var step in Workflow.Active(lease.Request).Where(step => step.NextLookAt is not { } at || at <= now).ToList())
                    if (await AdvanceStepAsync(lease, step.Name, ct) is { } outcome)
                        outcomes.Add(outcome);
                return [.. outcomes, new Outcome.AllLookedAt()];
            default:
                return [];
        }
    }

    /// <summary>The route's life for a copy that was planned before copies had one; a route that is gone keeps none for ever.</summary>
    private TimeSpan? LifeToBegin(Request request) =>
        request is { Status: RequestStatus.Ready, Plan.Goal: Goal.Copy, ExpiresAt: null }
            ? topology.Routes.GetValueOrDefault(request.Plan.Route)?.ClusterLife ?? new RouteOptions().ClusterLife
            : null;

    /// <summary>Makes the plan again before the first change, under the rules it was approved under. What runs is what was approved, or nothing does.</summary>
    private async Task<Outcome> BeginAsync(Request request, CancellationToken ct)
    {
        if (!topology.Routes.TryGetValue(request.Plan.Route, out var route))
            return new Outcome.RouteGone();
        var session = AwsClients.SessionOf(request.Id);
        var (facts, refusal) = await preflight.GatherAsync(route, request.SettledTerms, session, request.Installation, ct);
        return facts is null
            ? new Outcome.NotPlanned(refusal!)
            : new Outcome.PlannedAgain(Planner.Make(facts, request.Id, request.Plan.Rules));
    }

    /// <summary>The result is looked at for as long as it is there: somebody may rename, open or delete it. Nothing where AWS does not answer.</summary>
    private async Task<IReadOnlyList<Outcome>> StillStandsAsync(Request request, StepState standing, CancellationToken ct)
    {
        var step = Workflow.Step(standing.Name);
        try
        {
            var observed = await observer.ObserveAsync(step.Reads, ScopeOf(request.Plan), time.UtcNowMilliseconds() - timings.Look, ct);
            var context = await ContextAsync(request, standing, observed, ct);
            var connection =
                request.FindStep(StepName.ReplacePassword) is { } password
                && Workflow.Step(password.Name).Observe(context) is Observation.There { Evidence: var evidence }
                    ? evidence
                    : new Dictionary<string, string>(StringComparer.Ordinal);
            return [new Outcome.StillStands(standing.Name, step.Observe(context), connection)];
        }
        catch (Exception e) when (AwsErrors.IsFromAws(e))
        {
            var (_, error) = AwsErrors.Classify(e);
            Log.CallFailed(_logger, request.Id, standing.Name, error.Code, error.Message, error.RequestId);
            return [];
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Its account may not be configured any more: its life is warned of and ends all the same.
            Log.AdvanceFailed(_logger, request.Id, e);
            return [];
        }
    }

    /// <summary>Null when the step has asked for its change, which is written down already.</summary>
    private async Task<Outcome?> AdvanceStepAsync(RequestLease lease, StepName name, CancellationToken ct)
    {
        var step = Workflow.Step(name);
        var request = lease.Request;
        var state = request.Step(name);
        StepDecision decision;
        StepContext context;
        PollHints hints;
        try
        {
            var observed = await observer.ObserveAsync(
                step.Reads,
                ScopeOf(request.Plan),
                PollSchedule.OldestToDo(state, time.UtcNowMilliseconds()),
                ct
            );
            context = await ContextAsync(request, state, observed, ct);
            hints = await forecasts.HintsAsync(request.SourceCluster, name, ct);
            decision = StepReconciler.AfterObservation(
                step,
                state,
                step.Observe(context),
                Workflow.MakerOf(request, name),
                request.Status == RequestStatus.Closing,
                canAct: step is ChangingStep,
                hints,
                context.Now,
                timings
            );
        }
        catch (Exception e) when (AwsErrors.IsFromAws(e))
        {
            return Failed(lease, step, e);
        }
        if (decision is not StepDecision.Act turn)
            return new Outcome.StepDecided(decision);
        if (WaitsForWindow(step, context))
            return new Outcome.StepWaitsForWindow(turn.State);
        var queue = CopyQueue.Of(context, step, topology);
        if (queue?.PositionOf(request, await RunningAsync(ct), context.Now, timings) is { } position)
            return new Outcome.StepDecided(new StepDecision.Wait(position.Waiting(turn.State, hints.InFlight, context.Now, timings)));
        await ChangeAsync(lease, step, context with { State = turn.State }, queue, ct);
        return null;
    }

    private async Task<IReadOnlyList<Request>> RunningAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Requests.AsNoTracking().Where(CopyQueue.Counts).ToListAsync(ct);
    }

    /// <summary>Intent, change, result. A crash in between is resolved by the next look.</summary>
    private async Task ChangeAsync(RequestLease lease, Step step, StepContext context, CopyQueue? queue, CancellationToken ct)
    {
        if (step.OnShare(context.Plan) == ShareEffect.Closes)
        {
            await CloseAsync(lease, step, context.State, ct);
            return;
        }
        var change = step.Change(context)!;
        if (!await IntendAsync(lease, step, context.State, change, queue, ct))
            return;
        var account = clients.For(change.Account, AwsClients.SessionOf(context.Request.Id));
        Outcome outcome;
        try
        {
            var answer = await change.SendAsync(account.Changing, timings.ChangeTimeout, time, ct);
            outcome = new Outcome.ChangeAccepted(step.Name, answer.ResponseMetadata?.RequestId, ThingKinds.IdentityIn(answer));
        }
        catch (Exception e) when (AwsErrors.IsFromAws(e))
        {
            outcome = Failed(lease, step, e, change);
        }
        await _leases.WriteAsync(lease, outcome, CancellationToken.None);
    }

    /// <summary>The shares' own room asks AWS; the step keeps the book.</summary>
    private async Task CloseAsync(RequestLease lease, Step step, StepState seen, CancellationToken ct)
    {
        try
        {
            await closer.SendAsync(new StepClosing(this, lease, step, seen), ct);
        }
        catch (Exception e) when (AwsErrors.IsFromAws(e))
        {
            // It is written down already; the next look tells what became of it.
        }
    }

    /// <summary>Commits the next attempt. False when it may not be made now: something holds it back, or the lease would not outlast the call.</summary>
    private async Task<bool> IntendAsync(
        RequestLease lease,
        Step step,
        StepState state,
        AwsChange change,
        CopyQueue? queue,
        CancellationToken ct
    )
    {
        var now = time.UtcNowMilliseconds();
        // The lease must outlast the call: a token fences the database, not AWS.
        if (lease.Until < now + timings.ChangeTimeout)
            return false;
        var intended = StepReconciler.Intending(state, change.Operation, now, timings);
        await _leases.WriteAsync(lease, new Outcome.ChangeIntended(intended, change, queue), ct);
        return lease.Request.Step(step.Name).Attempt == intended.Attempt;
    }

    private Outcome.CallFailed Failed(RequestLease lease, Step step, Exception e, AwsChange? change = null)
    {
        var (handling, error) = AwsErrors.Classify(e);
        var account = AwsErrors.AccountOf(e) ?? change?.Account ?? lease.Request.Plan.From.Account;
        if (AwsErrors.IsExpiredSession(error))
            clients.For(account, AwsClients.SessionOf(lease.Request.Id)).RenewSession();
        Log.CallFailed(_logger, lease.Request.Id, step.Name, error.Code, error.Message, error.RequestId);
        return new Outcome.CallFailed(step.Name, change, handling, AwsErrorFindings.Refusal(account, step.Name, change?.Operation, error));
    }

    private static ReadScope ScopeOf(Plan plan) => new(plan.From.Account, plan.Source.Identifier, plan.SharingSnapshot, plan.To.Account);

    /// <summary>A share asked for as such stays until its deadline.</summary>
    private static bool WaitsForWindow(Step step, StepContext context) =>
        step.WaitsForWindow(context.Plan)
        && context.Request.Status != RequestStatus.Closing
        && context.Share is { } share
        && share.Deadline > context.Now;

    private async Task<StepContext> ContextAsync(Request request, StepState state, ObservedState observed, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var share = await db.Shares.AsNoTracking().FirstOrDefaultAsync(share => share.RequestId == request.Id, ct);
        return new StepContext(request, state, share, observed, time.UtcNowMilliseconds()) { HeldBy = ShareLife.HolderOf(db, request) };
    }

    /// <summary>A request's own closing of its share: the attempts stand in its step, and the lease fences every write.</summary>
    private sealed class StepClosing(Engine engine, RequestLease lease, Step step, StepState seen) : ShareClosing
    {
        private bool _isAskedFor;

        public override string Account => lease.Request.Plan.From.Account;
        public override string SnapshotIdentifier => lease.Request.Plan.SharingSnapshot;
        public override string SharedWith => lease.Request.Plan.To.AccountId;
        public override string Subject => lease.Request.Id;
        public override bool GoesAheadUnwritten => false;
        public override string Session => AwsClients.SessionOf(lease.Request.Id);

        public override Task<bool> IntendAsync(AwsChange change, CancellationToken ct)
        {
            var state = _isAskedFor ? lease.Request.Step(step.Name) : seen;
            _isAskedFor = true;
            return engine.IntendAsync(lease, step, state, change, queue: null, ct);
        }

        public override Task RecordAsync(AwsChange change, CloseOutcome outcome)
        {
            if (outcome is not { Error: { } error, Handling: { } handling })
                return engine._leases.WriteAsync(
                    lease,
                    new Outcome.ChangeAccepted(step.Name, outcome.AwsRequestId),
                    CancellationToken.None
                );
            Log.CallFailed(engine._logger, lease.Request.Id, step.Name, error.Code, error.Message, error.RequestId);
            var refusal = AwsErrorFindings.Refusal(change.Account, step.Name, change.Operation, error);
            return engine._leases.WriteAsync(lease, new Outcome.CallFailed(step.Name, change, handling, refusal), CancellationToken.None);
        }
    }

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
