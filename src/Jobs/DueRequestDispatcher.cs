using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SnapshotShare.Core.Execution;
using SnapshotShare.Core.Persistence;

namespace SnapshotShare.Jobs;

/// <summary>
/// Enqueues what the rows say is due: each second, more often while something is on its way, and at once when a request changed. It
/// watches over Hangfire as well, because it alone knows what should have run.
/// </summary>
public sealed partial class DueRequestDispatcher(
    Engine engine,
    HangfireServer hangfire,
    DispatchedRequests dispatched,
    ChangeFeed feed,
    TimeProvider time,
    ILogger<DueRequestDispatcher> logger
) : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    /// <summary>While something is on its way: what was just advanced often wants its next look well within the second.</summary>
    private static readonly TimeSpan QuickBeat = TimeSpan.FromMilliseconds(200);
    private const int QuickBeatsAfterDispatch = 10;

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
                quickBeats = await DispatchAsync(stoppingToken) ? QuickBeatsAfterDispatch : Math.Max(0, quickBeats - 1);
                await NextBeatAsync(quickBeats > 0 ? QuickBeat : Beat, stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                // Whatever it uses may be gone before it.
                return;
            }
            catch (Exception e)
            {
                // The alarm clock must not stop, whatever the database said just now.
                Log.DispatchFailed(logger, e);
                await Task.Delay(Beat, time, stoppingToken);
            }
        }
    }

    /// <summary>True when something was due.</summary>
    private async Task<bool> DispatchAsync(CancellationToken ct)
    {
        if (hangfire.FindTrouble() is { } trouble)
            await StartHangfireAnewAsync(trouble, ct);
        var any = false;
        foreach (var requestId in await engine.DueAsync(ct))
        {
            if (dispatched.IsStalled)
                await StartHangfireAnewAsync($"nothing was run for {DispatchedRequests.Patience} although workers are free", ct);
            if (!dispatched.TryAdd(requestId, out var earlierWasLost))
                continue;
            if (earlierWasLost)
                Log.DispatchedAgain(logger, requestId, DispatchedRequests.Patience);
            await EnqueueAsync(requestId, ct);
            any = true;
        }
        return any;
    }

    private async Task EnqueueAsync(string requestId, CancellationToken ct)
    {
        try
        {
            hangfire.Enqueue(requestId);
        }
        catch (Exception e)
        {
            dispatched.Remove(requestId);
            // Those before it in the list may be lost with it; the next beat dispatches them all.
            await StartHangfireAnewAsync(e.InnerException?.Message ?? e.Message, ct);
        }
    }

    private async Task StartHangfireAnewAsync(string reason, CancellationToken ct)
    {
        await hangfire.StartAnewAsync(reason, ct);
        dispatched.ForgetQueued();
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
        public static partial void DispatchFailed(ILogger logger, Exception exception);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "Request {RequestId} was dispatched {Patience} ago and is still due; dispatching it again."
        )]
        public static partial void DispatchedAgain(ILogger logger, string requestId, TimeSpan patience);
    }
}
