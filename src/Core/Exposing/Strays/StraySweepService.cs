using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Exposing.Strays;

/// <summary>Looks for strays every ten minutes of AWS's time, and removes those that somebody decided about.</summary>
public sealed partial class StraySweepService(
    StraySweep sweep,
    StrayRemover remover,
    Timings timings,
    TimeProvider time,
    ILogger<StraySweepService> logger
) : BackgroundService
{
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(5);

    private TimeSpan Interval =>
        TimeSpan.FromMinutes(10) * timings.Scale is var scaled && scaled > ShortestInterval ? scaled : ShortestInterval;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await Pass.RunAsync(sweep.LookAsync, e => Log.PassFailed(logger, e), stoppingToken);
            await Pass.RunAsync(remover.PassAsync, e => Log.PassFailed(logger, e), stoppingToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Error,
            Message = "A sweep for what no request answers for failed by a mistake of the product; it goes on."
        )]
        public static partial void PassFailed(ILogger logger, Exception exception);
    }
}
