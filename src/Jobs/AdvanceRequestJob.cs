using Hangfire;
using Microsoft.Extensions.Logging;
using SnapshotShare.Core.Execution;
using SnapshotShare.Core.Text;

namespace SnapshotShare.Jobs;

/// <summary>
/// One short advance of one request. It may run twice or never: the row's lease excludes the second, and the sweeper sees what the
/// first one left undone. So it is never retried here; the row knows when to look again.
/// </summary>
public sealed partial class AdvanceRequestJob(Engine engine, WakeList wakes, ILogger<AdvanceRequestJob> logger)
{
    [AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
    public async Task RunAsync(string requestId, CancellationToken ct)
    {
        // From here on the row's lease keeps others away, and a wake that comes meanwhile must not be lost.
        wakes.Done(requestId);
        try
        {
            await engine.AdvanceAsync(requestId, ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A fault that repeats must do so slowly.
            wakes.Hold(requestId);
            Log.AdvanceFailed(logger, requestId, e);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Error,
            Message = "Request {RequestId} could not be advanced; it is looked at again in a few seconds."
        )]
        public static partial void AdvanceFailed(ILogger logger, string requestId, Exception exception);
    }
}
