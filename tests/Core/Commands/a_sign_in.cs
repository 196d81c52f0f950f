using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Commands;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Shares;

namespace SnapshotShare.Core.Tests.Commands;

/// <summary>A session's row and what the ledger tells of it, from its beginning to its end, at the edges of its times.</summary>
public sealed class a_sign_in
{
    private static readonly Recheck Same = new Recheck.Stands("next", [Role.Admin, Role.Requester], ["dba", "others"]);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task begins_with_who_it_is_and_what_they_may(bool hasTicket)
    {
        await using var rig = await new Rig().OpenAsync();
        var (sessions, id) = await StartAsync(rig, new Directory(Same), hasTicket);
        var row = await RowAsync(rig, id);
        Assert.Equal(("p1", "Dora", "Requester,Admin", "others\ndba"), (row.PersonId, row.PersonName, row.Roles, row.Groups));
        Assert.Equal((hasTicket ? "ticket" : null, hasTicket ? row.StartedAt : null), (row.Ticket, row.CheckedAt));
        var entry = (await rig.LedgerAsync())[^1];
        Assert.Equal(("p1", "Requester,Admin", row.StartedAt), (entry.ActorId, entry.ActorRole, entry.At));
        Assert.IsType<SignedIn>(entry.ReadEvent());
        Assert.True(await sessions.StandsAsync(id, Ct));
        Assert.False(await sessions.StandsAsync("another", Ct));
    }

    /// <summary>Asked again from the moment on at which the answer is too old; until then nobody is asked, nor ever where there is nobody to ask.</summary>
    [Theory]
    [InlineData(true, -1, 0)]
    [InlineData(true, 0, 1)]
    [InlineData(false, 0, 0)]
    public async Task is_asked_about_again_in_its_time(bool hasTicket, int milliseconds, int asked)
    {
        await using var rig = await new Rig().OpenAsync();
        rig.Time.Stop();
        var directory = new Directory(Same);
        var (sessions, id) = await StartAsync(rig, directory, hasTicket);
        rig.Time.Pass(directory.RecheckAfter + TimeSpan.FromMilliseconds(milliseconds));
        Assert.True(await sessions.StandsAsync(id, Ct));
        Assert.Equal(asked, directory.Asked);
        var row = await RowAsync(rig, id);
        if (asked == 1)
            Assert.Equal(("next", rig.Time.UtcNowMilliseconds()), (row.Ticket, row.CheckedAt));
        // Asked just now, it is not asked again.
        Assert.True(await sessions.StandsAsync(id, Ct));
        Assert.Equal(asked, directory.Asked);
        // With nobody to ask it stands.
        Assert.True(
            await new Sessions(rig.Get<LedgerTransaction>(), Databases(rig), [], rig.Get<EmergencyJournal>(), rig.Time).StandsAsync(id, Ct)
        );
    }

    /// <summary>Nobody answers: it stands for five minutes from the last answer, and not a moment longer.</summary>
    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    public async Task stands_for_a_while_where_nobody_answers(int milliseconds, bool stands)
    {
        await using var rig = await new Rig().OpenAsync();
        rig.Time.Stop();
        var (sessions, id) = await StartAsync(rig, new Directory(new Recheck.Unknown()));
        rig.Time.Pass(TimeSpan.FromMinutes(5) + TimeSpan.FromMilliseconds(milliseconds));
        Assert.Equal(stands, await sessions.StandsAsync(id, Ct));
        Assert.Null((await RowAsync(rig, id)).EndedAt);
    }

    /// <summary>The directory's last word: what it says of the person counts for a yes of theirs from then on.</summary>
    [Theory]
    [InlineData("roles", "Requester", "others\ndba", "roles or groups changed")]
    [InlineData("groups", "Requester,Admin", "dba", "roles or groups changed")]
    [InlineData("order", "Requester,Admin", "others\ndba", null)]
    [InlineData("over", "Requester,Admin", "others\ndba", "locked")]
    public async Task ends_with_the_directorys_last_word(string what, string roles, string groups, string? why)
    {
        await using var rig = await new Rig().OpenAsync();
        rig.Time.Stop();
        var directory = new Directory(
            what switch
            {
                "roles" => new Recheck.Stands("next", [Role.Requester], ["others", "dba"]),
                "groups" => new Recheck.Stands("next", [Role.Requester, Role.Admin], ["dba"]),
                "order" => new Recheck.Stands("next", [Role.Requester, Role.Admin], ["dba", "others"]),
                _ => new Recheck.Over("locked"),
            }
        );
        var (sessions, id) = await StartAsync(rig, directory);
        rig.Time.Pass(TimeSpan.FromMinutes(4));
        Assert.Equal(why is null, await sessions.StandsAsync(id, Ct));
        var (row, last) = (await RowAsync(rig, id), (await rig.LedgerAsync())[^1]);
        Assert.Equal((roles, groups), (row.Roles, row.Groups));
        Assert.Equal(why is null ? null : rig.Time.UtcNowMilliseconds(), row.EndedAt);
        if (why is null)
            return;
        Assert.Null(row.Ticket);
        // They went as what they were until then.
        Assert.Equal((LedgerKind.SignedOut, "p1", "Dora", "Requester,Admin"), (last.Kind, last.ActorId, last.ActorName, last.ActorRole));
        Assert.Equal(new SignedOut(why), last.ReadEvent());
    }

    [Fact]
    public async Task ends_once()
    {
        await using var rig = await new Rig().OpenAsync();
        var (sessions, id) = await StartAsync(rig, new Directory(Same));
        await sessions.EndAsync(id, Ct);
        var (row, entries) = (await RowAsync(rig, id), (await rig.LedgerAsync()).Count);
        Assert.Equal(new SignedOut(), (await rig.LedgerAsync())[^1].ReadEvent());
        rig.Time.Pass(TimeSpan.FromHours(1));
        await sessions.EndAsync(id, Ct);
        await sessions.EndAsync("another", Ct);
        Assert.Equal((row.EndedAt, entries), ((await RowAsync(rig, id)).EndedAt, (await rig.LedgerAsync()).Count));
        Assert.False(await sessions.StandsAsync(id, Ct));
    }

    /// <summary>Signed out while the directory was being asked: its yes brings nothing back.</summary>
    [Fact]
    public async Task stays_ended_though_the_directory_says_yes_later()
    {
        await using var rig = await new Rig().OpenAsync();
        var directory = new Directory(Same);
        var (sessions, id) = await StartAsync(rig, directory);
        directory.Meanwhile = () => sessions.EndAsync(id, Ct);
        rig.Time.Pass(TimeSpan.FromMinutes(4));
        Assert.False(await sessions.StandsAsync(id, Ct));
        Assert.Null((await RowAsync(rig, id)).Ticket);
    }

    private static IDbContextFactory<Db> Databases(Rig rig) => rig.Get<IDbContextFactory<Db>>();

    private static async Task<(Sessions Sessions, string Id)> StartAsync(Rig rig, Directory directory, bool hasTicket = true)
    {
        var sessions = new Sessions(rig.Get<LedgerTransaction>(), Databases(rig), [directory], rig.Get<EmergencyJournal>(), rig.Time);
        return (
            sessions,
            await sessions.StartAsync("p1", "Dora", [Role.Admin, Role.Requester], Ct, ["others", "dba"], hasTicket ? "ticket" : null)
        );
    }

    private static async Task<SignInSession> RowAsync(Rig rig, string id)
    {
        await using var db = await Databases(rig).CreateDbContextAsync(Ct);
        return await db.Sessions.AsNoTracking().SingleAsync(row => row.Id == id, Ct);
    }

    private sealed class Directory(Recheck answer) : IIdentityProvider
    {
        public int Asked { get; private set; }
        public Func<Task> Meanwhile { get; set; } = () => Task.CompletedTask;
        public TimeSpan RecheckAfter => TimeSpan.FromMinutes(4);

        public async Task<Recheck> RecheckAsync(SignInSession session, CancellationToken ct)
        {
            Asked++;
            await Meanwhile();
            return answer;
        }
    }
}
