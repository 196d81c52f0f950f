using Microsoft.Playwright;

namespace SnapshotShare.Browser.Tests;

/// <summary>What a person of every role and taste sees first; the pictures are kept for whoever wants to look.</summary>
public sealed class every_page(Chromium chromium, every_page.Installation installation)
    : IClassFixture<Chromium>,
        IClassFixture<every_page.Installation>
{
    /// <summary>Both languages and both themes; each is seen wide and narrow.</summary>
    public static TheoryData<string, ColorScheme> Looks =>
        new(from locale in new[] { "en-GB", "ja-JP" } from scheme in new[] { ColorScheme.Light, ColorScheme.Dark } select (locale, scheme));

    [Theory]
    [MemberData(nameof(Looks))]
    public Task is_whole_accessible_and_silent(string locale, ColorScheme scheme) =>
        Task.WhenAll(LookAsync(locale, scheme, 1440), LookAsync(locale, scheme, 390));

    private async Task LookAsync(string locale, ColorScheme scheme, int width)
    {
        await using var admin = await chromium.VisitorAsync(installation.App.Address, width, height: 900, locale, scheme);
        await admin.Page.GotoAsync("/sign-in");
        await LookAsync(admin, "sign-in", $"sign-in-{locale[..2]}-{scheme}-{width}", width);
        await admin.SignInAsync("admin");
        foreach (
            var (name, path) in new[]
            {
                ("overview", "/"),
                ("snapshots", "/snapshots"),
                ("snapshot", "/snapshots/prod/rds:prod-altplus-cluster-2023-12-21-00-00"),
                ("requests", "/requests"),
                ("ask", "/requests/new"),
                ("request", $"/requests/{installation.Request}"),
                ("finished", $"/requests/{installation.Finished}"),
                ("approvals", "/approvals"),
                ("approval", $"/approvals/{installation.Request}"),
                ("exposure", "/exposure"),
                ("routes", "/routes"),
                ("history", "/history"),
                ("how-it-works", "/how-it-works"),
            }
        )
        {
            await admin.OpenAsync(path);
            await LookAsync(admin, path, $"{name}-{locale[..2]}-{scheme}-{width}", width);
        }
        Assert.Empty(admin.Complaints);
    }

    private static async Task LookAsync(Visitor visitor, string path, string picture, int width)
    {
        var page = visitor.Page;
        var wide = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
        Assert.True(wide <= width, $"{path} is {wide} px wide in a window of {width}");
        var shifted = await page.EvaluateAsync<double>(
            """
            () => new Promise((done) => {
              let sum = 0;
              new PerformanceObserver((list) => list.getEntries().forEach((entry) => (sum += entry.value))).observe({ type: "layout-shift", buffered: true });
              setTimeout(() => done(sum), 50);
            })
            """
        );
        // 0.1 is what the web's vitals call good.
        Assert.True(shifted < 0.02, $"{path} moved by {shifted:F3} under the reader's eyes");
        await page.ScreenshotAsync(new() { Path = Screenshots.Path($"{picture.ToLowerInvariant()}.png"), FullPage = true });
        // What is folded away must be right as well.
        await page.EvaluateAsync("document.querySelectorAll('details').forEach((details) => (details.open = true))");
        await Axe.FindsNothingAsync(page, path);
    }

    [Fact]
    public async Task also_hangfires_obeys_its_policy()
    {
        await using var admin = await chromium.VisitorAsync(installation.App.Address);
        await admin.SignInAsync("admin");
        foreach (var path in new[] { "/jobs", "/jobs/jobs/succeeded", "/jobs/servers" })
        {
            await admin.Page.GotoAsync(path, new() { WaitUntil = WaitUntilState.NetworkIdle });
            Assert.Equal("SnapshotShare", await admin.Page.Locator(".navbar-brand").InnerTextAsync());
        }
        Assert.Empty(admin.Complaints);
    }

    [Fact]
    public async Task is_there_again_after_reload_and_back()
    {
        await using var auditor = await chromium.VisitorAsync(installation.App.Address);
        await auditor.SignInAsync("auditor");
        await auditor.OpenAsync("/snapshots");
        await auditor.Page.Locator("#prod-snapshots-tab-manual").ClickAsync();
        var filter = auditor.Page.Locator(".source input[type=search]");
        await filter.PressSequentiallyAsync("to vendor");
        await auditor.Page.GetByText("prod-batch-to-vendor").ClickAsync();
        await auditor.SeesAsync("Where it came from and where it went");
        await auditor.Page.ReloadAsync();
        await auditor.SeesAsync("Where it came from and where it went");
        await auditor.Page.Locator("main[data-live]").WaitForAsync();
        await auditor.Page.GoBackAsync();
        foreach (var again in new[] { false, true })
        {
            if (again)
                await auditor.Page.ReloadAsync();
            await Assertions.Expect(auditor.Page.Locator("#prod-snapshots-tab-manual")).ToHaveAttributeAsync("aria-selected", "true");
            await Assertions.Expect(filter).ToHaveValueAsync("to vendor");
            await Assertions.Expect(auditor.Page.Locator(".source tbody .name")).ToHaveTextAsync(["prod-batch-to-vendor"]);
        }
        Assert.Empty(auditor.Complaints);
    }

    /// <summary>One application with a request that waits for an answer and one whose trip is made.</summary>
    public sealed class Installation : IAsyncLifetime
    {
        public Application App { get; } = new(speed: 1500);
        public string Request { get; private set; } = "";
        public string Finished { get; private set; } = "";

        public async ValueTask InitializeAsync()
        {
            using var developer = new Api(App, "requester");
            using var dba = new Api(App, "approver");
            Finished = await developer.AskAsync();
            await dba.ApproveAsync(Finished);
            while ((await developer.GetAsync($"/requests/{Finished}")).GetProperty("status").GetString() is not "Ready")
                await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System, TestContext.Current.CancellationToken);
            Request = await developer.AskAsync("another look", "prod-orders-cluster");
        }

        public ValueTask DisposeAsync() => App.DisposeAsync();
    }
}
