using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Tests.Planning;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Tests.Shares;

/// <summary>What the watchdog makes of its own records: it believes those that say sooner, and none of them keeps a share open.</summary>
public sealed class the_watchdogs_records
{
    private const string LedgerRefuses =
        "CREATE TRIGGER broken BEFORE INSERT ON Ledger BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END";
    private const string NothingIsTaken =
        "CREATE TRIGGER probe BEFORE UPDATE ON Worlds BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END";
    private const string SharesUnreadable = "ALTER TABLE Shares RENAME TO Elsewhere";

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

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task are_said_to_fail_where_they_cannot_be_read()
    {
        await using var rig = new Rig().Migrated();
        await BreakAsync(rig, SharesUnreadable);
        await Watchdog(rig).LookAsync(Ct);
        Assert.Contains("no such table: Shares", rig.Get<EmergencyJournal>().Trouble, StringComparison.Ordinal);
    }

    [Fact]
    public async Task are_said_to_fail_where_what_was_kept_cannot_be_entered()
    {
        await using var rig = new Rig().Migrated();
        var share = SampleRows.Share(deadline: rig.Time.Stop().AddHours(1));
        share.NextLookAt = share.Deadline;
        await rig.WriteAsync(share);
        await BreakAsync(rig, LedgerRefuses);
        rig.Get<EmergencyJournal>().Unshare(Rig.Dba, Sample.Id, new IOException("locked"));
        Assert.Null(rig.Get<EmergencyJournal>().Trouble);
        await Watchdog(rig).LookAsync(Ct);
        Assert.Contains("disk is full", rig.Get<EmergencyJournal>().Trouble, StringComparison.Ordinal);
        Assert.True(rig.Get<EmergencyJournal>().Wants(Sample.Id));
    }

    /// <summary>A server that stops closes what it reads from: that is no failure of the records.</summary>
    [Fact]
    public async Task are_not_said_to_fail_while_the_server_stops()
    {
        await using var rig = new Rig().Migrated();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var watchdog = ActivatorUtilities.CreateInstance<Watchdog>(rig.Get<IServiceProvider>(), new Closed(stop));
        await Assert.ThrowsAsync<IOException>(() => watchdog.LookAsync(stop.Token));
        Assert.Null(rig.Get<EmergencyJournal>().Trouble);
    }

    /// <summary>What is told to stop from elsewhere is no failure of the records either.</summary>
    [Fact]
    public async Task are_not_said_to_fail_where_reading_was_called_off()
    {
        await using var rig = new Rig().Migrated();
        var watchdog = ActivatorUtilities.CreateInstance<Watchdog>(rig.Get<IServiceProvider>(), new CalledOff());
        await Assert.ThrowsAsync<OperationCanceledException>(() => watchdog.LookAsync(Ct));
        Assert.Null(rig.Get<EmergencyJournal>().Trouble);
    }

    [Fact]
    public async Task are_entered_before_anything_is_looked_at()
    {
        await using var rig = new Rig().Migrated();
        rig.Get<EmergencyJournal>().Unshare(Rig.Dba, "it", new IOException("locked"));
        await Watchdog(rig).LookAsync(Ct);
        Assert.Empty(rig.Get<EmergencyJournal>().Pending);
    }

    /// <summary>Taking away waits for no record; what was done is kept until it can be entered.</summary>
    [Fact]
    public async Task keep_no_share_open_where_they_cannot_be_written()
    {
        await using var rig = new Rig().Migrated();
        await rig.ShareByHandAsync(ByHand.Shareable);
        await rig.WriteAsync(Overdue(rig.Time.Stop(), snapshot: ByHand.Shareable));
        await BreakAsync(rig, LedgerRefuses);
        await Watchdog(rig).LookAsync(Ct);
        Assert.Empty(await rig.SharedWithAsync(ByHand.Shareable));
        Assert.Equal([("Closing", "accepted")], rig.Get<EmergencyJournal>().Pending.Select(item => ($"{item.Kind}", item.Outcome!)));
    }

    /// <summary>Neither AWS nor the database can be used: then only the alarm is left, and no pass fails.</summary>
    [Fact]
    public async Task are_said_to_fail_where_not_even_a_refusal_can_be_written()
    {
        await using var rig = new Rig().Migrated();
        await rig.Aws.AllowAsync(SandboxControl.ProdRole, _ => []);
        await rig.WriteAsync(Overdue(rig.Time.Stop()));
        await BreakAsync(rig, LedgerRefuses);
        await Watchdog(rig).LookAsync(Ct);
        Assert.Contains("disk is full", rig.Get<EmergencyJournal>().Trouble, StringComparison.Ordinal);
    }

    [Fact]
    public async Task say_which_share_of_an_account_is_closed_first()
    {
        await using var rig = new Rig().Migrated();
        var now = rig.Time.Stop();
        var (late, soon) = (SampleRows.Share("late", deadline: now), SampleRows.Share("soon", deadline: now.AddMinutes(-1)));
        await rig.WriteAsync(late, soon);
        await Watchdog(rig).LookAsync(Ct);
        Assert.Equal(
            ["soon", "late"],
            (await rig.LedgerAsync()).Where(entry => entry.Kind == LedgerKind.ShareClosed).Select(entry => entry.Subject)
        );
    }

    /// <summary>AWS has taken it away, and nobody could write that down: it is kept for later and is no trouble of the share's.</summary>
    [Fact]
    public async Task are_said_to_fail_where_what_was_seen_cannot_be_written()
    {
        await using var rig = new Rig().Migrated();
        var now = rig.Time.Stop();
        await rig.WriteAsync(Overdue(now));
        await BreakAsync(rig, LedgerRefuses);
        await Watchdog(rig).LookAsync(Ct);
        Assert.Contains("disk is full", rig.Get<EmergencyJournal>().Trouble, StringComparison.Ordinal);
        var share = (await rig.ShareAsync(Sample.Id))!;
        Assert.Equal((null, null, 0), (share.ClosedAt, share.CloseFailure, share.Version));
    }

    /// <summary>Rows that cannot be written do not say when they were looked at; then it is kept in mind, for ten seconds at the most.</summary>
    [Theory]
    [InlineData(90, 10)]
    [InlineData(30, 10)]
    [InlineData(12, 4)]
    public async Task are_not_needed_to_know_when_to_look_again(int look, int seconds)
    {
        await using var rig = await new Rig().OpenAsync();
        var now = rig.Time.Stop();
        await rig.WriteAsync(Overdue(now));
        await BreakAsync(rig, LedgerRefuses);
        await BreakAsync(rig, NothingIsTaken);
        var watchdog = Watchdog(rig, Leisurely with { Look = TimeSpan.FromSeconds(look) });
        await watchdog.LookAsync(Ct);
        var first = await LooksAsync(rig);
        Assert.NotEqual(0, first);
        rig.Time.Pass(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
        await watchdog.LookAsync(Ct);
        Assert.Equal(first, await LooksAsync(rig));
        rig.Time.Pass(TimeSpan.FromMilliseconds(1));
        await watchdog.LookAsync(Ct);
        Assert.Equal(first * 2, await LooksAsync(rig));
    }

    /// <summary>A mistake of the product is told under its own name, and what AWS says under its.</summary>
    [Theory]
    [InlineData("nowhere", false)]
    [InlineData("prod", true)]
    public async Task say_what_kept_a_share_open(string account, bool isAws)
    {
        await using var rig = new Rig().Migrated();
        await rig.Aws.AllowAsync(SandboxControl.ProdRole, _ => []);
        await rig.WriteAsync(Overdue(rig.Time.Stop(), account));
        await Watchdog(rig).LookAsync(Ct);
        var failure = (await rig.ShareAsync(Sample.Id))!.CloseFailure!;
        Assert.Equal(isAws ? "AccessDenied" : nameof(KeyNotFoundException), failure.Split(':')[0]);
        var told = (ShareOverdue)Assert.Single(await rig.LedgerAsync(), entry => entry.Kind == LedgerKind.ShareOverdue).ReadEvent()!;
        Assert.Equal(failure, $"{told.Code}: {told.Message}");
    }

    /// <summary>Who can write a row alone can have a share end sooner, and not later than any entry of it says.</summary>
    [Theory]
    [InlineData(1, 0, true)]
    [InlineData(0, 1, true)]
    [InlineData(1, 1, false)]
    [InlineData(1, null, false)]
    [InlineData(0, null, true)]
    public async Task are_believed_where_they_say_sooner(int row, int? entry, bool isClosed)
    {
        await using var rig = new Rig().Migrated();
        var now = rig.Time.Stop();
        var share = Overdue(now);
        share.Deadline = share.NextLookAt = now.AddHours(row);
        await rig.WriteAsync(share);
        if (entry is { } opened)
        {
            await AppendAsync(rig, "another", new ShareOpened(share.SnapshotArn, Sample.Dev, now.AddHours(-1)));
            await AppendAsync(rig, Sample.Id, new ShareOpened(share.SnapshotArn, Sample.Dev, now.AddMilliseconds(opened)));
            await AppendAsync(rig, Sample.Id, new ShareReturned(share.SnapshotArn, Sample.Dev, now.AddHours(2)));
        }
        await Watchdog(rig).LookAsync(Ct);
        Assert.Equal(isClosed, (await rig.ShareAsync(Sample.Id))!.ClosedAt is not null);
    }

    /// <summary>Later than a look ever asks for was written under another clock, or by somebody: then the deadline alone counts.</summary>
    [Theory]
    [InlineData(30_000, -1, false)]
    [InlineData(30_001, -1, true)]
    [InlineData(30_001, 1, false)]
    public async Task are_not_believed_where_they_put_off_a_look_for_longer_than_any(int nextLook, int deadline, bool isClosed)
    {
        await using var rig = new Rig().Migrated();
        var now = rig.Time.Stop();
        var share = Overdue(now);
        (share.NextLookAt, share.Deadline) = (now.AddMilliseconds(nextLook), now.AddMilliseconds(deadline));
        await rig.WriteAsync(share);
        await Watchdog(rig).LookAsync(Ct);
        Assert.Equal(isClosed, (await rig.ShareAsync(Sample.Id))!.ClosedAt is not null);
    }

    /// <summary>A share that begins in the future was opened by a clock that was ahead: nobody knows how long it has left.</summary>
    [Theory]
    [InlineData(4, false)]
    [InlineData(6, true)]
    public async Task are_not_believed_where_they_begin_in_the_future(int minutes, bool isClosed)
    {
        await using var rig = new Rig().Migrated();
        var now = rig.Time.Stop();
        var share = SampleRows.Share(intendedAt: now.AddMinutes(minutes), deadline: now.AddHours(1));
        share.NextLookAt = share.Deadline;
        await rig.WriteAsync(share);
        await Watchdog(rig).LookAsync(Ct);
        Assert.Equal(isClosed, (await rig.ShareAsync(Sample.Id))!.ClosedAt is not null);
    }

    /// <summary>A start that can read nothing knows from here what is open; what is watched to the end is not.</summary>
    [Fact]
    public async Task are_remembered_outside_the_database()
    {
        await using var rig = await new Rig().OpenAsync();
        var now = rig.Time.Stop();
        var (late, soon, ended) = (
            SampleRows.Share("late", deadline: now.AddHours(2)),
            SampleRows.Share("soon", deadline: now.AddHours(1)),
            Overdue(now)
        );
        foreach (var share in (Share[])[late, soon])
            share.NextLookAt = share.Deadline;
        (ended.ClosedAt, ended.WatchEndedAt) = (now, now);
        await rig.WriteAsync(late, soon, ended);
        await Watchdog(rig).LookAsync(Ct);
        var expected = new[] { soon, late }
            .Select(share => new OpenShare(share.RequestId, share.SnapshotArn, Sample.Dev, share.Deadline, share.IntendedAt))
            .ToList();
        Assert.Equal(expected, rig.Get<OpenShares>().Known);
        Assert.Equal(expected, OpenShares.Read(rig.Folder).Shares);
    }

    private static Watchdog Watchdog(Rig rig, Timings? timings = null) =>
        ActivatorUtilities.CreateInstance<Watchdog>(rig.Get<IServiceProvider>(), timings ?? Leisurely);

    private static Share Overdue(DateTime now, string account = "prod", string snapshot = "long-gone") =>
        new()
        {
            RequestId = Sample.Id,
            SourceAccount = account,
            SnapshotIdentifier = snapshot,
            SnapshotArn = Sample.Route.From.ClusterSnapshotArn(snapshot),
            TargetAccountId = Sample.Dev,
            SnapshotIsOurs = true,
            IntendedAt = Sample.Now,
            Deadline = now.AddMinutes(-1),
            NextLookAt = now.AddMinutes(-1),
        };

    private static async Task<int> LooksAsync(Rig rig) =>
        (await rig.Aws.CallsAsync()).Count(call => (string)call!["operation"]! == "DescribeDBClusterSnapshotAttributes");

    private static Task AppendAsync(Rig rig, string subject, LedgerEvent what) =>
        rig.Get<LedgerTransaction>()
            .WriteAsync(
                scope =>
                {
                    scope.Append(Actor.Engine, subject, what);
                    return Task.CompletedTask;
                },
                Ct
            );

    private static async Task BreakAsync(Rig rig, string how)
    {
        await using var db = await rig.Get<IDbContextFactory<Db>>().CreateDbContextAsync(Ct);
        await db.Database.ExecuteSqlRawAsync(how, Ct);
    }

    /// <summary>The files are closed under the pass that reads them.</summary>
    private sealed class Closed(CancellationTokenSource stop) : IDbContextFactory<Db>
    {
        public Db CreateDbContext()
        {
            stop.Cancel();
            throw new IOException("closed");
        }
    }

    private sealed class CalledOff : IDbContextFactory<Db>
    {
        public Db CreateDbContext() => throw new OperationCanceledException("of something else");
    }
}
