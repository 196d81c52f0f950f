using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using SnapshotShare.Web.Tests.Hosting;
using SnapshotShare.Web.Tests.SignIn;

namespace SnapshotShare.Web.Tests.Security;

/// <summary>What carries a page's circuit answers to the page's own origin alone, over whichever transport; see the browser test beside.</summary>
public sealed class the_hub(Application application) : IClassFixture<Application>
{
    private const string Own = "http://localhost";

    /// <summary>Method, path and what else makes each transport.</summary>
    private static readonly (string Name, HttpMethod Method, string Path, string? Accept)[] Transports =
    [
        ("negotiation", HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1", null),
        ("websocket", HttpMethod.Get, "/_blazor", null),
        ("server-sent events", HttpMethod.Get, "/_blazor?id=none", "text/event-stream"),
        ("long polling", HttpMethod.Get, "/_blazor?id=none", null),
        ("sending", HttpMethod.Post, "/_blazor?id=none", null),
        ("ending", HttpMethod.Delete, "/_blazor?id=none", null),
        ("disconnecting", HttpMethod.Post, "/_blazor/disconnect", null),
        ("another spelling", HttpMethod.Post, "/_BLAZOR/negotiate?negotiateVersion=1", null),
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string, string?, string?, bool> Callers =>
        [
            .. Transports.SelectMany(transport =>
                new (string? Origin, string? Site, bool IsOwn)[]
                {
                    (Own, null, true),
                    (Own, "same-origin", true),
                    ("HTTP://LOCALHOST", null, true),
                    (null, "same-origin", true),
                    (null, null, false),
                    ("null", null, false),
                    ("", null, false),
                    ("http://localhost:8080", null, false),
                    ("https://localhost", null, false),
                    ("http://sub.localhost", null, false),
                    ("http://localhost.evil.example", null, false),
                    ("http://evil.example", null, false),
                    ("http://localhost, http://evil.example", null, false),
                    (Own, "same-site", false),
                    (null, "same-site", false),
                    (null, "cross-site", false),
                    (null, "none", false),
                }.Select(caller => new TheoryDataRow<string, string?, string?, bool>(
                    transport.Name,
                    caller.Origin,
                    caller.Site,
                    caller.IsOwn
                ))
            ),
        ];

    [Theory]
    [MemberData(nameof(Callers))]
    public async Task hears_its_own_origin_alone(string transport, string? origin, string? site, bool isHeard)
    {
        using var dba = new Browser(application);
        using (await dba.PostFormAsync("/sign-in", fields: [("persona", "approver")])) { }
        var (_, method, path, accept) = Array.Find(Transports, one => one.Name == transport);
        using var request = new HttpRequestMessage(method, path);
        request.Headers.TryAddWithoutValidation("Origin", origin);
        request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", site);
        request.Headers.TryAddWithoutValidation("Accept", accept);

        using var answer = await dba.SendAsync(request);

        Assert.Equal(isHeard, answer.StatusCode != HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task is_reached_behind_a_trusted_proxy_by_the_origin_that_the_browser_sees()
    {
        // Not beside another process on the same files, which the fixture's own host has open by now.
        var data = Directory.CreateTempSubdirectory("snapshotshare-");
        await using var behind = application.WithWebHostBuilder(host =>
            host.UseSetting("AllowedHosts", "*")
                .UseSetting("Data:Folder", data.FullName)
                .UseSetting("Proxies:Trusted:0", "127.0.0.1")
                .ConfigureServices(services => services.AddSingleton<IStartupFilter, Proxy>())
        );
        using var browser = behind.CreateClient();

        Assert.Equal(HttpStatusCode.OK, await NegotiateAsync("https://share.example"));
        Assert.Equal(HttpStatusCode.Forbidden, await NegotiateAsync("http://localhost"));

        async Task<HttpStatusCode> NegotiateAsync(string origin)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1");
            request.Headers.Add("Origin", origin);
            request.Headers.Add("X-Forwarded-Proto", "https");
            request.Headers.Add("X-Forwarded-Host", "share.example");
            request.Headers.Add("X-Forwarded-For", "192.0.2.1");
            using var answer = await browser.SendAsync(request, Ct);
            return answer.StatusCode;
        }
    }

    /// <summary>The test server has no address of its own, and only a named one is trusted.</summary>
    private sealed class Proxy : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
            app =>
            {
                app.Use(
                    (context, then) =>
                    {
                        context.Connection.RemoteIpAddress = IPAddress.Loopback;
                        return then(context);
                    }
                );
                next(app);
            };
    }
}
