using System.Text.Json;

namespace SnapshotShare.Process.Tests;

/// <summary>
/// An administrator does to what the trips make what people do: renames, untags, protects, stops, clones, takes snapshots, shares with strangers. Each trip meets it
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
        await stage.StartAsync(
            Ct,
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Limits__AddressPerMinute"] = "1000000",
                ["Limits__AwsPerMinute"] = "1000000",
                ["Limits__ChangesPerMinute"] = "1000000",
                ["Limits__ReadsPerMinute"] = "1000000",
                ["Limits__AtOnce"] = "20",
                // No trip goes on before whoever types slowly has met it.
                ["Aws__Pace__ChangeTimeout"] = "00:05:00",
            }
        );
        var prod = await AwsCommandLine.OfAdministratorAsync(stage.AwsAddress, Prod, Ct);
        var dev = await AwsCommandLine.OfAdministratorAsync(stage.AwsAddress, Dev, Ct);
        var meetings = new Dictionary<Change, Func<JsonElement, Task>>
        {
            [Change.CopyForSharing] = plan => UntagAsync(prod, Prod, "cluster-snapshot", Text(plan, "sharingSnapshot")),
            [Change.Share] = async plan =>
            {
                await UntagAsync(prod, Prod, "cluster-snapshot", Text(plan, "sharingSnapshot"));
                await prod.DoAsync(
                    $"rds modify-db-cluster-snapshot-attribute --db-cluster-snapshot-identifier {Text(plan, "sharingSnapshot")} --attribute-name restore --values-to-add {Stranger}",
                    Ct
                );
            },
            [Change.CopyInTarget] = plan => UntagAsync(dev, Dev, "cluster-snapshot", Text(plan, "targetSnapshot")),
            [Change.RestoreCluster] = plan => UntagAsync(dev, Dev, "cluster", Text(plan, "targetCluster")),
            [Change.CreateWriter] = plan => ChangeAsync(dev, plan),
        };
        var met = meetings.Select(meeting => new Met(meeting.Key, new Trip(stage), meeting.Value)).ToList();
        // Before the application hears that its change was done.
        stage.Wire.Acted = (change, form) => Task.WhenAll(met.Where(one => one.IsAt(change, form)).Select(one => one.MeetAsync()));
        var ready = new Trip(stage);
        await Task.WhenAll(
            met.Select(one => MetOnItsWayAsync(stage, dev, one))
                .Append(
                    MetAtItsEndAsync(
                        stage,
                        dev,
                        ready,
                        async plan =>
                        {
                            await ChangeAsync(dev, plan);
                            await dev.DoAsync(
                                $"rds restore-db-cluster-to-point-in-time --source-db-cluster-identifier {Renamed(plan)} --db-cluster-identifier somebodys-clone --restore-type copy-on-write --use-latest-restorable-time",
                                Ct
                            );
                            await dev.DoAsync($"rds stop-db-cluster --db-cluster-identifier {Renamed(plan)}", Ct);
                        }
                    )
                )
        );

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
            ["somebodys-clone", "somebodys-createwriter", "somebodys-ready"],
            exposure
                .GetProperty("strays")
                .EnumerateArray()
                .Where(stray => stray.GetProperty("kind").GetString() == "Derived")
                .Select(stray => stray.GetProperty("arn").GetString()!)
                .Select(arn => arn[(arn.LastIndexOf(':') + 1)..])
                .Order(StringComparer.Ordinal)
        );
        EndState.IsLedgerIntact(await ready.LedgerAsync());
    }

    /// <summary>Asked, approved, met by somebody at one moment, given back, and ended.</summary>
    private static async Task MetOnItsWayAsync(Stage stage, AwsCommandLine dev, Met met)
    {
        await AskAsync(stage, met.Trip, $"dev-met-{met.At.ToString().ToLowerInvariant()}", plan => met.Plan = plan);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var curing = CureAsync(stage, met.Trip, dev, over.Token);
        await met.Trip.UntilAsync("Ready");
        Assert.True(met.Meeting is not null, $"Nobody met the trip at {met.At}.");
        await met.Meeting;

        await stage.PostAsync($"/api/v1/requests/{met.Trip.Id}/cancel", "requester", new { reason = "done with it" }, Ct);
        await UntilAsync(stage, met.Trip, request => request.GetProperty("status").GetString() == "Ended");
        await over.CancelAsync();
        await curing;
    }

    /// <summary>Met once it is ready, given back, and ended once what a person did is taken off again.</summary>
    private static async Task MetAtItsEndAsync(Stage stage, AwsCommandLine dev, Trip trip, Func<JsonElement, Task> meets)
    {
        JsonElement plan = default;
        await AskAsync(stage, trip, "dev-met-ready", asked => plan = asked);
        await trip.UntilAsync("Ready");
        await meets(plan);

        await stage.PostAsync($"/api/v1/requests/{trip.Id}/cancel", "requester", new { reason = "done with it" }, Ct);
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
        await UntilAsync(stage, trip, request => request.GetProperty("status").GetString() == "Ended");
    }

    /// <param name="onPlan">Told the plan before the trip begins.</param>
    private static async Task AskAsync(Stage stage, Trip trip, string cluster, Action<JsonElement> onPlan)
    {
        await trip.AskAsync(cluster);
        onPlan((await RequestAsync(stage, trip)).GetProperty("plan"));
        await trip.ApproveAsync();
    }

    /// <summary>Types what the product says to paste, once each, wherever it stands blocked.</summary>
    private static async Task CureAsync(Stage stage, Trip trip, AwsCommandLine dev, CancellationToken ct)
    {
        var typed = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            while (true)
            {
                var request = await RequestAsync(stage, trip);
                if (request.GetProperty("status").GetString() is "Blocked" or "Closing")
                    foreach (var step in request.GetProperty("steps").EnumerateArray())
                        if (step.GetProperty("finding") is { ValueKind: JsonValueKind.Object } finding)
                            foreach (
                                var line in Text(finding, "paste")
                                    .Split('\n')
                                    .Where(line => line.StartsWith("aws ", StringComparison.Ordinal) && typed.Add(line))
                            )
                                await dev.DoAsync(line["aws ".Length..], ct);
                await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System, ct);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // It is over.
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

    /// <summary>A trip that somebody meets once, right after one of its changes.</summary>
    private sealed class Met(Change at, Trip trip, Func<JsonElement, Task> meets)
    {
        private readonly Lock _lock = new();

        public Change At => at;
        public Trip Trip => trip;
        public JsonElement Plan { get; set; }

        /// <summary>Null before it has begun.</summary>
        public Task? Meeting { get; private set; }

        /// <param name="change">What AWS has just done.</param>
        /// <param name="form">The body of the call, which names what it is about.</param>
        public bool IsAt(Change change, string form) =>
            change == at
            && Plan.ValueKind is JsonValueKind.Object
            && new[] { "sharingSnapshot", "targetSnapshot", "targetCluster" }.Any(name =>
                form.Contains(Text(Plan, name), StringComparison.Ordinal)
            );

        public Task MeetAsync()
        {
            lock (_lock)
                return Meeting ??= meets(Plan);
        }
    }

    private static string Renamed(JsonElement plan) => $"{Text(plan, "targetCluster")}-renamed";

    private static string Text(JsonElement plan, string name) => plan.GetProperty(name).GetString()!;
}
