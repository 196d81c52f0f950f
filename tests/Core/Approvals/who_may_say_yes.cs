using SnapshotShare.Core.Approvals;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Tests.Planning;
using SnapshotShare.Core.Text;
using SnapshotShare.Core.Topology;
using Route = SnapshotShare.Core.Topology.Route;

namespace SnapshotShare.Core.Tests.Approvals;

/// <summary>The rule that everybody asks, by itself: one thing changed at a time, and beside each no the yes it differs from.</summary>
public sealed class who_may_say_yes
{
    private static readonly Request Asked = Request(Sample.Route);
    private static readonly Actor SecondDba = Rig.Dba with { Id = "second-dba" };

    [Theory]
    [InlineData(Role.Requester, "not-your-role")]
    [InlineData(Role.Auditor, "not-your-role")]
    [InlineData(Role.Approver, null)]
    [InlineData(Role.Admin, null)]
    public void is_told_by_the_role(Role role, string? refusal)
    {
        var somebody = new Actor("somebody", "somebody", [role], SessionId: null);
        Assert.Equal(refusal, ApprovalPolicy.CheckApprover(somebody, Asked, Sample.Route)?.Message.Key);
        Assert.Equal(refusal, ApprovalPolicy.CheckRejecter(somebody, Asked)?.Message.Key);
    }

    [Fact]
    public void is_nobody_who_asked_whatever_they_are()
    {
        var both = Rig.Dba with { Id = Asked.RequesterId, Roles = [Role.Approver, Role.Admin] };
        Assert.Equal(
            ("own-request", RefusalKind.Forbidden),
            (
                ApprovalPolicy.CheckApprover(both, Asked, Sample.Route)!.Message.Key,
                ApprovalPolicy.CheckApprover(both, Asked, Sample.Route)!.Kind
            )
        );
        Assert.Equal("own-request", ApprovalPolicy.CheckRejecter(both, Asked)!.Message.Key);
        Assert.False(ApprovalPolicy.WaitsFor(both, Asked, Sample.Route, []));
    }

    [Theory]
    [InlineData("", "rule.groups")]
    [InlineData("others", "rule.groups")]
    [InlineData("others,DBA-prod", null)]
    public void is_in_one_of_the_routes_groups_in_any_letters(string groups, string? refusal)
    {
        var route = Sample.Route with { Approval = new ApprovalRules { Groups = ["dba-test", "dba-prod"] } };
        var dba = Rig.Dba with { Groups = groups.Split(',') };
        Assert.Equal(refusal, ApprovalPolicy.CheckApprover(dba, Asked, route)?.Message.Key);
        // Whoever says no stops production's data: that needs no group.
        Assert.Null(ApprovalPolicy.CheckRejecter(dba, Asked));
    }

    [Fact]
    public void says_it_to_a_plan_that_can_be_approved()
    {
        Assert.Null(ApprovalPolicy.CheckPlan(Asked, Sample.Route, isFrozen: false));
        Assert.Equal("frozen", ApprovalPolicy.CheckPlan(Asked, Sample.Route, isFrozen: true)!.Message.Key);
        Assert.Equal("route-gone", ApprovalPolicy.CheckPlan(Asked, route: null, isFrozen: false)!.Message.Key);
        var other = Sample.Route with { Approval = new ApprovalRules { Approvers = 2 } };
        Assert.Equal("rules-changed", ApprovalPolicy.CheckPlan(Asked, other, isFrozen: false)!.Message.Key);
        var wordy = Sample.Route with { Approval = new ApprovalRules { ReasonLength = 500 } };
        Assert.Equal("rule.reason-length", ApprovalPolicy.CheckPlan(Request(wordy), wordy, isFrozen: false)!.Message.Key);
        Assert.Equal(("finding.warned", RefusalKind.Conflict), (Blocked(Severity.Blocking)!.Message.Key, Blocked(Severity.Blocking)!.Kind));
        Assert.Null(Blocked(Severity.Warning));

        static Refusal? Blocked(Severity severity)
        {
            var request = Request(Sample.Route);
            request.Plan = request.Plan with { Findings = [new Finding("warned", severity, "prod", "it", Message.Of("finding.warned"))] };
            return ApprovalPolicy.CheckPlan(request, Sample.Route, isFrozen: false);
        }
    }

    /// <summary>Nobody is a member by accident, and whoever is not for want of a full list is told the cure.</summary>
    [Fact]
    public void takes_nobody_for_a_member_whose_groups_were_left_out_and_says_why()
    {
        var route = Sample.Route with
        {
            Approval = new ApprovalRules
            {
                Groups = ["dba"],
                Automatic = new AutomaticApproval(["*"], ["dba"], TimeSpan.FromDays(1), TimeSpan.FromDays(7)),
            },
        };
        var leftOut = Rig.Dba with { GroupsLeftOut = true };
        var refusal = ApprovalPolicy.CheckApprover(leftOut, Asked, route)!;
        Assert.Equal((RefusalKind.Forbidden, "rule.groups-left-out"), (refusal.Kind, refusal.Message.Key));
        Assert.Equal("rule.groups", ApprovalPolicy.CheckApprover(Rig.Dba, Asked, route)!.Message.Key);
        Assert.Null(ApprovalPolicy.CheckApprover(leftOut with { Groups = ["dba"] }, Asked, route));
        Assert.False(ApprovalPolicy.ApprovesByItself(leftOut, Asked.Plan with { Findings = [] }, route, isFrozen: false));
    }

    [Theory]
    [InlineData(10, "exactly 10", null)]
    [InlineData(10, "too short", "rule.reason-length")]
    [InlineData(0, "", null)]
    public void wants_a_reason_of_at_least_so_many_characters(int least, string reason, string? refusal)
    {
        var route = Sample.Route with { Approval = new ApprovalRules { ReasonLength = least } };
        var refused = ApprovalPolicy.CheckReason(reason, route);
        Assert.Equal(refusal, refused?.Message.Key);
        Assert.Equal(refusal is null ? null : "reason", refused?.Field);
    }

    [Fact]
    public void counts_a_yes_once_for_each_person_and_version()
    {
        var yes = Said(Rig.Dba, Asked.PlanVersion);
        var others = new[]
        {
            Said(SecondDba, Asked.PlanVersion + 1),
            Said(SecondDba, Asked.PlanVersion, Verdict.Rejected),
            Said(SecondDba, Asked.PlanVersion, requestId: "other"),
        };
        Assert.Equal([yes], ApprovalPolicy.SaidYes(Asked, [.. others, yes]));
        Assert.Equal("approved-already", Refusal(Rig.Dba, [yes]));
        Assert.Null(Refusal(SecondDba, [yes, .. others]));
        Assert.False(ApprovalPolicy.WaitsFor(Rig.Dba, Asked, Sample.Route, [yes]));
        Assert.True(ApprovalPolicy.WaitsFor(SecondDba, Asked, Sample.Route, [yes]));
        // A shorter plan is a new version, which nobody has said yes to.
        Assert.Null(ApprovalPolicy.Check(Rig.Dba, Asked, Sample.Route, [yes], isFrozen: false, shortens: true));

        static string? Refusal(Actor actor, IEnumerable<Decision> said) =>
            ApprovalPolicy.Check(actor, Asked, Sample.Route, said, isFrozen: false)?.Message.Key;
    }

    [Fact]
    public void is_told_apart_from_the_plan_that_nobody_can_approve() =>
        Assert.Equal(
            ("not-your-role", "frozen"),
            (
                ApprovalPolicy.Check(Rig.Auditor, Asked, Sample.Route, [], isFrozen: true)!.Message.Key,
                ApprovalPolicy.Check(Rig.Dba, Asked, Sample.Route, [], isFrozen: true)!.Message.Key
            )
        );

    [Fact]
    public void stands_in_the_order_in_which_it_was_said()
    {
        var later = Said(SecondDba, Asked.PlanVersion, at: Sample.Now.AddMinutes(1));
        var earlier = Said(Rig.Dba, Asked.PlanVersion);
        Assert.Equal([earlier, later], ApprovalPolicy.SaidYes(Asked, [later, earlier]));
    }

    [Theory]
    [InlineData(1, 0, 1)]
    [InlineData(1, 1, 0)]
    [InlineData(2, 1, 1)]
    [InlineData(1, 2, 0)]
    public void is_waited_for_as_often_as_the_route_says(int approvers, int said, int left)
    {
        var route = Sample.Route with { Approval = new ApprovalRules { Approvers = approvers } };
        Assert.Equal(left, ApprovalPolicy.YesesLeft(Asked, route, Enumerable.Range(0, said).Select(_ => Said(Rig.Dba, Asked.PlanVersion))));
    }

    [Fact]
    public void is_waited_for_once_where_the_route_is_gone() => Assert.Equal(1, ApprovalPolicy.YesesLeft(Asked, route: null, []));

    [Fact]
    public void is_told_the_first_of_several_things_that_stand_in_the_way()
    {
        var request = Request(Sample.Route);
        request.Plan = request.Plan with
        {
            Findings =
            [
                .. new[] { "first", "second" }.Select(code => new Finding(
                    code,
                    Severity.Blocking,
                    "prod",
                    "it",
                    Message.Of($"finding.{code}")
                )),
            ],
        };
        Assert.Equal("finding.first", ApprovalPolicy.CheckPlan(request, Sample.Route, isFrozen: false)!.Message.Key);
    }

    [Fact]
    public void is_waited_for_while_the_request_waits_and_no_longer()
    {
        Assert.True(ApprovalPolicy.WaitsFor(Rig.Dba, Asked, Sample.Route, []));
        Assert.False(ApprovalPolicy.WaitsFor(Rig.Dba, Request(Sample.Route, RequestStatus.Running), Sample.Route, []));
        // The route is gone: somebody must still say no.
        Assert.True(ApprovalPolicy.WaitsFor(Rig.Dba, Asked, route: null, []));
    }

    [Fact]
    public void covers_the_plan_that_was_approved_and_no_other()
    {
        var request = Request(Sample.Route);
        Assert.False(ApprovalPolicy.Covers(request));
        request.ApprovedDigest = request.Plan.Digest;
        Assert.True(ApprovalPolicy.Covers(request));
        request.ApprovedDigest = "x";
        Assert.False(ApprovalPolicy.Covers(request));
    }

    /// <summary>A route that says yes by itself, and each limit of it passed by itself.</summary>
    [Fact]
    public void need_be_nobody_within_the_limits_of_a_route_that_says_yes_by_itself()
    {
        var limits = new AutomaticApproval(["prod-altplus-*"], ["team"], TimeSpan.FromHours(2), TimeSpan.FromDays(2));
        var plan = Asked.Plan with { Window = limits.LongestWindow, Life = limits.LongestLife };
        var member = Rig.Developer with { Groups = ["other", "TEAM"] };

        Assert.True(ByItself(member, plan, limits));
        Assert.True(ByItself(member, plan with { Life = null }, limits));
        Assert.True(ByItself(Rig.Developer, plan, limits with { Groups = [] }));
        Assert.False(ByItself(member, plan, limits, isFrozen: true));
        Assert.False(ByItself(member, plan, limits: null));
        Assert.False(ByItself(member, plan, limits with { Clusters = ["prod-batch-*"] }));
        Assert.False(ByItself(member, plan with { Window = plan.Window + TimeSpan.FromTicks(1) }, limits));
        Assert.False(ByItself(member, plan with { Life = plan.Life + TimeSpan.FromTicks(1) }, limits));
        Assert.False(ByItself(Rig.Developer, plan, limits));
        var warned = new Finding("warned", Severity.Warning, "prod", "it", Message.Of("finding.warned"));
        Assert.False(ByItself(member, plan with { Findings = [.. plan.Findings, warned] }, limits));
        Assert.True(ByItself(member, plan with { Findings = [warned with { Severity = Severity.Note }] }, limits));

        static bool ByItself(Actor requester, Plan plan, AutomaticApproval? limits, bool isFrozen = false) =>
            ApprovalPolicy.ApprovesByItself(
                requester,
                plan,
                Sample.Route with
                {
                    Approval = new ApprovalRules { Automatic = limits },
                },
                isFrozen
            );
    }

    private static Request Request(Route route, RequestStatus status = RequestStatus.WaitingForApproval)
    {
        var plan = Sample.Plan(Sample.Facts with { Route = route });
        return new Request
        {
            Id = Sample.Id,
            Installation = Sample.Installation,
            RequesterId = Rig.Developer.Id,
            RequesterName = Rig.Developer.Name,
            CreatedAt = Sample.Now,
            Terms = Rig.Terms,
            Status = status,
            Plan = plan,
            PlanVersion = 3,
            SourceCluster = plan.Source.Cluster,
            Steps = [],
        };
    }

    private static Decision Said(
        Actor by,
        int version,
        Verdict verdict = Verdict.Approved,
        string requestId = Sample.Id,
        DateTime? at = null
    ) =>
        new()
        {
            RequestId = requestId,
            PlanVersion = version,
            Digest = "digest",
            Verdict = verdict,
            ActorId = by.Id,
            ActorName = by.Name,
            Reason = "",
            At = at ?? Sample.Now,
        };
}
