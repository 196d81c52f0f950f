using System.Text.Json;

namespace SnapshotShare.Process.Tests;

public sealed class an_overdue_share(Published published)
{
    [Fact]
    public async Task a_share_that_outlived_the_application_is_revoked_before_the_first_page_is_served()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var stage = await Stage.SetAsync(published, ct);
        var shared = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        stage.Wire.Kills = async (change, moment) =>
        {
            if (change != Change.Share || moment != Moment.AfterAwsActed)
                return false;
            await stage.Application.KillAsync();
            shared.TrySetResult();
            return true;
        };
        await stage.StartAsync(ct);
        var trip = new Trip(stage);
        await trip.AskAndApproveAsync("dev-overdue");
        await shared.Task.WaitAsync(TimeSpan.FromMinutes(2), TimeProvider.System, ct);
        Assert.Contains(Shared(await stage.AwsStateAsync(ct), trip.Id), account => account == "123456789000");

        await stage.SharesBecomeOverdueAsync(ct);
        await stage.StartAsync(ct);

        // It says that it listens only now; no page was served before.
        Assert.Empty(Shared(await stage.AwsStateAsync(ct), trip.Id));
        Assert.Contains(Change.StopSharing, stage.Wire.Accepted);
        var closed = (await trip.LedgerAsync()).First(entry => entry.GetProperty("kind").GetString() == "share.closed");
        Assert.Equal("watchdog", closed.GetProperty("actorName").GetString());
    }

    private static List<string> Shared(JsonElement aws, string requestId) =>
        [
            .. aws.GetProperty("snapshots")
                .EnumerateArray()
                .Where(snapshot => snapshot.GetProperty("arn").GetString()!.EndsWith(requestId[..8], StringComparison.Ordinal))
                .SelectMany(snapshot => snapshot.GetProperty("sharedWith").EnumerateArray().Select(account => account.GetString()!)),
        ];
}
