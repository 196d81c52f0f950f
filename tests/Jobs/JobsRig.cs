using System.Collections.Concurrent;
using System.Diagnostics;
using Hangfire;
using Hangfire.Storage;
using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Tests;

namespace SnapshotShare.Jobs.Tests;

/// <summary>The domain with everything that runs beside it in a server, Hangfire on a real file included, and what it says in the log.</summary>
internal sealed class JobsRig : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("snapshotshare-jobs-");
    private readonly Rig _rig;
    private List<IHostedService> _running = [];

    /// <param name="stay">How long finished jobs stay; the usual time when it is not given.</param>
    public JobsRig(TimeSpan? stay = null, TimeSpan? answerWithin = null) =>
        _rig = new Rig
        {
            AnswerWithin = answerWithin ?? TimeSpan.FromMilliseconds(1),
            AddMore = services =>
                services
                    .AddSingleton<ILoggerProvider>(new Ear(Said))
                    .AddJobs(
                        stay is { } given
                            ? new SqliteJobFile(File) { Stay = given, RemoveEvery = TimeSpan.FromMilliseconds(200) }
                            : JobStorageChoice.SqliteFile(File)
                    ),
        };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public Rig Domain => _rig;
    public string File => Path.Combine(_folder.FullName, "jobs.db");

    /// <summary>What the jobs' own classes said, as warnings or worse.</summary>
    public ConcurrentQueue<string> Said { get; } = new();

    /// <summary>What the dashboard reads.</summary>
    public IMonitoringApi Dashboard => _rig.Get<JobStorage>().GetMonitoringApi();

    public async Task<JobsRig> StartAsync()
    {
        await _rig.OpenAsync();
        await StartServicesAsync();
        return this;
    }

    public async Task<JobsRig> OpenWithoutJobsAsync()
    {
        await _rig.OpenAsync();
        return this;
    }

    public async Task StartServicesAsync()
    {
        _running = [.. _rig.Get<IEnumerable<IHostedService>>()];
        foreach (var service in _running)
            await service.StartAsync(Ct);
    }

    public async Task StopServicesAsync()
    {
        foreach (var service in Enumerable.Reverse(_running))
            await service.StopAsync(CancellationToken.None);
        _running = [];
    }

    /// <summary>The process ends and another one begins; between the two somebody may be at the file.</summary>
    public async Task RestartAsync(Action? between = null)
    {
        await StopServicesAsync();
        await _rig.RestartAsync(between);
        await StartServicesAsync();
    }

    /// <summary>Requests that nobody will answer: each is due at once and needs one advance, which the ledger tells.</summary>
    public async Task<List<string>> AskAsync(int count)
    {
        var ids = new List<string>();
        for (var i = 0; i < count; i++)
            ids.Add((await _rig.AskAsync(Rig.Terms with { Goal = Goal.Copy })).Id);
        return ids;
    }

    /// <summary>Nothing lost, nothing doubled: each of them has ended, and has ended once.</summary>
    public async Task EachEndsOnceAsync(IReadOnlyCollection<string> ids)
    {
        await UntilAsync(
            async () =>
            {
                await using var db = await _rig.Get<IDbContextFactory<Db>>().CreateDbContextAsync(Ct);
                return await db.Requests.CountAsync(row => ids.Contains(row.Id) && row.Status == RequestStatus.Unanswered, Ct) == ids.Count;
            },
            "every request has ended"
        );
        var ends = (await _rig.LedgerAsync())
            .Where(entry => entry.Kind == LedgerKind.StatusChanged && ids.Contains(entry.Subject))
            .GroupBy(entry => entry.Subject)
            .ToList();
        Assert.Equal(ids.Count, ends.Count);
        Assert.All(ends, entries => Assert.Single(entries));
    }

    public async Task UntilAsync(Func<Task<bool>> there, string what)
    {
        var clock = Stopwatch.StartNew();
        while (!await there())
        {
            Assert.True(clock.Elapsed < Limit, $"Not after {Limit}: {what}. Said: {string.Join('\n', Said)}");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Ct);
        }
    }

    public Task UntilAsync(Func<bool> there, string what) => UntilAsync(() => Task.FromResult(there()), what);

    public async ValueTask DisposeAsync()
    {
        await StopServicesAsync();
        await _rig.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>Hears the jobs alone: what the domain says is tested elsewhere.</summary>
    private sealed class Ear(ConcurrentQueue<string> said) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) =>
            new Line(said, categoryName.StartsWith("SnapshotShare.Jobs", StringComparison.Ordinal));

        public void Dispose() { }

        private sealed class Line(ConcurrentQueue<string> said, bool isOurs) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => isOurs && logLevel >= LogLevel.Warning;

            public void Log<TState>(
                LogLevel logLevel,
                EventId eventId,
                TState state,
                Exception? exception,
                Func<TState, Exception?, string> formatter
            )
            {
                if (IsEnabled(logLevel))
                    said.Enqueue($"{logLevel}: {formatter(state, exception)} {exception?.Message}");
            }
        }
    }
}
