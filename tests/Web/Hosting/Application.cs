using System.Net.Http.Headers;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using SnapshotShare.Web.Hosting;

namespace SnapshotShare.Web.Tests.Hosting;

/// <summary>The real host with a real sandbox and a database of its own, three thousand times faster than AWS.</summary>
public sealed class Application : WebApplicationFactory<Installation>
{
    public static readonly string Root = FindRoot();
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("snapshotshare-");

    /// <summary>Configures it further; the last word is this one's.</summary>
    public Action<IWebHostBuilder> Configure { get; init; } = _ => { };

    /// <summary>Never follows a redirect and keeps no cookie: what was answered is what is seen.</summary>
    public HttpClient Anonymous() =>
        CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, HandleCookies = false });

    public HttpClient As(string role)
    {
        var client = Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", $"sandbox-{role}");
        return client;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder
            .UseContentRoot(Root)
            .UseSetting("Data:Folder", _data.FullName)
            .UseSetting("Aws:Sandbox:Speed", "3000")
            // Each persona is one person, and asks for all the tests at once.
            .UseSetting("Limits:AwsPerMinute", "100000")
            .UseSetting("Limits:ChangesPerMinute", "100000")
            .UseSetting("Limits:LedgerWalksPerMinute", "100000")
            .UseSetting("Limits:ReadsPerMinute", "100000")
            .UseSetting("Logging:LogLevel:Default", "Warning")
            .UseSetting("Logging:LogLevel:Microsoft.Hosting.Lifetime", "Warning");
        Configure(builder);
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
