using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using SnapshotShare.Core.Commands;
using SnapshotShare.Core.Identity;
using SnapshotShare.Web.Pages.Ledger;
using SnapshotShare.Web.Pages.NewRequest;
using SnapshotShare.Web.Pages.RoutesAndKeys;
using SnapshotShare.Web.Text;

namespace SnapshotShare.Web.Tests.Pages;

/// <summary>A page that is refused something says so in words, and goes on.</summary>
public sealed class more_than_the_limits_allow : PageContext
{
    private const string English = "You have asked for this too often within a minute; it works again in ";
    private const string Japanese = "短い時間に何度も行われたため、受け付けませんでした。";

    [Theory]
    [InlineData("en", English)]
    [InlineData("ja", Japanese)]
    public void of_previews_is_said_beside_the_form(string language, string words)
    {
        Services.GetRequiredService<Localizer>().Use(language);
        SignIn(Samples.Developer);
        Spend(Samples.Developer, Cost.Aws);
        var page = Render<NewRequestPage>();
        foreach (var _ in Enumerable.Range(0, 3))
        {
            page.Find("form").Submit();
            Assert.StartsWith(words, Said(page), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void of_checks_is_said_on_the_page_of_routes()
    {
        SignIn(Samples.Dba);
        Spend(Samples.Dba, Cost.Aws);
        var page = Render<RoutesPage>();
        page.Find("section button").Click();
        Assert.StartsWith(English, Said(page), StringComparison.Ordinal);
    }

    [Fact]
    public void of_the_ledger_is_said_in_its_place_until_it_can_be_read_again()
    {
        SignIn(Samples.Auditor);
        Spend(Samples.Auditor, Cost.Read);
        Spend(Samples.Auditor, Cost.LedgerWalk);
        var page = Render<LedgerPage>();
        Assert.StartsWith(English, Said(page), StringComparison.Ordinal);
        page.Find("section button").Click();
        Assert.Equal(2, page.FindAll(".finding.blocking").Count);

        Time.Advance(TimeSpan.FromMinutes(1));
        Tell("r");
        page.WaitForAssertion(() => Assert.Single(page.FindAll(".finding.blocking")));
        page.Find("section button").Click();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".finding.blocking")));
    }

    private void Spend(Actor actor, Cost cost)
    {
        var limits = Services.GetRequiredService<Limits>();
        for (var times = 0; limits.Refuses(actor, cost) is null; times++)
            Assert.True(times < 10_000);
    }

    private static string Said<T>(IRenderedComponent<T> page)
        where T : IComponent => page.Find(".finding.blocking .finding-message").TextContent;
}
