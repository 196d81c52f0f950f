using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using SnapshotShare.Core.Commands;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Text;
using SnapshotShare.Web.Hosting;

namespace SnapshotShare.Web.SignIn;

/// <summary>Sign-in, sign-out and change of persona: plain posts with a full page load, guarded by the antiforgery token of their form.</summary>
public static class SignInEndpoints
{
    public static void MapSignIn(this IEndpointRouteBuilder app)
    {
        var posts = app.MapGroup("").AllowAnonymous().ExcludeFromDescription().DisableAntiforgery().AddEndpointFilter(OurFormsOnlyAsync);
        posts.WithMetadata(new NeverLimitedAttribute());
        posts.MapPost(SessionCookie.SignInPath, SignInAsync);
        posts.MapPost("/sign-out", SignOutAsync);
    }

    /// <summary>The framework would answer a form that is not ours, or is out of date, with an error; the sign-in page is of more use.</summary>
    private static async ValueTask<object?> OurFormsOnlyAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var antiforgery = context.HttpContext.RequestServices.GetRequiredService<IAntiforgery>();
        return await antiforgery.IsRequestValidAsync(context.HttpContext)
            ? await next(context)
            : TypedResults.LocalRedirect(SessionCookie.SignInPath);
    }

    private static async Task<Results<RedirectHttpResult, ChallengeHttpResult>> SignInAsync(
        [FromForm] string? persona,
        [FromForm] string? returnUrl,
        HttpContext http,
        Sessions sessions,
        Installation installation,
        CarriedRefusals refusals
    )
    {
        var then = Urls.OfThisSite(returnUrl) ?? "/";
        if (installation.Entra is not null)
            return TypedResults.Challenge(new AuthenticationProperties { RedirectUri = then }, [SignInSchemes.Provider]);
        if (Persona.ByKey(persona) is not { } chosen)
            return refusals.Back(
                SessionCookie.SignInPath,
                new Refusal(RefusalKind.Invalid, Message.Of("no-such-persona", ("persona", persona)), "persona")
            );
        await EndAsync(http, sessions);
        var sessionId = await sessions.StartAsync(chosen.Id, chosen.Name, [chosen.Role], http.RequestAborted);
        var actor = new Actor(chosen.Id, chosen.Name, [chosen.Role], sessionId);
        await http.SignInAsync(SignInSchemes.Cookie, actor.ToPrincipal(SignInSchemes.Cookie));
        return TypedResults.LocalRedirect(then);
    }

    private static async Task<Results<RedirectHttpResult, SignOutHttpResult>> SignOutAsync(
        [FromForm] string? returnUrl,
        HttpContext http,
        Sessions sessions,
        Installation installation
    )
    {
        await EndAsync(http, sessions);
        await http.SignOutAsync(SignInSchemes.Cookie);
        // There too, or the next press on the button would let whoever sits there back in.
        if (installation.Entra is not null)
            return TypedResults.SignOut(new AuthenticationProperties { RedirectUri = SessionCookie.SignInPath }, [SignInSchemes.Provider]);
        return TypedResults.LocalRedirect(Urls.OfThisSite(returnUrl) ?? SessionCookie.SignInPath);
    }

    /// <summary>The session ends on the server, so pages that are still open can do nothing more with it.</summary>
    private static async Task EndAsync(HttpContext http, Sessions sessions)
    {
        var cookie = await http.AuthenticateAsync(SignInSchemes.Cookie);
        if (cookie.Principal?.FindFirst(SignedInPerson.SessionId)?.Value is { Length: > 0 } sessionId)
            await sessions.EndAsync(sessionId, http.RequestAborted);
    }
}
