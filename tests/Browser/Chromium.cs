using Microsoft.Playwright;

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

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (Path is null)
            return;
        // Cores are shared with other tests; what must be quick says so where it is asked.
        Assertions.SetDefaultExpectTimeout(30_000);
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
        context.SetDefaultTimeout(60_000);
        return new Visitor(context, await context.NewPageAsync());
    }
}

/// <summary>One browser window, and whatever it complained about.</summary>
public sealed class Visitor : IAsyncDisposable
{
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

    /// <summary>The page, alive.</summary>
    public async Task OpenAsync(string path)
    {
        await Page.GotoAsync(path);
        await Page.Locator("main[data-live]").WaitForAsync();
    }

    /// <summary>The text is there for the eye, not only for a screen reader or in a closed part.</summary>
    public Task SeesAsync(string text) =>
        Assertions
            .Expect(Page.GetByText(text).Filter(new LocatorFilterOptions { Visible = true }).First)
            .ToBeVisibleAsync(new() { Timeout = 30_000 });

    public ValueTask DisposeAsync() => _context.DisposeAsync();
}
