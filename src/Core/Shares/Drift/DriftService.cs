using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Shares.Drift;

/// <summary>Looks for drift every ten minutes of AWS's time, and each second takes away what is due.</summary>
public sealed partial class DriftService(
    DriftScan look,
    DriftCloser unsharing,
    Timings timings,
    TimeProvider time,
    ILogger<DriftService> logger
) : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(2);

    private TimeSpan Interval =>
        TimeSpan.FromMinutes(10) * timings.Scale is var scaled && scaled > ShortestInterval ? scaled : ShortestInterval;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        // Two clocks: a slow look at many snapshots must not keep an adopted share open past its deadline.
        Task.WhenAll(EveryAsync(Interval, look.LookAsync, stoppingToken), EveryAsync(Beat, unsharing.DueAsync, stoppingToken));

    private async Task EveryAsync(TimeSpan interval, Func<CancellationToken, Task> pass, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(interval, time);
        do await Pass.RunAsync(pass, e => Log.PassFailed(logger, e), ct);
        while (await timer.WaitForNextTickAsync(ct));
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "A pass over drifted shares failed by a mistake of the product; it goes on.")]
        public static partial void PassFailed(ILogger logger, Exception exception);
    }
}
