using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using SnapshotShare.Browser.Tests;

// Visitors share nothing but the program.
[assembly: AssemblyFixture(typeof(Chromium))]

namespace SnapshotShare.Browser.Tests;

/// <summary>Debian's Chromium, driven by Playwright. Where it is missing a test skips and says so, except where nothing may be skipped.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string? Path = new[]
    {
        Environment.GetEnvironmentVariable("CHROMIUM"),
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
    }.FirstOrDefault(File.Exists);

    /// <summary>
    /// What Playwright turns off itself, which a second list would take the place of, and the last three: with them every window starts
    /// a process for what its address bar would suggest, which costs as much as the page that is looked at.
    /// </summary>
    private const string Off =
        "AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,DialMediaRouteProvider,GlobalMediaControls,HttpsUpgrades,"
        + "LensOverlay,MediaRouter,PaintHolding,ThirdPartyStoragePartitioning,BlockOriginHeaderModificationOnRedirect,"
        + "AvoidCorsURLLoaderRestartOnRedirect,Translate,AutoDeElevate,OptimizationHints,NetworkTimeServiceQuerying,AimEnabled,"
        + "WebUIOmniboxPopup,WebUIOmniboxFullPopup,WebUIOmniboxAimPopup";

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (Path is null)
            return;
        // Cores are shared with others; what must be quick says so where it is asked.
        Assertions.SetDefaultExpectTimeout(Visitor.Patience);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions
            {
                ExecutablePath = Path,
                Args =
                [
                    .. Environment.UserName == "root" ? ["--no-sandbox"] : Array.Empty<string>(),
                    "--disable-background-networking",
                    "--disable-sync",
                    $"--disable-features={Off}",
                    // No page lives long enough to earn back what is spent on making its scripts faster.
                    "--js-flags=--single-threaded --no-opt --no-maglev",
                ],
            }
        );
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    /// <summary>A person of their own: cookies, language and window size.</summary>
    public async Task<Visitor> VisitorAsync(
        Uri address,
        int width = 1440,
        int height = 1000,
        string locale = "en-GB",
        ColorScheme scheme = ColorScheme.Light,
        bool ignoreCertificates = false,
        ReducedMotion motion = ReducedMotion.Reduce,
        string? timezone = null
    )
    {
        if (_browser is null)
        {
            Assert.False(
                string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase),
                "Chromium is not installed, and in CI nothing may be skipped."
            );
            Assert.Skip("Chromium is not installed (Debian: apt-get install chromium), or name it in CHROMIUM.");
        }
        var context = await _browser.NewContextAsync(
            new BrowserNewContextOptions
            {
                BaseURL = address.ToString(),
                ViewportSize = new ViewportSize { Width = width, Height = height },
                Locale = locale,
                TimezoneId = timezone,
                ColorScheme = scheme,
                ReducedMotion = motion,
                IgnoreHTTPSErrors = ignoreCertificates,
            }
        );
        context.SetDefaultTimeout(Visitor.Patience);
        return new Visitor(context, await context.NewPageAsync());
    }
}

/// <summary>One browser window, and whatever it complained about.</summary>
public sealed class Visitor : IAsyncDisposable
{
    /// <summary>In milliseconds, and for a machine many times as slow: it is waited for only where something is wrong.</summary>
    public const float Patience = 240_000;

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private readonly IBrowserContext _context;
    private readonly List<string> _complaints = [];

    public Visitor(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                _complaints.Add($"{message.Text} ({message.Location})");
        };
        page.PageError += (_, error) => _complaints.Add(error);
    }

    public IPage Page { get; }

    /// <summary>Errors on the console, violations of the content security policy among them.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    public void ComplainsOfNothing() => Assert.True(Complaints.Count == 0, string.Join('\n', Complaints));

    public async Task SignInAsync(string persona)
    {
        await Page.GotoAsync("/sign-in");
        await Page.Locator($"button:has-text('{persona}')").First.ClickAsync();
        await Page.Locator(".person-name").WaitForAsync();
        Assert.Equal(persona, await Page.Locator(".person-name").InnerTextAsync());
    }

    /// <summary>The page, alive where it is one that comes alive.</summary>
    public async Task OpenAsync(string path)
    {
        await Page.GotoAsync(path, new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        await Page.Locator("main[data-live], body:not([data-interactive])").First.WaitForAsync();
    }

    /// <summary>The address ends so, as an expression.</summary>
    public Task IsAtAsync(string address) => IsAtAsync(Page, address);

    public static Task IsAtAsync(IPage page, string address) =>
        Assertions.Expect(page).ToHaveURLAsync(new Regex(address + "$", RegexOptions.None, TimeSpan.FromSeconds(1)));

    /// <summary>
    /// Two seconds, and not two of which somebody else had the machine: a look that takes long counts as one that was quick, so that a busy
    /// machine makes it wait longer and a page that is late does not.
    /// </summary>
    /// <returns>How long it took.</returns>
    public static async Task<TimeSpan> SoonAsync(string what, Func<Task<bool>> isSoAsync)
    {
        var (begun, counted) = (Stopwatch.StartNew(), TimeSpan.Zero);
        while (true)
        {
            var look = Stopwatch.StartNew();
            if (await isSoAsync())
                return begun.Elapsed;
            Assert.True(counted < Soon, $"Not within {Soon.TotalSeconds} s: {what}");
            await Task.Delay(Look / 5, TimeProvider.System, TestContext.Current.CancellationToken);
            counted += look.Elapsed < Look ? look.Elapsed : Look;
        }
    }

    /// <summary>
    /// Until the page has been told all that the server had to say: it is asked for what it does not have, answers in turn, and the page has
    /// drawn since.
    /// </summary>
    public Task HasHeardAllAsync() =>
        Page.EvaluateAsync(
            """
            async () => {
              await DotNet.invokeMethodAsync("nobody", "nothing").catch(() => {});
              await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
            }
            """
        );

    /// <summary>The text is there for the eye, not only for a screen reader or in a closed part.</summary>
    public Task SeesAsync(string text) =>
        Assertions.Expect(Page.GetByText(text).Filter(new LocatorFilterOptions { Visible = true }).First).ToBeVisibleAsync();

    public ValueTask DisposeAsync() => _context.DisposeAsync();
}
