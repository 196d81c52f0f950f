namespace SnapshotShare.Core.Notifications;

/// <summary>The way to the webhook's receiver; a simulation puts itself in between here.</summary>
public sealed record WebhookTransport(Func<HttpMessageHandler> Open)
{
    public static WebhookTransport Network { get; } =
        new(() =>
            new SocketsHttpHandler
            {
                // A redirect would take the body somewhere nobody configured.
                AllowAutoRedirect = false,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            }
        );
}
