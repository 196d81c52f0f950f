using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SnapshotShare.Core.Persistence;

namespace SnapshotShare.Core.Shares;

/// <summary>Runs the watchdog by its own timer, independent of jobs and pipeline.</summary>
public sealed partial class WatchdogService(Watchdog watchdog, TimeProvider time, ILogger<WatchdogService> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        var passes = new List<Task>();
        try
        {
            do
            {
                // Not awaited: a pass that hangs in one account must not keep the next one from the others.
                passes.RemoveAll(pass => pass.IsCompleted);
                passes.Add(PassAsync(stoppingToken));
            } while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        finally
        {
            // What was sent gets its result written before the database goes.
            await Task.WhenAll(passes).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private Task PassAsync(CancellationToken ct) => Pass.RunAsync(watchdog.LookAsync, e => Log.PassFailed(logger, e), ct);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Critical, Message = "The watchdog's pass failed; it goes on in a second.")]
        public static partial void PassFailed(ILogger logger, Exception exception);
    }
}
