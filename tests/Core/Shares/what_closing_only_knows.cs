using Amazon.RDS.Model;
using Microsoft.Extensions.Time.Testing;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Tests.Planning;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Tests.Shares;

/// <summary>
/// A start that closes only, one look at a time: what it takes for open, when it looks, asks for the time and searches, and when it is over.
/// </summary>
public sealed class what_closing_only_knows
{
    private const string Why = "no such instance class";
    private const string Attributes = "DescribeDBClusterSnapshotAttributes";
    private const string Search = "DescribeDBClusterSnapshots";
    private const string TheTime = "GetCallerIdentity";

    /// <summary>Long enough apart to tell one from the other.</summary>
    private static readonly Timings Leisurely = Timings.From(
        new TimingOptions
        {
            Look = TimeSpan.FromSeconds(90),
            ChangeTimeout = TimeSpan.FromSeconds(20),
            LateArrival = TimeSpan.FromMinutes(16),
        },
        speed: 1
    );

    private static readonly TimeSpan Arrival = Leisurely.ChangeTimeout + Leisurely.LateArrival;
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task is_in_the_rows()
    {
        await using var rig = new Rig().Migrated();
        var now = rig.Time.Stop();
        var (closed, ended) = (Row("closed", now), Row("ended", now));
        (closed.ClosedAt, ended.ClosedAt, ended.WatchEndedAt) = (now, now, now);
        await rig.WriteAsync(Row("late", now.AddHours(2)), Row("soon", now.AddHours(1)), closed, ended);
        var closing = await BeginAsync(rig);
        Assert.Equal([Known("soon", now.AddHours(1)), Known("late", now.AddHours(2))], closing.Open);
        Assert.Equal([Known("closed", now)], closing.Closed);
        Assert.True(closing.MayBeOpen);
    }

    /// <summary>What was remembered and what is told have a share end sooner, and never later; what the rows do not know they add.</summary>
    [Theory]
    [InlineData(30, null, 30)]
    [InlineData(90, null, 60)]
    [InlineData(null, 30, 30)]
    [InlineData(null, 90, 60)]
    [InlineData(20, 30, 20)]
    [InlineData(60, 60, 60)]
    public async Task ends_when_the_first_of_all_says(int? remembered, int? told, int ends)
    {
        await using var rig = new Rig().Migrated();
        var now = rig.Time.Stop();
        await rig.WriteAsync(Row("it", now.AddMinutes(60)));
        if (remembered is { } minutes)
            Remember(rig, Known("it", now.AddMinutes(minutes)), Known("another", now.AddDays(1)));
        if (told is { } until)
        {
            await TellAsync(rig, "it", new ShareOpened(Arn("it"), Sample.Dev, now.AddMinutes(until)));
            await TellAsync(rig, "third", new ShareOpened(Arn("it"), Sample.Dev, now.AddDays(2)));
        }
        Assert.Equal(
            [
                ("it", now.AddMinutes(ends)),
                .. remembered is null ? [] : new[] { ("another", now.AddDays(1)) },
                .. told is null ? [] : new[] { ("third", now.AddDays(2)) },
            ],
            (await BeginAsync(rig)).Open.Select(share => (share.Subject, share.Deadline))
        );
    }

    /// <summary>Searched for by their tags wherever the rows cannot be read and something may have been; a folder in which nothing ever was is a first start.</summary>
    [Theory]
    [InlineData("is gone", 0, false, false)]
    [InlineData("is gone", 1, false, true)]
    [InlineData("is gone", 2, false, true)]
    [InlineData("is gone", 0, true, true)]
    [InlineData("is damaged", 0, false, true)]
    [InlineData("can be read", 1, true, false)]
    public async Task is_searched_for_where_the_database(string database, int remembered, bool hasHeads, bool isSearched)
    {
        await using var rig = new Rig();
        if (database == "can be read")
            rig.Migrated();
        else if (database == "is damaged")
            await File.WriteAllTextAsync(rig.DatabaseFile, new string('x', 8192), Ct);
        var now = rig.Time.Stop();
        if (remembered > 0)
            Remember(rig, [.. Enumerable.Range(0, remembered).Select(i => Known($"{i}", now.AddHours(i + 1)))]);
        if (hasHeads)
            await File.WriteAllTextAsync(Path.Combine(rig.Folder, "ledger-heads.jsonl"), "", Ct);
        var closing = await BeginAsync(rig);
        Assert.Equal(remembered, closing.Open.Count);
        Assert.Equal(isSearched || remembered > 0, closing.MayBeOpen);
        await closing.LookAsync(Ct);
        Assert.Equal(isSearched, await CallsAsync(rig, Search) > 0);
        // Opening it would have made it.
        Assert.Equal(database != "is gone", File.Exists(rig.DatabaseFile));
    }

    [Fact]
    public async Task is_nothing_where_not_even_the_folder_is_there()
    {
        await using var rig = new Rig();
        var closing = rig.Get<ClosingOnly>();
        var nowhere = Path.Combine(rig.Folder, "nowhere");
        await closing.BeginAsync(Why, Path.Combine(nowhere, "test.db"), nowhere, Ct);
        Assert.False(closing.MayBeOpen);
        Assert.False(Directory.Exists(nowhere));
    }

    /// <summary>What was on its way when it was seen to be closed has arrived by then.</summary>
    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public async Task is_over_once_whatever_was_on_its_way_has_arrived(int milliseconds, bool mayBeOpen)
    {
        await using var rig = new Rig().Migrated();
        var now = rig.Time.Stop();
        var row = Row("it", now);
        row.ClosedAt = now - Arrival + TimeSpan.FromMilliseconds(milliseconds);
        await rig.WriteAsync(row);
        Assert.Equal(mayBeOpen, (await BeginAsync(rig)).MayBeOpen);
    }

    /// <summary>And in every account, from its first search on.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task is_over_once_every_account_was_searched_and_whatever_was_on_its_way_has_arrived(bool isAllowed)
    {
        await using var rig = new Rig();
        if (!isAllowed)
            await rig.Aws.AllowAsync(SandboxControl.ProdRole, _ => []);
        rig.Time.Stop();
        await File.WriteAllTextAsync(rig.DatabaseFile, new string('x', 8192), Ct);
        var closing = await BeginAsync(rig);
        rig.Time.Pass(Arrival * 2);
        Assert.True(closing.MayBeOpen);
        await closing.LookAsync(Ct);
        Assert.True(closing.MayBeOpen);
        rig.Time.Pass(Arrival - Millisecond);
        await closing.LookAsync(Ct);
        Assert.True(closing.MayBeOpen);
        rig.Time.Pass(Millisecond);
        Assert.Equal(!isAllowed, closing.MayBeOpen);
    }

    [Theory]
    [InlineData(90, 30)]
    [InlineData(12, 12)]
    public async Task is_searched_for_again_after_half_a_minute_at_the_latest(int look, int seconds)
    {
        await using var rig = new Rig();
        rig.Time.Stop();
        await File.WriteAllTextAsync(rig.DatabaseFile, new string('x', 8192), Ct);
        var closing = await BeginAsync(rig, Leisurely with { Look = TimeSpan.FromSeconds(look) });
        await closing.LookAsync(Ct);
        await ComesAgainAsync(rig, closing, Search, TimeSpan.FromSeconds(seconds));
    }

    /// <summary>Nothing else asks AWS anything before a deadline: both accounts say what time it is there, once a minute.</summary>
    [Fact]
    public async Task is_held_against_the_time_of_every_account_each_minute()
    {
        await using var rig = new Rig().Migrated();
        rig.Time.Stop();
        var closing = await BeginAsync(rig);
        await closing.LookAsync(Ct);
        Assert.Equal(2, await CallsAsync(rig, TheTime));
        await ComesAgainAsync(rig, closing, TheTime, TimeSpan.FromMinutes(1));
    }

    /// <summary>An account that does not say it is waited for two seconds, and what is due does not wait longer.</summary>
    [Fact]
    public async Task waits_two_seconds_to_be_told_the_time()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        await using var rig = new Rig
        {
            Between = aws => new Reacting(
                aws,
                before: body =>
                    body.Contains(TheTime, StringComparison.Ordinal)
                        ? Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop.Token)
                        : Task.CompletedTask
            ),
        }.Migrated();
        var time = new FakeTimeProvider(rig.Time.GetUtcNow());
        var closing = ActivatorUtilities.CreateInstance<ClosingOnly>(rig.Get<IServiceProvider>(), Leisurely, time);
        var look = closing.LookAsync(Ct);
        time.Advance(TimeSpan.FromSeconds(2) - Millisecond);
        await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Ct);
        Assert.False(look.IsCompleted);
        time.Advance(Millisecond);
        await look.WaitAsync(TimeSpan.FromSeconds(30), Ct);
        await stop.CancelAsync();
    }

    [Theory]
    [InlineData("at its deadline", true)]
    [InlineData("a moment before", false)]
    [InlineData("begun in the future", true)]
    [InlineData("closed before", true)]
    public async Task is_looked_at(string when, bool isLooked)
    {
        await using var rig = new Rig().Migrated();
        var now = rig.Time.Stop();
        var share = new Share
        {
            RequestId = "it",
            SourceAccount = "prod",
            SnapshotIdentifier = "it",
            SnapshotArn = Arn("it"),
            TargetAccountId = Sample.Dev,
            SnapshotIsOurs = true,
            IntendedAt = when == "begun in the future" ? now.AddMinutes(6) : Sample.Now,
            Deadline =
                when == "at its deadline" ? now
                : when == "a moment before" ? now + Millisecond
                : now.AddDays(1),
            ClosedAt = when == "closed before" ? now : null,
        };
        await rig.WriteAsync(share, Row("another", now.AddDays(1)));
        var closing = await BeginAsync(rig);
        await closing.LookAsync(Ct);
        Assert.Equal(isLooked ? 1 : 0, await CallsAsync(rig, Attributes));
        Assert.Equal(isLooked ? ["another"] : ["it", "another"], closing.Open.Select(open => open.Subject));
        Assert.Equal(isLooked ? ["it"] : [], closing.Closed.Select(open => open.Subject));
    }

    /// <summary>It stays gone: looked at again after ten seconds at the latest, and not sooner.</summary>
    [Theory]
    [InlineData(90, 10)]
    [InlineData(12, 4)]
    public async Task is_looked_at_again_after_ten_seconds_at_the_latest(int look, int seconds)
    {
        await using var rig = new Rig().Migrated();
        await rig.WriteAsync(Row("it", rig.Time.Stop()));
        var closing = await BeginAsync(rig, Leisurely with { Look = TimeSpan.FromSeconds(look) });
        await closing.LookAsync(Ct);
        await ComesAgainAsync(rig, closing, Attributes, TimeSpan.FromSeconds(seconds));
    }

    /// <summary>By the word of whoever can read the log, with the reason why there is no other record of it.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task is_taken_away_by_somebodys_word(bool all)
    {
        await using var rig = new Rig().Migrated();
        var now = rig.Time.Stop();
        await rig.WriteAsync(Row("it", now.AddDays(1)), Row("another", now.AddDays(1)));
        var closing = await BeginAsync(rig);
        if (all)
            closing.Freeze(Rig.Admin, "odd");
        else
            closing.Unshare(Rig.Admin, "it");
        await closing.LookAsync(Ct);
        Assert.Equal(all ? [] : ["another"], closing.Open.Select(share => share.Subject));
        var kept = Assert.Single(rig.Get<EmergencyJournal>().Pending);
        Assert.Equal(
            (all ? UnwrittenKind.Freeze : UnwrittenKind.Unshare, all ? "" : "it", all ? "odd" : "", Rig.Admin.Id, Why),
            (kept.Kind, kept.Subject, kept.Reason, kept.ActorId, kept.Failure)
        );
    }

    [Fact]
    public async Task is_taken_away_in_aws_and_kept_for_the_next_start()
    {
        await using var rig = new Rig().Migrated();
        await rig.ShareByHandAsync(ByHand.Shareable);
        var now = rig.Time.Stop();
        await rig.WriteAsync(Row(ByHand.Shareable, now), Row("another", now.AddDays(1)));
        var closing = await BeginAsync(rig);
        await closing.LookAsync(Ct);
        Assert.Empty(await rig.SharedWithAsync(ByHand.Shareable));
        Assert.Equal(["another"], closing.Open.Select(share => share.Subject));
        Assert.Equal([ByHand.Shareable], closing.Closed.Select(share => share.Subject));
        var kept = Assert.Single(rig.Get<EmergencyJournal>().Pending);
        Assert.Equal(
            (UnwrittenKind.Closing, ByHand.Shareable, Arn(ByHand.Shareable), Sample.Dev, "accepted", Why),
            (kept.Kind, kept.Subject, kept.SnapshotArn, kept.SharedWith, kept.Outcome, kept.Failure)
        );
        Assert.Empty(await rig.LedgerAsync());
    }

    /// <summary>AWS said yes and shows it still, for somebody shared it again: it is open, and looked at again in a moment.</summary>
    [Fact]
    public async Task is_open_while_it_is_shown()
    {
        var hasTaken = false;
        Rig? shares = null;
        await using var rig = new Rig
        {
            Between = aws => new Reacting(
                aws,
                after: async body =>
                {
                    if (shares is { } again && body.Contains("ValuesToRemove", StringComparison.Ordinal) && !hasTaken)
                    {
                        hasTaken = true;
                        await again.ShareByHandAsync(ByHand.Shareable);
                    }
                }
            ),
        }.Migrated();
        await rig.ShareByHandAsync(ByHand.Shareable);
        shares = rig;
        await rig.WriteAsync(Row(ByHand.Shareable, rig.Time.Stop()));
        var closing = await BeginAsync(rig);
        await closing.LookAsync(Ct);
        rig.Time.Pass(Leisurely.Quick - Millisecond);
        await closing.LookAsync(Ct);
        Assert.Single(closing.Open);
        Assert.Empty(closing.Closed);
        rig.Time.Pass(Millisecond);
        await closing.LookAsync(Ct);
        Assert.Empty(closing.Open);
    }

    /// <summary>Another installation's is left alone where this one's ID is known; where it is not, too much is taken away rather than too little.</summary>
    [Theory]
    [InlineData(Sample.Installation, Sample.Installation, true)]
    [InlineData("another", Sample.Installation, false)]
    [InlineData("another", null, true)]
    [InlineData(null, null, false)]
    public async Task is_ours_by_its_tags(string? tagged, string? installation, bool isOurs)
    {
        await using var rig = new Rig();
        await rig.ShareByHandAsync(ByHand.Shareable);
        if (tagged is not null)
            await TagAsync(rig, tagged);
        var now = rig.Time.Stop();
        if (installation is not null)
            Remember(rig, installation, Known("another", now.AddDays(1)));
        await File.WriteAllTextAsync(rig.DatabaseFile, new string('x', 8192), Ct);
        var closing = await BeginAsync(rig);
        await closing.LookAsync(Ct);
        Assert.Equal(isOurs ? [] : [ByHand.Dev], await rig.SharedWithAsync(ByHand.Shareable));
        Assert.Equal(isOurs ? [Sample.Id] : [], closing.Closed.Select(share => share.Subject));
    }

    /// <summary>A search finds what is remembered too, and that ends when it was to end; another account on the same snapshot nobody remembers.</summary>
    [Theory]
    [InlineData(ByHand.Shareable, Sample.Dev, false)]
    [InlineData(ByHand.Shareable, Sample.Stranger, true)]
    [InlineData("another", Sample.Dev, true)]
    public async Task is_due_at_once_where_nothing_remembers_it(string snapshot, string with, bool isTaken)
    {
        await using var rig = new Rig();
        await rig.ShareByHandAsync(ByHand.Shareable);
        await TagAsync(rig, Sample.Installation);
        var now = rig.Time.Stop();
        Remember(rig, new OpenShare("remembered", Arn(snapshot), with, now.AddDays(1)));
        await File.WriteAllTextAsync(rig.DatabaseFile, new string('x', 8192), Ct);
        var closing = await BeginAsync(rig);
        await closing.LookAsync(Ct);
        Assert.Equal(isTaken ? [] : [ByHand.Dev], await rig.SharedWithAsync(ByHand.Shareable));
        Assert.Equal(["remembered"], closing.Open.Select(share => share.Subject));
        Assert.Equal(isTaken ? [Sample.Id] : [], closing.Closed.Select(share => share.Subject));
    }

    /// <summary>What a search finds again was not closed when it was first seen to be: what is on its way is waited for from then on.</summary>
    [Fact]
    public async Task is_not_over_when_a_search_finds_it_again()
    {
        await using var rig = new Rig();
        await rig.ShareByHandAsync(ByHand.Shareable);
        await TagAsync(rig, Sample.Installation);
        rig.Time.Stop();
        await File.WriteAllTextAsync(rig.DatabaseFile, new string('x', 8192), Ct);
        var closing = await BeginAsync(rig);
        await closing.LookAsync(Ct);
        rig.Time.Pass(Arrival - TimeSpan.FromSeconds(1));
        await rig.ShareByHandAsync(ByHand.Shareable);
        await closing.LookAsync(Ct);
        Assert.Empty(await rig.SharedWithAsync(ByHand.Shareable));
        Assert.Single(closing.Closed);
        rig.Time.Pass(TimeSpan.FromSeconds(1));
        await closing.LookAsync(Ct);
        Assert.True(closing.MayBeOpen);
        rig.Time.Pass(Arrival - TimeSpan.FromSeconds(1));
        Assert.False(closing.MayBeOpen);
    }

    /// <summary>Each second, until nothing is open any more and nothing on its way.</summary>
    [Fact]
    public async Task is_looked_at_each_second_until_it_is_over()
    {
        await using var rig = new Rig().Migrated();
        await rig.WriteAsync(Row("it", rig.Time.Stop()));
        var time = new FakeTimeProvider(rig.Time.GetUtcNow());
        var timings = Leisurely with
        {
            Look = TimeSpan.FromSeconds(1.5),
            ChangeTimeout = TimeSpan.FromSeconds(1),
            LateArrival = TimeSpan.FromSeconds(2),
        };
        var closing = ActivatorUtilities.CreateInstance<ClosingOnly>(rig.Get<IServiceProvider>(), timings, time);
        await closing.BeginAsync(Why, rig.DatabaseFile, rig.Folder, Ct);
        var running = closing.RunAsync(Ct);
        for (var second = 1; second <= 3; second++)
        {
            await UntilAsync(async () => await CallsAsync(rig, Attributes) == second && closing.Closed.Count == 1);
            Assert.False(running.IsCompleted);
            time.Advance(TimeSpan.FromSeconds(1) - Millisecond);
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Ct);
            Assert.Equal(second, await CallsAsync(rig, Attributes));
            time.Advance(Millisecond);
        }
        await running.WaitAsync(TimeSpan.FromSeconds(30), Ct);
        Assert.Equal(3, await CallsAsync(rig, Attributes));
    }

    /// <summary>Whoever ends the process has what was sent written down before it goes.</summary>
    [Fact]
    public async Task is_not_forgotten_when_the_process_is_told_to_stop_in_the_middle()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var sent = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var isWatched = false;
        await using var rig = new Rig
        {
            Between = aws => new Reacting(
                aws,
                after: async body =>
                {
                    if (!isWatched || !body.Contains("ValuesToRemove", StringComparison.Ordinal))
                        return;
                    sent.TrySetResult();
                    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop.Token);
                }
            ),
        }.Migrated();
        await rig.ShareByHandAsync(ByHand.Shareable);
        isWatched = true;
        await rig.WriteAsync(Row(ByHand.Shareable, rig.Time.Stop()));
        var running = (await BeginAsync(rig)).RunAsync(stop.Token);
        await sent.Task.WaitAsync(TimeSpan.FromSeconds(30), Ct);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal("unknown", Assert.Single(rig.Get<EmergencyJournal>().Pending).Outcome);
    }

    private static async Task<ClosingOnly> BeginAsync(Rig rig, Timings? timings = null)
    {
        var closing = ActivatorUtilities.CreateInstance<ClosingOnly>(rig.Get<IServiceProvider>(), timings ?? Leisurely);
        await closing.BeginAsync(Why, rig.DatabaseFile, rig.Folder, Ct);
        return closing;
    }

    /// <summary>After that long, and not a moment sooner.</summary>
    private static async Task ComesAgainAsync(Rig rig, ClosingOnly closing, string operation, TimeSpan after)
    {
        var first = await CallsAsync(rig, operation);
        Assert.NotEqual(0, first);
        rig.Time.Pass(after - Millisecond);
        await closing.LookAsync(Ct);
        Assert.Equal(first, await CallsAsync(rig, operation));
        rig.Time.Pass(Millisecond);
        await closing.LookAsync(Ct);
        Assert.Equal(first * 2, await CallsAsync(rig, operation));
    }

    private static async Task UntilAsync(Func<Task<bool>> there)
    {
        for (var looks = 0; !await there(); looks++)
        {
            Assert.True(looks < 2000, "still not there");
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, Ct);
        }
    }

    private static async Task<int> CallsAsync(Rig rig, string operation) =>
        (await rig.Aws.CallsAsync()).Count(call => (string)call!["operation"]! == operation);

    private static string Arn(string snapshot) => Sample.Route.From.ClusterSnapshotArn(snapshot);

    private static OpenShare Known(string name, DateTime deadline) => new(name, Arn(name), Sample.Dev, deadline, Sample.Now);

    /// <summary>The request and its snapshot have one name here.</summary>
    private static Share Row(string name, DateTime deadline) =>
        new()
        {
            RequestId = name,
            SourceAccount = "prod",
            SnapshotIdentifier = name,
            SnapshotArn = Arn(name),
            TargetAccountId = Sample.Dev,
            SnapshotIsOurs = true,
            IntendedAt = Sample.Now,
            Deadline = deadline,
        };

    private static void Remember(Rig rig, params OpenShare[] shares) => Remember(rig, Sample.Installation, shares);

    private static void Remember(Rig rig, string installation, params OpenShare[] shares)
    {
        rig.Get<OpenShares>().Open(installation);
        rig.Get<OpenShares>().Remember(nameof(Share), shares);
    }

    private static Task TagAsync(Rig rig, string installation) =>
        rig.Rds("prod")
            .AddTagsToResourceAsync(
                new AddTagsToResourceRequest { ResourceName = Arn(ByHand.Shareable), Tags = OwnTags.Of(Sample.Id, installation) },
                Ct
            );

    private static Task TellAsync(Rig rig, string subject, LedgerEvent what) =>
        rig.Get<LedgerTransaction>()
            .WriteAsync(
                scope =>
                {
                    scope.Append(Actor.Engine, subject, what);
                    return Task.CompletedTask;
                },
                Ct
            );
}
