using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SnapshotShare.Core;
using SnapshotShare.Core.Topology;
using SnapshotShare.Web.Text;

namespace SnapshotShare.Web.Hosting;

public static class HostServices
{
    /// <summary>The installation, its data folder, and what stands between it and the network.</summary>
    public static void AddHost(this WebApplicationBuilder builder, Installation installation)
    {
        var services = builder.Services;
        services.AddSingleton(installation);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<StartupSequence>();
        var start = new HostStart();
        services.AddSingleton(start);
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => start.IsOver && level >= LogLevel.Information);
        services.AddSingleton<CarriedRefusals>();
        services.AddHealth();
        services.AddResponseCompression(options =>
        {
            // Over https too: what a page repeats of its address stands beside no secret that stays the same; tokens are made anew for
            // each answer, and the cookie does not come with another site's requests.
            options.EnableForHttps = true;
            options.MimeTypes = ["text/html", "application/json"];
        });
        services
            .AddDataProtection()
            .SetApplicationName("SnapshotShare")
            .PersistKeysToFileSystem(new DirectoryInfo(installation.KeysFolder));
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "snapshotshare-form";
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        builder.AddProxies();
        builder.AddBodyLimit();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        // Static files also when run from the build's output outside Development; a published application has them anyway.
        builder.WebHost.UseStaticWebAssets();
        if (Listening.Addresses(builder.Configuration).Count == 0)
            builder.WebHost.UseUrls(Listening.Default);
        if (!installation.PersonasOnNetwork && builder.Configuration["AllowedHosts"] is null)
            // Another site's name that is made to resolve to this machine must not get the personas' forms.
            services.PostConfigure<HostFilteringOptions>(options => options.AllowedHosts = ["localhost", "127.0.0.1", "[::1]"]);
    }

    /// <summary>The domain, pointed at AWS or at the sandbox.</summary>
    public static void AddCore(this WebApplicationBuilder builder, Installation installation)
    {
        var sandbox = new EmbeddedSandbox(installation);
        var words = new Localizer();
        words.Use(installation.Webhook.Language);
        // By factory, so that the container ends it.
        builder.Services.AddSingleton(_ => sandbox);
        builder.Services.AddCore(
            installation.AwsTopology,
            new CoreOptions
            {
                ConnectionString = installation.ConnectionString,
                Environment = installation.Environment,
                Timings = Timings.From(installation.Timings, installation.IsSandboxWorld ? installation.Sandbox.Speed : 1),
                BaseCredentials = installation.BaseCredentials,
                SandboxEndpoint = () => sandbox.Endpoint,
                HeadsFolder = installation.DataFolder,
                Webhook = installation.Webhook,
                Limits = installation.Limits,
                NoticeWords = words.Say,
            }
        );
    }
}
