using System.Text.Json.Nodes;
using SnapshotShare.Core.Approvals;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Commands;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Observing;
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
                    Seen(scope, row, wait.State, unheard, "seen");
                row.Replace(wait.State);
                scope.Changes.Add(new Change(row.Id, Account: null));
                break;
            case StepDecision.Finish finish:
                if (row.Step(finish.State.Name).Attempt is { Response: null } silent)
                    Seen(scope, row, finish.State, silent, "seen");
                row.Replace(finish.State);
                scope.Append(
                    LedgerKind.StepDone,
                    Actor.Engine,
                    row.Id,
                    About(finish.State, ("evidence", Json(ConnectionData.Without(finish.State.Evidence))))
                );
                ShareLife.After(scope, row, finish.State);
                break;
            case StepDecision.Block block:
                var known =
                    row.Step(block.State.Name).Status == StepStatus.Blocked
                    && row.Step(block.State.Name).Finding?.Code == block.State.Finding?.Code;
                row.Replace(block.State);
                if (!known)
                    scope.Append(LedgerKind.StepBlocked, Actor.Engine, row.Id, About(block.State, ("finding", Json(block.State.Finding))));
                break;
            case StepDecision.Fail fail:
                row.Replace(fail.State);
                scope.Append(LedgerKind.StepFailed, Actor.Engine, row.Id, About(fail.State, ("finding", Json(fail.State.Finding))));
                RequestLifecycle.TurnRound(scope, row, RequestStatus.Failed, fail.State.Finding!.Message);
                break;
        }
    }

    /// <summary>What is about to be asked of AWS. Refused when the world of the row has moved on since the look.</summary>
    public static void Intend(LedgerScope scope, Request row, StepState state, AwsChange change, bool opensShare)
    {
        var forward = row.Status is RequestStatus.Running or RequestStatus.Blocked;
        if (!(forward ? ApprovalPolicy.Covers(row) : row.Status == RequestStatus.Closing) || !IsActive(row, state.Name))
            throw new LeaseLostException();
        if (opensShare && !ShareLife.Open(scope, row))
            throw new LeaseLostException();
        if (row.Step(state.Name).Attempt is { Response: null } silent)
            Seen(scope, row, state, silent, "not seen");
        row.Replace(state);
        scope.Append(
            LedgerKind.Intent,
            Actor.Engine,
            row.Id,
            About(
                state,
                ("account", change.Account),
                ("operation", change.Operation),
                ("attempt", state.Attempt!.Number),
                ("parameters", change.Parameters),
                ("cli", change.Cli)
            )
        );
    }

    public static void Accepted(LedgerScope scope, Request row, StepName name, string? awsRequestId, Timings timings)
    {
        var state = row.Step(name);
        var active = IsActive(row, name);
        var attempt = state.Attempt! with { Response = new AttemptResponse(scope.Now, awsRequestId, Fault: null) };
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
                    NextLookAt = scope.Now + timings.Quick,
                }
        );
        scope.Append(
            LedgerKind.Result,
            Actor.Engine,
            row.Id,
            About(
                state,
                ("operation", attempt.Operation),
                ("attempt", attempt.Number),
                ("outcome", "accepted"),
                ("awsRequestId", awsRequestId)
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
                LedgerKind.Result,
                Actor.Engine,
                row.Id,
                About(
                    state,
                    ("operation", change.Operation),
                    ("account", change.Account),
                    ("attempt", state.Attempt!.Number),
                    ("outcome", handling == ErrorHandling.Unknown ? "unknown" : "refused"),
                    ("code", error.Code),
                    ("message", error.Message),
                    ("awsRequestId", error.RequestId)
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

    /// <summary>A call whose answer was lost is settled by looking; the ledger says what was seen.</summary>
    private static void Seen(LedgerScope scope, Request row, StepState state, Attempt silent, string outcome) =>
        scope.Append(
            LedgerKind.Result,
            Actor.Engine,
            row.Id,
            About(state, ("operation", silent.Operation), ("attempt", silent.Number), ("outcome", outcome))
        );

    private static bool IsActive(Request row, StepName name) => Workflow.Active(row).Any(step => step.Name == name);

    private static JsonObject About(StepState state, params ReadOnlySpan<(string Name, JsonNode? Value)> more)
    {
        var details = new JsonObject { ["step"] = state.Name.ToString(), ["number"] = Workflow.Step(state.Name).Number };
        foreach (var (name, value) in more)
            details[name] = value;
        return details;
    }

    private static JsonNode? Json<T>(T value) => System.Text.Json.JsonSerializer.SerializeToNode(value, StoredJson.Options);
}
