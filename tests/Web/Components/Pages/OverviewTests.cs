using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using SnapshotShare.Core.Requests;
using SnapshotShare.Web.Components.Layout;
using SnapshotShare.Web.Components.Pages;

namespace SnapshotShare.Web.Tests.Components.Pages;

public sealed class OverviewTests : PageContext
{
    [Fact]
    public async Task what_waits_for_an_approver_waits_only_for_somebody_else_than_its_requester()
    {
        await StoreAsync(Samples.Request(), Samples.Request(by: Samples.Dba, id: "ownrequest123456"));
        SignIn(Samples.Dba);

        var waiting = Render<Home>().FindAll(".attention a");

        Assert.Equal("/approvals/abcdefgh12345678", Assert.Single(waiting).GetAttribute("href"));
    }

    [Fact]
    public async Task an_open_share_shows_its_clock()
    {
        await StoreAsync(Samples.Request(RequestStatus.Running), Samples.Share(Samples.Noon.AddHours(3)));
        SignIn(Samples.Auditor);

        Assert.Contains("3 h left", Render<Home>().Find(".share-clock").TextContent, StringComparison.Ordinal);
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
}
