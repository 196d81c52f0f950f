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

/// <content>Yes and no.</content>
public sealed partial class RequestVerbs
{
    /// <summary>Says yes to exactly the plan of that digest. An approver may shorten window and life, which makes a new version.</summary>
    public Task<Answer> ApproveAsync(
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
            requestId,
            (own, request) => own ? Refused("own-request") : Gate.Refuses(actor, Verb.Approve) ?? RefusesApprover(actor, request),
            (scope, request) =>
            {
                if (request.Status != RequestStatus.WaitingForApproval)
                    return NotNow(request, "approve");
                if (TermsRules.TooLong(reason) is { } tooLong)
                    return tooLong;
                if (request.Plan.Digest != digest)
                    return new Refusal(RefusalKind.Conflict, Phrase.Of("plan-is-stale", ("version", $"{request.PlanVersion}")));
                if (DecisionSheet.RefusesEveryYes(request, estate, IsFrozen(scope)) is { } nobody)
                    return nobody;
                if (
                    window is { } w && (w > request.Plan.Window || w < TimeSpan.FromSeconds(1))
                    || life is { } l && (request.Plan.Life is not { } most || l > most || l < TimeSpan.FromSeconds(1))
                )
                    return new Refusal(RefusalKind.Invalid, Phrase.Of("only-shorter"));
                Shorten(scope, request, window, life);
                var yes = YesSoFar(scope, request);
                var needed = estate.Routes[request.Plan.Route].Approval.Approvers;
                if (yes.Any(decision => decision.ActorId == actor.Id))
                    return DecisionSheet.ApprovedAlready(request.Plan.Route, needed);
                scope.Db.Decisions.Add(Decided(scope, actor, request, Verdict.Approved, reason));
                scope.Append(AuditKind.Approved, actor, requestId, Said(request, reason));
                if (yes.Count + 1 < needed)
                    request.StatusReason = Phrase.Of(
                        "approved-so-far",
                        ("names", string.Join(", ", yes.Select(decision => decision.ActorName).Append(actor.Name))),
                        ("left", $"{needed - yes.Count - 1}")
                    );
                else
                    GoAhead(scope, request);
                return null;
            },
            ct
        );

    public Task<Answer> RejectAsync(Actor actor, string requestId, string reason, CancellationToken ct) =>
        ActAsync(
            actor,
            requestId,
            (own, _) => own ? Refused("own-request") : Gate.Refuses(actor, Verb.Reject),
            (scope, request) =>
            {
                if (request.Status != RequestStatus.WaitingForApproval)
                    return NotNow(request, "reject");
                if (TermsRules.TooLong(reason) is { } tooLong)
                    return tooLong;
                scope.Db.Decisions.Add(Decided(scope, actor, request, Verdict.Rejected, reason));
                scope.Append(AuditKind.Rejected, actor, requestId, Said(request, reason));
                Endings.SetStatus(scope, request, RequestStatus.Rejected, Phrase.Of("rejected-because", ("reason", reason)));
                request.EndedAt = scope.Now;
                request.NextLookAt = null;
                return null;
            },
            ct
        );

    private Refusal? RefusesApprover(Actor actor, Request request) =>
        estate.Routes.TryGetValue(request.Plan.Route, out var route) ? route.Approval.RefusesApprover(actor, route.Name) : null;

    /// <summary>Yeses count for the version they were said to: one made again or shortened starts anew.</summary>
    private static List<Decision> YesSoFar(LaneScope scope, Request request) =>
        [
            .. scope.Db.Decisions.Where(decision =>
                decision.RequestId == request.Id && decision.PlanVersion == request.PlanVersion && decision.Verdict == Verdict.Approved
            ),
        ];

    private static void GoAhead(LaneScope scope, Request request)
    {
        request.ApprovedDigest = request.Plan.Digest;
        Endings.SetStatus(scope, request, RequestStatus.Approved, reason: null);
        request.NextLookAt = scope.Now;
    }

    /// <summary>The route's rule says yes; it stands as the approver wherever a person would.</summary>
    private static void ApproveByItself(LaneScope scope, Request request)
    {
        var reason = Phrase.Of("automatic-approval", ("route", request.Plan.Route), ("cluster", request.Plan.Source.Cluster)).ToString();
        scope.Db.Decisions.Add(Decided(scope, Actor.AutomaticApproval, request, Verdict.Approved, reason));
        scope.Append(AuditKind.Approved, Actor.AutomaticApproval, request.Id, Said(request, reason));
        GoAhead(scope, request);
    }

    private static bool IsFrozen(LaneScope scope) => scope.Db.Freezes.Any(freeze => freeze.LiftedAt == null);

    private static void Shorten(LaneScope scope, Request request, TimeSpan? window, TimeSpan? life)
    {
        var shorter = request.Plan with { Window = window ?? request.Plan.Window, Life = life ?? request.Plan.Life };
        if (shorter.Window == request.Plan.Window && shorter.Life == request.Plan.Life)
            return;
        request.Plan = shorter with { Digest = PlanDigest.Of(shorter) };
        request.PlanVersion++;
        scope.Append(
            AuditKind.Planned,
            Actor.Engine,
            request.Id,
            new JsonObject
            {
                ["planVersion"] = request.PlanVersion,
                ["digest"] = request.Plan.Digest,
                ["plan"] = PlanDigest.Subject(request.Plan),
            }
        );
    }

    private static Decision Decided(LaneScope scope, Actor actor, Request request, Verdict verdict, string reason) =>
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
