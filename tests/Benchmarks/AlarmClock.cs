using System.Diagnostics;
using Hangfire;
using Hangfire.InMemory;
using SnapshotShare.Jobs;

namespace SnapshotShare.Benchmarks;

/// <summary>Prints what Hangfire adds to a look, with its records in memory and in a SQLite file side by side. In real time, unlike the trips.</summary>
public static class AlarmClock
{
    private const int Looks = 500;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly SemaphoreSlim Begun = new(0);

    public static void Measure()
    {
        var folder = Directory.CreateTempSubdirectory("snapshotshare-alarm-");
        try
        {
            Console.WriteLine($"{Looks} looks by Hangfire, each of which does nothing (times of this machine, median / 95 % / mean)");
            Console.WriteLine("                      to enqueue one       until it begins      all at once, each");
            using var memory = new InMemoryStorage();
            Line("records in memory", memory);
            var choice = JobStorageChoice.SqliteFile(Path.Combine(folder.FullName, "jobs.db"));
            var file = choice.Open(out _);
            Line("records in a file", file);
            (file as IDisposable)?.Dispose();
            (choice as IDisposable)?.Dispose();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public static void Look() => Begun.Release();

    private static void Line(string title, JobStorage storage)
    {
        var client = new BackgroundJobClient(storage, HangfireServer.Filters);
        using var server = new BackgroundJobServer(
            new BackgroundJobServerOptions { WorkerCount = HangfireServer.WorkerCount, FilterProvider = HangfireServer.Filters },
            storage
        );
        for (var i = 0; i < 50; i++)
            One();
        var times = Enumerable.Range(0, Looks).Select(_ => One()).ToList();
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < Looks; i++)
            client.Enqueue(() => Look());
        for (var i = 0; i < Looks; i++)
            Await();
        var each = clock.Elapsed / Looks;
        Console.WriteLine(
            $"  {title, -18}  {Told(times.Select(time => time.Enqueued))}  {Told(times.Select(time => time.Begun))}  {each.TotalMilliseconds, 6:F2} ms"
        );

        (TimeSpan Enqueued, TimeSpan Begun) One()
        {
            // Until the one before has been acknowledged.
            Begun.Wait(Pause);
            var one = Stopwatch.StartNew();
            client.Enqueue(() => Look());
            var enqueued = one.Elapsed;
            Await();
            return (enqueued, one.Elapsed);
        }
    }

    private static void Await()
    {
        if (!Begun.Wait(Limit))
            throw new TimeoutException($"A look has not begun within {Limit}.");
    }

    private static string Told(IEnumerable<TimeSpan> times)
    {
        var sorted = times.Select(time => time.TotalMilliseconds).Order().ToList();
        return $"{sorted[sorted.Count / 2], 5:F2} {sorted[sorted.Count * 95 / 100], 5:F2} {sorted.Average(), 5:F2} ms";
    }
}
