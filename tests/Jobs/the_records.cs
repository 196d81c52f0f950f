using System.Text;
using Hangfire;
using SnapshotShare.Core.Persistence;
using SQLite;

namespace SnapshotShare.Jobs.Tests;

public sealed class the_records
{
    [Fact]
    public async Task are_seen_after_a_restart()
    {
        await using var rig = await new JobsRig().StartAsync();
        var ids = await rig.AskAsync(3);
        await rig.EachEndsOnceAsync(ids);
        await rig.UntilAsync(() => rig.Dashboard.SucceededListCount() >= 3, "every job has been acknowledged");

        await rig.RestartAsync();

        Assert.Equal(
            ids.Order(StringComparer.Ordinal),
            rig.Dashboard.SucceededJobs(0, 10)
                .Select(job => (string)job.Value.Job.Args[0])
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
        );
        Assert.Empty(rig.Said);
    }

    [Fact]
    public async Task go_when_they_have_expired()
    {
        await using var rig = await new JobsRig(stay: TimeSpan.FromSeconds(1)).StartAsync();
        await rig.EachEndsOnceAsync(await rig.AskAsync(3));
        await rig.UntilAsync(() => rig.Dashboard.GetStatistics().Succeeded > 0, "they have been seen");

        await rig.UntilAsync(
            () => Count(rig.File, "Job") + Count(rig.File, "State") + Count(rig.File, "JobParameter") == 0,
            "they are gone"
        );
    }

    [Fact]
    public async Task of_jobs_whose_process_has_gone_are_retired_and_do_not_run()
    {
        await using var rig = await new JobsRig().StartAsync();
        await rig.StopServicesAsync();
        // Left by a killed process: one in the queue, one that ran.
        using (var choice = new SqliteJobFile(Path.Combine(Path.GetDirectoryName(rig.File)!, "left.db")))
        {
            var storage = choice.Open(out _);
            var client = new BackgroundJobClient(storage);
            client.Enqueue<AdvanceRequestJob>(job => job.RunAsync("queued", CancellationToken.None));
            client.Enqueue<AdvanceRequestJob>(job => job.RunAsync("running", CancellationToken.None));
            using (var connection = storage.GetConnection())
                Assert.NotNull(connection.FetchNextJob(["default"], TestContext.Current.CancellationToken));
            (storage as IDisposable)?.Dispose();
        }

        await rig.RestartAsync(between: () =>
            File.Move(Path.Combine(Path.GetDirectoryName(rig.File)!, "left.db"), rig.File, overwrite: true)
        );

        await rig.UntilAsync(() => rig.Dashboard.Servers().Count == 1, "the server has said that it is there");
        Assert.Equal(2, rig.Dashboard.DeletedListCount());
        Assert.Equal(0, rig.Dashboard.EnqueuedCount("default") + rig.Dashboard.FetchedCount("default"));
        var left = rig.Dashboard.DeletedJobs(0, 10)[0];
        Assert.NotNull(left.Value.DeletedAt);
        Assert.StartsWith("Its process ended", rig.Dashboard.JobDetails(left.Key).History[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task hold_a_requests_id_and_no_secret()
    {
        await using var rig = await new JobsRig().StartAsync();
        var ids = await rig.AskAsync(2);
        await rig.EachEndsOnceAsync(ids);
        await rig.UntilAsync(() => rig.Dashboard.SucceededListCount() >= 2, "every job has been acknowledged");

        using var database = new SQLiteConnection(rig.File, SQLiteOpenFlags.ReadOnly);
        var arguments = database.QueryScalars<string>("SELECT DISTINCT Arguments FROM Job ORDER BY Arguments");
        Assert.Equal(ids.Select(id => $"""["\"{id}\"",null]""").Order(StringComparer.Ordinal), arguments);
        var told = new StringBuilder();
        foreach (
            var column in new[] { "Data FROM State", "Reason FROM State", "Value FROM JobParameter", "Data FROM Server", "Value FROM Hash" }
        )
        foreach (var text in database.QueryScalars<string>($"SELECT {column}"))
            told.AppendLine(text);
        Assert.DoesNotContain("sandbox-secret", told.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("AKIA", told.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("arn:", told.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task are_for_one_process()
    {
        await using var rig = await new JobsRig().StartAsync();
        using var second = new SqliteJobFile(rig.File);

        var refused = Assert.Throws<StartRefusedException>(() => second.Open(out _));

        Assert.Contains("Another SnapshotShare process", refused.Message, StringComparison.Ordinal);
    }

    private static int Count(string file, string table)
    {
        using var database = new SQLiteConnection(file, SQLiteOpenFlags.ReadOnly);
        return database.ExecuteScalar<int>($"SELECT count(*) FROM {table}");
    }
}
