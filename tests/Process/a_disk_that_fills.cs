using System.Net;
using System.Text.Json;

namespace SnapshotShare.Process.Tests;

/// <summary>
/// Another file fills the disk at each phase of a trip: what is shared is taken away in time by AWS's own word, nothing begins, it is said aloud; and once there
/// is room again everything goes on, and the ledger has what was done meanwhile.
/// </summary>
public sealed class a_disk_that_fills(Published published)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Beside each other: nearly all of it is waiting.</summary>
    [Fact]
    public async Task keeps_no_share_open_begins_nothing_and_lets_all_go_on_once_there_is_room() =>
        await Task.WhenAll(CopyingAndSharedAsync(), AskedAndUnsharingAsync(), CopyingInTargetAndRestoringAsync());

    /// <summary>A real disk. Whatever is known only on it outlives a kill.</summary>
    private async Task CopyingAndSharedAsync()
    {
        await using var play = await SetAsync(isLimit: false);
        var trip = new Trip(play.Stage);
        await trip.AskForShareAsync($"PT{Window.TotalSeconds}S");
        await play.AfterAsync(Change.CopyForSharing);
        await play.FullAsync("while the copy runs", () => Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, Ct));

        await play.AfterAsync(Change.Share);
        await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System, Ct);
        await play.FullAsync("shared", play.UntilClosedAsync, killed: play.Disk.TakesWhatWasAllocated);

        await trip.UntilEndedAsync();
        var ledger = await trip.LedgerAsync();
        EndState.IsLedgerIntact(ledger);
        foreach (var id in play.Stage.Wire.AcceptedIds(Change.StopSharing))
            Assert.True(ledger.Exists(entry => entry.ToString().Contains(id, StringComparison.Ordinal)), $"{id} is not in the ledger.");
        EndState.IsNothingLeft(await play.Stage.AwsStateAsync(Ct), trip.Id);
    }

    private async Task AskedAndUnsharingAsync()
    {
        await using var play = await SetAsync(isLimit: true);
        var trip = new Trip(play.Stage);
        await trip.AskAsync("dev-full", $"PT{Window.TotalSeconds}S");
        await play.FullAsync(
            "before the first copy",
            async () =>
            {
                await play.IsRefusedAsync($"/api/v1/requests/{trip.Id}/approve", "approver", trip.Yes);
                Assert.Empty(play.Stage.Wire.Accepted);
            }
        );
        var unsharing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        play.Stage.Wire.Kills = async (change, moment) =>
        {
            // Its intent is written, and its result will not be.
            if (change == Change.StopSharing && moment == Moment.BeforeAwsActs && !unsharing.Task.IsCompleted)
            {
                await play.Disk.FillAsync();
                unsharing.SetResult();
            }
            return false;
        };
        await trip.ApproveAsync();
        await unsharing.Task.WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System, Ct);
        await play.FullAsync("during unshare", play.UntilClosedAsync, killed: true);

        await trip.UntilAsync("Ready");
        await play.IsOneClusterAsync(trip);
    }

    private async Task CopyingInTargetAndRestoringAsync()
    {
        await using var play = await SetAsync(isLimit: true);
        var trip = new Trip(play.Stage);
        await trip.AskAndApproveAsync("dev-limited", $"PT{Window.TotalSeconds}S");
        await play.AfterAsync(Change.CopyInTarget);
        await play.FullAsync("while the target's copy runs", play.UntilClosedAsync);
        await play.AfterAsync(Change.RestoreCluster);
        await play.FullAsync("while it is restored", () => Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, Ct), killed: true);

        await trip.UntilAsync("Ready");
        var late = Assert.Single(await play.IsOneClusterAsync(trip), entry => Kind(entry) == "share.closed-without-entry");
        Assert.Equal(trip.Id, late.GetProperty("subject").GetString());
        Assert.Contains(
            late.GetProperty("details").GetProperty("awsRequestId").GetString(),
            play.Stage.Wire.AcceptedIds(Change.StopSharing)
        );
    }

    private async Task<Play> SetAsync(bool isLimit)
    {
        var stage = await Stage.SetAsync(published, Ct);
        var disk = isLimit
            ? Disk.Limit(stage.Folder, () => stage.Application)
            : await Disk.MountAsync(stage.Folder, () => stage.Application, Ct);
        stage.Before = disk.Before;
        await stage.StartAsync(Ct);
        return new Play(stage, disk);
    }

    private static string? Kind(JsonElement entry) => entry.GetProperty("kind").GetString();

    private sealed record Play(Stage Stage, Disk Disk) : IAsyncDisposable
    {
        /// <summary>Ends a moment after AWS has accepted it, when its result is written.</summary>
        public async Task AfterAsync(Change change)
        {
            for (var looks = 0; !Stage.Wire.Accepted.Contains(change); looks++)
            {
                Assert.True(looks < 1200, $"{change} does not come:\n{Stage.Application.Output}");
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Ct);
            }
            await Task.Delay(TimeSpan.FromMilliseconds(150), TimeProvider.System, Ct);
        }

        /// <summary>Full until <paramref name="meanwhile"/> ends, and a little longer.</summary>
        /// <param name="killed">The application does not see room come back: it is killed, and started again when there is.</param>
        public async Task FullAsync(string phase, Func<Task> meanwhile, bool killed = false)
        {
            await Disk.FillAsync();
            await UntilAsync(phase, "not ready", async () => await Stage.ReadinessAsync(Ct) == HttpStatusCode.ServiceUnavailable);
            await UntilAsync(
                phase,
                "said on every page",
                async () => (await Stage.PageAsync("/", Ct)).Contains("Nothing can be written at present", StringComparison.Ordinal)
            );
            // What was on its way has arrived.
            await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System, Ct);
            var before = Begun();
            if (!Disk.TakesWhatWasAllocated)
                await IsRefusedAsync("/api/v1/requests", "requester", Trip.Terms("dev-another"));
            await meanwhile();
            await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System, Ct);
            // On a disk, the database's log has room of its own for some writes, and goes on as long as they work.
            if (!Disk.TakesWhatWasAllocated)
                Assert.True(before.SequenceEqual(Begun()), $"{phase}: {string.Join(", ", Begun().Skip(before.Count))} began.");
            if (killed)
                await Stage.Application.KillAsync();
            await Disk.MakeRoomAsync();
            if (killed)
                await Stage.StartAsync(Ct);
            await UntilAsync(phase, "ready again", async () => await Stage.ReadinessAsync(Ct) == HttpStatusCode.OK);
        }

        /// <summary>By AWS's own record, and no later than a minute after its window.</summary>
        public async Task UntilClosedAsync()
        {
            var since = TimeProvider.System.GetTimestamp();
            while (EndState.SharedByUs(await Stage.AwsStateAsync(Ct)).Count > 0)
            {
                Assert.True(
                    TimeProvider.System.GetElapsedTime(since) < Window + TimeSpan.FromMinutes(1),
                    $"It is still shared a minute after its window:\n{Stage.Application.Output}"
                );
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Ct);
            }
        }

        /// <returns>The ledger, which holds.</returns>
        public async Task<List<JsonElement>> IsOneClusterAsync(Trip trip)
        {
            EndState.IsOneClusterAndNothingShared(await Stage.AwsStateAsync(Ct), trip.Id);
            EndState.IsNothingMadeTwice(Stage.Wire.Accepted);
            var ledger = await trip.LedgerAsync();
            EndState.IsLedgerIntact(ledger);
            Assert.Single(ledger, entry => Kind(entry) == "request.created");
            Assert.Single(ledger, entry => Kind(entry) == "share.closed");
            return ledger;
        }

        public async Task IsRefusedAsync(string path, string role, object body)
        {
            var (status, said) = await Stage.PostAsync(path, role, body, Ct);
            Assert.True(status >= HttpStatusCode.InternalServerError, $"{path}: {status} {said}");
        }

        public async ValueTask DisposeAsync()
        {
            await Disk.DisposeAsync();
            await Stage.DisposeAsync();
        }

        private List<Change> Begun() => [.. Stage.Wire.Accepted.Where(change => change != Change.StopSharing)];

        private async Task UntilAsync(string phase, string what, Func<Task<bool>> isSo)
        {
            var since = TimeProvider.System.GetTimestamp();
            while (!await isSo())
                Assert.True(
                    TimeProvider.System.GetElapsedTime(since) < TimeSpan.FromSeconds(30),
                    $"{phase}, it is not {what}:\n{Stage.Application.Output}"
                );
        }
    }
}
