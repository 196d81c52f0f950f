using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using SnapshotShare.Core.Commands;

namespace SnapshotShare.Web.SignIn;

/// <summary>Verbs ask the session each time; this is for what an open page goes on showing after the session has ended.</summary>
public sealed class SessionRevalidation(ILoggerFactory loggers, Sessions sessions, IHostApplicationLifetime server)
    : RevalidatingServerAuthenticationStateProvider(loggers)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(15);

    protected override async Task<bool> ValidateAuthenticationStateAsync(
        AuthenticationState authenticationState,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return authenticationState.User.ToActor().SessionId is { } sessionId
                && await sessions.StandsAsync(sessionId, cancellationToken);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested || server.ApplicationStopping.IsCancellationRequested)
        {
            // The page was closed or the server is going down, which is nothing to log; whoever asked does not look at the answer any more.
            return true;
        }
    }
}
