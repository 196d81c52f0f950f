using System.Globalization;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Text;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Approvals;

/// <summary>
/// The one rule of who may say yes to what, and what a yes covers. Command, engine, decision sheet, lists and pages ask it, so that none of
/// them can be of another mind. Pure: whether sharing is frozen is handed in.
/// </summary>
public static class ApprovalPolicy
{
    /// <summary>The refusal that this person's yes would meet now; null when it would be taken.</summary>
    /// <param name="route">The route as it is configured now; null when it is gone.</param>
    /// <param name="decisions">Decisions on the request; those on other versions of the plan do not count.</param>
    /// <param name="shortens">The yes makes the plan shorter, and with it a new version that starts anew.</param>
    public static Refusal? Check(
        Actor actor,
        Request request,
        Route? route,
        IEnumerable<Decision> decisions,
        bool isFrozen,
        bool shortens = false
    ) =>
        CheckApprover(actor, request, route)
        ?? CheckPlan(request, route, isFrozen)
        ?? (!shortens && SaidYes(request, decisions).Any(yes => yes.ActorId == actor.Id) ? ApprovedAlready(request, route!) : null);

    /// <summary>True when the request waits for this person's word, rather than for somebody else's.</summary>
    public static bool WaitsFor(Actor actor, Request request, Route? route, IEnumerable<Decision> decisions) =>
        request.Status == RequestStatus.WaitingForApproval
        && CheckApprover(actor, request, route) is null
        && SaidYes(request, decisions).All(yes => yes.ActorId != actor.Id);

    /// <summary>The refusal of this person as an approver, whatever the plan: nobody decides their own request, in any role.</summary>
    public static Refusal? CheckApprover(Actor actor, Request request, Route? route) =>
        CheckDecider(actor, request, Permission.Approve) ?? CheckGroups(actor, route);

    /// <summary>The refusal of this person as one who says no.</summary>
    public static Refusal? CheckRejecter(Actor actor, Request request) => CheckDecider(actor, request, Permission.Reject);

    /// <summary>The refusal that everybody's yes would meet now; null when the plan can be approved.</summary>
    public static Refusal? CheckPlan(Request request, Route? route, bool isFrozen)
    {
        if (route is null)
            return new Refusal(RefusalKind.Conflict, Message.Of("route-gone", ("route", request.Plan.Route)));
        if (isFrozen)
            return new Refusal(RefusalKind.Conflict, Message.Of("frozen"));
        if (request.Plan.ApprovalRules != RulesVersion.Of(route))
            return new Refusal(RefusalKind.Conflict, Message.Of("rules-changed", ("route", route.Name)));
        if (CheckReason(request.Terms.Reason, route) is { } rule)
            return rule;
        return request.Plan.Findings.FirstOrDefault(finding => finding.Severity == Severity.Blocking) is { } inTheWay
            ? new Refusal(RefusalKind.Conflict, inTheWay.Message)
            : null;
    }

    /// <summary>The rules of a request's words.</summary>
    public static Refusal? CheckReason(string reason, Route route) =>
        reason.Length < route.Approval.ReasonLength
            ? Says(
                "rule.reason-length",
                ("route", route.Name),
                ("least", route.Approval.ReasonLength.ToString(CultureInfo.InvariantCulture))
            )
        : route.Approval.Ticket is { } ticket && !ticket.IsMatch(reason)
            ? Says("rule.ticket", ("route", route.Name), ("pattern", ticket.ToString()))
        : null;

    /// <summary>The yeses that count: to this version of the plan, because one made again or shortened starts anew.</summary>
    public static IReadOnlyList<Decision> SaidYes(Request request, IEnumerable<Decision> decisions) =>
        [
            .. decisions
                .Where(decision =>
                    decision.RequestId == request.Id && decision.PlanVersion == request.PlanVersion && decision.Verdict == Verdict.Approved
                )
                .OrderBy(decision => decision.At),
        ];

    /// <summary>The number of people who must still say yes.</summary>
    public static int YesesLeft(Request request, Route? route, IEnumerable<Decision> decisions) =>
        Math.Max(0, (route?.Approval.Approvers ?? 1) - SaidYes(request, decisions).Count);

    /// <summary>
    /// The longest life that extensions may add up to, and the word for one that is longer: an approver who shortened the life has said how long,
    /// otherwise the route does.
    /// </summary>
    public static (TimeSpan Longest, string Why) LongestLife(Request request, Route route) =>
        request.Plan.Life is { } approved && approved < (request.Terms.Life ?? route.ClusterLife)
            ? (approved, "extend-approved")
            : (route.LongestClusterLife, "extend-bounds");

    /// <summary>True when the plan as it stands is the one that was approved: nothing forward runs without it.</summary>
    public static bool Covers(Request request) => request.ApprovedDigest == request.Plan.Digest;

    /// <summary>True when the route's rule says yes by itself: within its limits, with nothing in the plan that a person should look at.</summary>
    public static bool ApprovesByItself(Actor requester, Plan plan, Route route, bool isFrozen) =>
        !isFrozen
        && route.Approval.Automatic is { } limits
        && Wildcard.MatchesAny(limits.Clusters, plan.Source.Cluster)
        && plan.Window <= limits.LongestWindow
        && (plan.Life is not { } life || life <= limits.LongestLife)
        && (limits.Groups.Count == 0 || IsInOneOf(limits.Groups, requester))
        && plan.Findings.All(finding => finding.Severity == Severity.Note);

    private static Refusal? CheckDecider(Actor actor, Request request, Permission permission) =>
        request.RequesterId == actor.Id
            ? new Refusal(RefusalKind.Forbidden, Message.Of("own-request"))
            : RolePermissions.Refuses(actor, permission);

    private static Refusal? CheckGroups(Actor actor, Route? route) =>
        route is null || route.Approval.Groups.Count == 0 || IsInOneOf(route.Approval.Groups, actor)
            ? null
            : new Refusal(
                RefusalKind.Forbidden,
                Message.Of(
                    actor.GroupsLeftOut ? "rule.groups-left-out" : "rule.groups",
                    ("route", route.Name),
                    ("groups", string.Join(", ", route.Approval.Groups))
                )
            );

    private static Refusal ApprovedAlready(Request request, Route route) =>
        new(RefusalKind.Conflict, Message.Of("approved-already", ("route", request.Plan.Route), ("needed", $"{route.Approval.Approvers}")));

    private static bool IsInOneOf(IReadOnlyList<string> groups, Actor actor) =>
        groups.Any(group => actor.Groups.Contains(group, StringComparer.OrdinalIgnoreCase));

    private static Refusal Says(string key, params ReadOnlySpan<(string, string?)> values) =>
        new(RefusalKind.Invalid, Message.Of(key, values), "reason");
}
