using System.Net;
using SnapshotShare.Web.Tests.Hosting;
using SnapshotShare.Web.Tests.SignIn;

namespace SnapshotShare.Web.Tests.Security;

/// <summary>A page's form that is refused leads back to the page, which says why.</summary>
public sealed class refused_forms(Application application) : IClassFixture<Application>
{
    /// <summary>The card in which a refusal stands.</summary>
    private const string Said = "finding blocking";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/history/export", "/history?person=%E5%90%8D&refused=", "これができる役割")]
    [InlineData("/history/evidence", "/requests/nosuchrequest123?refused=", "これができる役割")]
    public async Task leads_back_to_its_page_and_says_why_in_the_reader_s_language(string path, string leadsTo, string says)
    {
        using var browser = new Browser(application);
        using (await browser.PostFormAsync("/sign-in", fields: [("persona", "requester")])) { }

        using var refused = await browser.PostFormAsync(path, fields: [("person", "名"), ("request", "nosuchrequest123")]);

        Assert.Equal(HttpStatusCode.Found, refused.StatusCode);
        Assert.StartsWith(leadsTo, refused.Headers.Location!.ToString(), StringComparison.Ordinal);
        var page = await ReadAsync(browser, refused.Headers.Location.ToString());
        Assert.Contains(says, page, StringComparison.Ordinal);
        Assert.Contains(Said, page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("%7B%22kind%22%3A%22Conflict%22%7D")]
    public async Task a_link_cannot_make_a_page_say_something(string carried)
    {
        using var browser = new Browser(application);
        using (await browser.PostFormAsync("/sign-in", fields: [("persona", "requester")])) { }

        Assert.DoesNotContain(Said, await ReadAsync(browser, $"/history?refused={carried}"), StringComparison.Ordinal);
    }

    private static async Task<string> ReadAsync(Browser browser, string address)
    {
        using var page = new HttpRequestMessage(HttpMethod.Get, address);
        page.Headers.Add("Accept-Language", "ja");
        using var answer = await browser.SendAsync(page);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Ct));
    }
}
