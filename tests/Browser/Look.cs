using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace SnapshotShare.Browser.Tests;

/// <summary>How somebody sees the pages: language, theme and width of the window. And what must be right whatever they see.</summary>
internal sealed partial record Look(string Locale, ColorScheme Scheme, int Width)
{
    private string Language => Locale[..2];

    public Task<Visitor> VisitorAsync(Chromium chromium, Application app) =>
        chromium.VisitorAsync(app.Address, Width, height: 900, Locale, Scheme);

    /// <summary>
    /// Opens a page and looks at it. What moves it must move it again when it is opened anew: on a machine that is held up, news that
    /// comes by at that moment may move it once.
    /// </summary>
    public async Task OpenAsync(Visitor visitor, string path, string name, bool isNamed = false)
    {
        await visitor.OpenAsync(path);
        if (await MovedAsync(visitor.Page) is not null)
            await visitor.OpenAsync(path);
        await AtAsync(visitor.Page, name, isNamed);
    }

    /// <param name="page">Where somebody looks at.</param>
    /// <param name="name">What its picture is called.</param>
    /// <param name="isNamed">The page's heading is somebody's name for something, and stays as it is in every language.</param>
    /// <param name="whole">The picture shows the whole page, not only the window.</param>
    public async Task AtAsync(IPage page, string name, bool isNamed = false, bool whole = true)
    {
        var where = $"{name} ({Locale}, {Scheme}, {Width})";
        var wide = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
        Assert.True(wide <= Width, $"{where} is {wide} px wide");
        var moved = await MovedAsync(page);
        Assert.True(moved is null, $"{where} moved under the reader's eyes: {moved}");
        Assert.Equal(Language, await page.Locator("html").GetAttributeAsync("lang"));
        var heading = await page.Locator(isNamed ? "main :is(h2, .empty-box)" : "h1").First.InnerTextAsync();
        Assert.True(Japanese().IsMatch(heading) == (Language == "ja"), $"{where} is headed '{heading}'");
        await page.ScreenshotAsync(
            new() { Path = Screenshots.Path($"{name}-{Language}-{Scheme}-{Width}.png".ToLowerInvariant()), FullPage = whole }
        );
        // What is folded away must be right as well.
        await page.EvaluateAsync("document.querySelectorAll('details').forEach((details) => (details.open = true))");
        await Axe.FindsNothingAsync(page, where);
        // And what unfolding has moved is not held against the next look.
        await ForgiveAsync(page);
    }

    /// <summary>What has moved until now was asked for by a press, however long the answer took.</summary>
    public static Task ForgiveAsync(IPage page) => page.EvaluateAsync("window.lookedAt = performance.now()");

    /// <returns>How much, when and what; null where nothing moved by more than nobody sees.</returns>
    private static Task<string?> MovedAsync(IPage page) =>
        // 0.1 is what the web's vitals call good.
        page.EvaluateAsync<string?>(
            """
            async () => {
              await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
              const observer = new PerformanceObserver(() => {});
              observer.observe({ type: "layout-shift", buffered: true });
              const shifts = observer
                .takeRecords()
                .filter((shift) => !shift.hadRecentInput && shift.startTime >= (window.lookedAt ?? 0));
              if (shifts.reduce((sum, shift) => sum + shift.value, 0) < 0.02) return null;
              const told = (node) => (node?.outerHTML ?? node?.textContent ?? "something gone").slice(0, 100);
              return shifts
                .map(({ value, startTime, sources }) =>
                  `${value.toFixed(3)} after ${Math.round(startTime)} ms: ` +
                  sources.map((one) => `${told(one.node)} from ${one.previousRect.y} to ${one.currentRect.y} px`).join(", "))
                .join("; ");
            }
            """
        );

    /// <summary>Kana or kanji.</summary>
    [GeneratedRegex(@"[\u3040-\u30ff\u4e00-\u9fff]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Japanese();
}
