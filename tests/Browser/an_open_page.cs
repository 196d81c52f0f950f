using Microsoft.Playwright;

namespace SnapshotShare.Browser.Tests;

/// <summary>What happens elsewhere is there within two seconds, and nobody is disturbed by it.</summary>
public sealed class an_open_page(Chromium chromium)
{
    private const int Wide = 1440;

    /// <summary>Wide, the list stands beside what is read; narrow, above it.</summary>
    [Theory]
    [InlineData(Wide)]
    [InlineData(390)]
    public async Task shows_what_another_person_did_while_somebody_types_and_stays_where_it_is(int width)
    {
        const string Before = "agreed, as it was said ";
        const string Typed = "on the phone this morning by the one who looks after it ";
        const string After = "for today";
        await using var app = new Application(speed: 20);
        using var developer = new Api(app, "requester");
        using var admin = new Api(app, "admin");
        await developer.AskAsync();
        // What is found at the start of a day stands on the sheet too, and is not what is waited for.
        await developer.FirstDriftAsync();
        await using var dba = await chromium.VisitorAsync(app.Address, width, height: 500);
        await dba.SignInAsync("DBA");
        await dba.OpenAsync("/approvals");
        var reason = dba.Page.Locator(".decide textarea");
        await Assertions.Expect(reason).ToBeEnabledAsync();
        await reason.FillAsync(Before + After);
        // The caret stands in the middle, and the window far down.
        await reason.EvaluateAsync("(field, at) => field.setSelectionRange(at, at)", Before.Length);
        await reason.EvaluateAsync("(field) => field.scrollIntoView({ block: 'center' })");
        await reason.EvaluateAsync(
            """
            (field) => {
              window.shifted = 0;
              new PerformanceObserver((list) => list.getEntries().forEach((entry) => (window.shifted += entry.value))).observe({ type: "layout-shift" });
              window.places = [];
              const look = () => {
                window.places.push(field.getBoundingClientRect().top);
                requestAnimationFrame(look);
              };
              look();
            }
            """
        );
        var before = await dba.Page.EvaluateAsync<double>("scrollY");
        Assert.True(before > 200, "The window is not far down.");

        var typing = dba.Page.Keyboard.TypeAsync(Typed, new() { Delay = 50 });
        var another = await admin.AskAsync("another one", "prod-orders-cluster");
        var told = dba.Page.Locator($".approval-list a[href$='{another}']");
        await Visitor.SoonAsync("the new request is listed", async () => await told.CountAsync() == 1);
        await typing;

        await Assertions.Expect(reason).ToHaveValueAsync(Before + Typed + After);
        await Assertions.Expect(reason).ToBeFocusedAsync();
        Assert.Equal((Before + Typed).Length, await reason.EvaluateAsync<int>("(field) => field.selectionStart"));
        // In no frame was it elsewhere; where the list above has grown, the window has gone down by as much.
        var places = await dba.Page.EvaluateAsync<double[]>("places");
        Assert.True(places.Max() - places.Min() <= 1, $"The field jumped between {places.Min()} and {places.Max()}");
        if (width == Wide)
        {
            Assert.Equal(before, await dba.Page.EvaluateAsync<double>("scrollY"));
            var shifted = await dba.Page.EvaluateAsync<double>("shifted");
            Assert.True(shifted < 0.001, $"The page moved by {shifted:F4}");
        }
        dba.ComplainsOfNothing();
    }

    [Fact]
    public async Task shows_what_a_job_did()
    {
        await using var app = new Application(speed: 120);
        using var developer = new Api(app, "requester");
        using var dba = new Api(app, "approver");
        var request = await developer.AskAsync();
        await using var reader = await chromium.VisitorAsync(app.Address);
        await reader.SignInAsync("auditor");
        await reader.OpenAsync($"/requests/{request}");
        var status = reader.Page.Locator(".page-head .status");
        var slowest = TimeSpan.Zero;
        await dba.ApproveAsync(request);
        // Nobody presses anything from here on.
        foreach (var next in new[] { "Running", "Ready" })
        {
            await developer.UntilAsync(request, next);
            var seen = await Visitor.SoonAsync(next, async () => await status.InnerTextAsync() == next);
            slowest = seen > slowest ? seen : slowest;
        }
        TestContext.Current.SendDiagnosticMessage($"The page told it {slowest.TotalMilliseconds:F0} ms after the API at the latest.");
        reader.ComplainsOfNothing();
    }
}
