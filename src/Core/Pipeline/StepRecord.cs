using System.Text.Json.Nodes;
using SnapshotShare.Core.Accounts;
using SnapshotShare.Core.Audit;
using SnapshotShare.Core.Data;
using SnapshotShare.Core.People;
using SnapshotShare.Core.Planning;
using SnapshotShare.Core.Requests;

namespace SnapshotShare.Core.Pipeline;

/// <summary>Writes what became of a step into the row, the share and the ledger, always together.</summary>
internal static class StepRecord
{
    /// <summary>Drops the move when the request has turned round since the look: the step is no longer its business.</summary>
    public static void Write(LaneScope scope, Request row, StepMove move)
    {
        if (!IsActive(row, move.State.Name))
            return;
        switch (move)
        {
            case StepMove.Wait wait:
                if (row.Step(wait.State.Name).Attempt is { Answer: null } unheard && wait.State.Attempt is { Answer: not null })
                    Seen(scope, row, wait.State, unheard, "seen");
                Replace(row, wait.State);
                scope.Changes.Add(new Change(row.Id, Account: null));
                break;
            case StepMove.Finish finish:
                if (row.Step(finish.State.Name).Attempt is { Answer: null } silent)
                    Seen(scope, row, finish.State, silent, "seen");
                Replace(row, finish.State);
                scope.Append(
                    AuditKind.StepDone,
                    Actor.Engine,
                    row.Id,
                    About(finish.State, ("evidence", Json(ConnectionData.Without(finish.State.Evidence))))
                );
                ShareRecord.After(scope, row, finish.State);
                break;
            case StepMove.Block block:
                var known =
                    row.Step(block.State.Name).Status == StepStatus.Blocked
                    && row.Step(block.State.Name).Finding?.Code == block.State.Finding?.Code;
                Replace(row, block.State);
                if (!known)
                    scope.Append(AuditKind.StepBlocked, Actor.Engine, row.Id, About(block.State, ("finding", Json(block.State.Finding))));
                break;
            case StepMove.Fail fail:
                Replace(row, fail.State);
                scope.Append(AuditKind.StepFailed, Actor.Engine, row.Id, About(fail.State, ("finding", Json(fail.State.Finding))));
                Endings.TurnRound(scope, row, RequestStatus.Failed, fail.State.Finding!.Message);
                break;
        }
    }

    /// <summary>What is about to be asked of AWS. Refused when the world of the row has moved on since the look.</summary>
    public static void Intend(LaneScope scope, Request row, StepState state, Deed deed)
    {
        var forward = row.Status is RequestStatus.Running or RequestStatus.Blocked;
        if (!(forward ? row.ApprovedDigest == row.Plan.Digest : row.Status == RequestStatus.Closing) || !IsActive(row, state.Name))
            throw new LeaseLostException();
        if (state.Name == StepName.Share && !ShareRecord.Open(scope, row))
            throw new LeaseLostException();
        if (row.Step(state.Name).Attempt is { Answer: null } silent)
            Seen(scope, row, state, silent, "not seen");
        Replace(row, state);
        scope.Append(
            AuditKind.Intent,
            Actor.Engine,
            row.Id,
            About(
                state,
                ("account", deed.Account),
                ("operation", deed.Operation),
                ("attempt", state.Attempt!.Number),
                ("parameters", deed.Parameters),
                ("cli", deed.Cli)
            )
        );
    }

    public static void Accepted(LaneScope scope, Request row, StepName name, string? awsRequestId, Pace pace)
    {
        var state = row.Step(name);
        var active = IsActive(row, name);
        var attempt = state.Attempt! with { Answer = new AttemptAnswer(scope.Now, awsRequestId, Fault: null) };
        Replace(
            row,
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
                    NextLookAt = scope.Now + pace.Quick,
                }
        );
        scope.Append(
            AuditKind.Result,
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
    public static void Faulted(LaneScope scope, Request row, StepName name, Deed? deed, AwsFault fault, Finding finding, Pace pace)
    {
        var (state, refusal) = (row.Step(name), finding.Fault!);
        if (deed is not null)
        {
            scope.Append(
                AuditKind.Result,
                Actor.Engine,
                row.Id,
                About(
                    state,
                    ("operation", deed.Operation),
                    ("account", deed.Account),
                    ("attempt", state.Attempt!.Number),
                    ("outcome", fault == AwsFault.Unknown ? "unknown" : "refused"),
                    ("code", refusal.Code),
                    ("message", refusal.Message),
                    ("awsRequestId", refusal.RequestId)
                )
            );
            // An unanswered call stays unanswered: only looking tells whether it happened.
            if (fault != AwsFault.Unknown)
                state = state with { Attempt = state.Attempt with { Answer = new AttemptAnswer(scope.Now, refusal.RequestId, refusal) } };
        }
        Replace(row, state);
        if (IsActive(row, name))
            Write(
                scope,
                row,
                Transitions.AfterFault(state, fault, finding, row.Status == RequestStatus.Closing, $"{row.Id}{name}", scope.Now, pace)
            );
    }

    /// <summary>A call whose answer was lost is settled by looking; the ledger says what was seen.</summary>
    private static void Seen(LaneScope scope, Request row, StepState state, Attempt silent, string outcome) =>
        scope.Append(
            AuditKind.Result,
            Actor.Engine,
            row.Id,
            About(state, ("operation", silent.Operation), ("attempt", silent.Number), ("outcome", outcome))
        );

    private static bool IsActive(Request row, StepName name) => Trip.Active(row).Any(step => step.Name == name);

    /// <summary>Times are whole milliseconds, as the row's own are: otherwise a row could be due when none of its steps is.</summary>
    public static void Replace(Request row, StepState state) =>
        row.Steps = [
            .. row.Steps.Select(step => step.Name == state.Name ? state with { NextLookAt = state.NextLookAt?.UpToMilliseconds() } : step),
        ];

    private static JsonObject About(StepState state, params ReadOnlySpan<(string Name, JsonNode? Value)> more)
    {
        var details = new JsonObject { ["step"] = state.Name.ToString(), ["number"] = Trip.Number(state.Name) };
        foreach (var (name, value) in more)
            details[name] = value;
        return details;
    }

    private static JsonNode? Json<T>(T value) => System.Text.Json.JsonSerializer.SerializeToNode(value, StoredJson.Options);
}
