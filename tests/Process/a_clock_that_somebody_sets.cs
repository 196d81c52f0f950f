using System.Runtime.InteropServices;
using System.Text.Json;

namespace SnapshotShare.Process.Tests;

/// <summary>
/// The machine's clock is set while a share is open, by libfaketime, under the process's own feet: SDK, cookies and jobs see it as well. AWS's clock
/// and the time that passes stay what they are.
/// </summary>
public sealed class a_clock_that_somebody_sets(Published published)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(20);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static string Library =>
        $"/usr/lib/{(RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "aarch64" : "x86_64")}-linux-gnu/faketime/libfaketimeMT.so.1";

    [Fact]
    public async Task back_or_forward_keeps_no_share_open_begins_nothing_and_lets_all_go_on_once_it_is_right()
    {
        var missing = !File.Exists(Library);
        Assert.False(missing && Environment.GetEnvironmentVariable("CI") == "true", $"{Library} is not there: apt-get install libfaketime");
        Assert.SkipWhen(missing, $"{Library} is not there: apt-get install libfaketime");
        await Task.WhenAll(SetAsync("-2h", "clock-behind"), SetAsync("+3h", "clock-ahead-of-aws"));
    }

    private async Task SetAsync(string to, string says)
    {
        await using var stage = await Stage.SetAsync(published, Ct);
        var offset = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await File.WriteAllTextAsync(offset, "+0", Ct);
        await stage.StartAsync(
            Ct,
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["LD_PRELOAD"] = Library,
                ["FAKETIME_TIMESTAMP_FILE"] = offset,
                ["FAKETIME_CACHE_DURATION"] = "1",
                ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
            }
        );
        var shared = new Trip(stage);
        await shared.AskForShareAsync($"PT{Window.TotalSeconds}S");
        while (EndState.SharedByUs(await stage.AwsStateAsync(Ct)).Count == 0)
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Ct);
        var opened = TimeProvider.System.GetUtcNow();
        await Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System, Ct);
        await File.WriteAllTextAsync(offset, to, Ct);
        await UntilAsync(async () => Kinds(await shared.LedgerAsync()).Contains("clock.distrusted"));

        // Whoever asks now is answered, and waits.
        var trip = new Trip(stage);
        await trip.AskAndApproveAsync("dev-later");
        while (EndState.SharedByUs(await stage.AwsStateAsync(Ct)).Count > 0)
        {
            Assert.True(
                TimeProvider.System.GetUtcNow() - opened < Window + TimeSpan.FromMinutes(1),
                "It is still shared a minute after its window."
            );
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Ct);
        }
        // Set back, it stands for its window and not a second less.
        Assert.True(to[0] == '+' || TimeProvider.System.GetUtcNow() - opened > Window - TimeSpan.FromSeconds(5));
        Assert.DoesNotContain(Change.CopyInTarget, stage.Wire.Accepted);
        Assert.Single(stage.Wire.Accepted, change => change == Change.CopyForSharing);

        await File.WriteAllTextAsync(offset, "+0", Ct);
        await trip.UntilAsync("Ready");
        await shared.UntilEndedAsync();
        var ledger = await trip.LedgerAsync();
        Assert.Equal(
            says,
            Assert.Single(ledger, entry => Kind(entry) == "clock.distrusted").GetProperty("details").GetProperty("code").GetString()
        );
        Assert.Single(ledger, entry => Kind(entry) == "clock.trusted");
        Assert.DoesNotContain(ledger, entry => Kind(entry) is "step.failed" or "share.returned");
        // A call that was signed while the clock was put right may be too early or too late for AWS, and is made again.
        Assert.All(
            ledger.Where(entry => Kind(entry) == "share.overdue"),
            entry => Assert.Equal("RequestExpired", entry.GetProperty("details").GetProperty("code").GetString())
        );
        EndState.IsLedgerIntact(ledger);
        EndState.IsOneClusterAndNothingShared(await stage.AwsStateAsync(Ct), trip.Id);
        File.Delete(offset);
    }

    private static async Task UntilAsync(Func<Task<bool>> there)
    {
        for (var looks = 0; !await there(); looks++)
        {
            Assert.True(looks < 200, "Nothing is said of the clock.");
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Ct);
        }
    }

    private static string Kind(JsonElement entry) => entry.GetProperty("kind").GetString()!;

    private static IEnumerable<string> Kinds(IEnumerable<JsonElement> ledger) => ledger.Select(Kind);
}
