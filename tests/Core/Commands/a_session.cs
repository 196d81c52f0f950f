using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Commands;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Shares;

namespace SnapshotShare.Core.Tests.Commands;

public sealed class a_session
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task is_asked_about_again_after_its_time_and_once_for_all_who_ask_at_once()
    {
        await using var rig = await OpenAsync();
        var id = await rig.StartAsync();
        Assert.True(await rig.Sessions.StandsAsync(id, Ct));
        Assert.Equal(0, rig.Provider.Asked);

        await rig.AgeAsync(TimeSpan.FromMinutes(4));
        var mayAnswer = new TaskCompletionSource();
        rig.Provider.MayAnswer = mayAnswer.Task;
        var asking = Enumerable.Range(0, 8).Select(_ => rig.Sessions.StandsAsync(id, Ct)).ToList();
        mayAnswer.SetResult();
        Assert.All(await Task.WhenAll(asking), Assert.True);
        Assert.Equal(1, rig.Provider.Asked);
        Assert.True(await rig.Sessions.StandsAsync(id, Ct));
        Assert.Equal(1, rig.Provider.Asked);
    }

    [Theory]
    [InlineData("roles")]
    [InlineData("more roles")]
    [InlineData("groups")]
    [InlineData("more groups")]
    [InlineData("gone")]
    public async Task ends_for_good_when_roles_or_groups_changed_or_the_person_is_gone(string what)
    {
        await using var rig = await OpenAsync();
        var id = await rig.StartAsync();
        await rig.AgeAsync(TimeSpan.FromMinutes(4));
        rig.Provider.Answer = what switch
        {
            "roles" => new Recheck.Stands("next", [Role.Requester], ["dba"]),
            "more roles" => new Recheck.Stands("next", [Role.Approver, Role.Admin], ["dba"]),
            "more groups" => new Recheck.Stands("next", [Role.Approver], ["dba", "others"]),
            "groups" => new Recheck.Stands("next", [Role.Approver], []),
            _ => new Recheck.Over("locked"),
        };
        Assert.False(await rig.Sessions.StandsAsync(id, Ct));
        rig.Provider.Answer = new Recheck.Stands("next", [Role.Approver], ["dba"]);
        Assert.False(await rig.Sessions.StandsAsync(id, Ct));
        Assert.Contains(await rig.Rig.LedgerAsync(), entry => entry.Kind == LedgerKind.SignedOut && entry.ActorId == "p1");
        Assert.Null((await rig.RowAsync()).Ticket);
    }

    [Fact]
    public async Task lasts_five_minutes_and_no_longer_while_nobody_can_be_asked()
    {
        await using var rig = await OpenAsync();
        var id = await rig.StartAsync();
        rig.Provider.Answer = new Recheck.Unknown();
        await rig.AgeAsync(TimeSpan.FromMinutes(4.5));
        Assert.True(await rig.Sessions.StandsAsync(id, Ct));
        await rig.AgeAsync(TimeSpan.FromMinutes(0.6));
        Assert.False(await rig.Sessions.StandsAsync(id, Ct));
        rig.Provider.Answer = new Recheck.Stands("next", [Role.Approver], ["dba"]);
        Assert.True(await rig.Sessions.StandsAsync(id, Ct));
    }

    private static async Task<SessionRig> OpenAsync()
    {
        var rig = new SessionRig();
        await rig.Rig.OpenAsync();
        return rig;
    }

    private sealed class SessionRig : IAsyncDisposable
    {
        public SessionRig() =>
            Sessions = new Sessions(
                Rig.Get<LedgerTransaction>(),
                Rig.Get<IDbContextFactory<Db>>(),
                [Provider],
                Rig.Get<EmergencyJournal>(),
                TimeProvider.System
            );

        public Rig Rig { get; } = new();
        public Provider Provider { get; } = new();
        public Sessions Sessions { get; }

        public Task<string> StartAsync() => Sessions.StartAsync("p1", "Dora", [Role.Approver], Ct, ["dba"], "ticket");

        public async Task AgeAsync(TimeSpan by)
        {
            await using var db = await Rig.Get<IDbContextFactory<Db>>().CreateDbContextAsync(Ct);
            await db.Database.ExecuteSqlAsync($"UPDATE Sessions SET CheckedAt = CheckedAt - {(long)by.TotalMilliseconds}", Ct);
        }

        public async Task<SignInSession> RowAsync()
        {
            await using var db = await Rig.Get<IDbContextFactory<Db>>().CreateDbContextAsync(Ct);
            return await db.Sessions.SingleAsync(Ct);
        }

        public ValueTask DisposeAsync() => Rig.DisposeAsync();
    }

    private sealed class Provider : IIdentityProvider
    {
        private int _asked;

        public int Asked => _asked;
        public Task MayAnswer { get; set; } = Task.CompletedTask;
        public Recheck Answer { get; set; } = new Recheck.Stands("next", [Role.Approver], ["dba"]);
        public TimeSpan RecheckAfter => TimeSpan.FromMinutes(4);

        public async Task<Recheck> RecheckAsync(SignInSession session, CancellationToken ct)
        {
            Interlocked.Increment(ref _asked);
            await MayAnswer.WaitAsync(ct);
            return Answer;
        }
    }
}
