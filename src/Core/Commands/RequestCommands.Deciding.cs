using SnapshotShare.Core.Approvals;
using SnapshotShare.Core.Execution;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Planning;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Text;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Commands;

/// <content>Yes and no.</content>
public sealed partial class RequestCommands
{
    /// <summary>Says yes to exactly the plan of that digest. An approver may shorten window and life, which makes a new version.</summary>
    public Task<CommandResult<Request>> ApproveAsync(
        Actor actor,
        string requestId,
        string digest,
        string reason,
        CancellationToken ct,
        TimeSpan? window = null,
        TimeSpan? life = null
    ) =>
        ActAsync(
            actor,
            Cost.Change,
            requestId,
            (_, request) => ApprovalPolicy.CheckApprover(actor, request, RouteOf(request)),
            (scope, request) =>
            {
                // One that runs without proof of its approval, such as one of before decisions were signed, is approved once more where it stands.
                var isOnceMore =
                    request.Status is RequestStatus.Running or RequestStatus.Blocked && approvals.Lacks(scope.Db, request) is not null;
                if (request.Status != RequestStatus.WaitingForApproval && !isOnceMore)
                    return NotNow(request, "approve");
                if (TermsRules.TooLong(reason) is { } tooLong)
                    return tooLong;
                if (request.Plan.Digest != digest)
                    return new Refusal(RefusalKind.Conflict, Message.Of("plan-is-stale", ("version", $"{request.PlanVersion}")));
                if (ApprovalPolicy.CheckPlan(request, RouteOf(request), scope.Db.IsFrozen()) is { } nobody)
                    return nobody;
                if (
                    isOnceMore && (window ?? life) is not null
                    || window is { } w && (w > request.Plan.Window || w < TimeSpan.FromSeconds(1))
                    || life is { } l && (request.Plan.Life is not { } most || l > most || l < TimeSpan.FromSeconds(1))
                )
                    return new Refusal(RefusalKind.Invalid, Message.Of("only-shorter"));
                Shorten(scope, request, window, life);
                // Only proven ones would have let it run.
                List<Decision> decisions = isOnceMore ? [] : [.. scope.Db.Decisions.Where(decision => decision.RequestId == requestId)];
                if (ApprovalPolicy.Check(actor, request, RouteOf(request), decisions, scope.Db.IsFrozen()) is { } already)
                    return already;
                scope.Db.Decisions.Add(Decided(scope, actor, request, Verdict.Approved, reason));
                var left = isOnceMore ? 0 : ApprovalPolicy.YesesLeft(request, RouteOf(request), decisions) - 1;
                scope.Append(
                    actor,
                    requestId,
                    new RequestApproved(
                        request.PlanVersion,
                        request.Plan.Digest,
                        reason,
                        left > 0 ? left : null,
                        approvals.Seal(scope, request, Verdict.Approved, actor)
                    )
                );
                if (isOnceMore)
                    LookAgain(scope, request);
                else if (left > 0)
                    request.StatusReason = Message.Of(
                        "approved-so-far",
                        (
                            "names",
                            string.Join(
                                ", ",
                                ApprovalPolicy.SaidYes(request, decisions).Select(decision => decision.ActorName).Append(actor.Name)
                            )
                        ),
                        ("left", $"{left}")
                    );
                else
                    GoAhead(scope, request);
                return null;
            },
            ct
        );

    public Task<CommandResult<Request>> RejectAsync(Actor actor, string requestId, string reason, CancellationToken ct) =>
        ActAsync(
            actor,
            Cost.Change,
            requestId,
            (_, request) => ApprovalPolicy.CheckRejecter(actor, request),
            (scope, request) =>
            {
                if (request.Status != RequestStatus.WaitingForApproval)
                    return NotNow(request, "reject");
                if (TermsRules.TooLong(reason) is { } tooLong)
                    return tooLong;
                scope.Db.Decisions.Add(Decided(scope, actor, request, Verdict.Rejected, reason));
                scope.Append(
                    actor,
                    requestId,
                    new RequestRejected(
                        request.PlanVersion,
                        request.Plan.Digest,
                        reason,
                        approvals.Seal(scope, request, Verdict.Rejected, actor)
                    )
                );
                RequestLifecycle.SetStatus(scope, request, RequestStatus.Rejected, Message.Of("rejected-because", ("reason", reason)));
                request.EndedAt = scope.Now;
                request.NextLookAt = null;
                return null;
            },
            ct
        );

    private Route? RouteOf(Request request) => topology.Routes.GetValueOrDefault(request.Plan.Route);

    private static void GoAhead(LedgerScope scope, Request request)
    {
        request.ApprovedDigest = request.Plan.Digest;
        RequestLifecycle.SetStatus(scope, request, RequestStatus.Approved, reason: null);
        request.NextLookAt = scope.Now;
    }

    /// <summary>The route's rule says yes; it stands as the approver wherever a person would.</summary>
    private void ApproveByItself(LedgerScope scope, Request request)
    {
        var reason = Message.Of("automatic-approval", ("route", request.Plan.Route), ("cluster", request.Plan.Source.Cluster)).ToString();
        scope.Db.Decisions.Add(Decided(scope, Actor.AutomaticApproval, request, Verdict.Approved, reason));
        scope.Append(
            Actor.AutomaticApproval,
            request.Id,
            new RequestApproved(
                request.PlanVersion,
                request.Plan.Digest,
                reason,
                Signature: approvals.Seal(scope, request, Verdict.Approved, Actor.AutomaticApproval)
            )
        );
        GoAhead(scope, request);
    }

    private static void Shorten(LedgerScope scope, Request request, TimeSpan? window, TimeSpan? life)
    {
        var shorter = request.Plan with { Window = window ?? request.Plan.Window, Life = life ?? request.Plan.Life };
        if (shorter.Window == request.Plan.Window && shorter.Life == request.Plan.Life)
            return;
        request.Plan = shorter with { Digest = PlanDigest.Of(shorter) };
        request.PlanVersion++;
        scope.Append(Actor.Engine, request.Id, Planned(request));
    }

    private static Decision Decided(LedgerScope scope, Actor actor, Request request, Verdict verdict, string reason) =>
        new()
        {
            RequestId = request.Id,
            PlanVersion = request.PlanVersion,
            Digest = request.Plan.Digest,
            Verdict = verdict,
            ActorId = actor.Id,
            ActorName = actor.Name,
            Reason = reason,
            At = scope.Now,
        };
}
