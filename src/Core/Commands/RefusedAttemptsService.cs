using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SnapshotShare.Core.Persistence;

namespace SnapshotShare.Core.Commands;

/// <summary>Has refused attempts that the ledger left out summed up: each minute those that are over, at the end all of them.</summary>
public sealed partial class RefusedAttemptsService(RefusedAttempts attempts, TimeProvider time, ILogger<RefusedAttemptsService> logger)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await PassAsync(everybody: true, cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await PassAsync(everybody: false, stoppingToken);
    }

    private Task PassAsync(bool everybody, CancellationToken ct) =>
        Pass.RunAsync(stop => attempts.SumUpAsync(everybody, stop), e => Log.NotSummedUp(logger, e), ct);

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Error,
            Message = "Refused attempts that the ledger left out could not be summed up; it is tried again while this process lives."
        )]
        public static partial void NotSummedUp(ILogger logger, Exception exception);
    }
}
