using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;

namespace SnapshotShare.Process.Tests;

/// <summary>
/// Many requests at once while AWS throttles, breaks, loses answers, is slow to show shares and fails copies, the application is killed again and
/// again, and people read its pages. A small one by default; FLOOD_REQUESTS, FLOOD_KILLS, FLOOD_CIRCUITS and FLOOD_SPEED make it a large one.
/// </summary>
public sealed class a_flood(Published published, ITestOutputHelper output)
{
    private const string Target = "123456789000";
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(60);
    private readonly int _requests = Setting("FLOOD_REQUESTS", 8);
    private readonly int _kills = Setting("FLOOD_KILLS", 2);
    private readonly int _circuits = Setting("FLOOD_CIRCUITS", 5);
    private readonly int _speed = Setting("FLOOD_SPEED", 600);
    private readonly long _began = TimeProvider.System.GetTimestamp();
    private readonly List<(TimeSpan At, long Megabytes)> _memory = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ends_or_blocks_every_request_with_a_cure_closes_every_share_in_time_and_takes_no_more_memory()
    {
        await using var stage = await Stage.SetAsync(
            published,
            Ct,
            _speed.ToString(CultureInfo.InvariantCulture),
            // As AWS raises them for whoever asks for so much at once.
            "--Quotas:ManualClusterSnapshots",
            "1000"
        );
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var settings = Settings(stage, address);
        await stage.StartAsync(Ct, settings);
        await using var weather = new Weather(stage.AwsAddress, seed: 1);
        await using var readers = new Readers(address, _circuits);
        await using var crowd = new Crowd(address, _requests);
        weather.Begin();
        readers.Begin();
        crowd.Begin();

        try
        {
            await UntilOverAsync(stage, settings, crowd, readers);
            await TakeMemoryAsync(stage);
        }
        finally
        {
            await ShowAsync(crowd, readers, stage.AwsAddress);
        }

        MemoryIsFlat();
        using var aws = new HttpClient { BaseAddress = stage.AwsAddress };
        await NoShareOutlivedItsWindowAsync(crowd, aws);
        await OnlyWhatWasPromisedIsLeftAsync(crowd, await stage.AwsStateAsync(Ct));
        await LedgerHoldsAsync(crowd);
    }

    /// <summary>Kills as the flood goes on, the last when three quarters of it are over; what comes after is one life, whose memory is taken.</summary>
    private async Task UntilOverAsync(Stage stage, Dictionary<string, string> settings, Crowd crowd, Readers readers)
    {
        var longest = TimeSpan.FromSeconds(90 + (12 * _requests));
        var random = new Random(1);
        var (killed, sinceMemory, sinceChange, before) = (0, _began, _began, "");
        while (true)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, Ct);
            Assert.False(stage.Application.HasExited, $"It ended by itself:\n{stage.Application.Output}");
            IsNothingDoubled(await stage.AwsStateAsync(Ct));
            if (await crowd.AllAsync(Ct) is not { } all)
                continue;
            var settled = all.Count(IsSettled);
            var now = string.Join(
                ", ",
                all.CountBy(Status).OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key} {one.Value}")
            );
            if (now != before)
                (before, sinceChange) = (now, TimeProvider.System.GetTimestamp());
            Assert.True(Elapsed() < longest, $"It is not over after {longest}: {crowd.Asked} asked, {now}\n{stage.Application.Output}");
            if (killed < _kills && crowd.Asked + settled >= 1.5 * _requests * (killed + 0.5) / _kills)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(random.Next(1000)), TimeProvider.System, Ct);
                await stage.Application.KillAsync();
                killed++;
                await stage.StartAsync(Ct, settings);
                output.WriteLine($"{Elapsed():mm\\:ss} killed and back: {crowd.Asked} asked, {now}; {readers.Open} pages open");
                sinceMemory = TimeProvider.System.GetTimestamp();
            }
            else if (killed == _kills && TimeProvider.System.GetElapsedTime(sinceMemory) > TimeSpan.FromSeconds(5))
            {
                await TakeMemoryAsync(stage);
                sinceMemory = TimeProvider.System.GetTimestamp();
            }
            // What is blocked goes on by itself where its cause goes away.
            var isStill = TimeProvider.System.GetElapsedTime(sinceChange) > TimeSpan.FromSeconds(15);
            if (crowd.Asked == _requests && settled == all.Count && (isStill || all.All(one => Crowd.Final.Contains(Status(one)))))
            {
                Assert.Equal(_kills, killed);
                Assert.Equal(_requests, all.Count);
                return;
            }
        }
    }

    private async Task TakeMemoryAsync(Stage stage) =>
        _memory.Add((Elapsed(), await Memory.SettledMegabytesAsync(stage.Application.Id, Ct)));

    /// <summary>At the end not a quarter and 64 MB more than the most of the first half of one life; code that is compiled late has to have its room.</summary>
    private void MemoryIsFlat()
    {
        var early = _memory.Take((_memory.Count + 1) / 2).Max(point => point.Megabytes);
        Assert.InRange(_memory[^1].Megabytes, 1, (early * 5 / 4) + 64);
    }

    private async Task ShowAsync(Crowd crowd, Readers readers, Uri address)
    {
        using var aws = new HttpClient { BaseAddress = address };
        var all = await crowd.AllAsync(Ct) ?? [];
        var totals = await aws.GetFromJsonAsync<JsonElement>(new Uri("/_sandbox/totals", UriKind.Relative), Ct);
        output.WriteLine($"requests {all.Count}: {string.Join(", ", all.CountBy(Status).Select(one => $"{one.Key} {one.Value}"))}");
        output.WriteLine($"asked again {crowd.SentAgain}, killed {_kills}, {Elapsed().TotalSeconds:0} s");
        output.WriteLine(
            $"calls to AWS {totals.GetProperty("calls")}, of them {totals.GetProperty("faults").ToString().ReplaceLineEndings(" ")}"
        );
        output.WriteLine($"pages opened {readers.Opened}, cut by a kill {readers.Cut}, changes shown {readers.Changes}");
        output.WriteLine($"memory in MB {string.Join(", ", _memory.Select(point => $"{point.At:mm\\:ss} {point.Megabytes}"))}");
        if (readers.Trouble is { } trouble)
            output.WriteLine($"a reader's last trouble: {trouble}");
    }

    /// <summary>AWS's own record of who could restore what and for how long, against the windows that were approved.</summary>
    private async Task NoShareOutlivedItsWindowAsync(Crowd crowd, HttpClient aws)
    {
        var windows = new Dictionary<string, TimeSpan>(StringComparer.Ordinal);
        foreach (var row in (await crowd.AllAsync(Ct))!)
        {
            var plan = (await crowd.OneAsync(row.GetProperty("id").GetString()!, Ct)).GetProperty("plan");
            windows[plan.GetProperty("sharingSnapshotArn").GetString()!] = System.Xml.XmlConvert.ToTimeSpan(
                plan.GetProperty("window").GetString()!
            );
        }
        var shares = (await aws.GetFromJsonAsync<JsonElement>(new Uri("/_sandbox/shares", UriKind.Relative), Ct))
            .EnumerateArray()
            .Select(share =>
                (
                    Arn: share.GetProperty("snapshotArn").GetString()!,
                    Account: share.GetProperty("account").GetString(),
                    Length: share.TryGetProperty("until", out var until) && until.ValueKind == JsonValueKind.String
                        ? until.GetDateTimeOffset() - share.GetProperty("from").GetDateTimeOffset()
                        : TimeSpan.MaxValue
                )
            )
            .ToList();
        Assert.NotEmpty(shares);
        Assert.All(shares, share => Assert.Equal(Target, share.Account));
        Assert.All(shares, share => Assert.Contains(share.Arn, windows.Keys));
        var longest = shares.MaxBy(share => share.Length);
        var latest = shares.MaxBy(share => share.Length - windows[share.Arn]);
        output.WriteLine($"shares {shares.Count}; the longest stood {longest.Length} of {windows[longest.Arn]}");
        output.WriteLine(
            $"the latest stood {latest.Length} of {windows[latest.Arn]}: {(latest.Length - windows[latest.Arn]).TotalSeconds:0.0} s over it"
        );
        Assert.InRange(latest.Length - windows[latest.Arn], TimeSpan.MinValue, Grace);
    }

    /// <summary>At any time: of each thing that a request makes, one.</summary>
    private static void IsNothingDoubled(JsonElement aws)
    {
        foreach (var kind in new[] { "snapshots", "clusters", "instances" })
        foreach (var things in Made(aws, kind).GroupBy(made => (made.Request, made.Account)))
            Assert.True(
                things.Count() == 1,
                $"{kind} of {things.Key} more than once: {string.Join(", ", things.Select(made => made.Arn))}"
            );
    }

    private static async Task OnlyWhatWasPromisedIsLeftAsync(Crowd crowd, JsonElement aws)
    {
        IsNothingDoubled(aws);
        var left = Made(aws, "snapshots").Concat(Made(aws, "clusters")).Concat(Made(aws, "instances")).ToLookup(made => made.Request);
        foreach (var row in (await crowd.AllAsync(Ct))!)
        {
            var id = row.GetProperty("id").GetString()!;
            if (Status(row) == "Blocked")
                await HasACureAsync(crowd, id);
            else
                Assert.True(!left[id].Any(), $"{row} has left {string.Join(", ", left[id].Select(made => made.Arn))}");
        }
    }

    private static async Task HasACureAsync(Crowd crowd, string id)
    {
        var request = await crowd.OneAsync(id, Ct);
        Assert.True(
            request
                .GetProperty("steps")
                .EnumerateArray()
                .Any(step =>
                    step.GetProperty("status").GetString() == "Blocked"
                    && step.GetProperty("finding") is { ValueKind: JsonValueKind.Object } finding
                    && finding.GetProperty("remedy").GetString() is { Length: > 0 }
                ),
            $"It is blocked and nobody can know what to do: {request}"
        );
    }

    /// <summary>As the application checks it, and computed again from what the API hands out.</summary>
    private async Task LedgerHoldsAsync(Crowd crowd)
    {
        var (code, verdict) = await crowd.SayAsync(HttpMethod.Post, "/api/v1/ledger/verify", "auditor", null, Ct);
        Assert.True(
            code == HttpStatusCode.OK && (!verdict.TryGetProperty("fault", out var fault) || fault.ValueKind == JsonValueKind.Null),
            verdict.ToString()
        );
        var ledger = new List<JsonElement>();
        for (var after = 0L; ; after = ledger[^1].GetProperty("sequence").GetInt64())
        {
            var (_, page) = await crowd.SayAsync(HttpMethod.Get, $"/api/v1/ledger?limit=1000&after={after}", "auditor", null, Ct);
            var entries = page.GetProperty("entries").EnumerateArray().ToList();
            if (entries.Count == 0)
                break;
            ledger.AddRange(entries);
        }
        EndState.IsLedgerIntact(ledger);
        output.WriteLine($"entries in the ledger {ledger.Count}, checked");
    }

    private static IEnumerable<(string Request, string Account, string Arn)> Made(JsonElement aws, string kind) =>
        from one in aws.GetProperty(kind).EnumerateArray()
        from tag in one.GetProperty("tags").EnumerateArray()
        where tag.GetProperty("key").GetString() == "snapshotshare:request"
        let arn = one.GetProperty("arn").GetString()!
        select (tag.GetProperty("value").GetString()!, arn.Split(':')[4], arn);

    private TimeSpan Elapsed() => TimeProvider.System.GetElapsedTime(_began);

    private static string Status(JsonElement row) => row.GetProperty("status").GetString()!;

    private static bool IsSettled(JsonElement row) => Status(row) is "Blocked" || Crowd.Final.Contains(Status(row));

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var set) ? set : otherwise;

    private static Dictionary<string, string> Settings(Stage stage, Uri address) =>
        new(StringComparer.Ordinal)
        {
            ["ASPNETCORE_URLS"] = address.ToString(),
            ["Aws__ServiceUrl"] = stage.AwsAddress.ToString(),
            // Four people are a whole company here.
            ["Limits__AwsPerMinute"] = "1000000",
            ["Limits__ChangesPerMinute"] = "1000000",
            ["Limits__ReadsPerMinute"] = "1000000",
            ["Limits__AtOnce"] = "20",
            ["Limits__Waiting"] = "1000",
        };

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
