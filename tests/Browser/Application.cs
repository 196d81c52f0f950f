using System.Globalization;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using SnapshotShare.Web.Hosting;

namespace SnapshotShare.Browser.Tests;

/// <summary>The real host on a real port, with a sandbox and a database of its own.</summary>
public sealed class Application : WebApplicationFactory<Installation>
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("snapshotshare-");
    private readonly double _speed;

    private readonly Action<IWebHostBuilder>? _configure;

    public Application(double speed = 120, Action<IWebHostBuilder>? configure = null)
    {
        (_speed, _configure) = (speed, configure);
        UseKestrel(0);
        StartServer();
    }

    public static string Root { get; } = FindRoot();

    public Uri Address => new(Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public string Database => Path.Combine(_data.FullName, "snapshotshare.db");

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder
            .UseContentRoot(Root)
            .UseSetting("Data:Folder", _data.FullName)
            .UseSetting("Aws:Sandbox:Speed", _speed.ToString(CultureInfo.InvariantCulture))
            // Each persona is one person, and asks for all the tests at once.
            .UseSetting("Limits:AwsPerMinute", "100000")
            .UseSetting("Limits:ReadsPerMinute", "100000")
            .UseSetting("Logging:LogLevel:Default", "Warning")
            .UseSetting("Logging:LogLevel:Microsoft.Hosting.Lifetime", "Warning")
            // On a busy machine a browser may have nothing to say for a while; that it is gone shows by its socket.
            .ConfigureServices(services =>
                services.Configure<HubOptions>(hub =>
                    (hub.ClientTimeoutInterval, hub.HandshakeTimeout, hub.KeepAliveInterval) = (
                        TimeSpan.FromMinutes(4),
                        TimeSpan.FromMinutes(4),
                        TimeSpan.FromSeconds(5)
                    )
                )
            );
        _configure?.Invoke(builder);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _data.Delete(recursive: true);
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "SnapshotShare.sln")))
            folder = folder.Parent!;
        return folder.FullName;
    }
}
