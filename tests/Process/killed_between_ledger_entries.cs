using System.Text.Json;

namespace SnapshotShare.Process.Tests;

/// <summary>One trip; the application is killed right after the approval, after every result of a change, and at every turn of the share.</summary>
public sealed class killed_between_ledger_entries(Published published)
{
    [Fact]
    public async Task killed_whenever_the_ledger_grew_the_trip_still_ends_the_same()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var stage = await Stage.SetAsync(published, ct);
        await stage.StartAsync(ct);
        var trip = new Trip(stage);
        await trip.AskAndApproveAsync("dev-killed-between");
        var killedAt = new HashSet<string>(StringComparer.Ordinal);
        // No change overtakes the killing: what came before it is heard first, however slow the machine.
        stage.Wire.Kills = async (_, moment) =>
        {
            var sender = stage.Application;
            if (moment == Moment.BeforeAwsActs)
                await trip.HeardAsync();
            return sender.HasExited;
        };

        await trip.UntilAsync("Ready", KillOnceAsync);

        string[] turns = ["request.approved", "share.opened", "share.closed", "share.proven-gone"];
        Assert.Equal(
            turns.Select(turn => $"{turn} ").Concat(Changes.All.Select(change => $"aws.result {change}")).Order(StringComparer.Ordinal),
            killedAt.Order(StringComparer.Ordinal)
        );
        EndState.IsOneClusterAndNothingShared(await stage.AwsStateAsync(ct), trip.Id);
        EndState.IsNothingMadeTwice(stage.Wire.Accepted);
        EndState.IsLedgerIntact(await trip.LedgerAsync());

        async Task KillOnceAsync(JsonElement entry)
        {
            var kind = entry.GetProperty("kind").GetString()!;
            if (kind is not ("request.approved" or "aws.result" or "share.opened" or "share.closed" or "share.proven-gone"))
                return;
            var details = entry.GetProperty("details");
            // That a change was not seen is written when the application looks for what a killing cut off; the change itself comes after it.
            if (kind == "aws.result" && details.GetProperty("outcome").GetString() is not ("accepted" or "seen"))
                return;
            var step = details.TryGetProperty("step", out var named) ? named.GetString() : "";
            if (killedAt.Add($"{kind} {step}"))
                await stage.Application.KillAsync();
        }
    }
}
