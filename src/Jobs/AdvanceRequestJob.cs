using Hangfire;
using Microsoft.Extensions.Logging;
using SnapshotShare.Core.Execution;

namespace SnapshotShare.Jobs;

/// <summary>
/// One short advance of one request. It may run twice or never: the row's lease excludes the second, and the dispatcher sees what the
/// first one left undone. So it is never retried here; the row knows when to look again.
/// </summary>
public sealed partial class AdvanceRequestJob(Engine engine, DispatchedRequests dispatched, ILogger<AdvanceRequestJob> logger)
{
    [AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
    public async Task RunAsync(string requestId, CancellationToken ct)
    {
        using var run = dispatched.Begin(requestId);
        try
        {
            await engine.AdvanceAsync(requestId, ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A fault that repeats must do so slowly. It is told to the log and not to Hangfire, which would keep and show its text.
            dispatched.Hold(requestId);
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
