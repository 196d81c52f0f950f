using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using SnapshotShare.Core.Identity;

namespace SnapshotShare.Web.SignIn;

/// <summary><c>Authorization: Bearer sandbox-requester</c> and its siblings, for programs.</summary>
public sealed class PersonaTokenHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private const string Prefix = "Bearer ";

    /// <summary>True when the caller brought a token; then the cookie is not looked at.</summary>
    public static bool IsMeantFor(HttpRequest request) =>
        request.Headers.Authorization.ToString().StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!IsMeantFor(Request))
            return Task.FromResult(AuthenticateResult.NoResult());
        if (Persona.ByToken(Request.Headers.Authorization.ToString()[Prefix.Length..].Trim()) is not { } persona)
            return Task.FromResult(AuthenticateResult.Fail("There is no such persona token."));
        // No session: the caller proves who they are with each call.
        var actor = new Actor(persona.Id, persona.Name, [persona.Role], SessionId: null);
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(actor.ToPrincipal(Scheme.Name), Scheme.Name)));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.Append(HeaderNames.WWWAuthenticate, "Bearer");
        return Task.CompletedTask;
    }
}
