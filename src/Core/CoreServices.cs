using Amazon.Runtime;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using SnapshotShare.Core.Accounts;
using SnapshotShare.Core.Approvals;
using SnapshotShare.Core.Audit;
using SnapshotShare.Core.Data;
using SnapshotShare.Core.Drift;
using SnapshotShare.Core.Exposing;
using SnapshotShare.Core.Freezing;
using SnapshotShare.Core.Notices;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.People;
using SnapshotShare.Core.Pipeline;
using SnapshotShare.Core.Planning;
using SnapshotShare.Core.Requests;

namespace SnapshotShare.Core;

/// <summary>What the domain needs to know of the process it runs in.</summary>
public sealed record CoreOptions
{
    public required string ConnectionString { get; init; }
    public required World World { get; init; }
    public required Pace Pace { get; init; }

    /// <summary>Null leaves it to the SDK's own chain.</summary>
    public AWSCredentials? BaseCredentials { get; init; }

    /// <summary>The embedded sandbox's address, known after it started; answers null when AWS itself is meant.</summary>
    public Func<Uri?> SandboxEndpoint { get; init; } = () => null;

    /// <summary>Where the ledger's heads are kept, outside the database; null where nobody will ask for proof, as in a simulation.</summary>
    public string? HeadsFolder { get; init; }

    /// <summary>Where those who must act are told.</summary>
    public WebhookOptions Webhook { get; init; } = new();

    /// <summary>How a notice is worded; English unless said otherwise.</summary>
    public Func<Phrase, string> NoticeWords { get; init; } = phrase => phrase.ToString();

    /// <summary>How AWS is reached otherwise; a simulation puts itself in between here.</summary>
    public AwsConnection Connection { get; init; } = new();

    /// <summary>What else sits between the domain and SQLite; a simulation kills processes there.</summary>
    public IReadOnlyList<IInterceptor> Interceptors { get; init; } = [];

    /// <summary>SQLite's <c>synchronous</c>; anything but FULL is for simulations.</summary>
    public string Synchronous { get; init; } = "FULL";
}

public static class CoreServices
{
    public static IServiceCollection AddCore(this IServiceCollection services, Estate estate, CoreOptions options)
    {
        services.AddSingleton(estate);
        services.AddSingleton(options.World);
        services.AddSingleton(options.Pace);
        services.AddSingleton(
            options.Connection with
            {
                BaseCredentials = options.BaseCredentials,
                SandboxEndpoint = options.SandboxEndpoint,
                ChangeTimeout = options.Pace.ChangeTimeout,
            }
        );
        services.AddPooledDbContextFactory<SnapshotShareDb>(db =>
            db.UseSqlite(options.ConnectionString).AddInterceptors([new SqlitePragmas(options.Synchronous), .. options.Interceptors])
        );
        services.AddSingleton<ChangeFeed>();
        services.AddSingleton<WritingLane>();
        services.AddSingleton<Database>();
        services.AddSingleton<AwsClients>();
        services.AddSingleton<Observer>();
        services.AddSingleton<Preflight>();
        services.AddSingleton<RouteHealth>();
        services.AddSingleton<Sessions>();
        services.AddSingleton<Gate>();
        services.AddSingleton(_ => new RequestIds());
        services.AddSingleton<RequestLines>();
        services.AddSingleton<RequestVerbs>();
        services.AddSingleton<FreezeVerbs>();
        services.AddSingleton<Exposures>();
        services.AddSingleton<DecisionSheets>();
        services.AddSingleton<Forecasts>();
        services.AddSingleton<Engine>();
        services.AddSingleton<Watchdog>();
        services.AddSingleton<DriftLook>();
        services.AddSingleton<DriftUnsharing>();
        services.AddSingleton<DriftVerbs>();
        // First, and started before the pages are served.
        services.AddHostedService<WatchdogService>();
        services.AddHostedService<ObserverService>();
        services.AddHostedService<DriftService>();
        if (options.HeadsFolder is { } folder)
        {
            services.AddSingleton(new LedgerHeads(folder));
            services.AddSingleton<LedgerCheck>();
            services.AddSingleton<LedgerVerbs>();
            services.AddSingleton<EvidenceVerbs>();
            services.AddSingleton<LedgerWatch>();
            services.AddHostedService(provider => provider.GetRequiredService<LedgerWatch>());
            if (options.Webhook.IsOn)
            {
                services.AddSingleton(provider =>
                    ActivatorUtilities.CreateInstance<Webhook>(provider, options.Webhook, options.NoticeWords)
                );
                services.AddHostedService<WebhookService>();
            }
        }
        return services;
    }
}
