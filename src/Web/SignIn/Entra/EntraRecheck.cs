using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using SnapshotShare.Core.Identity;

namespace SnapshotShare.Web.SignIn.Entra;

/// <summary>
/// Asks Entra with the session's refresh token whether person and roles still stand (Microsoft identity platform, OAuth 2.0 authorization
/// code flow: Refresh the access token). The token is kept under data protection, and never leaves the server.
/// </summary>
public sealed partial class EntraRecheck(
    EntraOptions entra,
    IDataProtectionProvider protection,
    IServiceProvider services,
    ILogger<EntraRecheck> logger
) : IIdentityProvider
{
    public static readonly IReadOnlyList<string> Scopes = ["openid", "profile", "offline_access"];

    private readonly IDataProtector _protector = protection.CreateProtector("SnapshotShare.SignIn.Entra.RefreshToken.v1");

    public TimeSpan RecheckAfter => entra.RecheckAfter;

    /// <summary>Without a refresh token the session ends at its first recheck.</summary>
    public string Protect(string? refreshToken) => _protector.Protect(refreshToken ?? "");

    public async Task<Recheck> RecheckAsync(SignInSession session, CancellationToken ct)
    {
        string refreshToken;
        try
        {
            refreshToken = _protector.Unprotect(session.Ticket!);
        }
        catch (CryptographicException)
        {
            return new Recheck.Over("the keys of the sign-in were changed");
        }
        if (refreshToken.Length == 0)
            return new Recheck.Over("the identity provider gave no refresh token");
        try
        {
            return await AskAsync(session, refreshToken, ct);
        }
        catch (Exception e) when (e is HttpRequestException or InvalidOperationException or TaskCanceledException or ArgumentException)
        {
            Log.Unanswered(logger, e.GetType().Name);
            return new Recheck.Unknown();
        }
    }

    private async Task<Recheck> AskAsync(SignInSession session, string refreshToken, CancellationToken ct)
    {
        // Resolved late: the handler's options are completed with this very object.
        var options = services.GetRequiredService<IOptionsMonitor<OpenIdConnectOptions>>().Get(SignInSchemes.Provider);
        var provider = await options.ConfigurationManager!.GetConfigurationAsync(ct);
        using var form = new FormUrlEncodedContent(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["grant_type"] = "refresh_token",
                ["client_id"] = entra.ClientId!,
                ["client_secret"] = entra.ClientSecret!,
                ["refresh_token"] = refreshToken,
                ["scope"] = string.Join(' ', Scopes),
            }
        );
        using var answer = await options.Backchannel.PostAsync(new Uri(provider.TokenEndpoint), form, ct);
        var message = new OpenIdConnectMessage(await answer.Content.ReadAsStringAsync(ct));
        if (answer.StatusCode == HttpStatusCode.BadRequest && message.Error is "invalid_grant" or "interaction_required")
            return new Recheck.Over("the identity provider ended the sign-in");
        if (!answer.IsSuccessStatusCode || message.IdToken is not { Length: > 0 } idToken)
        {
            Log.Unanswered(logger, $"HTTP {(int)answer.StatusCode} {message.Error}");
            return new Recheck.Unknown();
        }
        var rules = options.TokenValidationParameters.Clone();
        (rules.ValidateAudience, rules.ValidAudience, rules.ValidateLifetime) = (true, entra.ClientId, true);
        rules.IssuerSigningKeys = provider.SigningKeys;
        var handler = new JsonWebTokenHandler { MapInboundClaims = false };
        var judged = await handler.ValidateTokenAsync(idToken, rules);
        if (!judged.IsValid)
            return new Recheck.Over("the identity provider's answer was not valid");
        if (EntraPerson.Of(judged.ClaimsIdentity, entra.TenantId!, session.Id) is not { } person || person.Id != session.PersonId)
            return new Recheck.Over("the identity provider's answer names somebody else");
        return new Recheck.Stands(Protect(message.RefreshToken ?? refreshToken), person.Roles, person.Groups);
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "The identity provider could not be asked whether a sign-in still stands ({Why})."
        )]
        public static partial void Unanswered(ILogger logger, string why);
    }
}
