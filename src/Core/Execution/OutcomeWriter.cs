using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Approvals;
using SnapshotShare.Core.Clocks;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Planning;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Text;
using SnapshotShare.Core.Topology;
using SnapshotShare.Core.Workflows;

namespace SnapshotShare.Core.Execution;

/// <summary>The one place where the outcomes of an advance become rows and ledger entries, always together.</summary>
internal sealed class OutcomeWriter(StandingApprovals approvals, EmergencyJournal emergency, ClockCheck clocks, Timings timings)
{
    public void Write(LedgerScope scope, Request row, Outcome outcome)
    {
        switch (outcome)
        {
            case Outcome.TimePassed passed:
                // Nobody's answer is late, and nothing is deleted, because somebody set this machine's clock.
                if (clocks.Doubt is not null)
                    break;
                RequestLifecycle.LetLapse(scope, row);
                if (passed.Life is { } life)
                    RequestLifecycle.BeginLife(scope, row, life);
                if (row.ExpiresAt is { } expires && clocks.IsSurelyOver(expires))
                    RequestLifecycle.EndLife(scope, row);
                RequestLifecycle.WarnOfExpiry(scope, row);
                break;
            // What was found out while approved counts only while it still is: somebody may have cancelled meanwhile.
            case Outcome.PlannedAgain or Outcome.RouteGone or Outcome.NotPlanned when row.Status != RequestStatus.Approved:
                break;
            case Outcome.PlannedAgain when clocks.Doubt is { } distrust:
                (row.StatusReason, row.NextLookAt) = (distrust, scope.Now + timings.Look);
                break;
            case Outcome.PlannedAgain planned:
                BeginOrGoBack(scope, row, planned.Again);
                break;
            case Outcome.RouteGone:
                var gone = Message.Of("route-gone", ("route", row.Plan.Route));
                RequestLifecycle.BackForApproval(scope, row, row.Plan, gone, timings.AnswerWithin);
                break;
            case Outcome.NotPlanned { Refusal: var refusal }:
                WaitOrFail(scope, row, refusal);
                break;
            case Outcome.StepDecided { Decision: var decision }:
                StepJournal.Write(scope, row, decision);
                break;
            case Outcome.StepWaitsForWindow { State: var state }:
                var until = scope.Db.Shares.Find(row.Id)?.Deadline;
                StepJournal.Write(scope, row, new StepDecision.Wait(state with { AwsStatus = null, NextLookAt = until }));
                break;
            case Outcome.ChangeIntended intended:
                IntendOrHold(scope, row, intended);
                break;
            case Outcome.ChangeAccepted accepted:
                StepJournal.Accepted(scope, row, accepted.Step, accepted.AwsRequestId, accepted.Identity, timings);
                break;
            case Outcome.CallFailed failed:
                StepJournal.Failed(scope, row, failed.Step, failed.Change, failed.Handling, failed.Finding, timings);
                break;
            case Outcome.StillStands stands:
                StepJournal.StillStands(scope, row, stands);
                break;
            case Outcome.AllLookedAt:
                RequestLifecycle.Settle(scope, row);
                break;
            default:
                throw new InvalidOperationException($"{outcome.GetType().Name} is an outcome that nobody writes.");
        }
    }

    private void BeginOrGoBack(LedgerScope scope, Request row, Plan again)
    {
        var news = Planner.NewFindings(row.Plan, again);
        if (ApprovalPolicy.Covers(row) && PlanDigest.IsSameTrip(row.Plan, again) && news.Count == 0)
        {
            if (approvals.Lacks(scope.Db, row) is { } lacks)
                RequestLifecycle.BackForApproval(scope, row, again, lacks.Message, timings.AnswerWithin);
            else
                RequestLifecycle.Begin(scope, row);
            return;
        }
        var changes = PlanDigest.Differences(row.Plan, again).Select(difference => difference.Sentence);
        var why = Message.Of("plan-changed").With("changes", [.. changes, .. news.Select(finding => finding.Message)]);
        RequestLifecycle.BackForApproval(scope, row, again, why, timings.AnswerWithin);
    }

    private void WaitOrFail(LedgerScope scope, Request row, Refusal refusal)
    {
        // Refused by AWS, it can be allowed again, as everywhere else: it waits, and goes on with nothing lost.
        if (refusal is { Kind: not RefusalKind.Unavailable, Fault: null })
        {
            RequestLifecycle.TurnRound(scope, row, RequestStatus.Failed, refusal.Message);
            return;
        }
        row.StatusReason = refusal.Message;
        row.NextLookAt = scope.Now + (refusal.Kind == RefusalKind.Unavailable ? timings.Look : timings.Blocked);
    }

    private void IntendOrHold(LedgerScope scope, Request row, Outcome.ChangeIntended intended)
    {
        var opens = Workflow.Step(intended.State.Name).OnShare(row.Plan) == ShareEffect.Opens;
        var before = row.Step(intended.State.Name);
        var unasked = intended.State with { Attempt = before.Attempt, LateUntil = before.LateUntil };
        if (Workflow.Step(intended.State.Name).AddsExposure && approvals.Lacks(scope.Db, row) is { } lacks)
            StepJournal.Write(
                scope,
                row,
                new StepDecision.Block(
                    unasked with
                    {
                        Status = StepStatus.Blocked,
                        Note = null,
                        Finding = lacks,
                        NextLookAt = scope.Now + timings.Blocked,
                    }
                )
            );
        else if (Workflow.Step(intended.State.Name).AddsExposure && clocks.Doubt is { } distrust)
            StepJournal.Write(scope, row, new StepDecision.Wait(unasked with { Note = distrust, NextLookAt = scope.Now + timings.Look }));
        else if (opens && emergency.IsFrozen)
            StepJournal.Write(
                scope,
                row,
                new StepDecision.Wait(unasked with { Note = Message.Of("frozen"), NextLookAt = scope.Now + timings.Look })
            );
        else if (opens && ShareLife.Hold(scope, row) is { } hold)
            StepJournal.Write(scope, row, new StepDecision.Wait(unasked with { Note = hold, NextLookAt = scope.Now + timings.Look }));
        // Between the look and this moment another request may have asked for the last place.
        else if (intended.Queue?.PositionOf(row, Running(scope), scope.Now, timings) is { } position)
            StepJournal.Write(scope, row, new StepDecision.Wait(position.Waiting(unasked, inFlight: 1, scope.Now, timings)));
        else
            StepJournal.Intend(scope, row, intended.State, intended.Change, opens);
    }

    private static List<Request> Running(LedgerScope scope) => [.. scope.Db.Requests.AsNoTracking().Where(CopyQueue.Counts)];
}
