using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace SnapshotShare.Process.Tests;

/// <summary>When a change is cut off.</summary>
public enum Moment
{
    /// <summary>The application has sent it; AWS never gets it.</summary>
    BeforeAwsActs,

    /// <summary>AWS has done it; the application never hears of it.</summary>
    AfterAwsActed,
}

/// <summary>The wire between application and AWS, held in the test's hand: it passes every byte on, unless the application dies just now.</summary>
public sealed class Wire : IAsyncDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
    private readonly Uri _aws;
    private readonly ConcurrentQueue<(Change Change, string Answer)> _answers = new();
    private WebApplication? _server;

    private Wire(Uri aws) => _aws = aws;

    public Uri Endpoint { get; private set; } = null!;

    /// <summary>Asked at each moment of each change; true when the application was killed there, and the call goes no further.</summary>
    public Func<Change, Moment, Task<bool>> Kills { get; set; } = (_, _) => Task.FromResult(false);

    /// <summary>Told of each change that AWS has just done, with the call's body; its answer goes on afterwards.</summary>
    public Func<Change, string, Task> Acted { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>The changes that AWS accepted, in order.</summary>
    public ConcurrentQueue<Change> Accepted { get; } = new();

    /// <summary>What AWS called them, in order.</summary>
    public IReadOnlyList<string> AcceptedIds(Change change) =>
        [
            .. _answers
                .Where(answer => answer.Change == change)
                .Select(answer =>
                    Regex
                        .Match(answer.Answer, "<RequestId>(?<id>[^<]+)<", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1))
                        .Groups["id"]
                        .Value
                ),
        ];

    public static async Task<Wire> StartAsync(Uri aws, CancellationToken ct)
    {
        var wire = new Wire(aws);
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        wire._server = builder.Build();
        wire._server.Run(wire.PassAsync);
        await wire._server.StartAsync(ct);
        var addresses = wire._server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        wire.Endpoint = new Uri(addresses.First());
        return wire;
    }

    public async ValueTask DisposeAsync()
    {
        await _server!.DisposeAsync();
        _http.Dispose();
    }

    private async Task PassAsync(HttpContext context)
    {
        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer);
        var form = Encoding.UTF8.GetString(buffer.ToArray());
        var change = Changes.Of(form);
        if (change is { } coming && await Kills(coming, Moment.BeforeAwsActs))
        {
            context.Abort();
            return;
        }
        // What has left the application arrives, even when the application is gone by then.
        using var answer = await _http.SendAsync(Copy(context.Request, buffer.ToArray()), CancellationToken.None);
        var body = await answer.Content.ReadAsByteArrayAsync();
        if (change is { } done && answer.IsSuccessStatusCode)
        {
            _answers.Enqueue((done, Encoding.UTF8.GetString(body)));
            Accepted.Enqueue(done);
            await Acted(done, form);
            if (await Kills(done, Moment.AfterAwsActed))
            {
                context.Abort();
                return;
            }
        }
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers).Where(header => header.Key != "Transfer-Encoding"))
            context.Response.Headers[name] = values.ToArray();
        await context.Response.Body.WriteAsync(body);
    }

    /// <summary>The Host header too, because it is signed.</summary>
    private HttpRequestMessage Copy(HttpRequest request, byte[] body)
    {
        var copy = new HttpRequestMessage(new HttpMethod(request.Method), new Uri(_aws, request.Path + request.QueryString))
        {
            Content = new ByteArrayContent(body),
        };
        foreach (var (name, values) in request.Headers.Where(header => header.Key is not ("Content-Length" or "Connection" or "Expect")))
            if (!copy.Headers.TryAddWithoutValidation(name, values.AsEnumerable()))
                copy.Content.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
        copy.Headers.Host = request.Host.Value;
        return copy;
    }
}
