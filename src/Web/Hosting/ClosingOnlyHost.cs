using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Shares;
using SnapshotShare.Web.Pages.Closing;

namespace SnapshotShare.Web.Hosting;

/// <summary>
/// Runs instead of the product where that cannot start: as long as shares may be open, <see cref="ClosingOnly"/> takes them away, and one page says so and
/// why. After that, and at once where there can be none, the process ends as refused.
/// </summary>
public static partial class ClosingOnlyHost
{
    /// <returns>The exit code of a refused start.</returns>
    public static async Task<int> RunAsync(string[] args, IReadOnlyList<string> reasons)
    {
        var refused = StartRefusal.Print([.. reasons]);
        var builder = ContentRoot.TryCreateBuilder(args, out _) ?? ContentRoot.CreateBuilderWithoutFiles(args);
        MakeLogUsable(builder.Configuration);
        var installation = InstallationReader.Salvage(builder.Configuration, builder.Environment);
        builder.Services.AddSingleton(installation);
        // What stops it is said in words already.
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.None);
        builder.AddCore(installation);
        // Nothing runs by itself but what is run here.
        builder.Services.RemoveAll<IHostedService>();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.AddBodyLimit();
        builder.WebHost.UseStaticWebAssets();
        if (Listening.Addresses(builder.Configuration).Count == 0)
            builder.WebHost.UseUrls(Listening.Default);
        await using var app = builder.Build();
        if (!TakeLock(app.Services.GetRequiredService<Database>()))
            return refused;

        var closing = app.Services.GetRequiredService<ClosingOnly>();
        var stop = app.Lifetime.ApplicationStopping;
        await closing.BeginAsync(reasons[0], app.Services.GetRequiredService<Database>().Path, installation.DataFolder, stop);
        if (!closing.MayBeOpen)
            return refused;
        var sandbox = app.Services.GetRequiredService<EmbeddedSandbox>();
        var time = app.Services.GetRequiredService<TimeProvider>();
        await sandbox.StartAsync(time, stop);
        app.Services.GetRequiredService<EmergencyJournal>().Open();
        var page = new ClosingOnlyPage(closing, reasons, code: Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));
        app.UseStaticFiles();
        app.MapHealthChecksOf(closing);
        app.MapFallback(page.AnswerAsync);
        Console.Error.WriteLine("Shares may be open: until they are closed this process stays, and does nothing else.");
        Console.Error.WriteLine($"Its page takes them away at once for whoever gives this code: {page.Code}");
        await ListenAsync(app);
        try
        {
            await closing.RunAsync(stop);
            Console.Error.WriteLine("Nothing is shared any more.");
        }
        catch (OperationCanceledException)
        {
            // It is told to stop; what is open is closed by whoever starts next.
        }
        await app.StopAsync(CancellationToken.None);
        return refused;
    }

    /// <summary>A level of the log that means nothing would stop this host too.</summary>
    private static void MakeLogUsable(ConfigurationManager configuration)
    {
        foreach (var (key, value) in configuration.GetSection("Logging").AsEnumerable().ToList())
            if (
                value is not null
                && key.Contains(":LogLevel", StringComparison.OrdinalIgnoreCase)
                && !Enum.TryParse<LogLevel>(value, ignoreCase: true, out _)
            )
                configuration[key] = nameof(LogLevel.Information);
    }

    /// <summary>False where another process has the database, and its own watchdog.</summary>
    private static bool TakeLock(Database database)
    {
        try
        {
            database.TakeLock();
            return true;
        }
        catch (ServedElsewhereException)
        {
            return false;
        }
        catch (StartRefusedException)
        {
            // Nobody can hold what nobody can make.
            return true;
        }
    }

    /// <summary>Without an address it closes all the same.</summary>
    private static async Task ListenAsync(WebApplication app)
    {
        try
        {
            await app.StartAsync();
        }
        catch (Exception e)
        {
            Console.Error.WriteLine($"It has no page: {(e.InnerException ?? e).Message}");
        }
    }

    private static void MapHealthChecksOf(this WebApplication app, ClosingOnly closing)
    {
        app.MapGet("/healthz", () => Results.Text("Healthy"));
        app.MapGet(
            Health.ReadyPath,
            () => Results.Text($"Closing only; {closing.Open.Count} open", statusCode: StatusCodes.Status503ServiceUnavailable)
        );
    }
}
