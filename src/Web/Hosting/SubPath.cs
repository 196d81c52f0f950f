using System.Net.Mime;

namespace SnapshotShare.Web.Hosting;

/// <summary>
/// The product stands at the root of a host name: its cookies are the host's alone (<c>__Host-</c>), and its links, its hub and what Entra sends people
/// back to begin there. Below a path it would be half a page that answers to nothing, so that is refused in words instead.
/// </summary>
public static partial class SubPath
{
    private const string Prefix = "X-Forwarded-Prefix";
    private const string Cure =
        "is not possible: the product stands at the root of a host name. Give it a name of its own, such as share.example.com.";

    /// <summary>Settings that would put it below a path.</summary>
    public static IEnumerable<string> Mistakes(IConfiguration configuration, string? publicUrl)
    {
        foreach (var key in new[] { "PathBase", "APPL_PATH" })
            if (configuration[key] is { Length: > 0 } path && path != "/")
                yield return $"{key}: '{path}' {Cure}";
        foreach (var address in Listening.Addresses(configuration).Where(Listening.IsAddress))
            if (BindingAddress.Parse(address).PathBase is { Length: > 0 } path && path != "/" && !BindingAddress.Parse(address).IsUnixPipe)
                yield return $"urls: {address}: the path '{path}' {Cure}";
        if (Uri.TryCreate(publicUrl, UriKind.Absolute, out var link) && link.PathAndQuery != "/")
            yield return $"Webhook:PublicUrl: {publicUrl}: the path '{link.PathAndQuery}' {Cure}";
    }

    /// <summary>A proxy that takes a path away says so; every link of the page that it would get leads elsewhere.</summary>
    public static IApplicationBuilder RefuseSubPath(this IApplicationBuilder app)
    {
        var logger = app.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(SubPath).FullName!);
        return app.Use(
            (context, next) =>
            {
                var path = context.Request.Headers[Prefix].ToString();
                if (path is "" or "/")
                    return next(context);
                LogRefused(logger, path);
                context.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
                context.Response.ContentType = $"{MediaTypeNames.Text.Plain}; charset=utf-8";
                return context.Response.WriteAsync(
                    "SnapshotShare stands at the root of a host name, and the proxy puts it below a path. Give it a name of its own, such as share.example.com.\n"
                        + "SnapshotShare はホスト名のルートで公開してください。プロキシでパスの下に置くことはできません。\n",
                    context.RequestAborted
                );
            }
        );
    }

    [LoggerMessage(
        LogLevel.Warning,
        "A proxy puts the product below {Path}, where its pages answer to nothing: give it a host name of its own."
    )]
    private static partial void LogRefused(ILogger logger, string path);
}
