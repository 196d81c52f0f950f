namespace SnapshotShare.Process.Tests;

/// <summary>One trip; at every change that it asks of AWS the application is killed once, between intent and result, and started again.</summary>
internal static class KilledAtEveryChange
{
    public static async Task RunAsync(Published published, Moment moment, string cluster)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var stage = await Stage.SetAsync(published, ct);
        var left = Changes.All.ToHashSet();
        stage.Wire.Kills = async (change, now) =>
        {
            lock (left)
                if (now != moment || !left.Remove(change))
                    return false;
            await stage.Application.KillAsync();
            return true;
        };
        await stage.StartAsync(ct);
        var trip = new Trip(stage);
        await trip.AskAndApproveAsync(cluster);

        await trip.UntilAsync("Ready");

        Assert.Empty(left);
        // Two changes that run beside each other may die of one kill.
        Assert.InRange(stage.Starts, 6, 1 + Changes.All.Count);
        EndState.IsOneClusterAndNothingShared(await stage.AwsStateAsync(ct), trip.Id);
        EndState.IsNothingMadeTwice(stage.Wire.Accepted);
        EndState.IsLedgerIntact(await trip.LedgerAsync());
    }
}
