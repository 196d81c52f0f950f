using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Observing;

/// <summary>Keeps the accounts' views fresh for the pages.</summary>
public sealed partial class ObserverService(
    Observer observer,
    AwsTopology topology,
    Timings timings,
    TimeProvider time,
    ILogger<ObserverService> logger
) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(topology.Accounts.Keys.Select(account => WatchAsync(account, stoppingToken)));

    private async Task WatchAsync(string account, CancellationToken ct)
    {
        var interval = timings.Look > TimeSpan.FromSeconds(2) ? timings.Look : TimeSpan.FromSeconds(2);
        while (!ct.IsCancellationRequested)
        {
            await Pass.RunAsync(stop => observer.RefreshAsync(account, stop), e => Log.RefreshFailed(logger, account, e), ct);
            await Task.Delay(interval, time, ct);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Error,
            Message = "The view of account {Account} could not be refreshed by a mistake of the product."
        )]
        public static partial void RefreshFailed(ILogger logger, string account, Exception exception);
    }
}
