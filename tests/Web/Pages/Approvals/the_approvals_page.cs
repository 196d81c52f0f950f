using Bunit;
using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Text;
using SnapshotShare.Web.Pages.Approvals;
using TestContext = Xunit.TestContext;

namespace SnapshotShare.Web.Tests.Pages.Approvals;

public sealed class the_approvals_page : PageContext
{
    [Fact]
    public async Task the_sheet_says_what_would_be_exposed_to_whom_and_what_the_approval_is_bound_to()
    {
        await StoreAsync(Samples.Request());
        SignIn(Samples.Dba);

        var sheet = Render<ApprovalsPage>().Find(".sheet").TextContent;

        Assert.Contains("Unmasked production data; other database users keep their production passwords.", sheet, StringComparison.Ordinal);
        Assert.Contains("prod-altplus-cluster", sheet, StringComparison.Ordinal);
        Assert.Contains(Samples.Dev, sheet, StringComparison.Ordinal);
        Assert.Contains("at the very latest 24 h after ③", sheet, StringComparison.Ordinal);
        Assert.Contains("12 h ago", sheet, StringComparison.Ordinal);
        Assert.Contains("dev-altplus-key", sheet, StringComparison.Ordinal);
        Assert.Contains("the order bug", sheet, StringComparison.Ordinal);
        Assert.Contains(new string('a', 64), sheet, StringComparison.Ordinal);
    }

    [Fact]
    public async Task the_sheet_says_what_else_the_account_reads_and_what_the_requester_already_has()
    {
        await StoreAsync(
            Samples.Request(),
            Samples.Request(RequestStatus.Ready, id: "held000012345678"),
            Samples.Share(Samples.Noon.AddHours(5), "held000012345678")
        );
        SignIn(Samples.Dba);

        var beside = Render<ApprovalsPage>().Find(".beside").TextContent;

        Assert.Contains("dev can also read now", beside, StringComparison.Ordinal);
        Assert.Contains("from-prod-altplus-cluster-to-dev-abcdefgh", beside, StringComparison.Ordinal);
        Assert.Contains("developer also has", beside, StringComparison.Ordinal);
        Assert.Contains("0 of 1", beside, StringComparison.Ordinal);
    }

    [Fact]
    public async Task approving_records_the_decision_and_the_next_request_is_not_put_under_the_same_button()
    {
        await StoreAsync(Samples.Request(), Samples.Request(id: "second0012345678"));
        SignIn(Samples.Dba);
        var page = Render<ApprovalsPage>(parameters => parameters.Add(p => p.Id, "abcdefgh12345678"));

        page.Find(".decide textarea").Input("looks right");
        await page.Find(".decide .button.primary").ClickAsync(new());

        await using var db = await OpenAsync();
        var decision = await db.Decisions.SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal(
            (Verdict.Approved, "looks right", new string('a', 64), "DBA"),
            (decision.Verdict, decision.Reason, decision.Digest, decision.ActorName)
        );
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".sheet")));
        Assert.Contains("no longer waits", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task when_somebody_else_decides_what_is_being_read_the_next_request_does_not_slide_under_the_hand()
    {
        await StoreAsync(Samples.Request(), Samples.Request(id: "second0012345678"));
        SignIn(Samples.Dba);
        var page = Render<ApprovalsPage>();
        Assert.Contains("/requests/abcdefgh12345678", page.Find(".sheet").InnerHtml, StringComparison.Ordinal);

        await using (var db = await OpenAsync())
        {
            var decided = await db.Requests.SingleAsync(request => request.Id == "abcdefgh12345678", TestContext.Current.CancellationToken);
            AnyState.StatusOf(decided) = RequestStatus.Approved;
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }
        Tell("abcdefgh12345678");

        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".sheet")));
        Assert.Contains("no longer waits", page.Find("[role=status]").TextContent, StringComparison.Ordinal);
        Assert.Equal("/approvals/second0012345678", page.Find(".approval-list a").GetAttribute("href"));
    }

    [Fact]
    public async Task what_is_shortened_is_said_in_words_before_it_is_approved_and_nothing_else_than_shorter_can_be_sent()
    {
        await StoreAsync(Samples.Request());
        SignIn(Samples.Dba);
        var page = Render<ApprovalsPage>();
        const string approve = ".decide .actions .button.primary";

        foreach (var typed in new[] { "25", "0", "two", "2e" })
        {
            page.FindAll(".decide details input")[0].Input(typed);
            Assert.True(page.Find(approve).HasAttribute("disabled"), typed);
        }
        page.FindAll(".decide details input")[0].Input("0.05");
        Assert.Contains(
            "a share of at most 3 min and a cluster for 7 d",
            page.Find(".decide [role=status]").TextContent,
            StringComparison.Ordinal
        );
        await page.Find(approve).ClickAsync(new());

        await using var db = await OpenAsync();
        var request = await db.Requests.SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal((RequestStatus.Approved, TimeSpan.FromMinutes(3)), (request.Status, request.Plan.Window));
    }

    [Theory]
    [InlineData(Goal.Share, "at the deadline")]
    [InlineData(Goal.Copy, "the data lives on for 7 d in the target's own snapshot, which is then deleted")]
    public async Task the_sheet_says_of_each_goal_how_long_the_data_can_be_read(Goal goal, string said)
    {
        await StoreAsync(Samples.Request(plan: Samples.Plan(goal)));
        SignIn(Samples.Dba);

        Assert.Contains(said, Render<ApprovalsPage>().Find("section.exposure").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task rejecting_needs_a_reason()
    {
        await StoreAsync(Samples.Request());
        SignIn(Samples.Dba);
        var page = Render<ApprovalsPage>();
        Assert.True(page.Find(".decide .button.danger").HasAttribute("disabled"));

        page.Find(".decide textarea").Input("too much data");
        await page.Find(".decide .button.danger").ClickAsync(new());

        await using var db = await OpenAsync();
        Assert.Equal(RequestStatus.Rejected, (await db.Requests.SingleAsync(TestContext.Current.CancellationToken)).Status);
    }

    [Fact]
    public async Task one_s_own_request_says_why_it_cannot_be_decided()
    {
        await StoreAsync(Samples.Request(by: Samples.Dba));
        SignIn(Samples.Dba);

        var decide = Render<ApprovalsPage>().Find(".decide");

        Assert.Contains(
            "Nobody approves or rejects their own request; somebody else must decide this one.",
            decide.TextContent,
            StringComparison.Ordinal
        );
        Assert.Empty(decide.QuerySelectorAll("button"));
    }

    [Fact]
    public async Task an_auditor_reads_along()
    {
        await StoreAsync(Samples.Request());
        SignIn(Samples.Auditor);

        Assert.Empty(Render<ApprovalsPage>().Find(".decide").QuerySelectorAll("button"));
    }

    [Fact]
    public async Task a_plan_made_again_while_reading_must_be_read_again_and_what_was_typed_stays()
    {
        await StoreAsync(Samples.Request());
        SignIn(Samples.Dba);
        var page = Render<ApprovalsPage>();
        page.Find(".decide textarea").Input("half a sen");

        await using (var db = await OpenAsync())
        {
            var request = await db.Requests.SingleAsync(TestContext.Current.CancellationToken);
            request.Plan = request.Plan with { Digest = new string('b', 64) };
            request.PlanVersion = 2;
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }
        Tell("abcdefgh12345678");

        page.WaitForAssertion(() => Assert.Contains("made again while you were reading", page.Markup, StringComparison.Ordinal));
        Assert.True(page.Find(".decide .actions .button.primary").HasAttribute("disabled"));
        Assert.Equal("half a sen", page.Find(".decide textarea").GetAttribute("value"));
        page.Find(".decide .finding button").Click();
        Assert.False(page.Find(".decide .actions .button.primary").HasAttribute("disabled"));
    }

    [Fact]
    public async Task who_has_said_yes_is_told_that_others_must_and_may_say_it_to_a_shorter_one()
    {
        var request = Samples.Request();
        await StoreAsync(request, Samples.Yes(request, Samples.Dba));
        SignIn(Samples.Dba);
        var page = Render<ApprovalsPage>();

        Assert.Contains(
            "You have approved this version of the plan already",
            page.Find("#approve-not").TextContent,
            StringComparison.Ordinal
        );
        Assert.True(page.Find(".decide .actions .button.primary").HasAttribute("disabled"));
        page.FindAll(".decide details input")[0].Input("24");
        Assert.True(page.Find(".decide .actions .button.primary").HasAttribute("disabled"), "As long as it is, it is the same plan.");
        page.FindAll(".decide details input")[0].Input("1");
        Assert.False(page.Find(".decide .actions .button.primary").HasAttribute("disabled"));
    }

    [Fact]
    public async Task under_a_freeze_the_sheet_says_so_before_anything_is_pressed()
    {
        await StoreAsync(
            Samples.Request(),
            new Freeze
            {
                SetAt = Samples.Noon,
                SetById = "admin",
                SetByName = "admin",
                Reason = "a laptop was stolen",
            }
        );
        SignIn(Samples.Dba);

        var page = Render<ApprovalsPage>();

        Assert.True(page.Find(".decide .actions .button.primary").HasAttribute("disabled"));
        Assert.Contains("frozen", page.Find("#approve-not").TextContent, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task a_blocked_plan_cannot_be_approved_and_its_remedy_can_be_pasted()
    {
        var finding = new Finding(
            "sharing-key-closed-to-target",
            Severity.Blocking,
            "prod",
            "dev-altplus-key",
            Message.Of("finding.sharing-key-closed-to-target", ("key", "dev-altplus-key"), ("account", Samples.Dev)),
            Message.Of("remedy.sharing-key-closed-to-target"),
            """{"Sid":"AllowUse"}"""
        );
        await StoreAsync(Samples.Request(plan: Samples.Plan(findings: finding)));
        SignIn(Samples.Dba);

        var page = Render<ApprovalsPage>();

        Assert.True(page.Find(".decide .button.primary").HasAttribute("disabled"));
        Assert.Contains("AllowUse", page.Find(".finding.blocking pre").TextContent, StringComparison.Ordinal);
    }
}
