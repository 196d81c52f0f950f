using System.Diagnostics;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace SnapshotShare.Browser.Tests;

public sealed class a_cut_connection(Chromium chromium)
{
    [Fact]
    public async Task says_so_comes_back_by_itself_and_shows_what_happened_meanwhile_without_losing_what_was_typed()
    {
        await using var app = new Application();
        await using var cable = new Cable(app.Address);
        using var developer = new Api(app, "requester");
        using var dba = new Api(app, "approver");
        var (first, second) = (await developer.AskAsync(), await developer.AskAsync("another one", "prod-orders-cluster"));
        await using var reader = await chromium.VisitorAsync(cable.Address);
        await using var decider = await chromium.VisitorAsync(cable.Address);
        await reader.SignInAsync("developer");
        await reader.Page.GotoAsync($"/requests/{first}");
        await reader.SeesAsync("Waiting for approval");
        await decider.SignInAsync("admin");
        await decider.Page.GotoAsync($"/approvals/{second}");
        var reason = decider.Page.Locator(".decide textarea");
        await Assertions.Expect(reason).ToBeEnabledAsync();

        // Typed at the very moment: it stands in the field, and may never have arrived.
        await reason.FillAsync("half a sentence");
        cable.Cut();
        await SaysSoAsync(reader);
        await dba.ApproveAsync(first);
        await Assertions.Expect(reader.Page.Locator(".lead .status")).ToHaveTextAsync("Waiting for approval");
        cable.Mend();

        var lost = reader.Page.Locator("#components-reconnect-modal");
        await Assertions.Expect(lost).ToBeHiddenAsync();
        await Assertions.Expect(reader.Page.Locator(".lead .status")).Not.ToHaveTextAsync("Waiting for approval");
        await Assertions.Expect(decider.Page.Locator("#components-reconnect-modal")).ToBeHiddenAsync();
        await Assertions.Expect(reason).ToHaveValueAsync("half a sentence");
        await decider.Page.GetByRole(AriaRole.Button, new() { Name = "Approve", Exact = true }).ClickAsync();
        await decider.SeesAsync("no longer waits for a decision");
        Assert.Equal(
            "half a sentence",
            (await dba.GetAsync($"/requests/{second}")).GetProperty("decisions")[0].GetProperty("reason").GetString()
        );
    }

    [Fact]
    public async Task while_a_dialog_is_closed_does_not_leave_the_name_that_guards_a_deletion_in_it()
    {
        await using var app = new Application(speed: 1500);
        await using var cable = new Cable(app.Address);
        using var developer = new Api(app, "requester");
        using var dba = new Api(app, "approver");
        var request = await developer.AskAsync();
        await dba.ApproveAsync(request);
        await developer.UntilAsync(request, "Ready");
        await using var owner = await chromium.VisitorAsync(cable.Address);
        await owner.SignInAsync("developer");
        await owner.OpenAsync($"/requests/{request}");
        var open = owner.Page.Locator("[data-open=dialog-giveback]");
        var name = owner.Page.Locator("#dialog-giveback [data-guard]");
        var delete = owner.Page.Locator("#dialog-giveback button[type=submit]");
        await open.ClickAsync();
        await name.FillAsync(await owner.Page.Locator("h1").InnerTextAsync());
        await Assertions.Expect(delete).ToBeEnabledAsync();

        // Known to the server; that the dialog is closed never reaches it.
        cable.Cut();
        await owner.Page.Locator("#dialog-giveback").EvaluateAsync("(dialog) => dialog.close()");
        await SaysSoAsync(owner);
        cable.Mend();
        await Assertions.Expect(owner.Page.Locator("#components-reconnect-modal")).ToBeHiddenAsync();

        await open.ClickAsync();
        await Assertions.Expect(name).ToHaveValueAsync("");
        await Assertions.Expect(delete).ToBeDisabledAsync();
    }

    [Fact]
    public async Task before_the_page_was_alive_says_so_and_fetches_the_page_again()
    {
        await using var app = new Application();
        await using var cable = new Cable(app.Address);
        using var developer = new Api(app, "requester");
        using var dba = new Api(app, "approver");
        var request = await developer.AskAsync();
        await using var reader = await chromium.VisitorAsync(cable.Address);
        await reader.SignInAsync("developer");
        // The page is there, its connection is not.
        await reader.Page.RouteAsync("**/_blazor/**", route => route.AbortAsync());
        await reader.Page.GotoAsync($"/requests/{request}");
        await reader.SeesAsync("Waiting for approval");
        cable.Cut();
        await reader.SeesAsync("No connection yet");
        await dba.RejectAsync(request, "not today");
        await reader.Page.UnrouteAllAsync();
        cable.Mend();

        await Assertions.Expect(reader.Page.Locator(".lead .status")).ToHaveTextAsync("Rejected");
        await Assertions.Expect(reader.Page.Locator("main[data-live]")).ToBeVisibleAsync();
        await Assertions.Expect(reader.Page.Locator(".not-live")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task that_was_too_long_for_the_server_ends_in_a_fresh_page()
    {
        // The server forgets a page at once when it is gone; the browser then has to fetch it anew.
        await using var app = new Application(configure: host =>
            host.UseSetting("DetailedErrors", "false")
                .ConfigureServices(services => services.Configure<CircuitOptions>(circuits => circuits.DisconnectedCircuitMaxRetained = 0))
        );
        await using var cable = new Cable(app.Address);
        using var developer = new Api(app, "requester");
        using var dba = new Api(app, "approver");
        var request = await developer.AskAsync();
        await using var reader = await chromium.VisitorAsync(cable.Address);
        await reader.SignInAsync("developer");
        await reader.Page.GotoAsync($"/requests/{request}");
        await Assertions.Expect(reader.Page.Locator("main[data-live]")).ToBeVisibleAsync();

        cable.Cut();
        await SaysSoAsync(reader);
        await dba.RejectAsync(request, "not today");
        cable.Mend();

        await Assertions.Expect(reader.Page.Locator(".lead .status")).ToHaveTextAsync("Rejected");
        await Assertions.Expect(reader.Page.Locator("#components-reconnect-modal")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task that_was_longer_than_the_framework_tries_comes_back_by_itself_all_the_same()
    {
        await using var app = new Application();
        await using var cable = new Cable(app.Address);
        await using var reader = await chromium.VisitorAsync(cable.Address);
        await reader.SignInAsync("developer");
        await reader.Page.Clock.InstallAsync();
        await reader.OpenAsync("/requests");
        var lost = reader.Page.Locator("#components-reconnect-modal");

        cable.Cut();
        await HalfMinutesUntilAsync(
            "The framework has given up.",
            async () => (await lost.GetAttributeAsync("class"))?.Contains("components-reconnect-failed") == true
        );
        await Assertions.Expect(lost.GetByText("This page tries again")).ToBeVisibleAsync();
        cable.Mend();

        await HalfMinutesUntilAsync("The page is back.", async () => !await lost.IsVisibleAsync());
        await reader.Page.Locator("main[data-live]").WaitForAsync();

        // The browser's clock is put forward, and the network has a moment of everybody's time to answer.
        async Task HalfMinutesUntilAsync(string what, Func<Task<bool>> isSoAsync)
        {
            var since = Stopwatch.StartNew();
            while (!await isSoAsync())
            {
                Assert.True(since.Elapsed < TimeSpan.FromMinutes(4), $"Not so, however far the clock is put forward: {what}");
                await reader.Page.Clock.RunForAsync(30_000);
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, TestContext.Current.CancellationToken);
            }
        }
    }

    private static async Task SaysSoAsync(Visitor visitor)
    {
        await Assertions.Expect(visitor.Page.Locator("#components-reconnect-modal")).ToBeVisibleAsync();
        await Assertions
            .Expect(visitor.Page.Locator("#components-reconnect-modal p").Filter(new() { Visible = true }).First)
            .ToContainTextAsync("onnect");
    }
}
