using Hangfire;
using Hangfire.AspNetCore;
using Hangfire.Common;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace SnapshotShare.Jobs;

/// <summary>Runs Hangfire's server in this process, and starts it anew on fresh records when the old ones cannot be used any more.</summary>
public sealed partial class HangfireServer(
    JobStorageChoice choice,
    CurrentJobStorage current,
    IServiceScopeFactory scopes,
    ILogger<HangfireServer> logger
) : IHostedService, IDisposable
{
    /// <summary>Few: SQLite has one writer, and an advance never waits.</summary>
    public const int WorkerCount = 4;

    /// <summary>
    /// A job's own attributes and the dashboard's graphs. Hangfire's other filters (culture, continuations, retries) would read and write
    /// the file with each job, for nothing here.
    /// </summary>
    public static readonly IJobFilterProvider Filters = new JobFilterProviderCollection(
        new JobFilterAttributeFilterProvider(),
        new JobFilterCollection { new StatisticsHistoryAttribute() }
    );

    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(10);

    private readonly List<Task> _retiring = [];
    private Running? _running;

    /// <summary>The reason why the records cannot be used any more; null while they can.</summary>
    public string? FindTrouble() => choice.FindTrouble();

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _running = Start(out var madeAnew);
        if (madeAnew is not null)
            Log.MadeAnew(logger, madeAnew);
        return Task.CompletedTask;
    }

    /// <summary>The argument is the request's ID and nothing else: it is shown on the dashboard and kept in the file.</summary>
    public void Enqueue(string requestId)
    {
        var running = _running ?? throw new InvalidOperationException("Hangfire's server does not run.");
        running.Client.Enqueue<AdvanceRequestJob>(job => job.RunAsync(requestId, CancellationToken.None));
    }

    /// <summary>Jobs that run go on to their end; those that were queued are lost, and the caller must enqueue what is due again.</summary>
    public async Task StartAnewAsync(string reason, CancellationToken ct)
    {
        var retiring = _running?.RetireAsync(StopWithin) ?? Task.CompletedTask;
        _running = null;
        _retiring.RemoveAll(task => task.IsCompleted);
        _retiring.Add(retiring);
        try
        {
            _running = Start(out _);
        }
        catch (IOException)
        {
            // Where an open file cannot be moved, it must be closed first.
            await retiring.WaitAsync(ct);
            _running = Start(out _);
        }
        Log.StartedAnew(logger, reason);
    }

    public Task StopAsync(CancellationToken cancellationToken) => EndAsync().WaitAsync(cancellationToken);

    public void Dispose()
    {
        // Nothing is left to wait for where the host was stopped before.
        Task.Run(EndAsync).GetAwaiter().GetResult();
        (choice as IDisposable)?.Dispose();
    }

    private Task EndAsync()
    {
        if (Interlocked.Exchange(ref _running, null) is { } running)
            _retiring.Add(running.RetireAsync(StopWithin));
        return Task.WhenAll(_retiring);
    }

    private Running Start(out string? madeAnew)
    {
        var storage = choice.Open(out madeAnew);
        var options = new BackgroundJobServerOptions
        {
            WorkerCount = WorkerCount,
            Activator = new AspNetCoreJobActivator(scopes),
            FilterProvider = Filters,
            StopTimeout = TimeSpan.FromSeconds(5),
            ShutdownTimeout = StopWithin,
        };
        current.Open = storage;
        return new Running(storage, new BackgroundJobServer(options, storage), new BackgroundJobClient(storage, Filters));
    }

    private sealed record Running(JobStorage Storage, BackgroundJobServer Server, BackgroundJobClient Client)
    {
        public async Task RetireAsync(TimeSpan within)
        {
            Server.SendStop();
            using var patience = new CancellationTokenSource(within);
            try
            {
                await Server.WaitForShutdownAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                // What still runs holds its row by a lease, which ends by itself.
            }
            Server.Dispose();
            (Storage as IDisposable)?.Dispose();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "Hangfire's records could not be used and were made anew, which loses no request: {Reason}"
        )]
        public static partial void MadeAnew(ILogger logger, string reason);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "Hangfire's records could not be used any more and Hangfire was started anew, which loses no request: {Reason}"
        )]
        public static partial void StartedAnew(ILogger logger, string reason);
    }
}
