using System.Data.Common;
using Amazon.Runtime;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using SnapshotShare.Core;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Simulation.Tests;

/// <summary>One running server: the domain as it is shipped, with the schedule between it and AWS and between it and its commits.</summary>
internal sealed class ServerProcess
{
    private readonly SimulatedRun _run;
    private readonly ServiceProvider _services;

    public ServerProcess(SimulatedRun run, string name, bool ownsDatabase)
    {
        (_run, Name) = (run, name);
        var commits = new Commits(this);
        _services = new ServiceCollection()
            .AddSingleton<TimeProvider>(run.Time)
            .AddSingleton(typeof(Microsoft.Extensions.Logging.ILogger<>), typeof(NullLogger<>))
            .AddCore(
                run.AwsTopology,
                new CoreOptions
                {
                    ConnectionString = run.ConnectionString,
                    Environment = SimulatedRun.Environment,
                    Timings = run.Timings,
                    BaseCredentials = new BasicAWSCredentials("AKIASANDBOXOPERATOR1", "sandbox-secret"),
                    SandboxEndpoint = () => new Uri("http://aws.simulated/"),
                    Synchronous = "OFF",
                    Interceptors = [commits, commits.Labels],
                    Connection = new AwsConnection
                    {
                        HttpClientFactory = new OnTheWire(this),
                        GivenSession = run.Session,
                        ReadRetries = 0,
                    },
                }
            )
            .AddSingleton(new RequestIds(run.Bytes))
            .BuildServiceProvider();
        if (ownsDatabase)
            Finished(Get<CoreStartup>().OpenAsync(CancellationToken.None));
    }

    public string Name { get; }
    public bool IsDead { get; private set; }
    public Task? Watch { get; set; }
    public Dictionary<string, Task> Advances { get; } = new(StringComparer.Ordinal);

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>SIGKILL: no continuation of it ever runs, its locks and connections are gone.</summary>
    public void Kill()
    {
        IsDead = true;
        Get<Database>().Dispose();
    }

    /// <summary>Whatever the process did by a mistake of its own comes out here.</summary>
    public void Reap()
    {
        if (Watch is { IsCompleted: true } watch)
        {
            Finished(watch);
            Watch = null;
        }
        foreach (var (request, advance) in Advances.Where(pair => pair.Value.IsCompleted).ToList())
        {
            Finished(advance);
            Advances.Remove(request);
        }
    }

    private void Finished(Task task)
    {
        if (IsDead)
            return;
        if (!task.IsCompleted)
            throw new InvalidOperationException("Something waited for what the schedule does not know.");
        task.GetAwaiter().GetResult();
    }

    private sealed class OnTheWire(ServerProcess process) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new Wire(process));
    }

    private sealed class Wire(ServerProcess process) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
            var call = new PendingCall(process, request, body, process._run.Time.Now);
            process._run.Send(call);
            return await call.Answer;
        }
    }

    /// <summary>The moments just before and just after each commit.</summary>
    private sealed class Commits(ServerProcess process) : DbTransactionInterceptor
    {
        private string _label = "";

        public SaveChangesInterceptor Labels => field ??= new Labelling(this);

        public override ValueTask<InterceptionResult> TransactionCommittingAsync(
            DbTransaction transaction,
            TransactionEventData eventData,
            InterceptionResult result,
            CancellationToken cancellationToken = default
        )
        {
            if (!process._run.DiesAt(process, $"before commit: {_label}"))
                return ValueTask.FromResult(result);
            var connection = transaction.Connection!;
            transaction.Rollback();
            connection.Close();
            process.Kill();
            return new ValueTask<InterceptionResult>(new TaskCompletionSource<InterceptionResult>().Task);
        }

        public override Task TransactionCommittedAsync(
            DbTransaction transaction,
            TransactionEndEventData eventData,
            CancellationToken cancellationToken = default
        )
        {
            var label = _label;
            _label = "";
            process._run.Committed(process, label);
            if (!process._run.DiesAt(process, $"after commit: {label}"))
                return Task.CompletedTask;
            process.Kill();
            return new TaskCompletionSource().Task;
        }

        private sealed class Labelling(Commits commits) : SaveChangesInterceptor
        {
            public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
                DbContextEventData eventData,
                InterceptionResult<int> result,
                CancellationToken cancellationToken = default
            )
            {
                var entries = eventData
                    .Context!.ChangeTracker.Entries()
                    .Where(entry => entry.State is EntityState.Added or EntityState.Modified)
                    .ToList();
                var kinds = entries.Select(entry => entry.Entity).OfType<LedgerEntry>().Select(Kind).Order(StringComparer.Ordinal).ToList();
                commits._label =
                    kinds.Count > 0
                        ? string.Join(" + ", kinds)
                        : string.Join(" + ", entries.Select(entry => entry.Entity.GetType().Name).Distinct().Order(StringComparer.Ordinal));
                return ValueTask.FromResult(result);
            }

            private static string Kind(LedgerEntry entry) =>
                LedgerEvent.Of(entry) switch
                {
                    ChangeIntended intended => $"{entry.Kind} {intended.Operation}",
                    ChangeResult result => $"{entry.Kind} {result.Operation}",
                    _ => entry.Kind,
                };
        }
    }
}
