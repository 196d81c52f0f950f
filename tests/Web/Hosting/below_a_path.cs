using System.Net;

namespace SnapshotShare.Web.Tests.Hosting;

/// <summary>Links, hub and cookies begin at the root; a page below a path would answer to nothing, and says so instead.</summary>
public sealed class below_a_path(Application application) : IClassFixture<Application>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/share", false)]
    [InlineData("/", true)]
    [InlineData(null, true)]
    public async Task the_product_says_that_it_stands_at_the_root_of_a_host_name(string? prefix, bool isServed)
    {
        using var client = application.Anonymous();
        foreach (var path in new[] { "/", "/sign-in", "/api/v1/requests", "/_blazor/negotiate?negotiateVersion=1", "/app.css", "/healthz" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            if (prefix is not null)
                request.Headers.Add("X-Forwarded-Prefix", prefix);
            using var answer = await client.SendAsync(request, Ct);
            Assert.Equal((path, isServed), (path, answer.StatusCode != HttpStatusCode.MisdirectedRequest));
            if (isServed)
                continue;
            var words = await answer.Content.ReadAsStringAsync(Ct);
            Assert.Contains("at the root of a host name", words, StringComparison.Ordinal);
            Assert.Contains("ホスト名のルート", words, StringComparison.Ordinal);
        }
    }
}
