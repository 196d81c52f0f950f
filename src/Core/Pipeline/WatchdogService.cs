using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace SnapshotShare.Core.Pipeline;

/// <summary>Runs the watchdog by its own timer, independent of jobs and pipeline.</summary>
public sealed partial class WatchdogService(Watchdog watchdog, TimeProvider time, ILogger<WatchdogService> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await watchdog.LookAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.PassFailed(logger, e);
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Critical, Message = "The watchdog's pass failed; it goes on in a second.")]
        public static partial void PassFailed(ILogger logger, Exception exception);
    }
}
