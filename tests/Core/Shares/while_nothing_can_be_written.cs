using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Commands;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Shares.Drift;
using SnapshotShare.Core.Tests.Shares.Drift;

namespace SnapshotShare.Core.Tests.Shares;

/// <summary>Taking exposure away depends on nothing that can be full, locked or broken here; what was done is entered afterwards as what it is.</summary>
public sealed class while_nothing_can_be_written
{
    /// <summary>The database's own words, as each way of failing has them.</summary>
    private static readonly Dictionary<string, (string[] Breaks, string[] Mends)> Ways = new(StringComparer.Ordinal)
    {
        ["the disk is full"] = (
            [
                Refuse("Ledger", "INSERT", "database or disk is full"),
                Refuse("Shares", "UPDATE", "database or disk is full"),
                Refuse("Requests", "UPDATE", "database or disk is full"),
                Refuse("Worlds", "UPDATE", "database or disk is full"),
                Refuse("Freezes", "INSERT", "database or disk is full"),
            ],
            [.. new[] { "Ledger", "Shares", "Requests", "Worlds", "Freezes" }.Select(table => $"DROP TRIGGER {table}_is_broken")]
        ),
        ["the ledger refuses"] = ([Refuse("Ledger", "INSERT", "the ledger has no gaps")], ["DROP TRIGGER Ledger_is_broken"]),
        ["shares cannot be read"] = (["ALTER TABLE Shares RENAME TO Elsewhere"], ["ALTER TABLE Elsewhere RENAME TO Shares"]),
        ["the ledger cannot be read"] = (["ALTER TABLE Ledger RENAME TO Elsewhere"], ["ALTER TABLE Elsewhere RENAME TO Ledger"]),
    };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> Each => [.. Ways.Keys];

    [Theory]
    [MemberData(nameof(Each))]
    public async Task an_overdue_share_is_closed_within_a_minute_and_entered_once_that_works_again(string how)
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await OpenShareAsync(rig);
        await BreakAsync(rig, how);
        rig.Time.Pass(asked.Plan.Window + TimeSpan.FromSeconds(1));

        await LookUntilAsync(rig, async () => (await rig.SharedWithAsync(asked.Plan.SharingSnapshot)).Count == 0);
        Assert.NotNull(rig.Get<EmergencyJournal>().Trouble);
        // Looked at again and again, it is asked for once.
        for (var i = 0; i < 5; i++)
        {
            rig.Time.Pass(TimeSpan.FromSeconds(11));
            await rig.Get<Watchdog>().LookAsync(Ct);
        }
        var kept = rig.Get<EmergencyJournal>().Pending.Sum(item => item.Times);

        await MendAsync(rig, how);
        await rig.RunUntilAsync(asked.Id, request => request.Status == RequestStatus.Ended);
        Assert.Null(rig.Get<EmergencyJournal>().Trouble);
        Assert.Empty(rig.Get<EmergencyJournal>().Pending);
        var late = Assert.Single((await rig.LedgerAsync()).Select(entry => entry.ReadEvent()).OfType<ClosedWithoutEntry>());
        // Where only the shares cannot be read, the ledger has taken it already.
        Assert.Equal((1, how == "shares cannot be read" ? 0 : 1), (late.Times, kept));
        Assert.Equal((asked.Plan.SharingSnapshotArn, ByHand.Dev, "accepted"), (late.SnapshotArn, late.TargetAccountId, late.Outcome));
        Assert.NotNull(late.AwsRequestId);
        Assert.NotNull((await rig.ShareAsync(asked.Id))!.ProvenAt);
        // A table that is renamed takes its triggers along, and their text.
        Assert.Equal(how == "the ledger cannot be read" ? "TriggersGone" : null, (await rig.Get<LedgerCheck>().CheckAsync(Ct)).Fault);
    }

    /// <summary>The word was taken and committed, and in the same moment nothing can be read: no pass has seen it, nor the share itself.</summary>
    [Theory]
    [InlineData("unshare", "shares cannot be read")]
    [InlineData("freeze", "shares cannot be read")]
    [InlineData("freeze", "the ledger cannot be read")]
    public async Task what_was_committed_a_moment_before_is_known_without_being_read(string word, string how)
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await OpenShareAsync(rig);
        await rig.Get<Watchdog>().LookAsync(Ct);
        if (word == "freeze")
            Assert.Null((await rig.Get<FreezeCommands>().FreezeAsync(Rig.Dba, "to be sure", Ct)).Refusal);
        else
            Assert.Null((await rig.Verbs.UnshareAsync(Rig.Dba, asked.Id, Ct)).Refusal);
        await BreakAsync(rig, how);

        await LookUntilAsync(rig, async () => (await rig.SharedWithAsync(asked.Plan.SharingSnapshot)).Count == 0);
        await MendAsync(rig, how);
    }

    /// <summary>A share that was closed stays under watch; what a later request shares by right is not what came back.</summary>
    [Theory]
    [InlineData("shares cannot be read")]
    [InlineData("the ledger refuses")]
    public async Task a_later_share_of_the_same_snapshot_stands_until_its_own_end(string how)
    {
        await using var rig = await new Rig().OpenAsync();
        var first = await OpenShareAsync(rig, ByHand.AsItIs(Goal.Share));
        await rig.Verbs.UnshareAsync(Rig.Dba, first.Id, Ct);
        await LookUntilAsync(rig, async () => (await rig.SharedWithAsync(ByHand.Shareable)).Count == 0);
        var second = await OpenShareAsync(rig, ByHand.AsItIs(Goal.Share) with { Window = TimeSpan.FromHours(2) });
        // As after a call that may arrive late still.
        await ExecuteAsync(rig, [$"UPDATE Shares SET WatchEndedAt = NULL WHERE RequestId = '{first.Id}'"]);
        await rig.Get<Watchdog>().LookAsync(Ct);
        await BreakAsync(rig, how);
        for (var looks = 0; looks < 5; looks++)
        {
            rig.Time.Pass(TimeSpan.FromSeconds(11));
            await rig.Get<Watchdog>().LookAsync(Ct);
        }

        Assert.Equal([ByHand.Dev], await rig.SharedWithAsync(ByHand.Shareable));
        rig.Time.Pass(second.Plan.Window);
        await LookUntilAsync(rig, async () => (await rig.SharedWithAsync(ByHand.Shareable)).Count == 0);
        await MendAsync(rig, how);
    }

    /// <summary>What no entry tells the beginning of is nobody's right: such a row keeps nothing open that came back.</summary>
    [Theory]
    [InlineData("nothing")]
    [InlineData("shares cannot be read")]
    [InlineData("the ledger refuses")]
    public async Task a_row_that_somebody_wrote_is_no_later_share(string how)
    {
        await using var rig = await new Rig().OpenAsync();
        var first = await OpenShareAsync(rig, ByHand.AsItIs(Goal.Share));
        await rig.Verbs.UnshareAsync(Rig.Dba, first.Id, Ct);
        await LookUntilAsync(rig, async () => (await rig.SharedWithAsync(ByHand.Shareable)).Count == 0);
        await ExecuteAsync(rig, [$"UPDATE Shares SET WatchEndedAt = NULL WHERE RequestId = '{first.Id}'"]);
        var closed = (await rig.ShareAsync(first.Id))!;
        var now = rig.Time.GetUtcNow().UtcDateTime;
        await rig.WriteAsync(
            new Share
            {
                RequestId = "written",
                SourceAccount = closed.SourceAccount,
                SnapshotIdentifier = closed.SnapshotIdentifier,
                SnapshotArn = closed.SnapshotArn,
                TargetAccountId = closed.TargetAccountId,
                SnapshotIsOurs = false,
                IntendedAt = now,
                Deadline = now.AddDays(1),
                NextLookAt = now.AddDays(1),
            }
        );
        await rig.Get<Watchdog>().LookAsync(Ct);
        if (how != "nothing")
            await BreakAsync(rig, how);
        await rig.ShareByHandAsync(ByHand.Shareable);

        await LookUntilAsync(rig, async () => (await rig.SharedWithAsync(ByHand.Shareable)).Count == 0);
        if (how != "nothing")
            await MendAsync(rig, how);
    }

    /// <summary>A person who asked for something is told in words that nothing was done, and may ask again as soon as that works.</summary>
    [Theory]
    [InlineData("the disk is full")]
    [InlineData("the ledger refuses")]
    public async Task whatever_adds_something_is_refused_in_words_and_works_again_afterwards(string how)
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await rig.AskAsync();
        await BreakAsync(rig, how);
        foreach (
            var (what, refusal) in new[]
            {
                ("ask", (await rig.Verbs.RequestAsync(Rig.Developer, Rig.Terms with { TargetCluster = "dev-another" }, Ct)).Refusal),
                ("approve", (await rig.Verbs.ApproveAsync(Rig.Dba, asked.Id, asked.Plan.Digest, "yes", Ct)).Refusal),
                ("reject", (await rig.Verbs.RejectAsync(Rig.Dba, asked.Id, "no", Ct)).Refusal),
                ("cancel", (await rig.Verbs.CancelAsync(Rig.Developer, asked.Id, "no longer", Ct)).Refusal),
            }
        )
            Assert.True(
                refusal is { Kind: RefusalKind.Unavailable, Message.Key: "records-unavailable" },
                $"To {what} is answered with {refusal?.Message.Key ?? "yes"}."
            );
        Assert.NotNull(rig.Get<EmergencyJournal>().Trouble);

        await MendAsync(rig, how);
        Assert.Null((await rig.Verbs.ApproveAsync(Rig.Dba, asked.Id, asked.Plan.Digest, "yes", Ct)).Refusal);

        await rig.Get<FreezeCommands>().FreezeAsync(Rig.Dba, "to be sure", Ct);
        await BreakAsync(rig, how);
        Assert.Equal("records-unavailable", (await rig.Get<FreezeCommands>().LiftAsync(Rig.Admin, Ct)).Refusal?.Message.Key);
        await MendAsync(rig, how);
        Assert.Null((await rig.Get<FreezeCommands>().LiftAsync(Rig.Admin, Ct)).Refusal);
    }

    /// <summary>A mistake of ours is none of the database's, and is not told as such.</summary>
    [Theory]
    [InlineData("SELECT * FROM Nowhere", false)]
    [InlineData("INSERT INTO Worlds SELECT * FROM Worlds", false)]
    [InlineData("DELETE FROM Ledger", true)]
    public async Task a_mistake_of_ours_is_no_failure_of_the_database_and_a_trigger_that_refuses_is(string sql, bool isOfDatabase)
    {
        await using var rig = await new Rig().OpenAsync();
        await using var db = await rig.Get<IDbContextFactory<Db>>().CreateDbContextAsync(Ct);
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => db.Database.ExecuteSqlRawAsync(sql, Ct));
        Assert.Equal(isOfDatabase, EmergencyJournal.IsOfDatabase(new InvalidOperationException("around it", failure)));
    }

    [Theory]
    [InlineData("the disk is full")]
    [InlineData("the ledger refuses")]
    public async Task somebody_s_word_takes_a_share_away_long_before_its_deadline(string how)
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await OpenShareAsync(rig);
        await rig.Get<Watchdog>().LookAsync(Ct);
        await BreakAsync(rig, how);

        Assert.Equal(RefusalKind.Forbidden, (await rig.Verbs.UnshareAsync(Rig.Auditor, asked.Id, Ct)).Refusal!.Kind);
        Assert.Empty(rig.Get<EmergencyJournal>().Pending);
        Assert.Null((await rig.Verbs.UnshareAsync(Rig.Developer, asked.Id, Ct)).Refusal);
        await LookUntilAsync(rig, async () => (await rig.SharedWithAsync(asked.Plan.SharingSnapshot)).Count == 0);

        await MendAsync(rig, how);
        await rig.RunUntilAsync(asked.Id, request => request.Status == RequestStatus.Ended);
        var entry = Assert.Single(await rig.LedgerAsync(), entry => entry.Kind == LedgerKind.Unshared);
        Assert.Equal((Rig.Developer.Id, asked.Id), (entry.ActorId, entry.Subject));
        Assert.NotNull(((UnshareAsked)entry.ReadEvent()!).AskedAt);
    }

    [Fact]
    public async Task a_freeze_takes_everything_away_and_stands_before_anything_is_shared_again()
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await OpenShareAsync(rig);
        await rig.Get<Watchdog>().LookAsync(Ct);
        await BreakAsync(rig, "the disk is full");

        Assert.Null((await rig.Get<FreezeCommands>().FreezeAsync(Rig.Dba, "somebody has our key", Ct)).Refusal);
        await LookUntilAsync(rig, async () => (await rig.SharedWithAsync(asked.Plan.SharingSnapshot)).Count == 0);
        Assert.True(rig.Get<EmergencyJournal>().IsFrozen);

        await MendAsync(rig, "the disk is full");
        await rig.RunUntilAsync(asked.Id, request => request.Status == RequestStatus.Ended);
        var freeze = Assert.IsType<Frozen>(Assert.Single(await rig.LedgerAsync(), entry => entry.Kind == LedgerKind.Frozen).ReadEvent());
        Assert.Equal("somebody has our key", freeze.Reason);
        await using var db = await rig.Get<IDbContextFactory<Db>>().CreateDbContextAsync(Ct);
        Assert.True(await db.IsFrozenAsync(Ct));
    }

    /// <summary>An adoption that has run out, one that somebody wants away, and one that a freeze takes.</summary>
    [Theory]
    [InlineData("its deadline")]
    [InlineData("somebody's word")]
    [InlineData("a freeze")]
    public async Task a_share_that_drifted_is_taken_away_by(string whose)
    {
        await using var rig = await new Rig().OpenAsync();
        await rig.LookForDriftAsync();
        var finding = (await rig.DriftAsync())[0];
        var until = rig.Get<TimeProvider>().UtcNowMilliseconds().AddDays(1);
        await rig.Get<DriftCommands>().ProposeAdoptionAsync(Rig.Dba, finding.Id, until, "", Ct);
        await rig.Get<DriftCommands>().ApproveAdoptionAsync(Rig.Admin, finding.Id, until, Ct);
        await rig.Get<DriftCloser>().DueAsync(Ct);
        await BreakAsync(rig, "the disk is full");

        Assert.Contains(finding.SharedWith, await rig.SharedWithAsync(finding.SnapshotIdentifier));
        switch (whose)
        {
            case "its deadline":
                await rig.Get<DriftCloser>().DueAsync(Ct);
                Assert.Contains(finding.SharedWith, await rig.SharedWithAsync(finding.SnapshotIdentifier));
                rig.Time.Pass(TimeSpan.FromDays(1));
                break;
            case "somebody's word":
                Assert.Equal(
                    RefusalKind.Forbidden,
                    (await rig.Get<DriftCommands>().UnshareAsync(Rig.Auditor, finding.Id, Ct)).Refusal!.Kind
                );
                Assert.Empty(rig.Get<EmergencyJournal>().Pending);
                await rig.Get<DriftCommands>().UnshareAsync(Rig.Dba, finding.Id, Ct);
                break;
            default:
                Assert.Null((await rig.Get<FreezeCommands>().FreezeAsync(Rig.Dba, "", Ct)).Refusal);
                break;
        }
        await rig.Get<DriftCloser>().DueAsync(Ct);
        Assert.DoesNotContain(finding.SharedWith, await rig.SharedWithAsync(finding.SnapshotIdentifier));
        await rig.Get<DriftCloser>().DueAsync(Ct);
        Assert.Equal(
            1,
            rig.Get<EmergencyJournal>().Pending.Single(item => item.Kind == UnwrittenKind.Closing && item.Subject == finding.Id).Times
        );

        await MendAsync(rig, "the disk is full");
        await rig.Get<Watchdog>().LookAsync(Ct);
        await rig.UnshareUntilAsync(async () => (await rig.DriftAsync(finding.Id)).State == DriftState.Gone);
        var entries = (await rig.LedgerAsync()).Where(entry => entry.Subject == finding.Id).Select(entry => entry.ReadEvent()).ToList();
        Assert.Single(entries.OfType<ClosedWithoutEntry>());
        Assert.Equal(whose == "its deadline" ? 0 : 1, entries.OfType<DriftUnshareAsked>().Count());
        if (whose == "somebody's word")
            Assert.NotNull(entries.OfType<DriftUnshareAsked>().Single().AskedAt);
    }

    /// <summary>The journal was allocated beforehand: what stands in it outlives the process.</summary>
    [Fact]
    public async Task what_was_done_is_kept_over_the_death_of_the_process()
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await OpenShareAsync(rig);
        await rig.Get<Watchdog>().LookAsync(Ct);
        await BreakAsync(rig, "the ledger refuses");
        await rig.Verbs.UnshareAsync(Rig.Dba, asked.Id, Ct);
        await LookUntilAsync(rig, async () => (await rig.SharedWithAsync(asked.Plan.SharingSnapshot)).Count == 0);
        Assert.Equal(2, rig.Get<EmergencyJournal>().Pending.Count);
        await MendAsync(rig, "the ledger refuses");

        await rig.RestartAsync();
        Assert.Equal([UnwrittenKind.Unshare, UnwrittenKind.Closing], rig.Get<EmergencyJournal>().Pending.Select(item => item.Kind));
        await rig.RunUntilAsync(asked.Id, request => request.Status == RequestStatus.Ended);
        Assert.Empty(rig.Get<EmergencyJournal>().Pending);
    }

    /// <summary>The same asked again is counted, by whom it was asked stays apart, and only what was named is taken away.</summary>
    [Fact]
    public async Task what_is_asked_for_is_kept_apart_by_what_and_by_whom()
    {
        await using var rig = await new Rig().OpenAsync();
        var (journal, failure) = (rig.Get<EmergencyJournal>(), new IOException("full"));
        journal.Unshare(Rig.Dba, "one", failure);
        var first = Assert.Single(journal.Pending).At;
        rig.Time.Pass(TimeSpan.FromMinutes(1));
        journal.Unshare(Rig.Dba, "one", failure);
        Assert.Equal((2, first, "full"), Assert.Single(journal.Pending) is var kept ? (kept.Times, kept.At, kept.Failure) : default);
        journal.Unshare(Rig.Admin, "one", failure);
        Assert.Equal(["persona-approver", "persona-admin"], journal.Pending.Select(item => item.ActorId));
        Assert.True(journal.Wants("one"));
        Assert.False(journal.Wants("two"));
        Assert.False(journal.IsFrozen);

        journal.Freeze(Rig.Dba, "a reason", failure);
        Assert.True(journal.IsFrozen);
        Assert.True(journal.Wants("two"));
    }

    /// <summary>More than a file of that size takes, oldest first given up; what is read again is what is kept.</summary>
    [Fact]
    public async Task what_is_kept_stays_within_what_was_allocated()
    {
        await using var rig = await new Rig().OpenAsync();
        var journal = rig.Get<EmergencyJournal>();
        for (var i = 0; i < 80; i++)
            journal.Unshare(Rig.Dba, $"request-{i}", new IOException("full"));
        Assert.Equal(64, journal.Pending.Count);
        Assert.Equal("request-16", journal.Pending[0].Subject);
        journal.Open();
        Assert.Equal(64, journal.Pending.Count);

        await journal.WriteDownAsync(Ct);
        Assert.Empty(journal.Pending);
        journal.Open();
        Assert.Empty(journal.Pending);
    }

    /// <summary>Either slot may be torn by a crash in the middle of it; the other has what stood before.</summary>
    [Fact]
    public async Task a_torn_slot_leaves_the_one_before()
    {
        await using var rig = await new Rig().OpenAsync();
        var journal = rig.Get<EmergencyJournal>();
        var failure = new IOException("full");
        journal.Unshare(Rig.Dba, "one", failure);
        journal.Unshare(Rig.Dba, "two", failure);
        var bytes = await File.ReadAllBytesAsync(journal.File, Ct);
        Assert.Equal(128 * 1024, bytes.Length);

        await using (var file = new FileStream(journal.File, FileMode.Open))
            file.Write("torn"u8);
        journal.Open();
        Assert.Equal(["one"], journal.Pending.Select(item => item.Subject));
    }

    [Fact]
    public async Task somebody_who_may_not_is_refused_all_the_same()
    {
        await using var rig = await new Rig().OpenAsync();
        await BreakAsync(rig, "the ledger refuses");
        Assert.Equal(RefusalKind.Forbidden, (await rig.Get<FreezeCommands>().FreezeAsync(Rig.Auditor, "", Ct)).Refusal!.Kind);
        Assert.False(rig.Get<EmergencyJournal>().IsFrozen);
    }

    private static async Task<Request> OpenShareAsync(Rig rig, RequestTerms? terms = null)
    {
        var asked = await rig.AskAsync(terms ?? Rig.Terms with { Goal = Goal.Share });
        await rig.ApproveAsync(asked);
        await rig.RunUntilAsync(asked.Id, request => request.Step(StepName.SeeInTarget).Status == StepStatus.Done);
        // As a process that runs has, once a second.
        await rig.Get<Watchdog>().LookAsync(Ct);
        return asked;
    }

    private static async Task LookUntilAsync(Rig rig, Func<Task<bool>> there)
    {
        for (var looks = 0; !await there(); looks++)
        {
            Assert.True(looks < 60, "It is still shared after a minute of looks.");
            await rig.Get<Watchdog>().LookAsync(Ct);
            rig.Time.Pass(TimeSpan.FromSeconds(1));
        }
    }

    private static Task BreakAsync(Rig rig, string how) => ExecuteAsync(rig, Ways[how].Breaks);

    private static Task MendAsync(Rig rig, string how) => ExecuteAsync(rig, Ways[how].Mends);

    private static async Task ExecuteAsync(Rig rig, string[] statements)
    {
        await using var db = await rig.Get<IDbContextFactory<Db>>().CreateDbContextAsync(Ct);
        foreach (var sql in statements)
            await db.Database.ExecuteSqlRawAsync(sql, Ct);
    }

    private static string Refuse(string table, string what, string words) =>
        $"CREATE TRIGGER {table}_is_broken BEFORE {what} ON {table} BEGIN SELECT RAISE(FAIL, '{words}'); END";
}
