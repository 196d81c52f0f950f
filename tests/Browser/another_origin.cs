using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace SnapshotShare.Browser.Tests;

/// <summary>A page on another port of the same host has the visitor's cookie on its side, as cookies know of no ports.</summary>
public sealed class another_origin(Chromium chromium)
{
    /// <summary>The ways in which a page can ask for a circuit, marked to be told from what the page does by itself.</summary>
    private const string AskForACircuit = """
        ({ transport, address }) => {
          const hub = address + "_blazor";
          const quietly = { credentials: "include", mode: "no-cors" };
          switch (transport) {
            case "websocket":
              new WebSocket(hub.replace("http", "ws") + "?asked");
              break;
            case "negotiation":
              fetch(hub + "/negotiate?negotiateVersion=1&asked", { method: "POST", ...quietly }).catch(() => {});
              break;
            case "server-sent events":
              new EventSource(hub + "?id=none&asked", { withCredentials: true });
              break;
            case "long polling":
              fetch(hub + "?id=none&asked", quietly).catch(() => {});
              break;
          }
        }
        """;

    public static TheoryData<string> Transports => ["websocket", "negotiation", "server-sent events", "long polling"];

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task gets_no_circuit_in_its_visitor_s_name(string transport)
    {
        var answers = new Answers();
        await using var app = new Application(configure: host =>
            host.ConfigureServices(services => services.AddSingleton<IStartupFilter>(answers))
        );
        using var attacker = new Attacker();
        await using var dba = await chromium.VisitorAsync(app.Address);
        await dba.SignInAsync("DBA");

        // The same request from our own page is heard, or the refusal below would prove nothing.
        Assert.NotEqual(StatusCodes.Status403Forbidden, await AskAsync());
        await dba.Page.GotoAsync(attacker.Address.ToString());
        Assert.Equal(StatusCodes.Status403Forbidden, await AskAsync());

        async Task<int> AskAsync()
        {
            await dba.Page.EvaluateAsync(AskForACircuit, new { transport, address = app.Address.ToString() });
            return await answers.NextAsync();
        }
    }

    /// <summary>
    /// Markup fetched with another's cookie, put before the visitor on our own origin: not even there does the circuit that it starts run in
    /// the visitor's name.
    /// </summary>
    [Fact]
    public async Task cannot_have_its_own_markup_run_in_its_visitor_s_name()
    {
        await using var app = new Application();
        using var api = new Api(app, "requester");
        var request = await api.AskAsync();
        await using var developer = await chromium.VisitorAsync(app.Address);
        await developer.SignInAsync("developer");
        var markup = await (await developer.Page.APIRequest.GetAsync($"{app.Address}approvals/{request}")).TextAsync();
        Assert.Contains("Blazor:", markup, StringComparison.Ordinal);
        await using var dba = await chromium.VisitorAsync(app.Address);
        await dba.SignInAsync("DBA");

        await dba.OpenAsync($"/approvals/{request}");
        await Assertions.Expect(dba.Page.Locator("main button:has-text('Approve')").First).ToBeVisibleAsync();
        await dba.Page.RouteAsync(
            $"**/approvals/{request}",
            route => route.FulfillAsync(new() { Body = markup, ContentType = "text/html" })
        );
        await dba.Page.GotoAsync($"/approvals/{request}");

        await Assertions.Expect(dba.Page.Locator("h1")).ToHaveTextAsync("Your session has ended");
        Assert.Equal(0, await dba.Page.Locator("main button").CountAsync());
    }

    /// <summary>What the server answered to what the pages asked for; a page of another origin is not told.</summary>
    private sealed class Answers : IStartupFilter
    {
        private readonly Channel<int> _statuses = Channel.CreateUnbounded<int>();

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
            app =>
            {
                app.Use(
                    async (context, then) =>
                    {
                        if (!context.Request.Query.ContainsKey("asked"))
                        {
                            await then(context);
                            return;
                        }
                        // A circuit that is opened stays open, so its answer is read as it starts.
                        context.Response.OnStarting(() =>
                        {
                            _statuses.Writer.TryWrite(context.Response.StatusCode);
                            return Task.CompletedTask;
                        });
                        await then(context);
                    }
                );
                next(app);
            };

        public Task<int> NextAsync() => _statuses.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask();
    }

    /// <summary>An empty page on another port of the same host.</summary>
    private sealed class Attacker : IDisposable
    {
        private readonly HttpListener _listener = new();

        public Attacker()
        {
            using (var free = new TcpListener(IPAddress.Loopback, 0))
            {
                free.Start();
                Address = new Uri($"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/");
            }
            _listener.Prefixes.Add(Address.ToString());
            _listener.Start();
            _ = ServeAsync();
        }

        public Uri Address { get; }

        public void Dispose() => _listener.Close();

        private async Task ServeAsync()
        {
            try
            {
                while (true)
                {
                    var context = await _listener.GetContextAsync();
                    context.Response.ContentType = "text/html";
                    await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes("<!doctype html><title>elsewhere</title>"));
                    context.Response.Close();
                }
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                // The test is over.
            }
        }
    }
}
