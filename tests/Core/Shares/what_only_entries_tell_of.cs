using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Tests.Planning;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Tests.Shares;

/// <summary>A share that the entries tell the beginning of and not the end, and whose row is gone or says something else: one look of the watchdog at it.</summary>
public sealed class what_only_entries_tell_of
{
    private const string LedgerRefuses =
        "CREATE TRIGGER broken BEFORE INSERT ON Ledger BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END";

    private static readonly Timings Leisurely = Timings.From(
        new TimingOptions
        {
            Look = TimeSpan.FromSeconds(90),
            ChangeTimeout = TimeSpan.FromSeconds(20),
            LateArrival = TimeSpan.FromMinutes(16),
        },
        speed: 1
    );

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task is_closed_at_its_deadline(int milliseconds, bool isClosed)
    {
        await using var rig = new Rig().Migrated();
        var now = rig.Time.Stop();
        await TellAsync(rig, now, Opened(now.AddMilliseconds(milliseconds)));
        await Watchdog(rig).LookAsync(Ct);
        var closed = (await EventsAsync(rig)).OfType<ShareClosed>().SingleOrDefault();
        Assert.Equal(
            isClosed ? (Arn("long-gone"), Sample.Dev, (DateTime?)now, "snapshot not there") : (null, null, null, null),
            (closed?.SnapshotArn, closed?.TargetAccountId, closed?.Deadline, closed?.SourceRestoreAttribute)
        );
        Assert.Equal(isClosed ? 1 : 0, (await rig.LedgerAsync()).Count(entry => entry.ActorId == "watchdog" && entry.Subject == Sample.Id));
    }

    [Fact]
    public async Task is_remembered_outside_the_database()
    {
        await using var rig = new Rig().Migrated();
        var now = rig.Time.Stop();
        await TellAsync(rig, now, Opened(now.AddHours(1)));
        await Watchdog(rig).LookAsync(Ct);
        Assert.Equal([new OpenShare(Sample.Id, Arn("long-gone"), Sample.Dev, now.AddHours(1), now)], rig.Get<OpenShares>().Known);
    }

    /// <summary>A clock that was ahead had it begin in the future: nobody knows how long it has left.</summary>
    [Theory]
    [InlineData(4, false)]
    [InlineData(6, true)]
    public async Task is_closed_where_it_begins_in_the_future(int minutes, bool isClosed)
    {
        await using var rig = new Rig().Migrated();
        var now = rig.Time.Stop();
        await TellAsync(rig, now.AddMinutes(minutes), Opened(now.AddHours(1)));
        await Watchdog(rig).LookAsync(Ct);
        Assert.Equal(isClosed, (await EventsAsync(rig)).OfType<ShareClosed>().Any());
    }

    /// <summary>One entry of AWS's attribute stands for both: the earlier one's end would be the end of the later one.</summary>
    [Theory]
    [InlineData("long-gone", 1, 0)]
    [InlineData("long-gone", 0, 2)]
    [InlineData("another", 1, 1)]
    public async Task is_left_to_a_later_request_of_the_same_snapshot(string other, int hours, int closed)
    {
        await using var rig = new Rig().Migrated();
        var now = rig.Time.Stop();
        await TellAsync(rig, now, Opened(now));
        await TellAsync(rig, now, Opened(now.AddHours(hours), other), "another");
        await Watchdog(rig).LookAsync(Ct);
        Assert.Equal(closed, (await EventsAsync(rig)).OfType<ShareClosed>().Count());
    }

    /// <summary>A row that names something else is left as it is, for the check of the ledger to name.</summary>
    [Theory]
    [InlineData("nothing else", true)]
    [InlineData("another snapshot", false)]
    [InlineData("another account", false)]
    [InlineData("another name", false)]
    [InlineData("another source", false)]
    [InlineData("a source that is not configured", false)]
    [InlineData("that it is over", false)]
    public async Task is_closed_whatever_its_row_says(string says, bool isItsOwn)
    {
        await using var rig = new Rig().Migrated();
        var now = rig.Time.Stop();
        await TellAsync(rig, now, Opened(now.AddMinutes(-1)));
        await rig.WriteAsync(
            new Share
            {
                RequestId = Sample.Id,
                SourceAccount =
                    says == "another source" ? "dev"
                    : says == "a source that is not configured" ? "nowhere"
                    : "prod",
                SnapshotIdentifier = says == "another name" ? "another" : "long-gone",
                SnapshotArn = Arn(says == "another snapshot" ? "another" : "long-gone"),
                TargetAccountId = says == "another account" ? Sample.Stranger : Sample.Dev,
                SnapshotIsOurs = true,
                IntendedAt = Sample.Now,
                OpenedAt = Sample.Now,
                Deadline = now.AddMinutes(-1),
                NextLookAt = now.AddMinutes(-1),
                ClosedAt = says == "that it is over" ? now : null,
                WatchEndedAt = says == "that it is over" ? now : null,
            }
        );
        await Watchdog(rig).LookAsync(Ct);
        var closed = Assert.Single((await EventsAsync(rig)).OfType<ShareClosed>());
        Assert.Equal((Arn("long-gone"), Sample.Dev), (closed.SnapshotArn, closed.TargetAccountId));
        Assert.Equal(isItsOwn, (await rig.ShareAsync(Sample.Id))!.Version > 0);
    }

    /// <summary>What was told to be opened and to be closed is over, whatever its row says; what was never told to be opened is not yet.</summary>
    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task is_nobodys_where_its_end_was_told_too(bool isOpened, bool isLooked)
    {
        await using var rig = new Rig().Migrated();
        var now = rig.Time.Stop();
        var row = SampleRows.Share(deadline: now.AddMinutes(-1));
        (row.OpenedAt, row.NextLookAt) = (isOpened ? Sample.Now : null, now.AddMinutes(-1));
        await rig.WriteAsync(row);
        await Watchdog(rig).LookAsync(Ct);
        Assert.Equal(isLooked, (await rig.ShareAsync(Sample.Id))!.ClosedAt is not null);
    }

    /// <summary>Who can write the row alone can have it end sooner, and not later.</summary>
    [Theory]
    [InlineData(60, -1, true)]
    [InlineData(-1, 60, true)]
    [InlineData(60, 60, false)]
    public async Task ends_when_the_first_of_row_and_entries_says(int row, int told, bool isClosed)
    {
        await using var rig = new Rig().Migrated();
        var now = rig.Time.Stop();
        await TellAsync(rig, now, new ShareOpened(Arn("shared"), Sample.Dev, now.AddMinutes(told)));
        var share = SampleRows.Share(deadline: now.AddMinutes(row));
        share.NextLookAt = now.AddMinutes(-1);
        await rig.WriteAsync(share);
        await Watchdog(rig).LookAsync(Ct);
        Assert.Equal(isClosed, (await rig.ShareAsync(Sample.Id))!.ClosedAt is not null);
    }

    /// <summary>Asked for under its own intent, with the result and the end behind it.</summary>
    [Fact]
    public async Task is_taken_away_under_an_intent_and_told()
    {
        await using var rig = new Rig().Migrated();
        await rig.ShareByHandAsync(ByHand.Shareable);
        var now = rig.Time.Stop();
        await TellAsync(rig, now, Opened(now.AddMinutes(-1), ByHand.Shareable));
        await Watchdog(rig).LookAsync(Ct);
        Assert.Empty(await rig.SharedWithAsync(ByHand.Shareable));
        Assert.Equal(
            [LedgerKind.ShareOpened, LedgerKind.Intent, LedgerKind.Result, LedgerKind.ShareClosed],
            (await rig.LedgerAsync()).Select(entry => entry.Kind)
        );
        Assert.Equal(
            ["engine", "watchdog", "watchdog", "watchdog"],
            (await rig.LedgerAsync()).Where(entry => entry.Subject == Sample.Id).Select(entry => entry.ActorId)
        );
        var events = await EventsAsync(rig);
        var (intent, result) = ((ChangeIntended)events[1]!, (ChangeResult)events[2]!);
        Assert.Equal(
            ("prod", Arn(ByHand.Shareable), Sample.Dev, now.AddMinutes(-1), null),
            (intent.Account, intent.SnapshotArn, intent.TargetAccountId, intent.Deadline, intent.Step)
        );
        Assert.Equal(
            ("accepted", Arn(ByHand.Shareable), Sample.Dev, now.AddMinutes(-1)),
            (result.Outcome, result.SnapshotArn, result.TargetAccountId, result.Deadline)
        );
    }

    /// <summary>Long before its deadline, though no row of it is there, or one says that it is over; of nothing that is told there is nothing to take.</summary>
    [Theory]
    [InlineData("gone", "written", true)]
    [InlineData("gone", "kept until it could be", true)]
    [InlineData("over", "written", true)]
    [InlineData("over", "kept until it could be", true)]
    [InlineData("untold", "written", false)]
    [InlineData("untold", "kept until it could be", false)]
    public async Task is_taken_away_by_somebodys_word(string row, string how, bool isTaken)
    {
        await using var rig = await new Rig().OpenAsync();
        await rig.ShareByHandAsync(ByHand.Shareable);
        var now = rig.Time.Stop();
        await rig.WriteAsync(SampleRows.Request());
        if (row != "untold")
            await TellAsync(rig, now, Opened(now.AddHours(1), ByHand.Shareable));
        if (row == "over")
        {
            var share = SampleRows.Share();
            share.ClosedAt = share.WatchEndedAt = now;
            await rig.WriteAsync(share);
        }
        var journal = rig.Get<EmergencyJournal>();
        if (how == "written")
            Assert.Equal(isTaken ? null : "nothing-shared", (await rig.Verbs.UnshareAsync(Rig.Dba, Sample.Id, Ct)).Refusal?.Message.Key);
        else
        {
            journal.Unshare(Rig.Dba, Sample.Id, new IOException("the disk is full"));
            await journal.WriteDownAsync(Ct);
        }
        Assert.Equal(
            isTaken ? [(Rig.Dba.Id, new UnshareAsked(Arn(ByHand.Shareable), Sample.Dev, how == "written" ? null : now))] : [],
            (await rig.LedgerAsync())
                .Where(entry => entry.Kind == LedgerKind.Unshared)
                .Select(entry => (entry.ActorId, (UnshareAsked)entry.ReadEvent()!))
        );
        await Watchdog(rig).LookAsync(Ct);
        Assert.Equal(isTaken, (await rig.SharedWithAsync(ByHand.Shareable)).Count == 0);
    }

    /// <summary>It is said once that it cannot be closed, and tried again after ten seconds at the latest.</summary>
    [Theory]
    [InlineData(90, 10)]
    [InlineData(12, 4)]
    public async Task is_tried_again_while_it_cannot_be_closed(int look, int seconds)
    {
        await using var rig = new Rig().Migrated();
        await rig.Aws.AllowAsync(SandboxControl.ProdRole, _ => []);
        var now = rig.Time.Stop();
        await TellAsync(rig, now, Opened(now));
        var watchdog = Watchdog(rig, Leisurely with { Look = TimeSpan.FromSeconds(look) });
        await watchdog.LookAsync(Ct);
        var overdue = Assert.Single((await EventsAsync(rig)).OfType<ShareOverdue>());
        Assert.Equal(
            ("AccessDenied", Arn("long-gone"), Sample.Dev, now),
            (overdue.Code, overdue.SnapshotArn, overdue.TargetAccountId, overdue.Deadline)
        );
        Assert.Contains("long-gone", overdue.CloseByHand, StringComparison.Ordinal);
        var first = await LooksAsync(rig);
        rig.Time.Pass(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
        await watchdog.LookAsync(Ct);
        Assert.Equal(first, await LooksAsync(rig));
        rig.Time.Pass(TimeSpan.FromMilliseconds(1));
        await watchdog.LookAsync(Ct);
        Assert.Equal(first * 2, await LooksAsync(rig));
        Assert.Single((await EventsAsync(rig)).OfType<ShareOverdue>());
        Assert.Null(rig.Get<EmergencyJournal>().Trouble);
    }

    [Fact]
    public async Task is_said_to_be_in_no_account_where_none_is_configured()
    {
        await using var rig = new Rig().Migrated();
        var now = rig.Time.Stop();
        await TellAsync(
            rig,
            now,
            new ShareOpened(Arn("it").Replace(Sample.Prod, Sample.Stranger, StringComparison.Ordinal), Sample.Dev, now)
        );
        await TellAsync(rig, now, Opened(now), "another");
        await Watchdog(rig).LookAsync(Ct);
        var overdue = Assert.Single((await EventsAsync(rig)).OfType<ShareOverdue>());
        Assert.Equal(nameof(KeyNotFoundException), overdue.Code);
        Assert.Equal("another", Assert.Single(await rig.LedgerAsync(), entry => entry.Kind == LedgerKind.ShareClosed).Subject);
    }

    /// <summary>AWS said yes and shows it still, for somebody shared it again: nothing is told to be over, and it is looked at again in a moment.</summary>
    [Fact]
    public async Task is_looked_at_again_in_a_moment_while_it_is_shown_still()
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
        var now = rig.Time.Stop();
        await TellAsync(rig, now, Opened(now, ByHand.Shareable));
        var watchdog = Watchdog(rig);
        await watchdog.LookAsync(Ct);
        Assert.Empty((await EventsAsync(rig)).OfType<ShareClosed>());
        rig.Time.Pass(Leisurely.Quick - TimeSpan.FromMilliseconds(1));
        await watchdog.LookAsync(Ct);
        Assert.Empty((await EventsAsync(rig)).OfType<ShareClosed>());
        rig.Time.Pass(TimeSpan.FromMilliseconds(1));
        await watchdog.LookAsync(Ct);
        Assert.Single((await EventsAsync(rig)).OfType<ShareClosed>());
    }

    /// <summary>AWS shows it no more, and nobody could write that down: our records are in trouble, and not the share.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task is_a_matter_of_the_records_where_nothing_can_be_told_of_it(bool isAllowed)
    {
        await using var rig = new Rig().Migrated();
        if (!isAllowed)
            await rig.Aws.AllowAsync(SandboxControl.ProdRole, _ => []);
        var now = rig.Time.Stop();
        await TellAsync(rig, now, Opened(now));
        await using (var db = await rig.Get<IDbContextFactory<Db>>().CreateDbContextAsync(Ct))
            await db.Database.ExecuteSqlRawAsync(LedgerRefuses, Ct);
        await Watchdog(rig).LookAsync(Ct);
        Assert.Contains("disk is full", rig.Get<EmergencyJournal>().Trouble, StringComparison.Ordinal);
        Assert.Equal([LedgerKind.ShareOpened], (await rig.LedgerAsync()).Select(entry => entry.Kind));
    }

    /// <summary>A call that hangs is sent once, and keeps no other share open, be it in the same account or in another.</summary>
    [Theory]
    [InlineData("prod")]
    [InlineData("dev")]
    public async Task is_asked_for_once_where_aws_hangs_and_closed_wherever_it_does_not(string account)
    {
        var asked = 0;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        await using var rig = new Rig
        {
            Between = aws => new Reacting(
                aws,
                before: body =>
                {
                    if (!body.Contains("hangs", StringComparison.Ordinal))
                        return Task.CompletedTask;
                    Interlocked.Increment(ref asked);
                    return Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop.Token);
                }
            ),
        }.Migrated();
        var now = rig.Time.Stop();
        await TellAsync(rig, now, Opened(now.AddHours(-1), "hangs"));
        await TellAsync(
            rig,
            now,
            account == "prod" ? Opened(now) : new ShareOpened(Sample.Route.To.ClusterSnapshotArn("long-gone"), Sample.Prod, now),
            "another"
        );
        var watchdog = Watchdog(rig);
        var first = watchdog.LookAsync(stop.Token);
        for (var looks = 0; !(await rig.LedgerAsync()).Any(entry => entry.Kind == LedgerKind.ShareClosed); looks++)
        {
            Assert.True(looks < 1000, "A call that hangs keeps another's share open.");
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Ct);
        }
        rig.Time.Pass(TimeSpan.FromSeconds(31));
        await watchdog.LookAsync(stop.Token);
        Assert.Equal(1, asked);
        Assert.False(first.IsCompleted);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Empty((await EventsAsync(rig)).OfType<ShareOverdue>());
    }

    private static string Arn(string snapshot) => Sample.Route.From.ClusterSnapshotArn(snapshot);

    private static ShareOpened Opened(DateTime deadline, string snapshot = "long-gone") => new(Arn(snapshot), Sample.Dev, deadline);

    private static Watchdog Watchdog(Rig rig, Timings? timings = null) =>
        ActivatorUtilities.CreateInstance<Watchdog>(rig.Get<IServiceProvider>(), timings ?? Leisurely);

    /// <summary>Written by a clock that had this moment.</summary>
    private static Task TellAsync(Rig rig, DateTime at, LedgerEvent what, string subject = Sample.Id) =>
        new LedgerTransaction(rig.Get<IDbContextFactory<Db>>(), new FakeTimeProvider(new DateTimeOffset(at)), new ChangeFeed()).WriteAsync(
            scope =>
            {
                scope.Append(Core.Identity.Actor.Engine, subject, what);
                return Task.CompletedTask;
            },
            Ct
        );

    private static async Task<IReadOnlyList<LedgerEvent?>> EventsAsync(Rig rig) =>
        [.. (await rig.LedgerAsync()).Select(entry => entry.ReadEvent())];

    private static async Task<int> LooksAsync(Rig rig) =>
        (await rig.Aws.CallsAsync()).Count(call => (string)call!["operation"]! == "DescribeDBClusterSnapshotAttributes");
}
