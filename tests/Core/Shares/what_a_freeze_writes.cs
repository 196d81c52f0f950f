using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Commands;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Planning;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Shares.Drift;
using SnapshotShare.Core.Tests.Planning;
using SnapshotShare.Core.Tests.Shares.Drift;

namespace SnapshotShare.Core.Tests.Shares;

/// <summary>The one write of a freeze: everything that is open ends now, and nothing else is touched.</summary>
public sealed class what_a_freeze_writes
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task is_who_froze_when_and_why()
    {
        await using var rig = await new Rig().OpenAsync();
        var now = rig.Time.Stop();
        var freeze = (await FreezeAsync(rig)).Value!;
        Assert.Equal((Rig.Dba.Id, Rig.Dba.Name, now, "to be sure"), (freeze.SetById, freeze.SetByName, freeze.SetAt, freeze.Reason));
        var entry = (await rig.LedgerAsync())[^1];
        Assert.Equal((LedgerKind.Frozen, Rig.Dba.Id, ""), (entry.Kind, entry.ActorId, entry.Subject));
        await using var db = await rig.Get<IDbContextFactory<Db>>().CreateDbContextAsync(Ct);
        Assert.Equal(
            (now, null),
            await db.Freezes.Select(row => new ValueTuple<DateTime, DateTime?>(row.SetAt, row.LiftedAt)).SingleAsync(Ct)
        );
    }

    [Fact]
    public async Task ends_every_open_share_and_no_closed_one_and_names_the_open_ones()
    {
        await using var rig = await new Rig().OpenAsync();
        var now = rig.Time.Stop();
        await rig.WriteAsync(SampleRows.Request("open"), SampleRows.Request("closed"));
        var (open, closed) = (SampleRows.Share("open", deadline: now.AddHours(1)), SampleRows.Share("closed", deadline: now.AddHours(1)));
        closed.ClosedAt = Sample.Now;
        await rig.WriteAsync(open, closed);

        await FreezeAsync(rig);

        Assert.Equal((now, now), (await rig.ShareAsync("open"))! is var ended ? (ended.Deadline, ended.NextLookAt) : default);
        Assert.Equal(closed.Deadline, (await rig.ShareAsync("closed"))!.Deadline);
        // Whoever is at the request just now reads it again.
        Assert.Equal((1, 0), ((await rig.ReadAsync("open")).Version, (await rig.ReadAsync("closed")).Version));
        Assert.Equal([open.SnapshotArn], ((Frozen)(await rig.LedgerAsync())[^1].ReadEvent()!).OpenShares);
    }

    /// <summary>Every state of what somebody shared by hand, and whether a freeze has it taken away anew.</summary>
    [Theory]
    [InlineData(DriftState.Open, true)]
    [InlineData(DriftState.AdoptionProposed, true)]
    [InlineData(DriftState.Adopted, true)]
    [InlineData(DriftState.Unsharing, false)]
    [InlineData(DriftState.Gone, false)]
    public async Task has_taken_away_what_somebody_shared_by_hand_where_it_is(DriftState state, bool isTaken)
    {
        await using var rig = await new Rig().OpenAsync();
        var now = rig.Time.Stop();
        var finding = SampleRows.Drift("it");
        (finding.State, finding.FailedTries) = (state, 5);
        finding.GoneAt = state == DriftState.Gone ? Sample.Now : null;
        await rig.WriteAsync(finding);

        await FreezeAsync(rig);

        var after = await rig.DriftAsync("it");
        var told = (await rig.LedgerAsync())
            .Where(entry => entry.Subject == "it")
            .Select(entry => (entry.ActorId, entry.ReadEvent()!))
            .ToArray();
        if (!isTaken)
        {
            Assert.Equal(StoredJson.Write(finding), StoredJson.Write(after));
            Assert.Empty(told);
            return;
        }
        Assert.Equal((DriftState.Unsharing, now, 0, 1), (after.State, after.NextTryAt, after.FailedTries, after.Version));
        Assert.Equal([(Rig.Dba.Id, new DriftUnshareAsked(finding.SnapshotArn, finding.SharedWith))], told);
    }

    [Fact]
    public void has_a_row_for_every_state_of_drift() => Assert.Equal(5, Enum.GetValues<DriftState>().Length);

    /// <summary>Pages of everything are told, and those of each request whose share ends.</summary>
    [Fact]
    public async Task is_told_to_whoever_looks()
    {
        await using var rig = await new Rig().OpenAsync();
        await rig.WriteAsync(SampleRows.Request("open"), SampleRows.Share("open"));
        var told = new List<Change>();
        using var listening = rig.Get<ChangeFeed>().Subscribe(told.Add);
        await FreezeAsync(rig);
        Assert.Contains(Change.OfEverything, told);
        Assert.Contains(new Change("open", Account: null), told);

        told.Clear();
        Assert.Null((await rig.Get<FreezeCommands>().LiftAsync(Rig.Admin, Ct)).Refusal);
        Assert.Contains(Change.OfEverything, told);
    }

    /// <summary>A second one, asked for while nothing could be written, finds the first standing and leaves it.</summary>
    [Fact]
    public async Task is_written_once_while_it_stands()
    {
        await using var rig = await new Rig().OpenAsync();
        await FreezeAsync(rig);
        var entries = (await rig.LedgerAsync()).Count;
        var standing = await rig.Get<LedgerTransaction>()
            .WriteAsync(scope => rig.Get<FreezeLife>().SetAsync(scope, Rig.Admin, "another", scope.Now, Ct), Ct);
        Assert.Equal((Rig.Dba.Id, "to be sure"), (standing.SetById, standing.Reason));
        var again = await FreezeAsync(rig);
        Assert.Equal(
            (RefusalKind.Conflict, "frozen-already", "DBA"),
            (again.Refusal!.Kind, again.Refusal.Message.Key, again.Refusal.Message.Values["name"])
        );
        Assert.Equal(entries, (await rig.LedgerAsync()).Count);
    }

    [Fact]
    public async Task says_of_its_end_who_lifted_it_and_lets_another_be_set()
    {
        await using var rig = await new Rig().OpenAsync();
        await FreezeAsync(rig);
        var now = rig.Time.Stop();
        var lifted = (await rig.Get<FreezeCommands>().LiftAsync(Rig.Admin, Ct)).Value!;
        Assert.Equal((Rig.Admin.Id, Rig.Admin.Name, now), (lifted.LiftedById, lifted.LiftedByName, lifted.LiftedAt));
        var entry = (await rig.LedgerAsync())[^1];
        Assert.Equal((Rig.Admin.Id, "", new FreezeLifted("DBA")), (entry.ActorId, entry.Subject, entry.ReadEvent()));
        Assert.Null((await FreezeAsync(rig)).Refusal);
    }

    [Fact]
    public async Task takes_no_reason_that_is_too_long()
    {
        await using var rig = await new Rig().OpenAsync();
        var refusal = (await rig.Get<FreezeCommands>().FreezeAsync(Rig.Dba, new string('x', TermsRules.LongestReason + 1), Ct)).Refusal!;
        Assert.Equal(("reason-too-long", "reason"), (refusal.Message.Key, refusal.Field));
    }

    [Theory]
    [InlineData(Role.Requester, false)]
    [InlineData(Role.Approver, false)]
    [InlineData(Role.Auditor, false)]
    [InlineData(Role.Admin, true)]
    public async Task is_lifted_by(Role role, bool may)
    {
        await using var rig = await new Rig().OpenAsync();
        await FreezeAsync(rig);
        var refusal = (await rig.Get<FreezeCommands>().LiftAsync(new Actor("another", "another", [role], SessionId: null), Ct)).Refusal;
        Assert.Equal(may ? null : RefusalKind.Forbidden, refusal?.Kind);
        Assert.Equal(may ? LedgerKind.FreezeLifted : LedgerKind.Refused, (await rig.LedgerAsync())[^1].Kind);
    }

    /// <summary>Nothing can be written: it is a freeze all the same, and says so as if it had been.</summary>
    [Fact]
    public async Task stands_where_nothing_can_be_written()
    {
        await using var rig = await new Rig().OpenAsync();
        var now = rig.Time.Stop();
        await using (var db = await rig.Get<IDbContextFactory<Db>>().CreateDbContextAsync(Ct))
            await db.Database.ExecuteSqlRawAsync(
                "CREATE TRIGGER broken BEFORE INSERT ON Ledger BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END",
                Ct
            );
        var freeze = (await FreezeAsync(rig)).Value!;
        Assert.Equal((Rig.Dba.Id, Rig.Dba.Name, now, "to be sure"), (freeze.SetById, freeze.SetByName, freeze.SetAt, freeze.Reason));
        var journal = rig.Get<EmergencyJournal>();
        Assert.Contains("disk is full", journal.Trouble, StringComparison.Ordinal);
        var kept = Assert.Single(journal.Pending);
        Assert.Equal(
            (UnwrittenKind.Freeze, Rig.Dba.Id, Rig.Dba.Name, now, "to be sure"),
            (kept.Kind, kept.ActorId, kept.ActorName, kept.At, kept.Reason)
        );
    }

    private static Task<CommandResult<Freeze>> FreezeAsync(Rig rig) => rig.Get<FreezeCommands>().FreezeAsync(Rig.Dba, "to be sure", Ct);
}
