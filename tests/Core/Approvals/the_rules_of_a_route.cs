using SnapshotShare.Core.Approvals;
using SnapshotShare.Core.Commands;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Tests.Approvals;

public sealed class the_rules_of_a_route
{
    private static readonly Actor SecondDba = new("second-dba", "second DBA", [Role.Approver], SessionId: null);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task want_a_reason_long_enough_that_names_a_ticket_in_that_order()
    {
        await using var rig = await With(new ApprovalOptions { ReasonLength = 10, Ticket = "DB-[0-9]+" });

        var tooShort = await rig.Verbs.RequestAsync(Rig.Developer, Rig.Terms with { Reason = "because" }, Ct);
        Assert.Equal(("rule.reason-length", "reason"), (tooShort.Refusal!.Message.Key, tooShort.Refusal.Field));
        var noTicket = await rig.Verbs.RequestAsync(Rig.Developer, Rig.Terms with { Reason = "because it is slow" }, Ct);
        Assert.Equal(
            "Rule Ticket of route prod-to-dev: the reason must name a ticket of the form DB-[0-9]+.",
            noTicket.Refusal!.Message.ToString()
        );
        await rig.AskAsync(Rig.Terms with { Reason = "slow query, see DB-42" });
    }

    [Fact]
    public async Task name_the_snapshots_and_classes_that_may_travel()
    {
        await using var rig = await With(
            new ApprovalOptions
            {
                YoungestSnapshot = TimeSpan.FromDays(1000),
                OldestSnapshot = TimeSpan.FromDays(2000),
                InstanceClasses = ["db.t4g.*"],
            }
        );
        var preview = await rig.Verbs.PreviewAsync(Rig.Developer, Rig.Terms, Ct);
        Assert.Equal(
            ["rule-youngest-snapshot", "rule-instance-class"],
            preview
                .Value!.Findings.Where(finding => finding.Code.StartsWith("rule-", StringComparison.Ordinal))
                .Select(finding => finding.Code)
        );
        var refused = await rig.Verbs.RequestAsync(Rig.Developer, Rig.Terms, Ct);
        Assert.Equal(("finding.rule-youngest-snapshot", "source"), (refused.Refusal!.Message.Key, refused.Refusal.Field));
    }

    [Fact]
    public async Task let_only_members_of_a_named_group_approve()
    {
        await using var rig = await With(new ApprovalOptions { Groups = ["dba-prod"] });
        var asked = await rig.AskAsync();

        var stranger = await ApproveAsync(rig, asked, Rig.Dba);
        Assert.Equal((RefusalKind.Forbidden, "rule.groups"), (stranger.Refusal!.Kind, stranger.Refusal.Message.Key));
        Assert.Contains(await rig.LedgerAsync(), entry => entry.Kind == LedgerKind.Refused && entry.Subject == asked.Id);

        var member = await ApproveAsync(rig, asked, Rig.Dba with { Groups = ["others", "dba-prod"] });
        Assert.Equal(RequestStatus.Approved, member.Value!.Status);
    }

    [Fact]
    public async Task can_want_two_people_to_say_yes_to_the_same_plan()
    {
        await using var rig = await With(new ApprovalOptions { Approvers = 2 });
        var asked = await rig.AskAsync();

        var first = (await ApproveAsync(rig, asked, Rig.Dba)).Value!;
        Assert.Equal((RequestStatus.WaitingForApproval, null), (first.Status, first.ApprovedDigest));
        Assert.Equal("Approved by DBA; 1 more must say yes to the same plan.", first.StatusReason!.ToString());
        Assert.Equal("approved-already", (await ApproveAsync(rig, asked, Rig.Dba)).Refusal!.Message.Key);
        Assert.Equal("own-request", (await ApproveAsync(rig, asked, Rig.Developer)).Refusal!.Message.Key);

        var second = (await ApproveAsync(rig, asked, SecondDba)).Value!;
        Assert.Equal((RequestStatus.Approved, asked.Plan.Digest), (second.Status, second.ApprovedDigest));
    }

    [Fact]
    public async Task count_no_yes_that_was_said_to_a_longer_window()
    {
        await using var rig = await With(new ApprovalOptions { Approvers = 2 });
        var asked = await rig.AskAsync();
        await ApproveAsync(rig, asked, Rig.Dba);

        var shorter = await rig.Verbs.ApproveAsync(SecondDba, asked.Id, asked.Plan.Digest, "an hour will do", Ct, TimeSpan.FromHours(1));
        Assert.Equal(RequestStatus.WaitingForApproval, shorter.Value!.Status);

        var stale = await ApproveAsync(rig, asked, Rig.Dba);
        Assert.Equal("plan-is-stale", stale.Refusal!.Message.Key);
        var agreed = await ApproveAsync(rig, shorter.Value, Rig.Dba);
        Assert.Equal((RequestStatus.Approved, TimeSpan.FromHours(1)), (agreed.Value!.Status, agreed.Value.Plan.Window));
    }

    [Fact]
    public async Task approve_by_themselves_only_within_their_limits_and_stand_in_the_ledger_as_the_approver()
    {
        await using var rig = await With(
            new ApprovalOptions
            {
                Automatic = new AutomaticOptions { Clusters = ["prod-altplus-*"], LongestWindow = TimeSpan.FromHours(2) },
            }
        );
        var longer = await rig.AskAsync(Rig.Terms with { Window = TimeSpan.FromHours(3) });
        Assert.Equal(RequestStatus.WaitingForApproval, longer.Status);
        await rig.Verbs.CancelAsync(Rig.Developer, longer.Id, "", Ct);

        // A key policy that gives too much is for a person to look at, whatever the limits are.
        var within = Rig.Terms with
        {
            Window = TimeSpan.FromHours(2),
            Goal = Goal.Copy,
        };
        var warned = await rig.AskAsync(within);
        Assert.Equal(RequestStatus.WaitingForApproval, warned.Status);
        var open = Assert.Single(warned.Plan.Findings, finding => finding.Severity == Severity.Warning);
        // It waits on; what waits is nobody's trip yet, and keeps no rule from saying yes to the next.
        await rig.Aws.DoAsync("keys", new { key = SandboxControl.SharingKey, policy = open.Paste });

        var asked = await rig.AskAsync(within);
        Assert.Equal(RequestStatus.Approved, asked.Status);
        var entry = Assert.Single(await rig.LedgerAsync(), entry => entry.Kind == LedgerKind.Approved);
        Assert.Equal(("automatic-approval", asked.Id), (entry.ActorId, entry.Subject));
        await rig.RunUntilAsync(asked.Id, request => request.Status == RequestStatus.Ready);
    }

    [Fact]
    public async Task approve_nothing_by_themselves_during_a_freeze()
    {
        await using var rig = await With(new ApprovalOptions { Automatic = new AutomaticOptions { Clusters = ["*"] } });
        await rig.Get<FreezeCommands>().FreezeAsync(Rig.Dba, "", Ct);
        Assert.Equal(RequestStatus.WaitingForApproval, (await rig.AskAsync(Rig.Terms with { Goal = Goal.Copy })).Status);
    }

    [Fact]
    public async Task that_changed_meanwhile_have_the_request_planned_and_decided_again()
    {
        await using var rig = await With(new ApprovalOptions());
        var asked = await rig.AskAsync();
        var approved = await rig.ApproveAsync(await rig.AskAsync(Rig.Terms with { TargetCluster = "dev-other" }));
        rig.Approval = new ApprovalOptions { Approvers = 2 };
        await rig.RestartAsync();

        Assert.Equal("rules-changed", (await ApproveAsync(rig, asked, Rig.Dba)).Refusal!.Message.Key);
        var again = (await rig.Verbs.RetryAsync(Rig.Developer, asked.Id, Ct)).Value!;
        Assert.NotEqual(asked.Plan.Digest, again.Plan.Digest);
        Assert.Equal(RequestStatus.WaitingForApproval, (await ApproveAsync(rig, again, Rig.Dba)).Value!.Status);

        var back = await rig.RunUntilAsync(approved.Id, request => request.Status != RequestStatus.Approved);
        Assert.Equal((RequestStatus.WaitingForApproval, null), (back.Status, back.ApprovedDigest));
        Assert.Contains("approval rules have changed", back.StatusReason!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task stand_on_the_sheet_with_what_else_is_open_and_held()
    {
        await using var rig = await With(new ApprovalOptions { Approvers = 2 });
        var held = await rig.AskAsync(Rig.Terms with { TargetCluster = "dev-held" });
        var asked = await rig.AskAsync();
        await ApproveAsync(rig, asked, Rig.Dba);

        var sheet = (await rig.Get<DecisionSheets>().ReadAsync(asked.Id, Ct))!;

        Assert.Equal((1, 1), (sheet.SaidYes.Count, sheet.YesesLeft));
        Assert.Equal(held.Id, Assert.Single(sheet.Held).Id);
        Assert.Empty(sheet.OpenShares);
        Assert.Null(await rig.Get<DecisionSheets>().ReadAsync("nothing", Ct));
    }

    [Theory]
    [InlineData("Approvers", "must be 1 to 10")]
    [InlineData("Ticket", "is not a regular expression")]
    [InlineData("ReasonLength", "must be 0 to 500")]
    [InlineData("YoungestSnapshot", "is longer ago than")]
    [InlineData("Automatic:Clusters", "name the source clusters")]
    [InlineData("Groups:0", "is empty")]
    public void are_checked_at_start(string key, string what)
    {
        var configuration = Rig.Configuration;
        configuration.Routes["prod-to-dev"].Approval = new ApprovalOptions
        {
            Approvers = 0,
            Ticket = "(",
            ReasonLength = -1,
            YoungestSnapshot = TimeSpan.FromDays(2),
            OldestSnapshot = TimeSpan.FromDays(1),
            Automatic = new AutomaticOptions(),
            Groups = [" "],
        };
        var (topology, mistakes) = AwsTopologyReader.Read(configuration);
        Assert.Null(topology);
        Assert.Contains(
            mistakes,
            mistake =>
                mistake.StartsWith($"Aws:Routes:prod-to-dev:Approval:{key}:", StringComparison.Ordinal)
                && mistake.Contains(what, StringComparison.Ordinal)
        );
    }

    private static Task<Rig> With(ApprovalOptions approval) => new Rig { Approval = approval }.OpenAsync();

    private static Task<CommandResult<Request>> ApproveAsync(Rig rig, Request request, Actor by) =>
        rig.Verbs.ApproveAsync(by, request.Id, request.Plan.Digest, "yes", Ct);
}
