namespace SnapshotShare.Web.Hosting;

/// <summary>
/// Where appsettings.json and wwwroot stand. A published application finds its own from whatever folder it is started; everything else
/// is the framework's choice.
/// </summary>
public static class ContentRoot
{
    public static WebApplicationOptions Options(string[] args) =>
        new() { Args = args, ContentRootPath = IsSaid(args) || HasSettings(Environment.CurrentDirectory) ? null : Published() };

    private static bool IsSaid(string[] args) =>
        Array.Exists(args, arg => arg.Contains("contentRoot", StringComparison.OrdinalIgnoreCase))
        || Environment.GetEnvironmentVariable("ASPNETCORE_CONTENTROOT") is not null
        || Environment.GetEnvironmentVariable("DOTNET_CONTENTROOT") is not null;

    private static string? Published() => HasSettings(AppContext.BaseDirectory) ? AppContext.BaseDirectory : null;

    private static bool HasSettings(string folder) => File.Exists(Path.Combine(folder, "appsettings.json"));
}
