using System.Net;
using System.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SnapshotShare.Web.Hosting;
using SnapshotShare.Web.Tests.Api;
using SnapshotShare.Web.Tests.Hosting;

namespace SnapshotShare.Web.Tests.Security;

/// <summary>Nothing here takes a file, so nothing reads a large body. Over real sockets, where the server itself has a say.</summary>
public sealed class large_bodies(large_bodies.Listener listener) : IClassFixture<large_bodies.Listener>
{
    private const int Kilobyte = 1024;
    private readonly Application _application = listener.Application;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task are_refused_by_every_endpoint_that_takes_one()
    {
        var posts = _application
            .Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("POST") == true)
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.TrimStart('/').Replace("{id}", "x", StringComparison.Ordinal))
            .Select(path => path.Replace("{name}", "prod-to-dev", StringComparison.Ordinal))
            .Where(path => !path.Contains('{', StringComparison.Ordinal))
            .Distinct()
            .ToList();
        Assert.InRange(posts.Count(path => path.StartsWith("/api/", StringComparison.Ordinal)), 18, 100);
        Assert.Contains("/sign-in", posts);
        foreach (var path in posts)
        {
            using var answer = await PostAsync(path, 65 * Kilobyte, isSaid: true);
            Assert.True(answer.StatusCode == HttpStatusCode.RequestEntityTooLarge, $"{path}: {answer.StatusCode}");
            if (!path.StartsWith("/api/", StringComparison.Ordinal))
                continue;
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
            Assert.Equal("body-too-large", (await answer.BodyAsync()).Text("code"));
        }
    }

    [Theory]
    [InlineData("/api/v1/plans", 65, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData("/api/v1/freezes", 65, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData("/api/v1/requests/x/cancel", 65, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData("/api/v1/plans", 63, HttpStatusCode.BadRequest)]
    public async Task are_refused_though_their_length_is_not_said(string path, int kilobytes, HttpStatusCode status)
    {
        using var answer = await PostAsync(path, kilobytes * Kilobyte, isSaid: false);
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(status == HttpStatusCode.BadRequest ? "not-understood" : "body-too-large", (await answer.BodyAsync()).Text("code"));
    }

    [Fact]
    public async Task of_64_KB_are_not_large()
    {
        using var answer = await PostAsync("/api/v1/plans", 64 * Kilobyte, isSaid: true);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public void are_no_messages_of_a_circuit_either()
    {
        var hub = typeof(Microsoft.AspNetCore.Components.Server.CircuitOptions).Assembly.GetType(
            "Microsoft.AspNetCore.Components.Server.ComponentHub",
            throwOnError: true
        )!;
        var options = typeof(IOptions<>).MakeGenericType(typeof(HubOptions<>).MakeGenericType(hub));
        var measured = (HubOptions)options.GetProperty("Value")!.GetValue(_application.Services.GetRequiredService(options))!;
        Assert.Equal(PageServices.LargestMessage, measured.MaximumReceiveMessageSize);
        Assert.InRange(PageServices.LargestMessage, 1, BodyLimit.Most);
    }

    /// <param name="isSaid">False sends it in chunks, and nobody knows beforehand how long it is.</param>
    private async Task<HttpResponseMessage> PostAsync(string path, int length, bool isSaid)
    {
        using var client = new HttpClient { BaseAddress = _application.ClientOptions.BaseAddress };
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Headers.Authorization = new("Bearer", "sandbox-admin");
        request.Content = new ByteArrayContent(Encoding.ASCII.GetBytes("\"" + new string('a', length - 2) + "\""));
        request.Content.Headers.ContentType = new(
            path.StartsWith("/api/", StringComparison.Ordinal) ? "application/json" : "application/x-www-form-urlencoded"
        );
        request.Headers.TransferEncodingChunked = isSaid ? null : true;
        return await client.SendAsync(request, Ct);
    }

    public sealed class Listener : IAsyncDisposable
    {
        public Listener()
        {
            Application.UseKestrel(0);
            Application.StartServer();
        }

        public Application Application { get; } = new();

        public ValueTask DisposeAsync() => Application.DisposeAsync();
    }
}
