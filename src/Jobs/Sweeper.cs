using System.Threading.Channels;
using Hangfire;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SnapshotShare.Core;
using SnapshotShare.Core.Pipeline;

namespace SnapshotShare.Jobs;

/// <summary>Each second, and at once when a request changed: enqueue what the rows say is due.</summary>
public sealed partial class Sweeper(
    Engine engine,
    IBackgroundJobClient jobs,
    WakeList wakes,
    ChangeFeed feed,
    TimeProvider time,
    ILogger<Sweeper> logger
) : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private readonly Channel<bool> _nudges = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var subscription = feed.Subscribe(change =>
        {
            if (change.RequestId is not null)
                _nudges.Writer.TryWrite(true);
        });
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await SweepAsync(stoppingToken);
                await NextBeatAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // The alarm clock must not stop, whatever the database said just now.
                Log.SweepFailed(logger, e);
                await Task.Delay(Beat, time, stoppingToken);
            }
        }
    }

    private async Task SweepAsync(CancellationToken ct)
    {
        foreach (var requestId in await engine.DueAsync(ct))
        {
            if (!wakes.TryAdd(requestId, out var earlierWasLost))
                continue;
            if (earlierWasLost)
                Log.WokenAgain(logger, requestId, WakeList.Patience);
            jobs.Enqueue<AdvanceRequestJob>(job => job.RunAsync(requestId, CancellationToken.None));
        }
    }

    private async Task NextBeatAsync(CancellationToken ct)
    {
        using var beat = new CancellationTokenSource(Beat, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(beat.Token, ct);
        try
        {
            await _nudges.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // The second is over.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Looking for due requests failed; trying again.")]
        public static partial void SweepFailed(ILogger logger, Exception exception);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "Request {RequestId} was woken {Patience} ago and is still due; waking it again."
        )]
        public static partial void WokenAgain(ILogger logger, string requestId, TimeSpan patience);
    }
}
