using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using SnapshotShare.Core.Identity;
using SnapshotShare.Web.Hosting;
using SnapshotShare.Web.SignIn.Entra;

namespace SnapshotShare.Web.SignIn;

public static class SignInServices
{
    /// <summary>Cookie or token, and the rule that everything asks for sign-in unless it says otherwise.</summary>
    public static IServiceCollection AddSignIn(this IServiceCollection services, Installation installation)
    {
        var authentication = services
            .AddAuthentication(SignInSchemes.Either)
            .AddPolicyScheme(
                SignInSchemes.Either,
                displayName: null,
                options =>
                    options.ForwardDefaultSelector = context =>
                        PersonaTokenHandler.IsMeantFor(context.Request) ? SignInSchemes.Token : SignInSchemes.Cookie
            );
        if (installation.Entra is { } entra)
            authentication.AddEntra(entra);
        else
            authentication
                .AddCookie(SignInSchemes.Cookie, SessionCookie.Configure)
                .AddScheme<AuthenticationSchemeOptions, PersonaTokenHandler>(SignInSchemes.Token, configureOptions: null);
        var signedIn = new AuthorizationPolicyBuilder()
            .RequireAuthenticatedUser()
            .RequireAssertion(context => context.User.ToActor().Allows(Permission.Read))
            .Build();
        services.AddAuthorizationBuilder().SetDefaultPolicy(signedIn).SetFallbackPolicy(signedIn);
        return services;
    }
}
