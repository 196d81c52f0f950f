using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Commands;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Shares;

namespace SnapshotShare.Core.Tests.Commands;

/// <summary>Whoever is to take a share away gets in though a disk is full, and whoever left is out; the ledger is told of both once it can be.</summary>
public sealed class coming_and_going_while_nothing_can_be_written
{
    private const string Refuse = "CREATE TRIGGER broken BEFORE INSERT ON Ledger BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END";
    private const string Take = "DROP TRIGGER broken";
    private const string Hide = "ALTER TABLE Sessions RENAME TO Elsewhere";
    private const string Show = "ALTER TABLE Elsewhere RENAME TO Sessions";

    private static readonly Recheck Same = new Recheck.Stands("next", [Role.Approver], ["dba"]);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Refuse, Take)]
    [InlineData(Hide, Show)]
    public async Task somebody_gets_in_for_as_long_as_that_lasts_and_no_longer(string how, string mend)
    {
        await using var rig = await new Rig().OpenAsync();
        var at = rig.Time.Stop();
        var (sessions, journal) = (Of(rig, new Directory(Same)), rig.Get<EmergencyJournal>());
        await ExecuteAsync(rig, how);
        var first = await StartAsync(sessions);
        rig.Time.Pass(TimeSpan.FromSeconds(1));
        var second = await StartAsync(sessions);
        Assert.True(await sessions.StandsAsync(first, Ct));
        Assert.True(await sessions.StandsAsync(second, Ct));
        Assert.False(await sessions.StandsAsync("another", Ct));
        await sessions.EndAsync(second, Ct);
        Assert.False(await sessions.StandsAsync(second, Ct));
        Assert.DoesNotContain(await rig.LedgerAsync(), entry => entry.Kind == LedgerKind.SignedIn);

        await ExecuteAsync(rig, mend);
        await journal.WriteDownAsync(Ct);
        Assert.False(await sessions.StandsAsync(first, Ct));
        var told = (await rig.LedgerAsync()).Where(entry => entry.ActorId == "p1").ToList();
        Assert.Equal(
            [new SignedIn(at, 2), new SignedOut("records can be written again")],
            told.Select(entry => entry.ReadEvent()).ToList()
        );
        Assert.All(told, entry => Assert.Equal(("Dora", "Approver"), (entry.ActorName, entry.ActorRole)));

        var row = await RowAsync(rig, "p1");
        Assert.Equal(("Dora", "Approver", "dba", at, null), (row.PersonName, row.Roles, row.Groups, row.StartedAt, row.Ticket));
        Assert.NotNull(row.EndedAt);

        // Another trouble brings it back no more than its end did.
        await ExecuteAsync(rig, how);
        await StartAsync(sessions);
        Assert.False(await sessions.StandsAsync(first, Ct));
    }

    [Fact]
    public async Task somebody_s_session_of_before_stands_though_it_cannot_be_read_and_is_asked_about_all_the_same()
    {
        await using var rig = await new Rig().OpenAsync();
        rig.Time.Stop();
        var directory = new Directory(Same);
        var sessions = Of(rig, directory);
        var id = await StartAsync(sessions);
        var unseen = await StartAsync(sessions);
        Assert.True(await sessions.StandsAsync(id, Ct));
        await ExecuteAsync(rig, Hide);
        Assert.True(await sessions.StandsAsync(id, Ct));
        // Nobody knows whose it was.
        Assert.False(await sessions.StandsAsync(unseen, Ct));

        rig.Time.Pass(directory.RecheckAfter);
        Assert.True(await sessions.StandsAsync(id, Ct));
        Assert.True(await sessions.StandsAsync(id, Ct));
        Assert.Equal(["ticket"], directory.Asked);
        // The next time with the ticket that came last, though no row has it.
        await ExecuteAsync(rig, Show);
        rig.Time.Pass(directory.RecheckAfter);
        Assert.True(await sessions.StandsAsync(id, Ct));
        Assert.Equal(["ticket", "next"], directory.Asked);
        directory.Answer = new Recheck.Unknown();
        rig.Time.Pass(Sessions.LongestUnchecked);
        Assert.False(await sessions.StandsAsync(id, Ct));
    }

    /// <summary>The directory is asked about whoever came in meanwhile too.</summary>
    [Theory]
    [InlineData("stands", true)]
    [InlineData("other roles", false)]
    [InlineData("over", false)]
    public async Task somebody_who_came_in_so_stands_as_long_as_the_directory_says(string answer, bool stands)
    {
        await using var rig = await new Rig().OpenAsync();
        rig.Time.Stop();
        var directory = new Directory(
            answer switch
            {
                "stands" => Same,
                "other roles" => new Recheck.Stands("next", [Role.Requester], ["dba"]),
                _ => new Recheck.Over("locked"),
            }
        );
        var sessions = Of(rig, directory);
        await ExecuteAsync(rig, Refuse);
        var id = await StartAsync(sessions);
        rig.Time.Pass(directory.RecheckAfter);
        Assert.Equal(stands, await sessions.StandsAsync(id, Ct));
        Assert.Equal(stands, await sessions.StandsAsync(id, Ct));
        Assert.Equal(["ticket"], directory.Asked);
        rig.Time.Pass(directory.RecheckAfter);
        Assert.Equal(stands, await sessions.StandsAsync(id, Ct));
        Assert.Equal(stands ? ["ticket", "next"] : ["ticket"], directory.Asked);
    }

    /// <summary>Signed out at once, and in the row as soon as that can be written; all of the person's, for nobody who starts next knows which.</summary>
    [Fact]
    public async Task somebody_who_left_is_out()
    {
        await using var rig = await new Rig().OpenAsync();
        var at = rig.Time.Stop();
        var (sessions, journal) = (Of(rig, new Directory(Same)), rig.Get<EmergencyJournal>());
        var (id, elsewhere) = (await StartAsync(sessions), await StartAsync(sessions));
        var other = await sessions.StartAsync("p2", "Otto", [Role.Auditor], Ct);
        Assert.True(await sessions.StandsAsync(id, Ct));
        await ExecuteAsync(rig, Refuse);
        await sessions.EndAsync(id, Ct);
        Assert.False(await sessions.StandsAsync(id, Ct));
        Assert.True(await sessions.StandsAsync(elsewhere, Ct));

        await ExecuteAsync(rig, Take);
        rig.Time.Pass(TimeSpan.FromSeconds(1));
        await journal.WriteDownAsync(Ct);
        // To whoever starts next as well.
        foreach (var asked in (Sessions[])[sessions, Of(rig, new Directory(Same))])
        {
            Assert.False(await asked.StandsAsync(id, Ct));
            Assert.False(await asked.StandsAsync(elsewhere, Ct));
            Assert.True(await asked.StandsAsync(other, Ct));
        }
        Assert.Equal(new SignedOut(At: at), (await rig.LedgerAsync())[^1].ReadEvent());
    }

    /// <summary>The directory's last word counts, though somebody signed out after it, and though the session began in memory.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task somebody_s_lost_role_is_not_forgotten(bool cameInSo)
    {
        await using var rig = await new Rig().OpenAsync();
        rig.Time.Stop();
        var directory = new Directory(new Recheck.Stands("next", [Role.Requester], ["others"]));
        var sessions = Of(rig, directory);
        var (id, elsewhere) = cameInSo ? ("", "") : (await StartAsync(sessions), await StartAsync(sessions));
        if (!cameInSo)
            Assert.True(await sessions.StandsAsync(elsewhere, Ct));
        await ExecuteAsync(rig, Refuse);
        if (cameInSo)
            id = await StartAsync(sessions);
        rig.Time.Pass(directory.RecheckAfter);
        Assert.False(await sessions.StandsAsync(id, Ct));
        if (!cameInSo)
            await sessions.EndAsync(elsewhere, Ct);

        await ExecuteAsync(rig, Take);
        await rig.Get<EmergencyJournal>().WriteDownAsync(Ct);
        await using var db = await rig.Get<IDbContextFactory<Db>>().CreateDbContextAsync(Ct);
        var last = await db.Sessions.OrderBy(session => session.StartedAt).LastAsync(Ct);
        Assert.Equal(("Requester", "others"), (last.Roles, last.Groups));
        Assert.NotNull(last.EndedAt);
    }

    /// <summary>A role that was taken away meanwhile takes its yes along once that is known to the rows.</summary>
    [Fact]
    public async Task somebody_who_lost_a_role_is_out_and_their_yes_is_measured_by_it()
    {
        await using var rig = await new Rig().OpenAsync();
        var at = rig.Time.Stop();
        var directory = new Directory(new Recheck.Stands("next", [Role.Requester], ["dba"]));
        var sessions = Of(rig, directory);
        var id = await StartAsync(sessions);
        await ExecuteAsync(rig, Refuse);
        rig.Time.Pass(directory.RecheckAfter);
        Assert.False(await sessions.StandsAsync(id, Ct));
        Assert.False(await sessions.StandsAsync(id, Ct));

        await ExecuteAsync(rig, Take);
        await rig.Get<EmergencyJournal>().WriteDownAsync(Ct);
        var row = await RowAsync(rig, "p1");
        Assert.Equal((id, "Requester", "dba", null), (row.Id, row.Roles, row.Groups, row.Ticket));
        Assert.Equal(new SignedOut("roles or groups changed", at + directory.RecheckAfter), (await rig.LedgerAsync())[^1].ReadEvent());
    }

    /// <summary>Only the last session is what a yes is measured by; what is long over keeps its roles and its end, and of two words the later counts.</summary>
    [Fact]
    public async Task somebody_whose_sessions_are_over_already_is_measured_by_the_last_of_them()
    {
        await using var rig = await new Rig().OpenAsync();
        var at = rig.Time.Stop();
        var (sessions, journal) = (Of(rig, new Directory(Same)), rig.Get<EmergencyJournal>());
        var first = await StartAsync(sessions);
        rig.Time.Pass(TimeSpan.FromHours(1));
        var last = await StartAsync(sessions);
        await sessions.EndAsync(first, Ct);
        rig.Time.Pass(TimeSpan.FromHours(1));
        await sessions.EndAsync(last, Ct);
        await ExecuteAsync(rig, Refuse);
        foreach (var groups in (string[])["before", "after"])
            journal.SignedOut(
                new Actor("p1", "Dora", [Role.Approver], SessionId: null),
                "roles or groups changed",
                new Recheck.Stands("next", [Role.Requester], [groups]),
                new IOException("the disk is full")
            );

        await ExecuteAsync(rig, Take);
        rig.Time.Pass(TimeSpan.FromHours(1));
        await journal.WriteDownAsync(Ct);
        await using var db = await rig.Get<IDbContextFactory<Db>>().CreateDbContextAsync(Ct);
        var rows = await db.Sessions.AsNoTracking().OrderBy(session => session.StartedAt).ToListAsync(Ct);
        Assert.Equal(
            [(first, "Approver", "dba", at.AddHours(1)), (last, "Requester", "after", at.AddHours(2))],
            rows.Select(row => (row.Id, row.Roles, row.Groups, row.EndedAt ?? default)).ToList()
        );
    }

    /// <summary>What was done and asked for is kept; comings and goings make room for it.</summary>
    [Fact]
    public async Task so_many_come_that_the_journal_is_full_and_still_knows_what_was_asked_for()
    {
        await using var rig = await new Rig().OpenAsync();
        var (sessions, journal) = (Of(rig, new Directory(Same)), rig.Get<EmergencyJournal>());
        await ExecuteAsync(rig, Refuse);
        journal.Unshare(Rig.Dba, "it", new IOException("the disk is full"));
        for (var i = 0; i < 70; i++)
            await sessions.StartAsync($"p{i}", "Dora", [Role.Approver], Ct);
        Assert.True(journal.Wants("it"));
        Assert.Equal(64, journal.Pending.Count);
        Assert.Equal("p69", journal.Pending[^1].ActorId);
    }

    private static Sessions Of(Rig rig, Directory directory) =>
        new(rig.Get<LedgerTransaction>(), rig.Get<IDbContextFactory<Db>>(), [directory], rig.Get<EmergencyJournal>(), rig.Time);

    private static Task<string> StartAsync(Sessions sessions) => sessions.StartAsync("p1", "Dora", [Role.Approver], Ct, ["dba"], "ticket");

    private static async Task<SignInSession> RowAsync(Rig rig, string person)
    {
        await using var db = await rig.Get<IDbContextFactory<Db>>().CreateDbContextAsync(Ct);
        return await db.Sessions.AsNoTracking().SingleAsync(session => session.PersonId == person, Ct);
    }

    private static async Task ExecuteAsync(Rig rig, string sql)
    {
        await using var db = await rig.Get<IDbContextFactory<Db>>().CreateDbContextAsync(Ct);
        await db.Database.ExecuteSqlRawAsync(sql, Ct);
    }

    private sealed class Directory(Recheck answer) : IIdentityProvider
    {
        public List<string?> Asked { get; } = [];
        public Recheck Answer { get; set; } = answer;
        public TimeSpan RecheckAfter => TimeSpan.FromMinutes(4);

        public Task<Recheck> RecheckAsync(SignInSession session, CancellationToken ct)
        {
            Asked.Add(session.Ticket);
            return Task.FromResult(Answer);
        }
    }
}
