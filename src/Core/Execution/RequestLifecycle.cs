using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Text;
using SnapshotShare.Core.Workflows;

namespace SnapshotShare.Core.Execution;

/// <summary>Writes how a request as a whole begins, turns round and ends: its row and its ledger entries together.</summary>
internal static class RequestLifecycle
{
    /// <summary>
    /// A copy that was planned before copies had a life gets one from now on: production's data stays nowhere until somebody happens to think of it.
    /// </summary>
    /// <param name="life">Above zero.</param>
    public static void BeginLife(LedgerScope scope, Request row, TimeSpan life)
    {
        if (row is not { Status: RequestStatus.Ready, Plan.Goal: Goal.Copy, ExpiresAt: null })
            return;
        row.ExpiresAt = scope.Now + life;
        scope.Append(Actor.Engine, row.Id, new RequestLifeBegun(row.ExpiresAt.Value));
    }

    /// <summary>The time of the dev cluster or the copy is up, unless somebody has extended it meanwhile.</summary>
    public static void EndLife(LedgerScope scope, Request row)
    {
        if (row.Status == RequestStatus.Ready && row.ExpiresAt <= scope.Now)
            TurnRound(scope, row, RequestStatus.Ended, Message.Of(row.Plan.Goal == Goal.Copy ? "life-over-copy" : "life-over"));
    }

    /// <summary>Said once, early enough to extend or to let go.</summary>
    public static void WarnOfExpiry(LedgerScope scope, Request row)
    {
        if (row is not { Status: RequestStatus.Ready, WarnedAt: null, ExpiresAt: { } expires } || row.WarnsAt > scope.Now)
            return;
        row.WarnedAt = scope.Now;
        scope.Append(Actor.Engine, row.Id, new RequestAboutToExpire(expires));
    }

    /// <summary>Nobody said yes or no in time; what was planned then is not worth an answer any more.</summary>
    public static void LetLapse(LedgerScope scope, Request row)
    {
        if (row.Status != RequestStatus.WaitingForApproval || scope.Now < row.DecideBy)
            return;
        SetStatus(scope, row, RequestStatus.Unanswered, Message.Of("nobody-answered"));
        row.EndedAt = scope.Now;
        row.NextLookAt = null;
    }

    public static void Begin(LedgerScope scope, Request row)
    {
        SetStatus(scope, row, RequestStatus.Running, reason: null);
        row.NextLookAt = scope.Now;
    }

    /// <summary>The plan that was approved is not the plan any more: somebody must look at the new one.</summary>
    public static void BackForApproval(LedgerScope scope, Request row, Plan again, Message why, TimeSpan answerWithin)
    {
        scope.Append(
            Actor.Engine,
            row.Id,
            new PlanChanged(row.ApprovedDigest, row.PlanVersion + 1, again.Digest, PlanDigest.Subject(again), why.ToString())
        );
        row.Replan(again);
        SetStatus(scope, row, RequestStatus.WaitingForApproval, why);
        row.DecideBy = scope.Now + answerWithin;
        row.NextLookAt = row.DecideBy;
    }

    /// <summary>From here on the only way is out: unshare first, then whatever we made goes.</summary>
    public static void TurnRound(LedgerScope scope, Request row, RequestStatus end, Message why)
    {
        row.TurnRound(Workflow.TurnRound(row));
        row.ClosingTo = end;
        SetStatus(scope, row, RequestStatus.Closing, why);
        row.NextLookAt = scope.Now;
        Settle(scope, row);
    }

    /// <summary>Draws from all steps together what they mean for the request.</summary>
    public static void Settle(LedgerScope scope, Request row)
    {
        if (row.Status == RequestStatus.Closing)
        {
            if (Workflow.Active(row).Any())
                return;
            row.EndedAt = scope.Now;
            SetStatus(scope, row, row.ClosingTo!.Value, row.StatusReason);
            row.NextLookAt = null;
        }
        else if (row.Status is RequestStatus.Running or RequestStatus.Blocked)
        {
            if (row.Steps.All(step => step.IsOver))
            {
                row.ReadyAt = scope.Now;
                row.ExpiresAt = row.Plan.Life is { } life ? scope.Now + life : null;
                SetStatus(scope, row, row.Plan.Goal == Goal.Share ? RequestStatus.Ended : RequestStatus.Ready, reason: null);
                row.EndedAt = row.Status == RequestStatus.Ended ? scope.Now : null;
                row.NextLookAt = row.WarnsAt;
                return;
            }
            var blocked = row.Steps.FirstOrDefault(step => step.Status == StepStatus.Blocked);
            SetStatus(scope, row, blocked is null ? RequestStatus.Running : RequestStatus.Blocked, blocked?.Finding?.Message);
        }
    }

    public static void SetStatus(LedgerScope scope, Request row, RequestStatus status, Message? reason)
    {
        row.StatusReason = reason;
        if (row.Status == status)
            return;
        var from = row.Status;
        row.MoveTo(status);
        // The sentence itself too, for who reads the ledger in another language.
        scope.Append(Actor.Engine, row.Id, new StatusChanged($"{from}", $"{status}", reason?.ToString(), reason));
    }
}
