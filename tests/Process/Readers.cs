using System.Net;

namespace SnapshotShare.Process.Tests;

/// <summary>People with open pages. Each reads one, follows links, closes it and opens another, and begins again where the server dies under it.</summary>
internal sealed class Readers(Uri address, int count) : IAsyncDisposable
{
    private static readonly string[] Personas = ["auditor", "admin", "requester", "approver"];
    private static readonly string[] Pages =
    [
        "/",
        "/requests",
        "/snapshots",
        "/exposure",
        "/approvals",
        "/history",
        "/routes",
        "/how-it-works",
    ];

    private readonly CancellationTokenSource _over = new();
    private readonly List<Task> _reading = [];
    private int _open;
    private int _opened;
    private int _cut;
    private long _changes;

    public int Open => Volatile.Read(ref _open);
    public int Opened => Volatile.Read(ref _opened);

    /// <summary>The number of open pages that a kill cut off.</summary>
    public int Cut => Volatile.Read(ref _cut);
    public long Changes => Interlocked.Read(ref _changes);

    /// <summary>The last thing that went wrong for a reader while the server was there.</summary>
    public string? Trouble { get; private set; }

    public void Begin()
    {
        for (var i = 0; i < count; i++)
            _reading.Add(ReadAsync(i, _over.Token));
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await Task.WhenAll(_reading);
        _over.Dispose();
    }

    private async Task ReadAsync(int reader, CancellationToken ct)
    {
        var cookies = new CookieContainer();
        using var browser = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies, UseProxy = false })
        {
            BaseAddress = address,
            Timeout = TimeSpan.FromMinutes(1),
        };
        browser.DefaultRequestHeaders.Add("Accept-Language", reader % 2 == 0 ? "en" : "ja");
        var isIn = false;
        for (var visit = reader; !ct.IsCancellationRequested; visit++)
        {
            try
            {
                if (!isIn)
                    await OpenPage.SignInAsync(browser, Personas[reader % Personas.Length], ct);
                isIn = true;
                await VisitAsync(browser, cookies, visit, ct);
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                if (e is not HttpRequestException)
                    Trouble = e.ToString();
                await Pause(1, ct);
            }
            catch (Exception) when (ct.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task VisitAsync(HttpClient browser, CookieContainer cookies, int visit, CancellationToken ct)
    {
        await using var page = await OpenPage.OpenAsync(browser, cookies, Pages[visit % Pages.Length], ct);
        Interlocked.Increment(ref _opened);
        Interlocked.Increment(ref _open);
        try
        {
            // A reader takes some seconds for a page and goes on within it twice.
            for (var link = 0; link < 3; link++)
            {
                if (await Task.WhenAny(page.Closed, Pause(2 + ((visit + link) % 4), ct)) == page.Closed)
                {
                    Interlocked.Increment(ref _cut);
                    return;
                }
                if (link < 2)
                    await page.FollowAsync(new Uri(browser.BaseAddress!, Pages[(visit + link + 1) % Pages.Length]), ct);
            }
            // One in eight loses its network instead, and the server has to keep the circuit for a while.
            if (visit % 8 != 0)
                await page.CloseAsync(browser, ct);
        }
        finally
        {
            Interlocked.Decrement(ref _open);
            Interlocked.Add(ref _changes, page.Changes);
        }
    }

    private static Task Pause(double seconds, CancellationToken ct) => Task.Delay(TimeSpan.FromSeconds(seconds), TimeProvider.System, ct);
}
