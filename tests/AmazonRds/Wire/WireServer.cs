using System.Collections.Concurrent;
using System.Text;
using Amazon.RDS;
using Amazon.Runtime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SnapshotShare.AmazonRds.Tests.Wire;

/// <summary>An HTTP server on loopback that keeps what it was sent, byte for byte, and gives the answers it was told to give, in order.</summary>
public sealed class WireServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Answer> _answers = new();
    private readonly ConcurrentQueue<SentRequest> _requests = new();

    private WireServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(Serve);
    }

    public string Url => _app.Urls.Single();

    public IReadOnlyList<SentRequest> Requests => [.. _requests];

    public SentRequest Request => Assert.Single(_requests);

    public static async Task<WireServer> Start(params Answer[] answers)
    {
        var server = new WireServer();
        foreach (var answer in answers)
        {
            server._answers.Enqueue(answer);
        }

        await server._app.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    public AmazonRDSClient Client(Action<AmazonRDSConfig>? configure = null, AWSCredentials? credentials = null)
    {
        var config = new AmazonRDSConfig { ServiceURL = Url, AuthenticationRegion = "ap-northeast-1" };
        configure?.Invoke(config);
        return new AmazonRDSClient(credentials ?? new BasicAWSCredentials("AKIAEXAMPLE", "secret"), config);
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task Serve(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        var headers = context.Request.Headers.ToDictionary(
            header => header.Key,
            header => header.Value.ToString(),
            StringComparer.OrdinalIgnoreCase
        );
        _requests.Enqueue(new SentRequest(context.Request.Method, context.Request.Path, body, headers));

        var answer = _answers.TryDequeue(out var next) ? next : new Answer(500, "no answer left");
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = "text/xml";
        context.Response.Headers["x-amzn-RequestId"] = Answer.RequestId;
        context.Response.ContentLength = Encoding.UTF8.GetByteCount(answer.Body);
        await context.Response.WriteAsync(answer.Body, context.RequestAborted);
    }
}
