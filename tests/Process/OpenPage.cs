using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection;

namespace SnapshotShare.Process.Tests;

/// <summary>A page that is open in a browser, without the browser: fetched, made alive by a circuit, and every change of it taken.</summary>
internal sealed partial class OpenPage : IAsyncDisposable
{
    private readonly HubConnection _hub;
    private readonly TaskCompletionSource _shown = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _changes;

    private OpenPage(Uri address, CookieContainer cookies)
    {
        var builder = new HubConnectionBuilder().WithUrl(
            new Uri(address, "/_blazor"),
            HttpTransportType.WebSockets,
            options =>
            {
                options.SkipNegotiation = true;
                options.Cookies = cookies;
                options.Headers["Origin"] = address.GetLeftPart(UriPartial.Authority);
            }
        );
        builder.Services.AddSingleton<IHubProtocol>(new BlazorPack());
        _hub = builder.Build();
        _hub.Closed += _ =>
        {
            _closed.TrySetResult();
            return Task.CompletedTask;
        };
        _hub.On<long, byte[]>("JS.RenderBatch", TakeAsync);
        _hub.On<long, string, string, int, long, int>("JS.BeginInvokeJS", AnswerAsync);
        _hub.On<string>("JS.Error", error => _shown.TrySetException(new InvalidOperationException(error)));
    }

    public string Circuit { get; private set; } = "";

    /// <summary>The number of times that the page was changed under its reader's eyes, the first time included.</summary>
    public int Changes => Volatile.Read(ref _changes);

    /// <summary>Ends when the server, or the way to it, is gone.</summary>
    public Task Closed => _closed.Task;

    /// <summary>Signs in as one of the personas; the cookie is kept.</summary>
    public static async Task SignInAsync(HttpClient browser, string persona, CancellationToken ct)
    {
        var page = await browser.GetStringAsync(new Uri("/sign-in", UriKind.Relative), ct);
        using var form = new FormUrlEncodedContent([
            new("persona", persona),
            new("__RequestVerificationToken", WebUtility.HtmlDecode(FormToken().Match(page).Groups["token"].Value)),
        ]);
        using var answer = await browser.PostAsync(new Uri("/sign-in", UriKind.Relative), form, ct);
        answer.EnsureSuccessStatusCode();
        Assert.NotEqual("/sign-in", answer.RequestMessage!.RequestUri!.AbsolutePath);
    }

    /// <summary>Fetches the page and waits until its circuit has rendered it.</summary>
    public static async Task<OpenPage> OpenAsync(HttpClient browser, CookieContainer cookies, string path, CancellationToken ct)
    {
        var html = await browser.GetStringAsync(new Uri(path, UriKind.Relative), ct);
        var markers = Marker()
            .Matches(html)
            .Select(match => JsonNode.Parse(match.Groups["json"].Value)!.AsObject())
            .Where(marker => marker.ContainsKey("descriptor"))
            .OrderBy(marker => (int)marker["sequence"]!)
            .ToArray<JsonNode?>();
        Assert.NotEmpty(markers);
        var page = new OpenPage(browser.BaseAddress!, cookies);
        try
        {
            await page._hub.StartAsync(ct);
            var uri = new Uri(browser.BaseAddress!, path).ToString();
            page.Circuit =
                await page._hub.InvokeAsync<string?>(
                    "StartCircuit",
                    browser.BaseAddress!.ToString(),
                    uri,
                    new JsonArray(markers).ToJsonString(),
                    State().Match(html).Groups["state"].Value,
                    ct
                ) ?? throw new InvalidOperationException("No circuit was started.");
            await page._shown.Task.WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System, ct);
            return page;
        }
        catch
        {
            await page.DisposeAsync();
            throw;
        }
    }

    /// <summary>Follows a link within the page, as a press on it does.</summary>
    public Task FollowAsync(Uri link, CancellationToken ct) => _hub.SendAsync("OnLocationChanged", link.ToString(), null, true, ct);

    /// <summary>Closes the tab: a browser says so on its way out, and the server need not keep the circuit.</summary>
    public async Task CloseAsync(HttpClient browser, CancellationToken ct)
    {
        using var goodbye = new FormUrlEncodedContent([new("circuitId", Circuit)]);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/_blazor/disconnect") { Content = goodbye };
        request.Headers.Add("Origin", browser.BaseAddress!.GetLeftPart(UriPartial.Authority));
        using var answer = await browser.SendAsync(request, ct);
        answer.EnsureSuccessStatusCode();
    }

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    private async Task TakeAsync(long id, byte[] batch)
    {
        Interlocked.Increment(ref _changes);
        await _hub.SendAsync("OnRenderCompleted", id, null);
        _shown.TrySetResult();
    }

    /// <summary>Scripts answer nothing here; whoever wants one of their objects gets a number for it.</summary>
    private Task AnswerAsync(long id, string name, string arguments, int resultType, long target, int callType)
    {
        const int Object = 1;
        return _hub.SendAsync(
            "EndInvokeJSFromDotNet",
            id,
            true,
            resultType == Object ? $$"""[{{id}},true,{"__jsObjectId":{{id}}}]""" : $"[{id},true,null]"
        );
    }

    [GeneratedRegex("<!--Blazor:(?<json>\\{.*?\\})-->", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 5000)]
    private static partial Regex Marker();

    [GeneratedRegex("<!--Blazor-Server-Component-State:(?<state>[^>]*?)-->", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex State();

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex FormToken();
}
