using System.Text.Json;

namespace SnapshotShare.Process.Tests;

/// <summary>
/// An administrator does to what the trips make what people do: renames, untags, protects, stops, takes snapshots, shares with strangers. Each trip meets it
/// after another change. A name is only a name, and a tag only a tag: every trip comes to its end, and AWS itself says that nothing of it is left.
/// </summary>
public sealed class somebody_with_the_command_line(Published published)
{
    private const string Prod = "987654321000";
    private const string Dev = "123456789000";
    private const string Stranger = "555566667777";
    private const string Tags = "--tag-keys snapshotshare:request snapshotshare:installation";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task finds_nobody_confused_at_any_phase_and_nothing_left_at_the_end()
    {
        Assert.False(
            !AwsCommandLine.IsThere && Environment.GetEnvironmentVariable("CI") == "true",
            "CI needs the AWS CLI: install awscli."
        );
        Assert.SkipUnless(AwsCommandLine.IsThere, "The AWS CLI (aws) is not installed on this machine.");
        await using var stage = await Stage.SetAsync(published, Ct);
        // Six trips are looked at without a pause.
        await stage.StartAsync(
            Ct,
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Limits__AddressPerMinute"] = "1000000",
                ["Limits__AwsPerMinute"] = "1000000",
                ["Limits__ChangesPerMinute"] = "1000000",
                ["Limits__ReadsPerMinute"] = "1000000",
                ["Limits__AtOnce"] = "20",
            }
        );
        var prod = await AwsCommandLine.OfAdministratorAsync(stage.AwsAddress, Prod, Ct);
        var dev = await AwsCommandLine.OfAdministratorAsync(stage.AwsAddress, Dev, Ct);
        var phases = new Dictionary<string, Func<JsonElement, Task>>(StringComparer.Ordinal)
        {
            ["CopyForSharing"] = plan => UntagAsync(prod, Prod, "cluster-snapshot", Text(plan, "sharingSnapshot")),
            ["Share"] = async plan =>
            {
                await UntagAsync(prod, Prod, "cluster-snapshot", Text(plan, "sharingSnapshot"));
                await prod.DoAsync(
                    $"rds modify-db-cluster-snapshot-attribute --db-cluster-snapshot-identifier {Text(plan, "sharingSnapshot")} --attribute-name restore --values-to-add {Stranger}",
                    Ct
                );
            },
            ["CopyInTarget"] = plan => UntagAsync(dev, Dev, "cluster-snapshot", Text(plan, "targetSnapshot")),
            ["RestoreCluster"] = plan => UntagAsync(dev, Dev, "cluster", Text(plan, "targetCluster")),
            ["CreateWriter"] = plan => ChangeAsync(dev, plan),
            ["Ready"] = async plan =>
            {
                await ChangeAsync(dev, plan);
                await dev.DoAsync($"rds stop-db-cluster --db-cluster-identifier {Renamed(plan)}", Ct);
            },
        };

        // No change of any trip overtakes somebody who types slowly.
        var ways = phases.Keys.ToDictionary(phase => phase, _ => new Way(stage), StringComparer.Ordinal);
        stage.Wire.Kills = async (_, moment) =>
        {
            if (moment == Moment.BeforeAwsActs)
                await Task.WhenAll(ways.Values.Select(way => Task.WhenAny(way.Trip.HeardAsync(), way.IsThere.Task)));
            return false;
        };
        await Task.WhenAll(phases.Select(phase => TripAsync(stage, dev, phase.Key, ways[phase.Key], phase.Value)));

        var aws = await stage.AwsStateAsync(Ct);
        Assert.Empty(EndState.SharedByUs(aws));
        string[] ours = ["from-prod-altplus-cluster", "dev-met-"];
        foreach (var kind in new[] { "snapshots", "clusters", "instances" })
            Assert.DoesNotContain(
                aws.GetProperty(kind).EnumerateArray().Select(one => one.GetProperty("arn").GetString()!),
                arn => ours.Any(name => arn[(arn.LastIndexOf(':') + 1)..].StartsWith(name, StringComparison.Ordinal))
            );
        // What somebody made of it is theirs: it is told, with the request whose data it is, and stays.
        var exposure = (await stage.TryAsync(HttpMethod.Get, "/api/v1/exposure", "auditor", body: null, Ct))!.Value;
        Assert.Equal(
            ["somebodys-createwriter", "somebodys-ready"],
            exposure
                .GetProperty("strays")
                .EnumerateArray()
                .Where(stray => stray.GetProperty("kind").GetString() == "Derived")
                .Select(stray => stray.GetProperty("arn").GetString()!)
                .Select(arn => arn[(arn.LastIndexOf(':') + 1)..])
                .Order(StringComparer.Ordinal)
        );
        EndState.IsLedgerIntact(await new Trip(stage).LedgerAsync());
    }

    /// <summary>Asked, approved, met by somebody at one moment, given back, and ended once what a person did is taken off again.</summary>
    private static async Task TripAsync(Stage stage, AwsCommandLine dev, string phase, Way way, Func<JsonElement, Task> meets)
    {
        var trip = way.Trip;
        await trip.AskAndApproveAsync($"dev-met-{phase.ToLowerInvariant()}");
        var plan = (await RequestAsync(stage, trip)).GetProperty("plan");
        var isMet = false;
        using var there = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var curing = CureAsync(stage, trip, dev, there.Token);
        try
        {
            await trip.UntilAsync(
                "Ready",
                async entry =>
                {
                    if (
                        !isMet
                        && entry.GetProperty("subject").GetString() == trip.Id
                        && entry.GetProperty("kind").GetString() == "aws.result"
                        // A change held up for longer than the application waits for an answer is seen by a later look.
                        && entry.GetProperty("details").GetProperty("outcome").GetString() is "accepted" or "seen"
                        && entry.GetProperty("details").TryGetProperty("step", out var step)
                        && step.GetString() == phase
                    )
                    {
                        isMet = true;
                        await meets(plan);
                    }
                }
            );
        }
        finally
        {
            way.IsThere.SetResult();
        }
        await there.CancelAsync();
        await curing;
        if (phase == "Ready")
            await meets(plan);
        else
            Assert.True(isMet, $"Nobody met the trip at {phase}.");

        await stage.PostAsync($"/api/v1/requests/{trip.Id}/cancel", "requester", new { reason = "done with it" }, Ct);
        if (phase == "Ready")
        {
            // Nothing of it is deleted before all of it may be.
            await UntilAsync(stage, trip, request => request.ToString().Contains("cluster-protected", StringComparison.Ordinal));
            Assert.Contains(
                (await stage.AwsStateAsync(Ct)).GetProperty("instances").EnumerateArray(),
                instance => instance.GetProperty("cluster").GetString() == Renamed(plan)
            );
            await dev.DoAsync($"rds start-db-cluster --db-cluster-identifier {Renamed(plan)}", Ct);
            await dev.DoAsync(
                $"rds modify-db-cluster --db-cluster-identifier {Renamed(plan)} --no-deletion-protection --apply-immediately",
                Ct
            );
        }
        await UntilAsync(stage, trip, request => request.GetProperty("status").GetString() == "Ended");
    }

    /// <summary>Types what the product says to paste, wherever it stands blocked.</summary>
    private static async Task CureAsync(Stage stage, Trip trip, AwsCommandLine dev, CancellationToken ct)
    {
        try
        {
            while (true)
            {
                var request = await RequestAsync(stage, trip);
                if (request.GetProperty("status").GetString() == "Blocked")
                    foreach (var step in request.GetProperty("steps").EnumerateArray())
                        if (step.GetProperty("finding") is { ValueKind: JsonValueKind.Object } finding)
                            foreach (
                                var line in Text(finding, "paste")
                                    .Split('\n')
                                    .Where(line => line.StartsWith("aws ", StringComparison.Ordinal))
                            )
                                await dev.DoAsync(line["aws ".Length..], ct);
                await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System, ct);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // It is there.
        }
    }

    private static Task UntagAsync(AwsCommandLine account, string id, string kind, string name) =>
        account.DoAsync($"rds remove-tags-from-resource --resource-name arn:aws:rds:ap-northeast-1:{id}:{kind}:{name} {Tags}", Ct);

    private static async Task ChangeAsync(AwsCommandLine dev, JsonElement plan)
    {
        var name = Text(plan, "targetCluster");
        await dev.DoAsync(
            $"rds modify-db-cluster --db-cluster-identifier {name} --new-db-cluster-identifier {Renamed(plan)} --deletion-protection --apply-immediately",
            Ct
        );
        await UntagAsync(dev, Dev, "cluster", Renamed(plan));
        await dev.DoAsync(
            $"rds create-db-cluster-snapshot --db-cluster-identifier {Renamed(plan)} --db-cluster-snapshot-identifier somebodys-{name["dev-met-".Length..]}",
            Ct
        );
    }

    private static async Task UntilAsync(Stage stage, Trip trip, Func<JsonElement, bool> isSo)
    {
        for (var looks = 0; ; looks++)
        {
            var request = await RequestAsync(stage, trip);
            if (isSo(request))
                return;
            Assert.True(looks < 1200, $"It never came to what was waited for: {request}\n{stage.Application.Output}");
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Ct);
        }
    }

    private static async Task<JsonElement> RequestAsync(Stage stage, Trip trip) =>
        (await stage.TryAsync(HttpMethod.Get, $"/api/v1/requests/{trip.Id}", "auditor", body: null, Ct))!.Value;

    private sealed class Way(Stage stage)
    {
        public Trip Trip { get; } = new(stage);
        public TaskCompletionSource IsThere { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private static string Renamed(JsonElement plan) => $"{Text(plan, "targetCluster")}-renamed";

    private static string Text(JsonElement plan, string name) => plan.GetProperty(name).GetString()!;
}
