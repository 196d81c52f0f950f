namespace SnapshotShare.Web.Hosting;

/// <summary>
/// Where appsettings.json and wwwroot stand. A published application finds its own from whatever folder it is started; everything else
/// is the framework's choice.
/// </summary>
public static class ContentRoot
{
    public static WebApplicationOptions Options(string[] args) =>
        new() { Args = args, ContentRootPath = IsSaid(args) || HasSettings(Environment.CurrentDirectory) ? null : Published() };

    /// <summary>The builder with its settings; null and a sentence where they cannot be read.</summary>
    public static WebApplicationBuilder? TryCreateBuilder(string[] args, out string why)
    {
        why = "";
        try
        {
            return WebApplication.CreateBuilder(Options(args));
        }
        catch (Exception e)
            when (e is IOException or InvalidDataException or UnauthorizedAccessException or FormatException or ArgumentException)
        {
            why = StartTrouble.OfSettings(e);
            return null;
        }
    }

    /// <summary>For whoever must go on though the settings' files cannot be read: the environment and the command line alone.</summary>
    public static WebApplicationBuilder CreateBuilderWithoutFiles(string[] args)
    {
        var builder = WebApplication.CreateEmptyBuilder(Options(args));
        builder.Configuration.AddEnvironmentVariables("ASPNETCORE_").AddEnvironmentVariables().AddCommandLine(args);
        builder.WebHost.UseKestrelCore();
        builder.Services.AddRouting();
        builder.Logging.AddConsole();
        return builder;
    }

    private static bool IsSaid(string[] args) =>
        Array.Exists(args, arg => arg.Contains("contentRoot", StringComparison.OrdinalIgnoreCase))
        || Environment.GetEnvironmentVariable("ASPNETCORE_CONTENTROOT") is not null
        || Environment.GetEnvironmentVariable("DOTNET_CONTENTROOT") is not null;

    private static string? Published() => HasSettings(AppContext.BaseDirectory) ? AppContext.BaseDirectory : null;

    private static bool HasSettings(string folder) => File.Exists(Path.Combine(folder, "appsettings.json"));
}
