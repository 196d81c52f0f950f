using Deque.AxeCore.Playwright;
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
            var found = (await admin.Page.RunAxe()).Violations;
            Assert.True(
                found.Length == 0,
                $"{path}: {string.Join("; ", found.Select(violation => $"{violation.Id}: {violation.Nodes[0].Html}"))}"
            );
            var wide = await admin.Page.EvaluateAsync<int>("document.documentElement.scrollWidth");
            Assert.True(wide <= width, $"{path} is {wide} px wide in a window of {width}");
            await admin.Page.ScreenshotAsync(
                new()
                {
                    Path = Screenshots.Path($"{name}-{locale[..2]}-{scheme.ToString().ToLowerInvariant()}-{width}.png"),
                    FullPage = true,
                }
            );
        }
        Assert.Empty(admin.Complaints);
    }

    /// <summary>One application with one request that waits for an answer.</summary>
    public sealed class Installation : IAsyncLifetime
    {
        public Application App { get; } = new();
        public string Request { get; private set; } = "";

        public async ValueTask InitializeAsync()
        {
            using var developer = new Api(App, "requester");
            Request = await developer.AskAsync();
        }

        public ValueTask DisposeAsync() => App.DisposeAsync();
    }
}
