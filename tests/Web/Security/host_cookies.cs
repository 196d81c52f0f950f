using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using SnapshotShare.Web.Hosting;

namespace SnapshotShare.Web.Tests.Security;

/// <summary>Over https a browser takes our cookies from this very host alone.</summary>
public sealed class host_cookies
{
    [Fact]
    public async Task carry_the_prefix_over_https_and_none_over_http()
    {
        Assert.Equal(["__Host-snapshotshare=1; path=/; secure; httponly", "theme=dark; path=/"], (await PassAsync("https", sent: "")).Set);
        Assert.Equal(
            ["snapshotshare=1; path=/here; domain=example.com; httponly", "theme=dark; path=/"],
            (await PassAsync("http", sent: "")).Set
        );
    }

    [Theory]
    [InlineData("__Host-snapshotshare=mine", "mine")]
    [InlineData("__Host-snapshotshare=mine; snapshotshare=planted", "mine")]
    [InlineData("snapshotshare=planted; __Host-snapshotshare=mine", "mine")]
    [InlineData("SnapshotShare=planted; __Host-snapshotshare=mine", "mine")]
    [InlineData("snapshotshare=planted", null)]
    [InlineData("SnapshotShare=planted", null)]
    [InlineData("theme=dark", null)]
    public async Task are_believed_over_https_only_with_the_prefix(string sent, string? seen) =>
        Assert.Equal(seen, (await PassAsync("https", sent)).Seen);

    [Fact]
    public async Task are_believed_over_http_as_they_are() => Assert.Equal("mine", (await PassAsync("http", "snapshotshare=mine")).Seen);

    [Fact]
    public async Task of_other_names_pass_as_they_are() =>
        Assert.Equal("dark", (await PassAsync("https", "theme=dark", asked: "theme")).Seen);

    /// <returns>What the code behind saw, and what the browser is told to keep.</returns>
    private static async Task<(string? Seen, string?[] Set)> PassAsync(string scheme, string sent, string asked = "snapshotshare")
    {
        string? seen = null;
        var starting = new Starting();
        var context = new DefaultHttpContext();
        context.Features.Set<Microsoft.AspNetCore.Http.Features.IHttpResponseFeature>(starting);
        context.Request.Scheme = scheme;
        context.Request.Headers.Cookie = sent;
        var app = new ApplicationBuilder(context.RequestServices);
        app.UseHostCookies();
        app.Run(inner =>
        {
            seen = inner.Request.Cookies[asked];
            inner.Response.Headers.Append("Set-Cookie", "snapshotshare=1; path=/here; domain=example.com; httponly");
            inner.Response.Headers.Append("Set-Cookie", "theme=dark; path=/");
            return Task.CompletedTask;
        });
        await app.Build()(context);
        await starting.StartAsync();
        return (seen, context.Response.Headers.SetCookie.ToArray());
    }

    private sealed class Starting : Microsoft.AspNetCore.Http.Features.HttpResponseFeature
    {
        private readonly Stack<(Func<object, Task> Do, object State)> _callbacks = new();

        public override void OnStarting(Func<object, Task> callback, object state) => _callbacks.Push((callback, state));

        public async Task StartAsync()
        {
            foreach (var (act, state) in _callbacks)
                await act(state);
        }
    }
}
