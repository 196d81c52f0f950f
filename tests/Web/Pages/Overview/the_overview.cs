using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Shares.Drift;
using SnapshotShare.Core.Text;
using SnapshotShare.Web.Pages.Ledger;
using SnapshotShare.Web.Pages.NewRequest;
using SnapshotShare.Web.Pages.Overview;
using SnapshotShare.Web.Pages.RequestList;
using SnapshotShare.Web.Pages.Snapshots;
using SnapshotShare.Web.Shared.Layout;
using SnapshotShare.Web.Text;

namespace SnapshotShare.Web.Tests.Pages.Overview;

public sealed class the_overview : PageContext
{
    [Fact]
    public async Task what_waits_for_an_approver_waits_only_for_somebody_else_than_its_requester()
    {
        await StoreAsync(Samples.Request(), Samples.Request(by: Samples.Dba, id: "ownrequest123456"));
        SignIn(Samples.Dba);

        var waiting = Render<OverviewPage>().FindAll(".attention a");

        Assert.Equal("/approvals/abcdefgh12345678", Assert.Single(waiting).GetAttribute("href"));
    }

    [Fact]
    public async Task what_one_has_agreed_to_waits_for_others_until_the_plan_is_another()
    {
        var request = Samples.Request();
        await StoreAsync(request, Samples.Yes(request, Samples.Dba));
        SignIn(Samples.Dba);
        Assert.Empty(Render<OverviewPage>().FindAll(".attention a"));
        Assert.Empty(Render<WaitingCount>().Markup.Trim());

        await using (var db = await OpenAsync())
        {
            db.Requests.Single().PlanVersion = 2;
            await db.SaveChangesAsync(Xunit.TestContext.Current.CancellationToken);
        }

        Assert.Single(Render<OverviewPage>().FindAll(".attention a"));
    }

    [Fact]
    public async Task what_needs_its_requester_waits_for_the_requester_alone()
    {
        var blocked = Samples.Request(RequestStatus.Blocked, id: "blocked123456789");
        var expiring = Samples.Request(RequestStatus.Ready, id: "expiring12345678");
        (expiring.WarnedAt, expiring.ExpiresAt) = (Samples.Noon, Samples.Noon.AddHours(3));
        await StoreAsync(blocked, expiring, Samples.Request(RequestStatus.Blocked, by: Samples.Dba, id: "other12345678900"));
        SignIn(Samples.Developer);

        var waiting = Render<OverviewPage>().FindAll(".attention li");

        Assert.Equal(2, waiting.Count);
        Assert.Contains(waiting, line => line.QuerySelector("a")?.GetAttribute("href") == "/requests/blocked123456789");
        Assert.Contains(waiting, line => line.TextContent.Contains("3 h left", StringComparison.Ordinal));
    }

    [Fact]
    public async Task what_is_stuck_on_its_way_out_waits_for_its_requester_and_looks_stuck()
    {
        var stuck = Samples.Request(RequestStatus.Closing);
        stuck.StatusReason = Message.Of("cancelled");
        AnyState.StepsOf(stuck) = Samples.Steps(
            stuck.Plan,
            Samples.Done(StepName.RestoreCluster),
            new StepState(StepName.DeleteSharingSnapshot, StepStatus.Blocked)
        );
        await StoreAsync(stuck, Samples.Request(RequestStatus.Closing, id: "calm000012345678"));
        SignIn(Samples.Developer);

        var waiting = Assert.Single(Render<OverviewPage>().FindAll(".attention li"));

        Assert.Equal("/requests/abcdefgh12345678", waiting.QuerySelector("a")!.GetAttribute("href"));
        Assert.Contains("Delete the snapshot for sharing", waiting.TextContent, StringComparison.Ordinal);
        Assert.Contains("stuck", waiting.QuerySelector(".status.is-blocked")!.TextContent, StringComparison.Ordinal);
        Assert.Single(Render<RequestsPage>().FindAll("tbody .status.is-blocked"));
    }

    [Fact]
    public async Task a_proposal_to_keep_a_share_waits_for_whoever_did_not_make_it()
    {
        var finding = Drift();
        (finding.State, finding.ProposedById, finding.ProposedByName) = (DriftState.AdoptionProposed, "somebody-else", "somebody else");
        finding.AdoptedUntil = Samples.Noon.AddDays(1);
        await StoreAsync(finding);
        SignIn(Samples.Dba);

        Assert.Equal("/#drift-drift00012345678", Render<OverviewPage>().Find(".attention a").GetAttribute("href"));
        SignIn(Samples.Auditor);
        Assert.Empty(Render<OverviewPage>().FindAll(".attention"));
    }

    [Fact]
    public async Task an_open_share_shows_its_clock()
    {
        await StoreAsync(Samples.Request(RequestStatus.Running), Samples.Share(Samples.Noon.AddHours(3)));
        SignIn(Samples.Auditor);

        Assert.Contains("3 h left", Render<OverviewPage>().Find(".share-clock").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task an_open_share_is_stopped_from_the_overview_by_whoever_may_and_says_first_what_that_does()
    {
        await StoreAsync(Samples.Request(RequestStatus.Running), Samples.Share(Samples.Noon.AddHours(3)));
        SignIn(Samples.Auditor);
        Assert.Empty(Render<OverviewPage>().FindAll("[data-open^=share-stop-]"));
        SignIn(Samples.Dba);
        var page = Render<OverviewPage>();

        Assert.Contains("the request fails", page.Find("#share-stop-abcdefgh12345678").TextContent, StringComparison.Ordinal);
        await page.Find("#share-stop-abcdefgh12345678 form").SubmitAsync();

        await using var db = await OpenAsync();
        Assert.Equal(Samples.Noon, db.Shares.Single().Deadline);
    }

    [Fact]
    public async Task a_share_that_nobody_here_made_can_be_unshared_or_kept_by_an_approver()
    {
        await StoreAsync(Drift());
        SignIn(Samples.Dba);

        var section = Render<OverviewPage>().Find("section[aria-labelledby=drift]");

        Assert.Contains("prod-batch-to-vendor", section.TextContent, StringComparison.Ordinal);
        Assert.Equal(
            ["drift-adopt-drift00012345678", "drift-unshare-drift00012345678"],
            section.QuerySelectorAll("[data-open]").Select(button => button.GetAttribute("data-open"))
        );
    }

    [Theory]
    [InlineData("persona-approver", false)]
    [InlineData("somebody-else", true)]
    public async Task who_proposed_to_keep_a_share_is_not_asked_to_agree(string proposer, bool asked)
    {
        var finding = Drift();
        (finding.State, finding.ProposedById, finding.ProposedByName) = (DriftState.AdoptionProposed, proposer, proposer);
        finding.AdoptedUntil = Samples.Noon.AddDays(1);
        await StoreAsync(finding);
        SignIn(Samples.Dba);

        Assert.Equal(asked, Render<OverviewPage>().FindAll("[data-open=drift-approve-drift00012345678]").Count == 1);
    }

    [Fact]
    public async Task an_auditor_sees_drift_and_who_decides_about_it()
    {
        await StoreAsync(Drift());
        SignIn(Samples.Auditor);

        var section = Render<OverviewPage>().Find("section[aria-labelledby=drift]");

        Assert.Contains("To be decided by", section.TextContent, StringComparison.Ordinal);
        Assert.Empty(section.QuerySelectorAll("button"));
    }

    [Fact]
    public async Task a_proposal_made_on_the_page_stands_in_the_database()
    {
        await StoreAsync(Drift());
        SignIn(Samples.Dba);
        var page = Render<OverviewPage>();

        page.Find("#drift-adopt-drift00012345678 form").Submit();

        page.WaitForAssertion(() => Assert.Contains("proposes to keep it", page.Markup, StringComparison.Ordinal));
        await using var db = await OpenAsync();
        var stored = Assert.Single(db.Drift);
        Assert.Equal((DriftState.AdoptionProposed, Samples.Noon.AddDays(7)), (stored.State, stored.AdoptedUntil));
    }

    [Fact]
    public async Task a_share_is_proposed_to_be_kept_for_exactly_as_long_as_was_typed_and_says_until_when()
    {
        await StoreAsync(Drift());
        SignIn(Samples.Dba);
        var page = Render<OverviewPage>();
        const string form = "#drift-adopt-drift00012345678 form";

        foreach (var typed in new[] { "0", "0.", "0.0" })
        {
            page.Find($"{form} input").Input(typed);
            Assert.Equal(typed, page.Find($"{form} input").GetAttribute("value"));
            Assert.True(page.Find($"{form} .button.primary").HasAttribute("disabled"), typed);
        }
        page.Find($"{form} input").Input("0.05");
        Assert.Equal("2026-01-15T13:12:00Z", page.Find($"{form} time").GetAttribute("datetime"));
        page.Find(form).Submit();

        page.WaitForAssertion(() => Assert.Contains("proposes to keep it", page.Markup, StringComparison.Ordinal));
        await using var db = await OpenAsync();
        Assert.Equal(Samples.Noon.AddMinutes(72), Assert.Single(db.Drift).AdoptedUntil);
    }

    [Fact]
    public async Task a_share_that_passes_its_deadline_while_nothing_else_happens_raises_an_alarm()
    {
        await StoreAsync(
            Samples.Share(Samples.Noon.AddHours(3), "another012345678"),
            Samples.Share(Samples.Noon.AddMinutes(90), "abcdefgh12345678")
        );
        SignIn(Samples.Auditor);
        var banners = Render<Banners>();

        for (var minutes = 0; minutes < 90; minutes++)
            Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Empty(banners.FindAll(".banner.alarm"));
        Time.Advance(TimeSpan.FromSeconds(5));

        banners.WaitForAssertion(() => Assert.Single(banners.FindAll(".banner.alarm")));
        for (var minutes = 0; minutes <= 90; minutes++)
            Time.Advance(TimeSpan.FromMinutes(1));
        banners.WaitForAssertion(() => Assert.Equal(2, banners.FindAll(".banner.alarm").Count));
    }

    [Fact]
    public async Task a_share_past_its_deadline_raises_an_alarm_with_the_command_that_closes_it()
    {
        var share = Samples.Share(Samples.Noon.AddMinutes(-1));
        await StoreAsync(share);
        SignIn(Samples.Auditor);

        var alarm = Render<Banners>().Find(".banner.alarm");

        Assert.Contains(share.CloseCommand, alarm.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_share_within_its_deadline_raises_none()
    {
        await StoreAsync(Samples.Share(Samples.Noon.AddMinutes(1)));
        SignIn(Samples.Auditor);

        Assert.Empty(Render<Banners>().FindAll(".banner.alarm"));
    }

    [Fact]
    public async Task requests_that_are_over_stand_on_a_tab_of_their_own()
    {
        var over = Samples.Request(RequestStatus.Rejected, id: "over000012345678");
        over.EndedAt = Samples.Noon;
        await StoreAsync(Samples.Request(), over);
        SignIn(Samples.Developer);
        var page = Render<RequestsPage>();
        Assert.Contains("abcdefgh12345678", page.Find("tbody").TextContent, StringComparison.Ordinal);

        page.Find("#requests-tab-over").Click();

        page.WaitForAssertion(() => Assert.Contains("over000012345678", page.Find("tbody").TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain("abcdefgh12345678", page.Find("tbody").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task requests_are_found_by_their_words_and_sorted_as_the_address_says()
    {
        await StoreAsync(
            Samples.Request(id: "aaaa000012345678", by: Samples.Dba),
            Samples.Request(RequestStatus.Running, id: "bbbb000012345678"),
            Samples.Request(RequestStatus.Blocked, id: "cccc000012345678")
        );
        SignIn(Samples.Developer);
        Services.GetRequiredService<NavigationManager>().NavigateTo("/requests?order=-by");
        var page = Render<RequestsPage>();
        Assert.Contains("aaaa000012345678", page.FindAll("tbody tr[aria-rowindex]")[^1].TextContent, StringComparison.Ordinal);

        page.Find("input[type=search]").Input("DEVELOPER running");

        Assert.Contains("bbbb000012345678", Assert.Single(page.FindAll("tbody tr[aria-rowindex]")).TextContent, StringComparison.Ordinal);
        page.Find("input[type=search]").Input("nothing like it");
        Assert.Contains("No request matches", page.Find(".empty-box").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void the_chosen_tab_stands_in_the_address()
    {
        SignIn(Samples.Auditor);
        var page = Render<SnapshotsPage>();
        Assert.Equal("true", page.Find("#prod-snapshots-tab-system").GetAttribute("aria-selected"));

        page.Find("#prod-snapshots-tab-manual").Click();

        page.WaitForAssertion(() => Assert.Equal("true", page.Find("#prod-snapshots-tab-manual").GetAttribute("aria-selected")));
        Assert.EndsWith("?prod=manual", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void the_filter_of_each_account_stands_in_the_address()
    {
        SignIn(Samples.Auditor);
        var navigation = Services.GetRequiredService<NavigationManager>();
        navigation.NavigateTo("/snapshots?filter.prod=nightly%20altplus");
        var page = Render<SnapshotsPage>();
        Assert.Equal(["nightly altplus", ""], Filters(page));

        page.FindAll("input[type='search']")[1].Input("dev");
        page.Find("#prod-snapshots-tab-manual").Click();

        page.WaitForAssertion(() => Assert.Equal("true", page.Find("#prod-snapshots-tab-manual").GetAttribute("aria-selected")));
        Assert.Equal(["nightly altplus", "dev"], Filters(page));
        Assert.Contains("filter.prod=nightly%20altplus", navigation.Uri, StringComparison.Ordinal);
        Assert.Contains("filter.dev=dev", navigation.Uri, StringComparison.Ordinal);

        navigation.NavigateTo("/snapshots");

        page.WaitForAssertion(() => Assert.Equal(["", ""], Filters(page)));

        static IEnumerable<string?> Filters(IRenderedComponent<SnapshotsPage> page) =>
            page.FindAll("input[type='search']").Select(filter => filter.GetAttribute("value") ?? "");
    }

    [Fact]
    public void nothing_can_be_asked_for_before_its_plan_has_been_shown()
    {
        SignIn(Samples.Developer);

        var buttons = Render<NewRequestPage>().FindAll(".actions button");

        Assert.False(buttons[0].HasAttribute("disabled"));
        Assert.True(buttons[1].HasAttribute("disabled"));
    }

    [Fact]
    public void an_auditor_may_not_ask()
    {
        SignIn(Samples.Auditor);

        Assert.Empty(Render<NewRequestPage>().FindAll("form"));
    }

    [Fact]
    public async Task asking_again_by_a_route_that_is_gone_says_so_and_shows_no_plan_by_another_unasked()
    {
        await StoreAsync(Samples.Request(route: "prod-to-old", id: "gone123456789012"));
        SignIn(Samples.Developer);
        var navigation = Services.GetRequiredService<NavigationManager>();

        navigation.NavigateTo(Urls.AskAgain("gone123456789012"));
        var gone = Render<NewRequestPage>();
        navigation.NavigateTo(Urls.AskFor("prod-to-dev"));
        var still = Render<NewRequestPage>();

        Assert.Contains("prod-to-old", Assert.Single(gone.FindAll(".finding.warning")).TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("prod-to-old", still.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void a_snapshot_of_AWS_Backup_counts_where_its_tab_shows_it()
    {
        var view = new AccountView(
            "prod",
            Samples.Noon,
            [
                Samples.Snapshot("rds:a"),
                Samples.Snapshot("awsbackup:b", "awsbackup"),
                Samples.Snapshot("c", "manual"),
                Samples.Snapshot("arn:aws:rds:ap-northeast-1:111122223333:cluster-snapshot:d", "public", hoursOld: 1),
            ],
            [],
            Trouble: null
        );

        var card = Render<AccountCard>(with =>
            with.Add(card => card.Account, Samples.Topology().Accounts["prod"]).Add(card => card.View, view)
        );

        Assert.Equal(["1", "1", "1", "1", "0"], card.FindAll(".counts dd").Select(count => count.TextContent));
        Assert.Contains("12 h", card.Find("p.muted").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ja")]
    public void every_kind_of_entry_in_the_history_has_a_name_in_the_reader_s_language(string language)
    {
        Services.GetRequiredService<Localizer>().Use(language);
        SignIn(Samples.Auditor);

        var kinds = Render<LedgerPage>().FindAll("select[name='kind'] option");

        Assert.DoesNotContain(kinds, kind => kind.TextContent == kind.GetAttribute("value"));
    }

    private static DriftFinding Drift() =>
        new()
        {
            Id = "drift00012345678",
            Account = "prod",
            SnapshotIdentifier = "prod-batch-to-vendor",
            SnapshotArn = $"arn:aws:rds:ap-northeast-1:{Samples.Prod}:cluster-snapshot:prod-batch-to-vendor",
            SharedWith = "444455556666",
            Kind = DriftKind.MadeElsewhere,
            FirstSeenAt = Samples.Noon,
            LastSeenAt = Samples.Noon,
        };
}
