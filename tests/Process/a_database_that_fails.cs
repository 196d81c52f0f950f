using Microsoft.Data.Sqlite;

namespace SnapshotShare.Process.Tests;

/// <summary>The database fails under a running process while a share is open: the share is taken away in time, and it is said aloud.</summary>
public sealed class a_database_that_fails(Published published)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task locked_from_outside_or_damaged_keeps_no_share_open() => await Task.WhenAll(LockedAsync(), DamagedAsync());

    private async Task LockedAsync()
    {
        await using var stage = await Stage.SetAsync(published, Ct);
        var trip = await ShareAsync(stage);
        await using (var database = new SqliteConnection($"Data Source={Path.Combine(stage.Folder, "snapshotshare.db")};Pooling=False"))
        {
            await database.OpenAsync(Ct);
            await using var held = database.BeginTransaction();
            await ClosesAsync(stage);
            Assert.Equal(System.Net.HttpStatusCode.ServiceUnavailable, await stage.ReadinessAsync(Ct));
        }
        await trip.UntilEndedAsync();
        // What was done without is entered by the watchdog's next pass.
        for (var looks = 0; !(await KindsAsync(trip)).Contains("share.closed-without-entry"); looks++)
        {
            Assert.True(looks < 100, string.Join('\n', await KindsAsync(trip)));
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Ct);
        }
        var ledger = await trip.LedgerAsync();
        Assert.Single(ledger, entry => entry.GetProperty("kind").GetString() == "share.closed-without-entry");
        EndState.IsLedgerIntact(ledger);
        // The pass that enters it finds out right afterwards that everything can be written again.
        for (var looks = 0; await stage.ReadinessAsync(Ct) != System.Net.HttpStatusCode.OK; looks++)
        {
            Assert.True(looks < 100, $"It is not ready again:\n{stage.Application.Output}");
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Ct);
        }
    }

    private async Task DamagedAsync()
    {
        await using var stage = await Stage.SetAsync(published, Ct);
        await ShareAsync(stage);
        // All but the first page, which every connection reads first; what stands in the log is lost too.
        foreach (var name in new[] { "snapshotshare.db", "snapshotshare.db-wal" })
        {
            await using var file = new FileStream(Path.Combine(stage.Folder, name), FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            file.Seek(4096, SeekOrigin.Begin);
            file.Write(new byte[file.Length > 4096 ? file.Length - 4096 : 0]);
        }
        await ClosesAsync(stage);
    }

    private static async Task<IReadOnlyList<string>> KindsAsync(Trip trip) =>
        [.. (await trip.LedgerAsync()).Select(entry => entry.GetProperty("kind").GetString()!)];

    private static async Task<Trip> ShareAsync(Stage stage)
    {
        await stage.StartAsync(Ct);
        var trip = new Trip(stage);
        await trip.AskForShareAsync(window: "PT12S");
        while (EndState.SharedByUs(await stage.AwsStateAsync(Ct)).Count == 0)
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Ct);
        await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System, Ct);
        return trip;
    }

    private static async Task ClosesAsync(Stage stage)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (EndState.SharedByUs(await stage.AwsStateAsync(Ct)).Count > 0)
        {
            Assert.True(
                TimeProvider.System.GetElapsedTime(since) < TimeSpan.FromSeconds(12 + 60),
                $"It is still shared a minute after its window:\n{stage.Application.Output}"
            );
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Ct);
        }
    }
}
