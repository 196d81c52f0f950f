using System.Threading.Channels;
using Hangfire;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SnapshotShare.Core.Execution;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Text;

namespace SnapshotShare.Jobs;

/// <summary>Each second, more often while something is on its way, and at once when a request changed: enqueue what the rows say is due.</summary>
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

    /// <summary>While something is on its way: what was just advanced often wants its next look well within the second.</summary>
    private static readonly TimeSpan QuickBeat = TimeSpan.FromMilliseconds(200);
    private const int QuickBeatsAfterWake = 10;

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
        var quickBeats = 0;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                quickBeats = await SweepAsync(stoppingToken) ? QuickBeatsAfterWake : Math.Max(0, quickBeats - 1);
                await NextBeatAsync(quickBeats > 0 ? QuickBeat : Beat, stoppingToken);
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

    /// <summary>True when something was due.</summary>
    private async Task<bool> SweepAsync(CancellationToken ct)
    {
        var woke = false;
        foreach (var requestId in await engine.DueAsync(ct))
        {
            if (!wakes.TryAdd(requestId, out var earlierWasLost))
                continue;
            if (earlierWasLost)
                Log.WokenAgain(logger, requestId, WakeList.Patience);
            jobs.Enqueue<AdvanceRequestJob>(job => job.RunAsync(requestId, CancellationToken.None));
            woke = true;
        }
        return woke;
    }

    private async Task NextBeatAsync(TimeSpan beat, CancellationToken ct)
    {
        using var over = new CancellationTokenSource(beat, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, ct);
        try
        {
            await _nudges.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // The beat is over.
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
