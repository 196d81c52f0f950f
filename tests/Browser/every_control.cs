using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace SnapshotShare.Browser.Tests;

/// <summary>What is offered on every page or on one alone, pressed once to see that it does what it says.</summary>
public sealed partial class every_control(Chromium chromium, every_control.Installation installation)
    : IClassFixture<every_control.Installation>
{
    [Fact]
    public async Task of_the_theme_holds_on_the_next_page_and_after_a_reload()
    {
        await using var auditor = await chromium.VisitorAsync(installation.App.Address);
        await auditor.SignInAsync("auditor");
        await auditor.OpenAsync("/");
        var toggle = auditor.Page.Locator("[data-theme-toggle]");
        foreach (var (theme, page) in new[] { ("dark", "rgb(17, 20, 26)"), ("light", "rgb(246, 247, 249)") })
        {
            await toggle.ClickAsync();
            await ShowsAsync(theme, page);
            await auditor.Page.Locator(".top nav a[href='/routes']").ClickAsync();
            await auditor.IsAtAsync("/routes");
            await ShowsAsync(theme, page);
            await auditor.Page.ReloadAsync();
            await ShowsAsync(theme, page);
        }
        auditor.ComplainsOfNothing();

        async Task ShowsAsync(string theme, string page)
        {
            await Assertions.Expect(auditor.Page.Locator("html")).ToHaveAttributeAsync("data-theme", theme);
            await Assertions.Expect(auditor.Page.Locator("body")).ToHaveCSSAsync("background-color", page);
        }
    }

    [Fact]
    public async Task of_the_language_holds_on_the_next_page_and_after_a_reload()
    {
        await using var auditor = await chromium.VisitorAsync(installation.App.Address);
        await auditor.SignInAsync("auditor");
        await auditor.OpenAsync("/routes");
        var (html, heading) = (auditor.Page.Locator("html"), auditor.Page.Locator("h1"));
        var english = await heading.InnerTextAsync();
        await auditor.Page.Locator("[data-language=ja]").ClickAsync();
        await Assertions.Expect(html).ToHaveAttributeAsync("lang", "ja");
        await Assertions.Expect(heading).ToHaveTextAsync(Japanese());
        await auditor.Page.Locator("main[data-live]").WaitForAsync();
        await auditor.Page.Locator(".top nav a[href='/exposure']").ClickAsync();
        await auditor.IsAtAsync("/exposure");
        await Assertions.Expect(heading).ToHaveTextAsync(Japanese());
        await auditor.Page.ReloadAsync();
        await Assertions.Expect(html).ToHaveAttributeAsync("lang", "ja");
        await Assertions.Expect(heading).ToHaveTextAsync(Japanese());
        await auditor.Page.Locator("[data-language=en]").ClickAsync();
        await Assertions.Expect(html).ToHaveAttributeAsync("lang", "en");
        await auditor.OpenAsync("/routes");
        await Assertions.Expect(heading).ToHaveTextAsync(english);
        auditor.ComplainsOfNothing();
    }

    [Fact]
    public async Task pressed_before_the_page_is_alive_opens_its_dialog_as_soon_as_it_is()
    {
        await using var dba = await chromium.VisitorAsync(installation.App.Address);
        await dba.SignInAsync("DBA");
        var mayConnect = new TaskCompletionSource();
        await dba.Page.RouteAsync(
            "**/_blazor/**",
            async route =>
            {
                await mayConnect.Task;
                await route.ContinueAsync();
            }
        );
        await dba.Page.GotoAsync("/", new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        var dialog = dba.Page.Locator("#dialog-freeze");

        await dba.Page.Locator("[data-open=dialog-freeze]").ClickAsync();

        await Assertions.Expect(dialog).ToBeHiddenAsync();
        mayConnect.SetResult();
        await Assertions.Expect(dialog).ToBeVisibleAsync();
        await dba.Page.Locator("main[data-live]").WaitForAsync();
        await Assertions.Expect(dialog.Locator("[type=submit]")).ToBeEnabledAsync();
        dba.ComplainsOfNothing();
    }

    [Fact]
    public async Task drawn_into_the_picture_obeys_the_space_bar_and_the_page_stays()
    {
        await using var auditor = await chromium.VisitorAsync(installation.App.Address, height: 600);
        await auditor.SignInAsync("auditor");
        await auditor.OpenAsync($"/requests/{installation.Finished}");
        foreach (var part in new[] { "node", "number" })
        {
            var button = auditor.Page.Locator($"svg.wide .{part}[role=button]").First;
            await button.FocusAsync();
            var before = await auditor.Page.EvaluateAsync<double>("scrollY");
            await auditor.Page.Keyboard.PressAsync("Space");
            await Assertions.Expect(button).ToHaveAttributeAsync("aria-pressed", "true");
            Assert.Equal(before, await SettledAsync(auditor.Page));
        }
        auditor.ComplainsOfNothing();
    }

    /// <summary>Going down nothing would be noticed: it is on the way up that things come to lie beneath what stays.</summary>
    [Theory]
    [InlineData(1000)]
    [InlineData(1300)]
    public async Task is_seen_when_it_has_the_focus(int width)
    {
        await using var developer = await chromium.VisitorAsync(installation.App.Address, width, height: 640);
        await developer.SignInAsync("developer");
        foreach (var path in new[] { $"/requests/{installation.Finished}", "/requests/new", "/snapshots" })
        {
            await developer.OpenAsync(path);
            if (path == "/snapshots")
                await developer.Page.Locator("tr[aria-rowindex] a").First.WaitForAsync();
            if (path == "/requests/new")
            {
                await developer.Page.Locator(".ask [type=submit]").ClickAsync();
                await developer.Page.Locator(".plan-sheet").WaitForAsync();
            }
            await developer.Page.EvaluateAsync(
                """
                () => {
                  const all = [...document.querySelectorAll("main :is(a, button, input, textarea, summary, pre, [tabindex='0'])")];
                  all.filter((element) => element.checkVisibility() && !element.disabled).at(-1).focus();
                }
                """
            );
            var seen = 0;
            while (await developer.Page.EvaluateAsync<bool>("!!document.activeElement.closest('main')") && seen < 80)
            {
                var hidden = await developer.Page.EvaluateAsync<string?>(
                    """
                    () => {
                      const focused = document.activeElement;
                      const [box, top] = [focused.getBoundingClientRect(), document.querySelector(".top").getBoundingClientRect()];
                      const head = focused.closest("td") ? focused.closest("table").tHead.getBoundingClientRect().bottom : 0;
                      return box.height < innerHeight - top.bottom && box.top < Math.max(top.bottom, head) - 1
                        ? `${focused.outerHTML.slice(0, 120)} begins at ${box.top}, beneath what ends at ${Math.max(top.bottom, head)}` : null;
                    }
                    """
                );
                Assert.True(hidden is null, $"{path}: {hidden}");
                await developer.Page.Keyboard.PressAsync("Shift+Tab");
                seen++;
            }
            Assert.True(seen > 8, $"Only {seen} things on {path} take the focus.");
        }
        developer.ComplainsOfNothing();
    }

    [Fact]
    public async Task to_ask_again_takes_two_presses()
    {
        await using var developer = await chromium.VisitorAsync(installation.App.Address);
        await developer.SignInAsync("developer");
        await developer.OpenAsync($"/requests/{installation.Finished}");
        var again = developer.Page.Locator($"main a[href$='?like={installation.Finished}']");
        await again.ClickAsync();
        await developer.Page.Locator(".plan-sheet").WaitForAsync();
        await developer.Page.Locator(".ask .button.primary:not([type=submit])").ClickAsync();
        await OnPurposeAsync(developer);
        await developer.IsAtAsync("/requests/[a-z0-9]{16}");

        using var api = new Api(installation.App, "requester");
        var made = new Uri(developer.Page.Url).Segments[^1];
        Assert.NotEqual(installation.Finished, made);
        var (first, second) = (await api.GetAsync($"/requests/{installation.Finished}"), await api.GetAsync($"/requests/{made}"));
        Assert.Equal("WaitingForApproval", second.GetProperty("status").GetString());
        Assert.Equal(
            first.GetProperty("terms").GetProperty("reason").GetString(),
            second.GetProperty("terms").GetProperty("reason").GetString()
        );
        Assert.Equal(
            first.GetProperty("terms").GetProperty("source").ToString(),
            second.GetProperty("terms").GetProperty("source").ToString()
        );
        developer.ComplainsOfNothing();
        // Whoever asks for the same while it waits is led to it.
        await api.CancelAsync(made);
    }

    /// <summary>Where the same waits for approval already, which another test may have asked for, a second one is asked for on purpose.</summary>
    private static async Task OnPurposeAsync(Visitor developer)
    {
        const string Words = "Ask for a second one all the same";
        await developer.Page.WaitForFunctionAsync(
            $"() => /[/]requests[/][a-z0-9]{{16}}$/.test(location.pathname) || document.body.innerText.includes('{Words}')"
        );
        var another = developer.Page.GetByText(Words);
        if (await another.IsVisibleAsync())
            await another.ClickAsync();
    }

    [Fact]
    public async Task to_ask_asks_once_even_when_pressed_again_on_the_way_to_the_request()
    {
        await using var developer = await chromium.VisitorAsync(installation.App.Address);
        await developer.SignInAsync("developer");
        using var api = new Api(installation.App, "requester");
        await developer.OpenAsync($"/requests/new?like={installation.Finished}");
        await developer.Page.Locator(".plan-sheet").WaitForAsync();
        await developer.Page.Locator(".ask textarea").FillAsync("asked for once");
        var before = await CountAsync();
        await developer.Page.Locator(".ask [type=submit]").ClickAsync();
        var ask = developer.Page.Locator(".ask .button.primary:not([type=submit])");
        await Assertions.Expect(ask).ToBeEnabledAsync();
        // The answer is there and the page not yet left.
        await developer.Page.EvaluateAsync(
            """
            () => {
              const push = history.pushState;
              history.pushState = function (...all) {
                document.querySelector(".ask .actions [type=button]").click();
                push.apply(this, all);
              };
            }
            """
        );
        await ask.ClickAsync();
        await OnPurposeAsync(developer);
        await developer.IsAtAsync("/requests/[a-z0-9]{16}");
        var made = new Uri(developer.Page.Url).Segments[^1];
        // What the second press would have asked for, with time for AWS to answer.
        await developer.OpenAsync($"/requests/new?like={installation.Finished}");
        await developer.Page.Locator(".plan-sheet").WaitForAsync();

        Assert.Equal(before + 1, await CountAsync());
        await api.CancelAsync(made);

        async Task<int> CountAsync() => (await api.GetAsync("/requests?limit=200")).GetArrayLength();
    }

    [Fact]
    public async Task with_a_time_shows_the_viewers_own_and_tells_utc_when_asked()
    {
        await using var auditor = await chromium.VisitorAsync(installation.App.Address, timezone: "Asia/Tokyo");
        await auditor.SignInAsync("auditor");
        await auditor.OpenAsync($"/requests/{installation.Finished}");
        var times = await auditor.Page.Locator("main time:is([data-as=moment], [data-as=second])").AllAsync();
        Assert.True(times.Count > 5);
        foreach (var time in times)
        {
            var at = DateTimeOffset.Parse((await time.GetAttributeAsync("datetime"))!, CultureInfo.InvariantCulture);
            // Tokyo has had no other time since 1951.
            var there = at.ToOffset(TimeSpan.FromHours(9));
            var text = await time.TextContentAsync();
            Assert.Contains(there.ToString("HH:mm", CultureInfo.InvariantCulture), text);
            Assert.Contains(there.ToString("MMM d, yyyy", CultureInfo.InvariantCulture), text);
            Assert.Equal(
                at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture),
                await time.GetAttributeAsync("title")
            );
        }
        auditor.ComplainsOfNothing();
    }

    [Theory]
    [InlineData("**/blazor.web*.js")]
    [InlineData("**/app*.js")]
    public async Task keeps_the_focus_that_it_had_before_the_page_was_alive(string late)
    {
        await using var auditor = await chromium.VisitorAsync(installation.App.Address);
        await auditor.SignInAsync("auditor");
        // The page comes alive only after the focus is there; where even our own script is late, it was not there to see it.
        var mayGo = new TaskCompletionSource();
        await auditor.Page.RouteAsync(
            late,
            async route =>
            {
                await mayGo.Task;
                await route.ContinueAsync();
            }
        );
        await auditor.Page.GotoAsync("/", new() { WaitUntil = WaitUntilState.Commit });
        var link = auditor.Page.Locator("nav a[href='/snapshots']");
        await link.FocusAsync();
        mayGo.SetResult();
        await auditor.Page.Locator("main[data-live]").WaitForAsync();
        await auditor.HasHeardAllAsync();
        await Assertions.Expect(link).ToBeFocusedAsync();

        await auditor.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(auditor.Page.Locator("h1")).ToHaveTextAsync("Snapshots");
        await Assertions.Expect(auditor.Page.Locator("h1")).ToBeFocusedAsync();
        auditor.ComplainsOfNothing();
    }

    [Fact]
    public async Task to_check_a_route_tells_what_was_found()
    {
        await using var admin = await chromium.VisitorAsync(installation.App.Address);
        await admin.SignInAsync("admin");
        await admin.OpenAsync("/routes");
        var route = admin.Page.Locator("#main section:has(#route-prod-to-dev)");
        await Assertions.Expect(route.Locator("time")).ToHaveCountAsync(0);
        await route.Locator("button.primary").ClickAsync();
        await Assertions.Expect(route.Locator(".calm time")).ToBeVisibleAsync();
        await Assertions
            .Expect(route.Locator(".route-parts .state"))
            .ToHaveTextAsync(["no fault found", "no fault found", "no fault found", "doubtful", "no fault found"]);
        admin.ComplainsOfNothing();
    }

    [Fact]
    public async Task of_the_history_filters_verifies_and_exports()
    {
        await using var auditor = await chromium.VisitorAsync(installation.App.Address);
        await auditor.SignInAsync("auditor");
        await auditor.OpenAsync("/history");
        var entries = auditor.Page.Locator(".timeline > li");
        var all = await entries.CountAsync();

        await auditor.Page.Locator("form input[name=person]:visible").FillAsync("DBA");
        await auditor.Page.Locator("form:has(input[name=person]:visible) [type=submit]").ClickAsync();
        await auditor.IsAtAsync(@"/history\?.*person=DBA.*");
        await auditor.Page.Locator("main[data-live]").WaitForAsync();
        var some = await entries.CountAsync();
        Assert.InRange(some, 1, all - 1);
        await Assertions.Expect(entries.Filter(new() { HasText = "DBA" })).ToHaveCountAsync(some);

        var proof = auditor.Page.Locator("section:has(> #proof)");
        var before = await proof.Locator("time").CountAsync() > 0 ? await proof.Locator("time").GetAttributeAsync("datetime") : null;
        await proof.Locator("button[type=button]").ClickAsync();
        await Assertions.Expect(proof.Locator("time")).Not.ToHaveAttributeAsync("datetime", before ?? "");
        await Assertions.Expect(proof.Locator(".blocking")).ToHaveCountAsync(0);

        foreach (var format in new[] { "JsonLines", "Csv" })
        {
            var download = await auditor.Page.RunAndWaitForDownloadAsync(() => proof.Locator($"button[value={format}]").ClickAsync());
            var lines = await File.ReadAllLinesAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
            Assert.True(lines.Length >= some, $"{format}: {lines.Length} lines");
            if (format == "JsonLines")
                Assert.All(lines, line => JsonDocument.Parse(line).Dispose());
        }
        auditor.ComplainsOfNothing();
    }

    [Fact]
    public async Task of_the_exposure_goes_back_to_a_moment()
    {
        await using var auditor = await chromium.VisitorAsync(installation.App.Address);
        await auditor.SignInAsync("auditor");
        await auditor.OpenAsync("/exposure");
        var request = auditor.Page.Locator($"main a[href$='{installation.Finished}']");
        await Assertions.Expect(request).Not.ToHaveCountAsync(0);
        var now = await auditor.Page.Locator("#where").InnerTextAsync();

        // Before anything had been asked for.
        await auditor.Page.Locator("input[name=at]:visible, input[type=datetime-local]:visible").First.FillAsync("2023-12-21T09:00:01");
        await auditor.Page.Locator("form:has(input[type=datetime-local]) [type=submit]").ClickAsync();
        await auditor.IsAtAsync(@"/exposure\?.*at=2023.*");
        await Assertions.Expect(auditor.Page.Locator("#where")).Not.ToHaveTextAsync(now);
        await Assertions.Expect(request).ToHaveCountAsync(0);

        await auditor.Page.Locator("form a.button").ClickAsync();
        await Assertions.Expect(auditor.Page.Locator("#where")).ToHaveTextAsync(now);
        await Assertions.Expect(request).Not.ToHaveCountAsync(0);
        auditor.ComplainsOfNothing();
    }

    /// <summary>A link that is pressed while the page comes to life leads where it says, and not back to what stood there before.</summary>
    [Fact]
    public async Task pressed_before_the_page_is_live_leads_where_it_says()
    {
        await using var auditor = await chromium.VisitorAsync(installation.App.Address);
        await auditor.SignInAsync("auditor");
        await auditor.OpenAsync("/exposure");
        var where = auditor.Page.Locator("#where");
        var now = await where.InnerTextAsync();
        for (var press = 0; press < 10; press++)
        {
            await auditor.Page.GotoAsync("/exposure?at=2023-12-21T09:00:01Z", new() { WaitUntil = WaitUntilState.Commit });
            // In one go: a circuit that takes the page over between a finger's down and up puts another link in its place, and nothing is pressed.
            await auditor.Page.Locator("form a.button").WaitForAsync();
            await auditor.Page.EvaluateAsync("document.querySelector('form a.button').click()");
            await auditor.IsAtAsync("/exposure");
            await auditor.Page.Locator("main[data-live]").WaitForAsync();
            await Assertions.Expect(where).ToHaveTextAsync(now);
            // What a circuit makes of it comes after its first answer.
            await auditor.Page.Locator("input[type=datetime-local]:visible").First.FocusAsync();
            await Assertions.Expect(where).ToHaveTextAsync(now);
        }
        auditor.ComplainsOfNothing();
    }

    /// <summary>Where the window stands once nothing moves it any more.</summary>
    private static Task<double> SettledAsync(IPage page) =>
        page.EvaluateAsync<double>(
            """
            () => new Promise((done) => {
              let [last, calm] = [scrollY, 0];
              const look = () => {
                calm = scrollY === last ? calm + 1 : 0;
                last = scrollY;
                if (calm > 10) done(last);
                else requestAnimationFrame(look);
              };
              look();
            })
            """
        );

    /// <summary>Kana or kanji.</summary>
    [GeneratedRegex(@"[\u3040-\u30ff\u4e00-\u9fff]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Japanese();

    /// <summary>One application in which a trip has been made.</summary>
    public sealed class Installation : IAsyncLifetime
    {
        public Application App { get; } = new(speed: 1500);
        public string Finished { get; private set; } = "";

        public async ValueTask InitializeAsync()
        {
            using var developer = new Api(App, "requester");
            using var dba = new Api(App, "approver");
            Finished = await developer.AskAsync();
            await dba.ApproveAsync(Finished);
            await developer.UntilAsync(Finished, "Ready");
        }

        public ValueTask DisposeAsync() => App.DisposeAsync();
    }
}
