using System.Net;
using SnapshotShare.Web.Hosting;

namespace SnapshotShare.Web.Tests.Hosting;

public sealed class the_headers(Application application) : IClassFixture<Application>
{
    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/healthz")]
    [InlineData("/api/v1/requests")]
    [InlineData("/nowhere")]
    public async Task every_answer_carries_the_strict_policy_once(string path)
    {
        using var client = application.Anonymous();
        using var answer = await client.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal([SecurityHeaders.ContentSecurityPolicy], answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Equal(["nosniff"], answer.Headers.GetValues("X-Content-Type-Options"));
        Assert.DoesNotContain("unsafe", SecurityHeaders.ContentSecurityPolicy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    public async Task health_is_told_to_anybody(string path)
    {
        using var client = application.Anonymous();
        using var answer = await client.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task another_sites_name_for_this_machine_gets_nothing()
    {
        using var client = application.Anonymous();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/sign-in");
        request.Headers.Host = "elsewhere.example";
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("/sign-in", "text/html")]
    [InlineData("/openapi/v1.json", "application/json")]
    public async Task pages_and_answers_to_programs_travel_compressed(string path, string type)
    {
        using var client = application.Anonymous();
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.AcceptEncoding.ParseAdd("br");
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(["br"], answer.Content.Headers.ContentEncoding);
        Assert.StartsWith(type, answer.Content.Headers.ContentType!.ToString(), StringComparison.Ordinal);
    }
}
