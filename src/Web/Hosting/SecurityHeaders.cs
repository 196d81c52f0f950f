namespace SnapshotShare.Web.Hosting;

/// <summary>Headers that tell the browser how little this site needs. Nothing is inline and nothing comes from elsewhere.</summary>
public static class SecurityHeaders
{
    public const string ContentSecurityPolicy =
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        + "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>Hangfire's pages draw graphs, whose library adds a style element of its own. They show nothing that anybody typed.</summary>
    public static readonly string PolicyOfJobs = ContentSecurityPolicy.Replace(
        "style-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        StringComparison.Ordinal
    );

    /// <param name="authority">Where sign-in and sign-out forms are led on to; null where that is nowhere.</param>
    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app, Uri? authority)
    {
        var policy = authority is null
            ? ContentSecurityPolicy
            : ContentSecurityPolicy.Replace(
                "form-action 'self'",
                $"form-action 'self' {authority.GetLeftPart(UriPartial.Authority)}",
                StringComparison.Ordinal
            );
        return app.Use(
            (context, next) =>
            {
                // At the last moment, so that an error page has them as well.
                context.Response.OnStarting(() =>
                {
                    Add(context, context.Request.PathBase.StartsWithSegments(Urls.Jobs, StringComparison.Ordinal) ? PolicyOfJobs : policy);
                    return Task.CompletedTask;
                });
                return next(context);
            }
        );
    }

    private static void Add(HttpContext context, string policy)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
        if (context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
            headers.CacheControl = "no-store";
    }
}
