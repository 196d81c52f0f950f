using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SnapshotShare.Core.Persistence;

namespace SnapshotShare.Core.Notifications;

/// <summary>Has the webhook look at the ledger every second.</summary>
public sealed partial class WebhookService(Webhook webhook, TimeProvider time, ILogger<WebhookService> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        do await Pass.RunAsync(webhook.PassAsync, e => Log.PassFailed(logger, e), stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The webhook's pass failed; it goes on in a second.")]
        public static partial void PassFailed(ILogger logger, Exception exception);
    }
}
