namespace SnapshotShare.Web.Hosting;

/// <summary>No request here carries a file, so none needs a large body.</summary>
public static class BodyLimit
{
    public const int Most = 64 * 1024;

    public static void AddBodyLimit(this WebApplicationBuilder builder) =>
        // For one whose length is not said beforehand.
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = Most);

    /// <summary>Before anything looks at it: whoever does not read the body would else not notice.</summary>
    public static void UseBodyLimit(this WebApplication app) =>
        app.Use(
            (context, next) =>
            {
                if (context.Request.ContentLength is not > Most)
                    return next(context);
                context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
                // A page in answer to a form would be asked for with the form's own body.
                return context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
                    ? Task.CompletedTask
                    : context.Response.WriteAsync($"A body of more than {Most / 1024} KB is not read.", context.RequestAborted);
            }
        );
}
