using Microsoft.AspNetCore.Components.Authorization;
using SnapshotShare.Web.Diagram;
using SnapshotShare.Web.Shared;
using SnapshotShare.Web.SignIn;
using SnapshotShare.Web.Text;

namespace SnapshotShare.Web.Hosting;

public static class PageServices
{
    public const int LargestMessage = 32 * 1024;

    /// <summary>The pages and what they share.</summary>
    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services
            .AddRazorComponents()
            .AddInteractiveServerComponents()
            // The framework's own measure, held here: a message of a page's circuit is a press or a typed field.
            .AddHubOptions(hub => hub.MaximumReceiveMessageSize = LargestMessage);
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, SessionRevalidation>();
        services.AddScoped<Localizer>();
        services.AddScoped<CurrentPerson>();
        services.AddSingleton<StillPictures>();
        return services;
    }

    /// <summary>The policy for frames stands in the one header for all answers; Blazor would add a second.</summary>
    public static void MapPages(this IEndpointRouteBuilder app) =>
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null);
}
