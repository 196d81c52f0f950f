namespace SnapshotShare.Web.Hosting;

public static class Middleware
{
    /// <summary>The middleware every request passes, in this order.</summary>
    public static void UseHost(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.RefuseSubPath();
        app.UseSecurityHeaders(app.Services.GetRequiredService<Installation>().Entra?.Authority);
        app.UseHostCookies();
        app.UseOwnOriginForCircuits();
        app.UseResponseCompression();
        if (!app.Environment.IsDevelopment())
            app.UseHsts();
        if (Listening.Addresses(app.Configuration).Any(address => address.StartsWith("https:", StringComparison.OrdinalIgnoreCase)))
            app.UseHttpsRedirection();
    }
}
