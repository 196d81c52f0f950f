using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace SnapshotShare.Browser.Tests.Entra;

/// <summary>
/// A real OpenID Connect provider that plays Entra's part: issuer <c>/{tenant}/v2.0</c>, claims <c>tid</c>, <c>oid</c>, <c>roles</c> and <c>groups</c>, https
/// under a test authority. Its sign-in page is a list of people.
/// </summary>
internal sealed class Directory : IAsyncDisposable
{
    public const string Tenant = "11111111-2222-3333-4444-555555555555";
    public const string ClientId = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee";
    public const string ClientSecret = "the-registrations-secret";
    private const string Scheme = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme;

    private readonly RsaSecurityKey _key;
    private readonly WebApplication _app;
    private int _signOuts;

    private Directory(WebApplication app, int port, RsaSecurityKey key) => (_app, Port, _key) = (app, port, key);

    public int Port { get; }
    public string Instance => $"https://localhost:{Port}/";
    public string Issuer => $"{Instance}{Tenant}/v2.0";

    /// <summary>Roles by name; who is not in it has been dismissed.</summary>
    public ConcurrentDictionary<string, string[]> People { get; } = new(StringComparer.Ordinal);

    public int SignOuts => _signOuts;

    /// <summary>How codes were asked for; PKCE shows here.</summary>
    public ConcurrentQueue<string?> ChallengeMethods { get; } = new();

    public static async Task<Directory> StartAsync(Certificates certificates)
    {
        var port = FreePort();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, on => on.UseHttps(certificates.Server)));
        Directory? directory = null;
        var root = $"https://localhost:{port}/{Tenant}";
        var signing = new RsaSecurityKey(RSA.Create(2048)) { KeyId = "test-key" };
        builder
            .Services.AddOpenIddict()
            .AddServer(server =>
            {
                server.EnableDegradedMode();
                server.SetIssuer(new Uri($"{root}/v2.0"));
                server.SetConfigurationEndpointUris($"{root}/v2.0/.well-known/openid-configuration");
                server.SetJsonWebKeySetEndpointUris($"{root}/discovery/v2.0/keys");
                server.SetAuthorizationEndpointUris($"{root}/oauth2/v2.0/authorize");
                server.SetTokenEndpointUris($"{root}/oauth2/v2.0/token");
                server.SetEndSessionEndpointUris($"{root}/oauth2/v2.0/logout");
                server.AllowAuthorizationCodeFlow().AllowRefreshTokenFlow().RequireProofKeyForCodeExchange();
                server.RegisterScopes(Scopes.Profile, Scopes.OfflineAccess);
                server.AddEphemeralEncryptionKey().AddSigningKey(signing).DisableAccessTokenEncryption();
                server
                    .UseAspNetCore()
                    .EnableAuthorizationEndpointPassthrough()
                    .EnableTokenEndpointPassthrough()
                    .EnableEndSessionEndpointPassthrough();
                server.AddEventHandler<OpenIddictServerEvents.ValidateAuthorizationRequestContext>(on =>
                    on.UseInlineHandler(context =>
                    {
                        if (context.ClientId != ClientId)
                            context.Reject(Errors.InvalidClient);
                        directory!.ChallengeMethods.Enqueue(context.Request.CodeChallengeMethod);
                        return default;
                    })
                );
                server.AddEventHandler<OpenIddictServerEvents.ValidateTokenRequestContext>(on =>
                    on.UseInlineHandler(context =>
                    {
                        if (context.ClientId != ClientId || context.ClientSecret != ClientSecret)
                            context.Reject(Errors.InvalidClient);
                        return default;
                    })
                );
                server.AddEventHandler<OpenIddictServerEvents.ValidateEndSessionRequestContext>(on => on.UseInlineHandler(_ => default));
            });
        var app = builder.Build();
        directory = new Directory(app, port, signing);
        app.UseAuthentication();
        app.MapMethods($"/{Tenant}/oauth2/v2.0/authorize", ["GET", "POST"], (Delegate)directory.Authorize);
        app.MapPost($"/{Tenant}/oauth2/v2.0/token", (Delegate)directory.TokenAsync);
        app.MapMethods(
            $"/{Tenant}/oauth2/v2.0/logout",
            ["GET", "POST"],
            () =>
            {
                Interlocked.Increment(ref directory._signOuts);
                return Results.SignOut(new AuthenticationProperties { RedirectUri = "/" }, [Scheme]);
            }
        );
        app.MapGet("/favicon.ico", () => Results.NoContent());
        await app.StartAsync();
        return directory;
    }

    /// <summary>A token as a program would bring it, or one that is wrong in some way.</summary>
    public string Token(
        string role = "Approver",
        string audience = ClientId,
        string? issuer = null,
        string tenant = Tenant,
        TimeSpan? ends = null,
        SecurityKey? key = null,
        bool signed = true
    )
    {
        var end = TimeProvider.System.GetUtcNow().UtcDateTime + (ends ?? TimeSpan.FromMinutes(10));
        var descriptor = new SecurityTokenDescriptor
        {
            Issuer = issuer ?? Issuer,
            Audience = audience,
            NotBefore = end.AddHours(-1),
            IssuedAt = end.AddHours(-1),
            Expires = end,
            Claims = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["ver"] = "2.0",
                ["tid"] = tenant,
                ["oid"] = "00000000-0000-0000-0000-00000000c0de",
                ["azp"] = "a-program",
                ["sid"] = "a-session-of-somebody-elses",
                ["roles"] = new[] { role },
            },
            SigningCredentials = signed ? new SigningCredentials(key ?? _key, SecurityAlgorithms.RsaSha256) : null,
        };
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(descriptor);
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    public static string IdOf(string name) => $"00000000-0000-0000-0000-{name.Length:D12}";

    private IResult Authorize(HttpContext http)
    {
        var name = (string?)http.Request.Query["who"];
        if (name is null)
        {
            var here = http.Request.QueryString.Value!;
            var people = People
                .Keys.Order(StringComparer.Ordinal)
                .Select(one => $"<li><a href='{WebUtility.HtmlEncode(QueryHelpers.AddQueryString(here, "who", one))}'>{one}</a></li>");
            return Results.Content($"<!doctype html><title>Pick an account</title><ul>{string.Concat(people)}</ul>", "text/html");
        }
        var request = http.GetOpenIddictServerRequest()!;
        var principal = PrincipalOf(name);
        principal.SetScopes(request.GetScopes());
        return Results.SignIn(principal, properties: null, Scheme);
    }

    private async Task<IResult> TokenAsync(HttpContext http)
    {
        var before = (await http.AuthenticateAsync(Scheme)).Principal!;
        var name = before.GetClaim(Claims.Name)!;
        if (!People.ContainsKey(name))
            return Results.Forbid(
                new AuthenticationProperties(
                    new Dictionary<string, string?>(StringComparer.Ordinal)
                    {
                        [OpenIddictServerAspNetCoreConstants.Properties.Error] = Errors.InvalidGrant,
                    }
                ),
                [Scheme]
            );
        var principal = PrincipalOf(name);
        principal.SetScopes(before.GetScopes());
        return Results.SignIn(principal, properties: null, Scheme);
    }

    private ClaimsPrincipal PrincipalOf(string name)
    {
        var identity = new ClaimsIdentity("directory", Claims.Name, "roles");
        identity.SetClaim(Claims.Subject, IdOf(name)).SetClaim("oid", IdOf(name)).SetClaim("tid", Tenant).SetClaim(Claims.Name, name);
        identity.SetClaims("roles", [.. People.GetValueOrDefault(name, [])]);
        identity.SetClaims("groups", ["everybody"]);
        identity.SetDestinations(_ => [Destinations.IdentityToken, Destinations.AccessToken]);
        return new ClaimsPrincipal(identity);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
