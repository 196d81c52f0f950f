using System.Text.RegularExpressions;

namespace SnapshotShare.Process.Tests;

/// <summary>A process died while a share was open, and the next one finds something missing: the share is taken away in time all the same.</summary>
public sealed class a_start_while_a_share_is_open(Published published)
{
    /// <summary>Each piece that may be missing: how it is taken away, how it comes back, and what the start says about it.</summary>
    private static readonly Dictionary<string, Piece> Pieces = new(StringComparer.Ordinal)
    {
        ["a right configuration"] = new("Aws:Routes:prod-to-dev:InstanceClass")
        {
            Settings = { ["Aws__Routes__prod-to-dev__InstanceClass"] = "" },
        },
        // The accounts are in that file too, so that nothing but what was remembered says how they are reached.
        ["settings that can be read"] = new("appsettings.json") { Settings = { ["ASPNETCORE_CONTENTROOT"] = FolderOfBrokenSettings() } },
        ["the account by its name"] = new("belongs to another world")
        {
            Settings =
            {
                ["Aws__Accounts__prod__AccountId"] = "111122223333",
                ["Aws__Accounts__prod__RoleArn"] = "arn:aws:iam::111122223333:role/SnapshotShare",
            },
        },
        ["a sound database"] = new("snapshotshare.db") { Breaks = Spoil, Mends = Restore },
        ["the database"] = new("is not there") { Breaks = Take, Mends = Restore },
        ["the database and what was remembered beside it"] = new("is not there")
        {
            Breaks = TakeAll,
            Mends = Restore,
            IsClosedAtOnce = true,
        },
    };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Beside each other: nearly all of it is waiting for the deadline.</summary>
    [Fact]
    public async Task takes_it_away_in_time_whatever_is_missing()
    {
        var tries = Pieces.ToDictionary(piece => piece.Key, piece => WithoutAsync(piece.Value), StringComparer.Ordinal);
        await Task.WhenAll(tries.Values).ContinueWith(_ => { }, Ct, TaskContinuationOptions.None, TaskScheduler.Default);
        Assert.Empty(
            tries.Where(one => one.Value.IsFaulted).Select(one => $"Without {one.Key}: {one.Value.Exception!.InnerException!.Message}")
        );
    }

    private async Task WithoutAsync(Piece piece)
    {
        await using var stage = await Stage.SetAsync(published, Ct);
        await stage.StartAsync(Ct);
        var trip = new Trip(stage);
        // A busy machine takes its time to start: at once must be told from in time all the same.
        await trip.AskForShareAsync(window: piece.IsClosedAtOnce ? "PT1M" : "PT15S");
        await SharedAsync(stage);
        var deadline = (await trip.ShareAsync()).GetProperty("deadline").GetDateTime();
        await stage.Application.KillAsync();
        piece.Breaks(stage.Folder);

        await using var broken = stage.Launch(piece.Settings);
        DateTime? closed = null;
        while (!broken.HasExited)
        {
            var now = TimeProvider.System.GetUtcNow().UtcDateTime;
            if (closed is null && EndState.SharedByUs(await stage.AwsStateAsync(Ct)).Count == 0)
                closed = now;
            Assert.True(now < deadline + TimeSpan.FromMinutes(1), $"It is still shared a minute after its deadline:\n{broken.Output}");
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Ct);
        }
        Assert.Equal(78, await broken.ExitAsync(Ct));
        Assert.Contains(piece.Says, broken.Output, StringComparison.Ordinal);
        Assert.Empty(EndState.SharedByUs(await stage.AwsStateAsync(Ct)));
        Assert.Equal(piece.IsClosedAtOnce, closed < deadline - TimeSpan.FromSeconds(1));

        piece.Mends(stage.Folder);
        await stage.StartAsync(Ct);
        await trip.UntilEndedAsync();
        var ledger = await trip.LedgerAsync();
        Assert.Single(ledger, entry => entry.GetProperty("kind").GetString() == "share.closed-without-entry");
        EndState.IsLedgerIntact(ledger);
    }

    /// <summary>Nobody can sign in, so that the server's log has the key; whoever has none is told nothing but how many.</summary>
    [Fact]
    public async Task takes_it_away_at_once_for_whoever_can_read_the_log()
    {
        await using var stage = await Stage.SetAsync(published, Ct);
        await stage.StartAsync(Ct);
        var trip = new Trip(stage);
        await trip.AskForShareAsync(window: "P1D");
        await SharedAsync(stage);
        await stage.Application.KillAsync();

        await using var broken = stage.Launch(Pieces["a right configuration"].Settings);
        using var http = new HttpClient { BaseAddress = await broken.AddressAsync(Ct) };
        var shown = await http.GetAsync(new Uri("/requests", UriKind.Relative), Ct);
        Assert.Equal(System.Net.HttpStatusCode.ServiceUnavailable, shown.StatusCode);
        var page = await shown.Content.ReadAsStringAsync(Ct);
        Assert.DoesNotContain("InstanceClass", page, StringComparison.Ordinal);
        Assert.DoesNotContain("from-prod-altplus-cluster", page, StringComparison.Ordinal);
        Assert.Equal(
            "Closing only; 1 open",
            await (await http.GetAsync(new Uri("/readyz", UriKind.Relative), Ct)).Content.ReadAsStringAsync(Ct)
        );
        Assert.Equal("Healthy", await http.GetStringAsync(new Uri("/healthz", UriKind.Relative), Ct));

        Assert.DoesNotContain("InstanceClass", await PostAsync("guessed", close: "*"), StringComparison.Ordinal);
        Assert.NotEmpty(EndState.SharedByUs(await stage.AwsStateAsync(Ct)));
        var code = Regex
            .Match(broken.Output, "this code: (?<code>[0-9a-f]{32})", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1))
            .Groups["code"]
            .Value;
        page = await PostAsync(code, close: "");
        Assert.Contains("InstanceClass", page, StringComparison.Ordinal);
        Assert.Contains("from-prod-altplus-cluster", page, StringComparison.Ordinal);
        await PostAsync(code, close: "*");
        Assert.Equal(78, await broken.ExitAsync(Ct));
        Assert.Empty(EndState.SharedByUs(await stage.AwsStateAsync(Ct)));

        await stage.StartAsync(Ct);
        await trip.UntilEndedAsync();
        Assert.Equal(
            "operator",
            Assert
                .Single(await trip.LedgerAsync(), entry => entry.GetProperty("kind").GetString() == "freeze.set")
                .GetProperty("actorId")
                .GetString()
        );

        async Task<string> PostAsync(string code, string close)
        {
            using var form = new FormUrlEncodedContent(
                new Dictionary<string, string>(StringComparer.Ordinal) { ["code"] = code, ["close"] = close }
            );
            using var answer = await http.PostAsync(new Uri("/", UriKind.Relative), form, Ct);
            return await answer.Content.ReadAsStringAsync(Ct);
        }
    }

    [Fact]
    public async Task is_no_reason_to_stay_once_nothing_is_shared()
    {
        await using var stage = await Stage.SetAsync(published, Ct);
        await stage.StartAsync(Ct);
        await stage.Application.KillAsync();
        await using var broken = stage.Launch(Pieces["a right configuration"].Settings);
        Assert.Equal(78, await broken.ExitAsync(Ct));
        Assert.DoesNotContain("Shares may be open", broken.Output, StringComparison.Ordinal);
    }

    /// <summary>AWS shows it, its reader has seen it, and it is remembered outside the database, as each second.</summary>
    private static async Task SharedAsync(Stage stage)
    {
        while (EndState.SharedByUs(await stage.AwsStateAsync(Ct)).Count == 0)
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Ct);
        await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System, Ct);
    }

    private static string FolderOfBrokenSettings()
    {
        var folder = Directory.CreateTempSubdirectory("snapshotshare-broken-").FullName;
        File.WriteAllText(Path.Combine(folder, "appsettings.json"), "{ \"Aws\": ");
        return folder;
    }

    private static void Spoil(string folder)
    {
        Take(folder);
        File.WriteAllText(Path.Combine(folder, "snapshotshare.db"), new string('x', 8192));
    }

    private static void Take(string folder)
    {
        // As SQLite leaves it: what the dead process had not moved out of its log goes along.
        foreach (var suffix in new[] { "", "-wal", "-shm" })
            if (Path.Combine(folder, $"snapshotshare.db{suffix}") is var file && File.Exists(file))
                File.Move(file, file.Replace("snapshotshare.db", "taken.db", StringComparison.Ordinal));
    }

    private static void TakeAll(string folder)
    {
        Take(folder);
        File.Delete(Path.Combine(folder, "open-shares.journal"));
    }

    private static void Restore(string folder)
    {
        foreach (var suffix in new[] { "", "-wal", "-shm" })
        {
            File.Delete(Path.Combine(folder, $"snapshotshare.db{suffix}"));
            if (Path.Combine(folder, $"taken.db{suffix}") is var taken && File.Exists(taken))
                File.Move(taken, taken.Replace("taken.db", "snapshotshare.db", StringComparison.Ordinal));
        }
    }

    /// <param name="Says">Words of the refusal.</param>
    private sealed record Piece(string Says)
    {
        public Dictionary<string, string> Settings { get; } = new(StringComparer.Ordinal);
        public Action<string> Breaks { get; init; } = _ => { };
        public Action<string> Mends { get; init; } = _ => { };

        /// <summary>Nobody knows its deadline any more.</summary>
        public bool IsClosedAtOnce { get; init; }
    }
}
