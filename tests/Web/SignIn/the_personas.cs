using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Web.Tests.Api;
using SnapshotShare.Web.Tests.Hosting;

namespace SnapshotShare.Web.Tests.SignIn;

public sealed class the_personas(Application application) : IClassFixture<Application>
{
    private const string Reading = "/api/v1/requests";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task a_page_sends_people_to_sign_in_and_the_api_says_401()
    {
        using var anybody = application.Anonymous();
        using var page = await anybody.GetAsync("/requests?x=1", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Found, page.StatusCode);
        Assert.Equal("/sign-in?returnUrl=%2Frequests%3Fx%3D1", page.Headers.Location!.PathAndQuery);

        using var api = await anybody.GetAsync(Reading, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, api.StatusCode);
        Assert.Equal("not-signed-in", (await api.BodyAsync()).Text("code"));
    }

    [Fact]
    public async Task an_address_that_leads_nowhere_is_a_page_that_says_so()
    {
        using var browser = new Browser(application);
        using (await browser.PostFormAsync("/sign-in", fields: [("persona", "auditor")])) { }
        using var answer = await browser.GetAsync("/no/such/page");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("text/html", answer.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("sandbox-nobody")]
    [InlineData("Sandbox-Requester")]
    [InlineData("")]
    public async Task a_token_that_no_persona_has_is_no_sign_in(string token)
    {
        using var client = application.Anonymous();
        using var request = new HttpRequestMessage(HttpMethod.Get, Reading);
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Theory]
    [InlineData("/requests/abc?tab=ledger", "/requests/abc?tab=ledger")]
    [InlineData("https://elsewhere.example/", "/")]
    [InlineData("//elsewhere.example/", "/")]
    [InlineData("/\\elsewhere.example", "/")]
    [InlineData("", "/")]
    // A header carries ASCII alone, and a browser shows what it was typed as.
    [InlineData("/history?person=山田", "/history?person=%E5%B1%B1%E7%94%B0")]
    [InlineData("/history?person=%E5%B1%B1", "/history?person=%E5%B1%B1")]
    [InlineData("/history?person=\ud83d\ude00é", "/history?person=%F0%9F%98%80%C3%A9")]
    [InlineData("/a\u0085b c", "/")]
    public async Task signing_in_leads_back_to_a_page_of_this_site_only(string returnUrl, string leadsTo)
    {
        using var browser = new Browser(application);
        using var answer = await browser.PostFormAsync("/sign-in", fields: [("persona", "approver"), ("returnUrl", returnUrl)]);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal(leadsTo, answer.Headers.Location!.OriginalString);
        using var read = await browser.GetAsync(Reading);
        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
    }

    [Fact]
    public async Task an_unknown_persona_or_a_form_that_is_not_ours_signs_nobody_in()
    {
        using var browser = new Browser(application);
        using var unknown = await browser.PostFormAsync("/sign-in", fields: [("persona", "root")]);
        Assert.StartsWith("/sign-in?refused=", unknown.Headers.Location!.ToString(), StringComparison.Ordinal);
        using var page = await browser.GetAsync(unknown.Headers.Location.ToString());
        Assert.Contains(
            "There is no persona &#x27;root&#x27;",
            await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
        using var forged = await browser.PostFormAsync("/sign-in", withToken: false, fields: [("persona", "admin")]);
        Assert.Equal("/sign-in", forged.Headers.Location!.ToString());
        Assert.Null(browser.SessionCookie);
    }

    [Fact]
    public async Task signing_out_ends_the_session_for_every_copy_of_its_cookie()
    {
        using var browser = new Browser(application);
        using (await browser.PostFormAsync("/sign-in", fields: [("persona", "requester")])) { }
        using var kept = browser.CopyOfCookies();
        using (var before = await kept.GetAsync(Reading))
            Assert.Equal(HttpStatusCode.OK, before.StatusCode);

        using (var signedOut = await browser.PostFormAsync("/sign-out"))
            Assert.Equal("/sign-in", signedOut.Headers.Location!.ToString());

        using var after = await kept.GetAsync(Reading);
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
    }

    [Fact]
    public async Task changing_the_persona_ends_the_session_before()
    {
        using var browser = new Browser(application);
        using (await browser.PostFormAsync("/sign-in", fields: [("persona", "requester")])) { }
        using var kept = browser.CopyOfCookies();
        using (await browser.PostFormAsync("/sign-in", fields: [("persona", "approver")])) { }

        using var after = await kept.GetAsync(Reading);
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
        using var now = await browser.GetAsync(Reading);
        Assert.Equal(HttpStatusCode.OK, now.StatusCode);
    }

    /// <summary>Whoever comes to take a share away while the disk is full gets in, and out again.</summary>
    [Fact]
    public async Task signing_in_and_out_needs_no_write()
    {
        await using var own = new Application();
        await using (var db = await own.Services.GetRequiredService<IDbContextFactory<Db>>().CreateDbContextAsync(Ct))
            await db.Database.ExecuteSqlRawAsync(
                "CREATE TRIGGER full BEFORE INSERT ON Ledger BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END",
                Ct
            );
        using var browser = new Browser(own);
        using (var signedIn = await browser.PostFormAsync("/sign-in", fields: [("persona", "approver")]))
            Assert.Equal("/", signedIn.Headers.Location!.OriginalString);
        using (var page = await browser.GetAsync("/"))
        {
            Assert.Equal(HttpStatusCode.OK, page.StatusCode);
            Assert.Contains("database or disk is full", await page.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        }
        using var kept = browser.CopyOfCookies();
        using (var signedOut = await browser.PostFormAsync("/sign-out"))
            Assert.Equal("/sign-in", signedOut.Headers.Location!.OriginalString);
        using var after = await kept.GetAsync(Reading);
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
    }

    [Fact]
    public async Task a_browsers_cookie_may_read_the_api_and_never_change_anything_by_it()
    {
        using var browser = new Browser(application);
        using (await browser.PostFormAsync("/sign-in", fields: [("persona", "admin")])) { }
        foreach (var path in new[] { "/api/v1/requests", "/api/v1/plans", "/api/v1/requests/x/approve", "/api/v1/requests/x/cancel" })
        {
            using var forged = new HttpRequestMessage(HttpMethod.Post, path)
            {
                Content = new StringContent("{}", Encoding.UTF8, MediaTypeHeaderValue.Parse("application/json")),
            };
            using var answer = await browser.SendAsync(forged);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.Contains("Bearer", answer.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        }
        using var read = await browser.GetAsync("/api/v1/ledger");
        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
    }
}
