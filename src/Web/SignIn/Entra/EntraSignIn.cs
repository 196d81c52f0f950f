using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Identity.Web;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using SnapshotShare.Core.Commands;
using SnapshotShare.Core.Identity;
using PersonValidated = Microsoft.AspNetCore.Authentication.OpenIdConnect.TokenValidatedContext;

namespace SnapshotShare.Web.SignIn.Entra;

/// <summary>People by authorization code with PKCE, programs by bearer token; issuer, audience and keys are Microsoft.Identity.Web's to judge.</summary>
internal static partial class EntraSignIn
{
    public static void AddEntra(this AuthenticationBuilder authentication, EntraOptions entra)
    {
        var services = authentication.Services;
        authentication.AddMicrosoftIdentityWebApp(
            identity => Configure(identity, entra),
            SessionCookie.Configure,
            SignInSchemes.Provider,
            SignInSchemes.Cookie
        );
        authentication.AddMicrosoftIdentityWebApi(
            token => token.MapInboundClaims = false,
            identity => Configure(identity, entra),
            SignInSchemes.Token
        );
        services.AddSingleton(entra);
        services.AddSingleton<EntraRecheck>();
        services.AddSingleton<IIdentityProvider>(provider => provider.GetRequiredService<EntraRecheck>());
        services
            .AddOptions<OpenIdConnectOptions>(SignInSchemes.Provider)
            .PostConfigure<EntraRecheck, Sessions>((options, recheck, sessions) => Complete(options, entra, recheck, sessions));
        services.PostConfigure<JwtBearerOptions>(SignInSchemes.Token, options => Complete(options, entra));
    }

    private static void Configure(MicrosoftIdentityOptions identity, EntraOptions entra)
    {
        identity.Instance = entra.Instance;
        identity.TenantId = entra.TenantId;
        identity.ClientId = entra.ClientId;
        identity.ClientSecret = entra.ClientSecret;
        identity.MapInboundClaims = false;
    }

    private static void Complete(OpenIdConnectOptions options, EntraOptions entra, EntraRecheck recheck, Sessions sessions)
    {
        options.ResponseType = OpenIdConnectResponseType.Code;
        options.UsePkce = true;
        options.ClientSecret = entra.ClientSecret;
        options.SaveTokens = false;
        options.GetClaimsFromUserInfoEndpoint = false;
        options.MapInboundClaims = false;
        options.Scope.Clear();
        foreach (var scope in EntraRecheck.Scopes)
            options.Scope.Add(scope);
        options.SignedOutRedirectUri = SessionCookie.SignInPath;
        var judged = options.Events.OnTokenValidated;
        options.Events.OnTokenValidated = async context =>
        {
            await judged(context);
            if (context.Result is null)
                await BeginSessionAsync(context, entra, recheck, sessions);
        };
        // A sign-in that was left, answered twice or forged ends at the sign-in page, not in an error.
        options.Events.OnRemoteFailure = context =>
        {
            context.Response.Redirect(SessionCookie.SignInPath);
            context.HandleResponse();
            return Task.CompletedTask;
        };
    }

    /// <summary>Entra's word becomes a session of ours; its tokens go no further than this.</summary>
    private static async Task BeginSessionAsync(PersonValidated context, EntraOptions entra, EntraRecheck recheck, Sessions sessions)
    {
        if (
            context.Principal?.Identity is not ClaimsIdentity token
            || EntraPerson.Of(token, entra.TenantId!, sessionId: null) is not { } person
        )
        {
            context.Fail("The token names nobody of this tenant.");
            return;
        }
        var sessionId = await sessions.StartAsync(
            person.Id,
            person.Name,
            person.Roles,
            context.HttpContext.RequestAborted,
            person.Groups,
            recheck.Protect(context.TokenEndpointResponse?.RefreshToken)
        );
        if (person.GroupsLeftOut)
            Log.GroupsLeftOut(
                context.HttpContext.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(EntraSignIn).FullName!),
                person.Name
            );
        // Whoever signs in with a browser is a person, whatever the token leaves out.
        context.Principal = (person with { SessionId = sessionId, IsApplication = false }).ToPrincipal(SignInSchemes.Cookie);
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "{Person} is in more groups than a token holds, so Entra named none, and no rule of a route takes them for a member of any. "
                + "In the app registration, under Token configuration, let the groups claim hold the groups assigned to the application, and assign those that the rules name."
        )]
        public static partial void GroupsLeftOut(ILogger logger, string person);
    }

    private static void Complete(JwtBearerOptions options, EntraOptions entra)
    {
        var events = options.Events ??= new JwtBearerEvents();
        var judged = events.OnTokenValidated;
        events.OnTokenValidated = async context =>
        {
            await judged(context);
            if (context.Result is not null)
                return;
            // A program proves who it is with each call; a session named in its token is not one of ours.
            if (
                context.Principal?.Identity is ClaimsIdentity token
                && EntraPerson.Of(token, entra.TenantId!, sessionId: null) is { } person
            )
                context.Principal = person.ToPrincipal(SignInSchemes.Token);
            else
                context.Fail("The token names nobody of this tenant.");
        };
    }
}
