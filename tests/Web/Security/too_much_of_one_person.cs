using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using SnapshotShare.Core.Text;
using SnapshotShare.Web.Tests.Api;
using SnapshotShare.Web.Tests.Hosting;
using SnapshotShare.Web.Tests.SignIn;

namespace SnapshotShare.Web.Tests.Security;

/// <summary>API and page spend the same budget; what takes away, sign-in and probes spend none.</summary>
public sealed class too_much_of_one_person
{
    private static readonly string[] NeverRefused = ["/healthz", "/readyz", "/sign-in"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task is_answered_with_429_and_when_it_works_again_and_others_go_on()
    {
        await using var application = With(("AwsPerMinute", "2"));
        using var developer = application.As("requester");
        using var dba = application.As("approver");
        using var asked = await developer.PostAsync("/requests", Json.Terms("dev-one"));
        var request = await asked.BodyAsync();
        using (var preview = await developer.PostAsync("/plans", Json.Terms("dev-two")))
            Assert.Equal(HttpStatusCode.OK, preview.StatusCode);

        foreach (var path in new[] { "/plans", "/requests", $"/requests/{request.Text("id")}/retry" })
        {
            using var refused = await developer.PostAsync(path, Json.Terms("dev-three"));
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
            Assert.Equal("application/problem+json", refused.Content.Headers.ContentType!.MediaType);
            var problem = await refused.BodyAsync();
            Assert.Equal("too-many", problem.Text("code"));
            Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 30);
            Assert.Equal(refused.Headers.RetryAfter.Delta.Value.TotalSeconds, problem.GetProperty("retryAfter").GetInt32());
        }

        using (var other = await dba.PostAsync("/plans", Json.Terms("dev-three")))
            Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        using (var unshare = await developer.PostAsync($"/requests/{request.Text("id")}/unshare", new { }))
            Assert.Equal(HttpStatusCode.Conflict, unshare.StatusCode);
        using (var cancel = await developer.PostAsync($"/requests/{request.Text("id")}/cancel", new { reason = "" }))
            Assert.Equal(HttpStatusCode.OK, cancel.StatusCode);
    }

    [Fact]
    public async Task is_the_same_by_page_and_by_api_and_the_page_says_it_in_words()
    {
        await using var application = With(("LedgerWalksPerMinute", "1"));
        using var program = application.As("auditor");
        using (var walked = await program.PostAsync("/ledger/verify", new { }))
            Assert.Equal(HttpStatusCode.OK, walked.StatusCode);
        using var browser = await SignedInAsync(application, "auditor");

        using var refused = await browser.PostFormAsync("/history/export", fields: [("format", "Csv")]);

        Assert.Equal(HttpStatusCode.Found, refused.StatusCode);
        var page = await ReadAsync(browser, refused.Headers.Location!.ToString());
        Assert.Contains(Messages.Japanese["too-many"].Split('{')[0], page, StringComparison.Ordinal);
        Assert.Contains("後にもう一度試してください", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task in_reading_is_refused_to_them_alone_and_never_where_people_come_in_or_machines_probe()
    {
        await using var application = With(("ReadsPerMinute", "3"));
        using var browser = await SignedInAsync(application, "requester");
        foreach (var _ in Enumerable.Range(0, 3))
            using (var page = await browser.GetAsync("/how-it-works"))
                Assert.Equal(HttpStatusCode.OK, page.StatusCode);

        using (var refused = await browser.GetAsync("/how-it-works"))
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
            Assert.NotNull(refused.Headers.RetryAfter);
        }
        Assert.Contains("ページの読み込みが多すぎます", await ReadAsync(browser, "/requests"), StringComparison.Ordinal);
        using (var program = application.As("requester"))
        using (var refused = await program.GetAsync("/api/v1/requests", Ct))
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
            Assert.Equal("too-many", (await refused.BodyAsync()).Text("code"));
            Assert.NotNull(refused.Headers.RetryAfter);
        }
        using (var other = application.As("approver"))
        using (var answer = await other.GetAsync("/api/v1/requests", Ct))
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        foreach (var path in NeverRefused)
        foreach (var _ in Enumerable.Range(0, 10))
            using (var answer = await browser.GetAsync(path))
                Assert.True((int)answer.StatusCode < 400, $"{path}: {answer.StatusCode}");
        using (var out_ = await browser.PostFormAsync("/sign-out"))
            Assert.Equal(HttpStatusCode.Found, out_.StatusCode);
        using (await SignedInAsync(application, "requester")) { }
    }

    /// <summary>Nobody is asked who they are to be told that they must say so; that is counted by address, as far as one can be known.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task without_a_sign_in_is_counted_by_the_address_that_a_trusted_proxy_names(bool isTrusted)
    {
        await using var application = new Application
        {
            Configure = host =>
                host.UseSetting("Limits:AddressPerMinute", "3")
                    .UseSetting(isTrusted ? "Proxies:Trusted:0" : "DetailedErrors", "127.0.0.1")
                    .ConfigureServices(services => services.AddSingleton<IStartupFilter, Proxy>()),
        };
        using var anybody = application.Anonymous();
        var answers = new List<HttpStatusCode>();
        foreach (var address in new[] { "192.0.2.1", "192.0.2.1", "192.0.2.1", "192.0.2.1", "192.0.2.2" })
            answers.Add(await GetAsync("/api/v1/requests", address));
        foreach (var host in Enumerable.Range(1, 4))
            answers.Add(await GetAsync("/api/v1/requests", $"2001:db8::{host}"));
        answers.Add(await GetAsync("/api/v1/requests", "2001:db8:0:1::1"));

        var (open, shut) = (HttpStatusCode.Unauthorized, isTrusted ? HttpStatusCode.TooManyRequests : HttpStatusCode.Unauthorized);
        Assert.Equal([open, open, open, shut, open, open, open, open, shut, open], answers);
        foreach (var path in NeverRefused)
        foreach (var _ in Enumerable.Range(0, 5))
            Assert.Equal(HttpStatusCode.OK, await GetAsync(path, "192.0.2.1"));

        async Task<HttpStatusCode> GetAsync(string path, string address)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Add("X-Forwarded-For", address);
            using var answer = await anybody.SendAsync(request, Ct);
            if (answer.StatusCode == HttpStatusCode.TooManyRequests)
                Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 20);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task a_hundred_times_at_once_is_partly_refused_and_never_an_error()
    {
        await using var application = With(("AwsPerMinute", "30"));
        using var developer = application.As("requester");
        using var dba = application.As("approver");

        var previews = Enumerable.Range(0, 100).Select(_ => developer.PostAsync("/plans", Json.Terms("dev-many"))).ToList();
        using (var page = await dba.GetAsync("/", Ct))
            Assert.True((int)page.StatusCode < 400, $"{page.StatusCode}");
        var answers = await Task.WhenAll(previews);

        var byStatus = answers.CountBy(answer => answer.StatusCode).ToDictionary();
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.TooManyRequests], byStatus.Keys.Order());
        Assert.InRange(byStatus[HttpStatusCode.OK], 3, 60);
        foreach (var answer in answers)
            answer.Dispose();
    }

    private static Application With((string Name, string Value) limit) =>
        new() { Configure = host => host.UseSetting($"Limits:{limit.Name}", limit.Value) };

    private static async Task<Browser> SignedInAsync(Application application, string persona)
    {
        var browser = new Browser(application);
        using var answer = await browser.PostFormAsync("/sign-in", fields: [("persona", persona)]);
        Assert.Equal("/", answer.Headers.Location?.ToString());
        return browser;
    }

    private static async Task<string> ReadAsync(Browser browser, string address)
    {
        using var page = new HttpRequestMessage(HttpMethod.Get, address);
        page.Headers.Add("Accept-Language", "ja");
        using var answer = await browser.SendAsync(page);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Ct));
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
