using Hangfire;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Tests;

namespace SnapshotShare.Jobs.Tests;

public sealed class losing_the_file
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Spoiled.Emptied)]
    [InlineData(Spoiled.Zeroed)]
    [InlineData(Spoiled.Halved)]
    [InlineData(Spoiled.Overwritten)]
    [InlineData(Spoiled.ADirectory)]
    [InlineData(Spoiled.AnotherDatabase)]
    [InlineData(Spoiled.ItsLogADirectory)]
    public async Task before_the_start_costs_one_line_in_the_log_and_no_request(Spoiled how)
    {
        await using var rig = await new JobsRig().StartAsync();
        await rig.EachEndsOnceAsync(await rig.AskAsync(2));
        Assert.Empty(rig.Said);

        await rig.RestartAsync(between: () => how.Apply(rig.File));

        await rig.EachEndsOnceAsync(await rig.AskAsync(2));
        Assert.StartsWith(
            "Warning: Hangfire's records could not be used and were made anew",
            Assert.Single(rig.Said),
            StringComparison.Ordinal
        );
        await rig.UntilAsync(() => rig.Dashboard.SucceededListCount() >= 2, "the new file shows what was run");
    }

    [Fact]
    public async Task before_the_start_by_deleting_it_is_no_news()
    {
        await using var rig = await new JobsRig().StartAsync();
        await rig.EachEndsOnceAsync(await rig.AskAsync(2));

        await rig.RestartAsync(between: () => File.Delete(rig.File));

        await rig.EachEndsOnceAsync(await rig.AskAsync(2));
        Assert.Empty(rig.Said);
    }

    [Theory]
    [InlineData(Spoiled.Deleted)]
    [InlineData(Spoiled.Emptied)]
    [InlineData(Spoiled.Zeroed)]
    [InlineData(Spoiled.ADirectory)]
    [InlineData(Spoiled.AnotherDatabase)]
    public async Task in_mid_life_costs_one_line_in_the_log_and_no_request(Spoiled how)
    {
        await using var rig = await new JobsRig().StartAsync();
        await rig.EachEndsOnceAsync(await rig.AskAsync(2));

        how.Apply(rig.File);
        var ids = await rig.AskAsync(5);

        await rig.EachEndsOnceAsync(ids);
        await rig.UntilAsync(() => !rig.Said.IsEmpty, "it says so");
        Assert.StartsWith("Warning: Hangfire's records could not be used any more", Assert.Single(rig.Said), StringComparison.Ordinal);
        // What comes after it stands in a file that is found again.
        await rig.EachEndsOnceAsync(await rig.AskAsync(1));
        await rig.RestartAsync();
        Assert.True(rig.Dashboard.SucceededListCount() >= 1);
        Assert.Single(rig.Said);
    }

    [Theory]
    [InlineData(Spoiled.Halved)]
    [InlineData(Spoiled.Overwritten)]
    public async Task in_mid_life_by_damage_further_in_costs_no_request_either(Spoiled how)
    {
        await using var rig = await new JobsRig().StartAsync();
        await rig.EachEndsOnceAsync(await rig.AskAsync(2));

        how.Apply(rig.File);

        await rig.EachEndsOnceAsync(await rig.AskAsync(5));
    }

    [Fact]
    public async Task again_and_again_a_trip_still_comes_to_its_end()
    {
        await using var rig = await new JobsRig(answerWithin: TimeSpan.FromDays(1)).StartAsync();
        var request = await rig.Domain.AskAsync(Rig.Terms with { Goal = Goal.Copy });
        await rig.Domain.ApproveAsync(request);
        var (spoiled, seen) = (0, 0);

        await rig.UntilAsync(
            async () =>
            {
                var row = await rig.Domain.ReadAsync(request.Id);
                // Each time it has been made anew and the trip went on a bit.
                if (rig.Said.Count == spoiled && row.Version > seen + 3 && row.Status != RequestStatus.Ready)
                {
                    (spoiled % 2 == 0 ? Spoiled.Zeroed : Spoiled.Deleted).Apply(rig.File);
                    (spoiled, seen) = (spoiled + 1, row.Version);
                }
                return row.Status == RequestStatus.Ready;
            },
            "the copy is ready"
        );

        Assert.True(spoiled >= 2, $"spoiled {spoiled} times");
        Assert.Equal(1, (await rig.Domain.LedgerAsync()).Count(entry => entry.Kind == "share.opened"));
    }

    [Fact]
    public async Task in_the_middle_of_a_write_costs_no_request()
    {
        await using var rig = await new JobsRig().OpenWithoutJobsAsync();
        var ids = await rig.AskAsync(60);
        await rig.StartServicesAsync();
        // What a process that is killed leaves behind, and worse: the file and its log from different moments.
        var left = Directory.CreateTempSubdirectory("snapshotshare-left-");
        try
        {
            var copies = new List<string>();
            while (copies.Count < 20)
            {
                var copy = Path.Combine(left.CreateSubdirectory($"{copies.Count}").FullName, "jobs.db");
                foreach (var part in new[] { "", "-wal" })
                    if (File.Exists(rig.File + part))
                        File.Copy(rig.File + part, copy + part);
                copies.Add(copy);
                await Task.Yield();
            }
            await rig.EachEndsOnceAsync(ids);

            foreach (var copy in copies)
                RunsOn(copy);
        }
        finally
        {
            left.Delete(recursive: true);
        }
    }

    private static void RunsOn(string file)
    {
        using var choice = new SqliteJobFile(file);
        var storage = choice.Open(out _);
        var monitoring = storage.GetMonitoringApi();
        Assert.Equal(0, monitoring.EnqueuedCount("default") + monitoring.FetchedCount("default"));
        using (new BackgroundJobServer(new BackgroundJobServerOptions { WorkerCount = 1 }, storage))
        {
            var id = new BackgroundJobClient(storage).Enqueue(() => ASmallJob.Run());
            Assert.True(
                SpinWait.SpinUntil(() => monitoring.JobDetails(id)?.History[0].StateName == "Succeeded", TimeSpan.FromMinutes(1)),
                $"A job on {file} has not run within a minute."
            );
        }
        (storage as IDisposable)?.Dispose();
    }
}

/// <summary>A job that only shows that jobs are run.</summary>
public static class ASmallJob
{
    public static void Run() { }
}
