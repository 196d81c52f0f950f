using Microsoft.Playwright;

namespace SnapshotShare.Browser.Tests;

public sealed class a_newcomers_trip(Chromium chromium)
{
    [Fact]
    public async Task goes_from_the_first_page_to_a_dev_cluster_with_two_people_and_no_reload()
    {
        await using var app = new Application();
        await using var developer = await chromium.VisitorAsync(app.Address);
        await using var dba = await chromium.VisitorAsync(app.Address);

        await developer.SignInAsync("developer");
        await developer.Page.GotoAsync("/snapshots");
        await developer.SeesAsync("dev-altplus-cluster-2023-12-21-00-00");
        await developer.SeesAsync("rds:prod-altplus-cluster-2023-12-21-00-00");

        await developer.Page.GotoAsync("/requests/new");
        await developer.Page.Locator("input[list=clusters]").FillAsync("prod-altplus-cluster");
        await developer.Page.Locator("textarea").First.FillAsync("to look at a slow query");
        await developer.Page.GetByRole(AriaRole.Button, new() { Name = "Show the plan" }).ClickAsync();
        await developer.SeesAsync("A copy is needed");
        await developer.Page.GetByRole(AriaRole.Button, new() { Name = "Ask for approval" }).ClickAsync();
        await developer.IsAtAsync("/requests/[a-z0-9]{16}");
        await developer.SeesAsync("Waiting for approval");
        await using var onlooker = await chromium.VisitorAsync(app.Address, motion: ReducedMotion.NoPreference);
        await onlooker.SignInAsync("auditor");
        await onlooker.OpenAsync(new Uri(developer.Page.Url).AbsolutePath);

        await dba.SignInAsync("DBA");
        await dba.Page.GotoAsync("/approvals");
        await dba.SeesAsync("Unmasked production data");
        await dba.Page.Locator("textarea").First.FillAsync("agreed for today");
        await dba.Page.GetByRole(AriaRole.Button, new() { Name = "Approve" }).First.ClickAsync();

        // The developer's page was open all the time, and nobody reloads it.
        await Assertions.Expect(developer.Page.Locator(".now code.aws-word", new() { HasText = "creating" }).First).ToBeVisibleAsync();
        // It moves while something runs, and holds still for whoever asked for that.
        const string moving = "document.getAnimations().filter((animation) => animation.playState === 'running').length";
        await onlooker.Page.WaitForFunctionAsync(moving + " > 0");
        Assert.Equal(0, await developer.Page.EvaluateAsync<int>(moving));
        await developer.Page.ScreenshotAsync(new() { Path = Screenshots.Path("request.png"), FullPage = false });
        await Assertions.Expect(developer.Page.Locator(".lead .status", new() { HasText = "Ready" })).ToBeVisibleAsync();

        developer.ComplainsOfNothing();
        dba.ComplainsOfNothing();
    }
}
