using System.Net;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using SnapshotShare.Web.Tests.Hosting;

namespace SnapshotShare.Web.Tests.SignIn;

/// <summary>As much of a browser as sign-in needs: it keeps cookies and has the hidden field that every form of ours carries.</summary>
internal sealed class Browser(Application application) : IDisposable
{
    private static readonly Uri Site = new("http://localhost/");
    private readonly CookieContainer _cookies = new();
    private readonly HttpClient _http = application.Anonymous();

    public string? SessionCookie => _cookies.GetCookies(Site)["snapshotshare"]?.Value;

    public Task<HttpResponseMessage> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

    public async Task<HttpResponseMessage> PostFormAsync(string path, bool withToken = true, params (string Name, string Value)[] fields)
    {
        var form = fields.ToDictionary(field => field.Name, field => field.Value, StringComparer.Ordinal);
        if (withToken)
            form["__RequestVerificationToken"] = await FormTokenAsync();
        return await SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(form) });
    }

    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        if (_cookies.GetCookieHeader(Site) is { Length: > 0 } cookies)
            request.Headers.Add("Cookie", cookies);
        var answer = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        if (answer.Headers.TryGetValues("Set-Cookie", out var set))
            foreach (var cookie in set)
                _cookies.SetCookies(Site, cookie);
        return answer;
    }

    public Browser CopyOfCookies()
    {
        var copy = new Browser(application);
        copy._cookies.Add(_cookies.GetCookies(Site));
        return copy;
    }

    public void Dispose() => _http.Dispose();

    /// <summary>What the framework writes into a form that this browser is shown, for whoever is signed in.</summary>
    private async Task<string> FormTokenAsync()
    {
        await using var scope = application.Services.CreateAsyncScope();
        var http = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        http.Request.Scheme = "http";
        http.Request.Headers.Cookie = _cookies.GetCookieHeader(Site);
        var signedIn = await Microsoft.AspNetCore.Authentication.AuthenticationHttpContextExtensions.AuthenticateAsync(http);
        if (signedIn.Principal is { } person)
            http.User = person;
        var tokens = scope.ServiceProvider.GetRequiredService<IAntiforgery>().GetTokens(http);
        if (tokens.CookieToken is { } cookie)
            _cookies.SetCookies(Site, $"snapshotshare-form={cookie}");
        return tokens.RequestToken!;
    }
}
