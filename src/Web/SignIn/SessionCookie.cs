using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using SnapshotShare.Core.Commands;

namespace SnapshotShare.Web.SignIn;

/// <summary>The browser's cookie. It only names a session; whether that still stands is asked on the server, each time.</summary>
public static class SessionCookie
{
    public const string SignInPath = "/sign-in";

    public static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "snapshotshare";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = TimeSpan.FromHours(12);
        options.LoginPath = SignInPath;
        options.ReturnUrlParameter = "returnUrl";
        options.Events.OnValidatePrincipal = StillStandsAsync;
        options.Events.OnRedirectToLogin = AnswerOrRedirect;
        // A bare status: what it becomes for people and for programs is decided where all bare statuses are.
        options.Events.OnRedirectToAccessDenied = context =>
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        };
    }

    private static async Task StillStandsAsync(CookieValidatePrincipalContext context)
    {
        var sessions = context.HttpContext.RequestServices.GetRequiredService<Sessions>();
        var sessionId = context.Principal?.FindFirst(SignedInPerson.SessionId)?.Value;
        if (sessionId is { Length: > 0 } && await sessions.StandsAsync(sessionId, context.HttpContext.RequestAborted))
            return;
        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(SignInSchemes.Cookie);
    }

    /// <summary>A page sends people to sign in; a program is told the status.</summary>
    private static Task AnswerOrRedirect(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        else
            context.Response.Redirect(context.RedirectUri);
        return Task.CompletedTask;
    }
}
