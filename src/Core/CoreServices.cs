using Amazon.Runtime;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SnapshotShare.Core.Approvals;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Clocks;
using SnapshotShare.Core.Commands;
using SnapshotShare.Core.Execution;
using SnapshotShare.Core.Exposing;
using SnapshotShare.Core.Exposing.Strays;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Notifications;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Planning;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Shares.Drift;
using SnapshotShare.Core.Text;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core;

/// <summary>Everything the domain needs to know of the process it runs in.</summary>
public sealed record CoreOptions
{
    public required string ConnectionString { get; init; }
    public required DatabaseEnvironment Environment { get; init; }
    public required Timings Timings { get; init; }

    /// <summary>Null leaves it to the SDK's own chain.</summary>
    public AWSCredentials? BaseCredentials { get; init; }

    /// <summary>The embedded sandbox's address, known after it started; answers null when AWS itself is meant.</summary>
    public Func<Uri?> SandboxEndpoint { get; init; } = () => null;

    /// <summary>Where the ledger's heads and the key that signs them and each decision are kept, outside the database.</summary>
    public required string HeadsFolder { get; init; }

    /// <summary>Where those who must act are told.</summary>
    public WebhookOptions Webhook { get; init; } = new();

    public WebhookTransport WebhookTransport { get; init; } = WebhookTransport.Network;

    /// <summary>Words a notice; English unless said otherwise.</summary>
    public Func<Message, string> NoticeWords { get; init; } = phrase => phrase.ToString();

    /// <summary>The limits of what one person may ask for.</summary>
    public LimitOptions Limits { get; init; } = new();

    /// <summary>The way to AWS otherwise; a simulation puts itself in between here.</summary>
    public AwsConnection Connection { get; init; } = new();

    /// <summary>Everything else that sits between the domain and SQLite; a simulation kills processes there.</summary>
    public IReadOnlyList<IInterceptor> Interceptors { get; init; } = [];

    /// <summary>SQLite's <c>synchronous</c>; anything but FULL is for simulations.</summary>
    public string Synchronous { get; init; } = "FULL";
}

public static class CoreServices
{
    public static IServiceCollection AddCore(this IServiceCollection services, AwsTopology topology, CoreOptions options)
    {
        services.AddClocks();
        services.AddSingleton(topology);
        services.AddSingleton(options.Environment);
        services.AddSingleton(options.Timings);
        services.AddSingleton(
            options.Connection with
            {
                BaseCredentials = options.BaseCredentials,
                SandboxEndpoint = options.SandboxEndpoint,
                ChangeTimeout = options.Timings.ChangeTimeout,
            }
        );
        services.AddPooledDbContextFactory<Db>(db =>
            db.UseSqlite(options.ConnectionString).AddInterceptors([new SqlitePragmas(options.Synchronous), .. options.Interceptors])
        );
        services.AddSingleton<ChangeFeed>();
        services.AddSingleton<LedgerTransaction>();
        services.AddSingleton<LedgerReach>();
        services.AddSingleton<CommandLedger>();
        services.AddSingleton<Database>();
        services.AddSingleton<CoreStartup>();
        services.AddSingleton<AwsClients>();
        services.AddSingleton<Observer>();
        services.AddSingleton<Preflight>();
        services.AddSingleton<RouteChecks>();
        services.AddSingleton<Sessions>();
        services.AddSingleton<RefusedAttempts>();
        services.AddSingleton<Authorizer>();
        services.AddSingleton(options.Limits);
        services.AddSingleton<Limits>();
        services.AddSingleton(_ => new RequestIds());
        services.AddSingleton<RequestListItems>();
        services.AddSingleton<RequestCommands>();
        services.AddSingleton<FreezeCommands>();
        services.AddSingleton<Exposures>();
        services.AddSingleton<StraySweep>();
        services.AddSingleton<StrayOffers>();
        services.AddSingleton<StrayRemover>();
        services.AddSingleton<StrayCommands>();
        services.AddHostedService<StraySweepService>();
        services.AddSingleton<DecisionSheets>();
        services.AddSingleton<Forecasts>();
        services.AddSingleton<Engine>();
        services.AddSingleton<FreezeLife>();
        services.AddSingleton<IFreezer>(provider => provider.GetRequiredService<FreezeLife>());
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<EmergencyJournal>(provider, options.HeadsFolder));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<OpenShares>(provider, options.HeadsFolder));
        services.AddSingleton<ShareCloser>();
        services.AddSingleton<ShareProver>();
        services.AddSingleton<Watchdog>();
        services.AddSingleton<ClosingOnly>();
        services.AddSingleton<DriftScan>();
        services.AddSingleton<DriftCloser>();
        services.AddSingleton<DriftCommands>();
        // First, and started before the pages are served.
        services.AddHostedService<WatchdogService>();
        services.AddHostedService<ObserverService>();
        services.AddHostedService<DriftService>();
        services.AddSingleton(new LedgerKey(options.HeadsFolder));
        services.AddSingleton<LedgerHeads>();
        services.AddSingleton<ILedgerWitness, RequestWitness>();
        services.AddSingleton<ILedgerWitness, ShareWitness>();
        services.AddSingleton<StandingApprovals>();
        services.AddSingleton<LedgerCheck>();
        services.AddSingleton<LedgerCommands>();
        services.AddSingleton<EvidenceCommands>();
        services.AddSingleton<LedgerWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<LedgerWatch>());
        // Stopped before the watch above, whose last head then covers what it has entered.
        services.AddHostedService<RefusedAttemptsService>();
        if (options.Webhook.IsOn)
        {
            services.AddSingleton(provider =>
                ActivatorUtilities.CreateInstance<Webhook>(provider, options.Webhook, options.NoticeWords, options.WebhookTransport)
            );
            services.AddHostedService<WebhookService>();
        }
        return services;
    }

    /// <summary>Whoever asks for the time gets the steady clock; it goes by the clock that was registered before.</summary>
    private static void AddClocks(this IServiceCollection services)
    {
        var wall = services.LastOrDefault(service => service.ServiceType == typeof(TimeProvider))?.ImplementationInstance as TimeProvider;
        services.AddSingleton(_ => new SteadyClock(wall ?? TimeProvider.System));
        services.AddSingleton<ClockCheck>();
        services.AddSingleton<ClockWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<ClockWatch>());
        services.Replace(ServiceDescriptor.Singleton<TimeProvider>(provider => provider.GetRequiredService<SteadyClock>()));
    }
}
