using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using SnapshotShare.AwsSandbox.Wire;

namespace SnapshotShare.AwsSandbox;

/// <summary>Two AWS accounts on an address of their own, for whoever speaks AWS's wire protocols.</summary>
public sealed class Sandbox : IAsyncDisposable
{
    private readonly WebApplication server;
    private readonly AwsEndpoint aws;

    private Sandbox(WebApplication server, AwsEndpoint aws, Uri endpoint)
    {
        this.server = server;
        this.aws = aws;
        Endpoint = endpoint;
    }

    /// <summary>Where it listens, with the port it really got.</summary>
    public Uri Endpoint { get; }

    /// <summary>Starts a server of its own; the host's configuration, logging and signals stay the host's.</summary>
    public static async Task<Sandbox> StartAsync(SandboxOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        var endpoint = new AwsEndpoint(options, time);
        try
        {
            var builder = WebApplication.CreateEmptyBuilder(new());
            builder.WebHost.UseKestrelCore();
            builder.WebHost.ConfigureKestrel(kestrel =>
            {
                kestrel.AddServerHeader = false;
                // Large enough that too much of anything is refused in AWS's words and not in Kestrel's.
                kestrel.Limits.MaxRequestLineSize = WireRequest.LargestBody;
                kestrel.Limits.MaxRequestBufferSize = 2 * WireRequest.LargestBody;
                kestrel.Limits.MaxRequestHeadersTotalSize = WireRequest.LargestBody;
                kestrel.Limits.MaxRequestHeaderCount = 1000;
                kestrel.Limits.MaxRequestBodySize = 16 * WireRequest.LargestBody;
                var url = new Uri(options.Url);
                var address = url.Host == "localhost" ? IPAddress.Loopback : IPAddress.Parse(url.Host.Trim('[', ']'));
                kestrel.Listen(address, url.Port);
            });
            builder.Services.AddSingleton<IHostLifetime, HostedBySomebodyElse>();
            var host = builder.Build();
            host.Run(context => HttpFrontEnd.AnswerAsync(context, endpoint));
            await host.StartAsync(cancellationToken);
            var addresses = host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
            return new(host, endpoint, new(addresses.First()));
        }
        catch
        {
            endpoint.Dispose();
            throw;
        }
    }

    /// <summary>The same accounts without a socket, a thread or a timer, for a simulation on virtual time.</summary>
    /// <param name="wire">The clock of signatures, when it is another: an SDK signs with the real one whatever the simulation thinks.</param>
    public static InProcessSandbox InProcess(SandboxOptions options, TimeProvider time, TimeProvider? wire = null) =>
        new(options, time, wire);

    public async ValueTask DisposeAsync()
    {
        await server.StopAsync();
        await server.DisposeAsync();
        aws.Dispose();
    }

    private sealed class HostedBySomebodyElse : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
