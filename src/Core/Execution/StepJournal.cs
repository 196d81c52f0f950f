using SnapshotShare.Core.Approvals;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Text;
using SnapshotShare.Core.Topology;
using SnapshotShare.Core.Workflows;
using SnapshotShare.Core.Workflows.Steps;

namespace SnapshotShare.Core.Execution;

/// <summary>Writes what became of a step into the row, the share and the ledger, always together.</summary>
internal static class StepJournal
{
    /// <summary>Drops the move when the request has turned round since the look: the step is no longer its business.</summary>
    public static void Write(LedgerScope scope, Request row, StepDecision move)
    {
        if (!IsActive(row, move.State.Name))
            return;
        switch (move)
        {
            case StepDecision.Wait wait:
                if (row.Step(wait.State.Name).Attempt is { Response: null } unheard && wait.State.Attempt is { Response: not null })
                    Seen(scope, row, wait.State, unheard, ChangeOutcome.Seen);
                TellIfUnblocked(scope, row, wait.State);
                row.Replace(wait.State);
                scope.Changes.Add(new Change(row.Id, Account: null));
                break;
            case StepDecision.Finish finish:
                if (row.Step(finish.State.Name).Attempt is { Response: null } silent)
                    Seen(scope, row, finish.State, silent, ChangeOutcome.Seen);
                TellIfUnblocked(scope, row, finish.State);
                row.Replace(finish.State);
                scope.Append(
                    Actor.Engine,
                    row.Id,
                    new StepDone($"{finish.State.Name}", NumberOf(finish.State), ConnectionData.Without(finish.State.Evidence))
                );
                ShareLife.Apply(scope, row, Workflow.Step(finish.State.Name).OnShare(row.Plan), finish.State);
                break;
            case StepDecision.Block block:
                var finding = block.State.Finding!;
                var reason = $"{finding.Code} {finding.Account} {finding.Resource}";
                var told = row.Step(block.State.Name).Told is { } before && before.Reason == reason ? before : null;
                row.Replace(block.State with { Told = new ToldBlock(reason, (told?.Tries ?? 0) + 1) });
                if (told is null)
                    scope.Append(Actor.Engine, row.Id, new StepBlocked($"{block.State.Name}", NumberOf(block.State), finding));
                break;
            case StepDecision.Fail fail:
                row.Replace(fail.State);
                scope.Append(Actor.Engine, row.Id, new StepFailed($"{fail.State.Name}", NumberOf(fail.State), fail.State.Finding!));
                RequestLifecycle.TurnRound(scope, row, RequestStatus.Failed, fail.State.Finding!.Message);
                break;
        }
    }

    /// <summary>Writes the change that is about to be asked of AWS. Refused when the world of the row has moved on since the look.</summary>
    public static void Intend(LedgerScope scope, Request row, StepState state, AwsChange change, bool opensShare)
    {
        var may = row.Status switch
        {
            RequestStatus.Running or RequestStatus.Blocked => !Workflow.Step(state.Name).AddsExposure || ApprovalPolicy.Covers(row),
            RequestStatus.Closing => true,
            _ => false,
        };
        if (!may || !IsActive(row, state.Name))
            throw new LeaseLostException();
        if (opensShare && !ShareLife.Open(scope, row))
            throw new LeaseLostException();
        var share = opensShare ? scope.Db.Shares.Find(row.Id) : null;
        if (row.Step(state.Name).Attempt is { Response: null } silent)
            Seen(scope, row, state, silent, ChangeOutcome.NotSeen);
        row.Replace(state);
        scope.Append(
            Actor.Engine,
            row.Id,
            new ChangeIntended(
                change.Account,
                change.Operation,
                change.Parameters,
                change.Cli,
                $"{state.Name}",
                NumberOf(state),
                state.Attempt!.Number,
                share?.SnapshotArn,
                share?.TargetAccountId,
                share?.Deadline
            )
        );
    }

    public static void Accepted(LedgerScope scope, Request row, StepName name, string? awsRequestId, string? identity, Timings timings)
    {
        var before = row.Step(name);
        var state = before with { Identity = identity ?? before.Identity };
        var active = IsActive(row, name);
        var attempt = state.Attempt! with { Response = new AttemptResponse(scope.Now, awsRequestId, Fault: null) };
        if (active)
            TellIfUnblocked(scope, row, state with { Told = null });
        row.Replace(
            !active
                ? state with
                {
                    Attempt = attempt,
                }
                : state with
                {
                    Status = StepStatus.Running,
                    Attempt = attempt,
                    Failures = 0,
                    TroubleSince = null,
                    Finding = null,
                    Told = null,
                    NextLookAt = scope.Now + timings.Quick,
                }
        );
        scope.Append(
            Actor.Engine,
            row.Id,
            new ChangeResult(
                attempt.Operation,
                ChangeOutcome.Accepted,
                awsRequestId,
                Step: $"{name}",
                Number: NumberOf(state),
                Attempt: attempt.Number
            )
        );
    }

    /// <summary>A call failed: what it says goes into the ledger when it was a change, and into the step in any case.</summary>
    public static void Failed(
        LedgerScope scope,
        Request row,
        StepName name,
        AwsChange? change,
        ErrorHandling handling,
        Finding finding,
        Timings timings
    )
    {
        var (state, error) = (row.Step(name), finding.Fault!);
        if (change is not null)
        {
            scope.Append(
                Actor.Engine,
                row.Id,
                new ChangeResult(
                    change.Operation,
                    handling == ErrorHandling.Unknown ? ChangeOutcome.Unknown : ChangeOutcome.Refused,
                    error.RequestId,
                    change.Account,
                    error.Code,
                    error.Message,
                    $"{name}",
                    NumberOf(state),
                    state.Attempt!.Number
                )
            );
            // An unanswered call stays unanswered: only looking tells whether it happened.
            if (handling != ErrorHandling.Unknown)
                state = state with { Attempt = state.Attempt with { Response = new AttemptResponse(scope.Now, error.RequestId, error) } };
        }
        row.Replace(state);
        if (IsActive(row, name))
            Write(
                scope,
                row,
                StepReconciler.AfterError(
                    state,
                    handling,
                    finding,
                    row.Status == RequestStatus.Closing,
                    $"{row.Id}{name}",
                    scope.Now,
                    timings
                )
            );
    }

    /// <summary>Holds what a ready request stands for against what was approved: one entry when it differs, in another way, or no more.</summary>
    public static void StillStands(LedgerScope scope, Request row, Outcome.StillStands stands)
    {
        if (row.Status != RequestStatus.Ready || row.FindStep(stands.Step) is not { Status: StepStatus.Done } state)
            return;
        var looked = state with { LookedAt = scope.Now, Identity = stands.Seen.Identity ?? state.Identity };
        switch (stands.Seen)
        {
            case Observation.Wrong { Finding: var seen }:
                // It is ready: nothing waits for it to be put right.
                var finding = seen with
                {
                    Remedy = Message.Of("remedy.result-differs"),
                };
                var reason = $"{finding.Code} {finding.Account} {finding.Resource} {finding.Message}";
                row.Replace(looked with { Finding = finding, Told = new ToldBlock(reason, Tries: 1) });
                if (state.Told?.Reason != reason)
                    scope.Append(Actor.Engine, row.Id, new ResultDiffers($"{state.Name}", NumberOf(state), finding));
                break;
            case Observation.There there:
                row.Replace(looked with { Finding = null, Told = null, Evidence = there.Evidence });
                if (state.Told is not null)
                    scope.Append(Actor.Engine, row.Id, new ResultAsApproved($"{state.Name}", NumberOf(state)));
                break;
            // Busy, or not known: what was said last holds until AWS says something else.
            default:
                row.Replace(looked);
                break;
        }
        // A renamed cluster is reached under another name.
        if (stands.Connection.Count > 0 && row.FindStep(StepName.ReplacePassword) is { } password)
            row.Replace(password with { Evidence = stands.Connection });
        scope.Changes.Add(new Change(row.Id, Account: null));
    }

    private static void TellIfUnblocked(LedgerScope scope, Request row, StepState state)
    {
        if (row.Step(state.Name).Told is { } told && state.Told is null)
            scope.Append(Actor.Engine, row.Id, new StepUnblocked($"{state.Name}", NumberOf(state), told.Tries));
    }

    /// <summary>A call whose answer was lost is settled by looking; the ledger says what was seen.</summary>
    private static void Seen(LedgerScope scope, Request row, StepState state, Attempt silent, string outcome) =>
        scope.Append(
            Actor.Engine,
            row.Id,
            new ChangeResult(silent.Operation, outcome, Step: $"{state.Name}", Number: NumberOf(state), Attempt: silent.Number)
        );

    private static bool IsActive(Request row, StepName name) => Workflow.Active(row).Any(step => step.Name == name);

    private static int NumberOf(StepState state) => Workflow.Step(state.Name).Number;
}
