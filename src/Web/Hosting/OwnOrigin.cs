namespace SnapshotShare.Web.Hosting;

/// <summary>
/// A page's circuit is a connection that a browser opens with the person's cookie whichever page asks for it: a websocket knows no same-origin
/// rule, and a cookie does not know of ports. So every transport is refused unless the browser says that one of our own pages asks.
/// </summary>
public static partial class OwnOrigin
{
    private const string Hub = "/_blazor";

    /// <summary>Stands behind the forwarded headers, so that what counts is the scheme, host and port that the browser sees.</summary>
    public static IApplicationBuilder UseOwnOriginForCircuits(this IApplicationBuilder app)
    {
        var logger = app.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(OwnOrigin).FullName!);
        return app.Use(
            (context, next) =>
            {
                if (!context.Request.Path.StartsWithSegments(Hub, StringComparison.OrdinalIgnoreCase) || IsOwn(context.Request))
                    return next(context);
                LogRefused(logger, context.Request.Headers.Origin.ToString(), Of(context.Request));
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return Task.CompletedTask;
            }
        );
    }

    /// <summary>
    /// A browser names the origin in every websocket and POST. A GET to the page's own origin carries none, but says where it comes from in
    /// <c>Sec-Fetch-Site</c>, which no page can set. Whoever sends neither is no browser, and has the HTTP API.
    /// </summary>
    private static bool IsOwn(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"];
        if (site.Count > 0 && !string.Equals(site.ToString(), "same-origin", StringComparison.Ordinal))
            return false;
        var origin = request.Headers.Origin;
        return origin.Count == 0 ? site.Count == 1 : string.Equals(origin.ToString(), Of(request), StringComparison.OrdinalIgnoreCase);
    }

    private static string Of(HttpRequest request) =>
        Uri.TryCreate($"{request.Scheme}://{request.Host.ToUriComponent()}", UriKind.Absolute, out var own)
            ? own.GetLeftPart(UriPartial.Authority)
            : "";

    [LoggerMessage(
        LogLevel.Warning,
        "A page of {Origin} asked for a circuit of {Own} and was refused. If they are one, a proxy stands between them: name it in Proxies:Trusted."
    )]
    private static partial void LogRefused(ILogger logger, string origin, string own);
}
