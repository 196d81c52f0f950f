using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Commands;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Text;

namespace SnapshotShare.Core.Tests.Commands;

/// <summary>Somebody who tries again and again must not fill the ledger, and leaves no hole in it.</summary>
public sealed class refused_attempts
{
    private static readonly Refusal NotTheirs = new(RefusalKind.Forbidden, Message.Of("own-request"));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task are_written_down_up_to_twenty_of_a_person_in_each_minute()
    {
        await using var rig = await new Rig().OpenAsync();
        await AttemptAsync(rig, Rig.Auditor, 25);
        Assert.Equal(20, await WrittenAsync(rig, Rig.Auditor));
        await AttemptAsync(rig, Rig.Developer with { Roles = [] }, 1);
        Assert.Equal(1, await WrittenAsync(rig, Rig.Developer));
        rig.Time.Pass(TimeSpan.FromMinutes(1));
        await AttemptAsync(rig, Rig.Auditor, 3);
        Assert.Equal(23, await WrittenAsync(rig, Rig.Auditor));
    }

    [Fact]
    public async Task that_were_left_out_are_summed_up_in_one_entry_once_the_person_has_stopped()
    {
        await using var rig = await new Rig().OpenAsync();
        await AttemptAsync(rig, Rig.Auditor, 24);
        var from = rig.Time.GetUtcNow().UtcDateTime;
        rig.Time.Pass(TimeSpan.FromSeconds(30));
        rig.Get<RefusedAttempts>().LeaveOut(Rig.Auditor with { SessionId = "s" }, NotTheirs);

        await SumUpAsync(rig);
        Assert.Empty(await SumsAsync(rig));

        rig.Time.Pass(TimeSpan.FromMinutes(1));
        await SumUpAsync(rig);
        await SumUpAsync(rig);
        var (actor, sum) = Assert.Single(await SumsAsync(rig));
        Assert.Equal(("persona-auditor", "auditor", "Auditor"), actor);
        Assert.Equal(5, sum.Count);
        Assert.Equal([("not-your-role", 4), ("own-request", 1)], sum.Keys.Select(pair => (pair.Key, pair.Value)));
        Assert.InRange(sum.From, from.AddSeconds(-10), from);
        Assert.InRange(sum.Until, from.AddSeconds(29), from.AddSeconds(40));
    }

    [Fact]
    public async Task that_do_not_stop_are_summed_up_each_hour_and_no_sooner()
    {
        await using var rig = await new Rig().OpenAsync();
        for (var minute = 0; minute < 125; minute++)
        {
            rig.Get<RefusedAttempts>().LeaveOut(Rig.Auditor, NotTheirs);
            await SumUpAsync(rig);
            rig.Time.Pass(TimeSpan.FromSeconds(59));
            rig.Get<RefusedAttempts>().LeaveOut(Rig.Auditor, NotTheirs);
            rig.Time.Pass(TimeSpan.FromSeconds(1));
        }
        Assert.Equal(2, (await SumsAsync(rig)).Count);
        rig.Time.Pass(TimeSpan.FromMinutes(1));
        await SumUpAsync(rig);
        Assert.Equal(250, (await SumsAsync(rig)).Sum(one => one.Sum.Count));
    }

    [Fact]
    public async Task of_several_people_are_summed_up_apart()
    {
        await using var rig = await new Rig().OpenAsync();
        rig.Get<RefusedAttempts>().LeaveOut(Rig.Auditor, NotTheirs);
        rig.Get<RefusedAttempts>().LeaveOut(Rig.Developer, NotTheirs);
        rig.Get<RefusedAttempts>().LeaveOut(Rig.Developer, NotTheirs);
        await rig.Get<RefusedAttempts>().SumUpAsync(everybody: true, Ct);
        Assert.Equal(
            [("persona-auditor", 1), ("persona-requester", 2)],
            (await SumsAsync(rig)).Select(one => (one.Actor.Id, one.Sum.Count)).Order()
        );
    }

    [Fact]
    public async Task are_summed_up_when_the_process_stops_before_the_last_head_is_written()
    {
        await using var rig = await new Rig().OpenAsync();
        var services = rig.Get<IEnumerable<IHostedService>>().ToList();
        var service = Assert.Single(services.OfType<RefusedAttemptsService>());
        Assert.True(services.IndexOf(service) > services.FindIndex(one => one is LedgerWatch));
        await service.StartAsync(Ct);
        rig.Get<RefusedAttempts>().LeaveOut(Rig.Auditor, NotTheirs);

        await service.StopAsync(Ct);

        Assert.Single(await SumsAsync(rig));
    }

    [Fact]
    public async Task while_nothing_can_be_written_are_summed_up_afterwards()
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await rig.AskAsync();
        await ExecuteAsync(rig, "CREATE TRIGGER Ledger_is_broken BEFORE INSERT ON Ledger BEGIN SELECT RAISE(ABORT, 'disk is full'); END");
        await AttemptAsync(rig, Rig.Auditor, 2);
        Assert.Equal("not-your-role", (await rig.Verbs.UnshareAsync(Rig.Auditor, asked.Id, Ct)).Refusal!.Message.Key);
        await Assert.ThrowsAnyAsync<DbUpdateException>(() => rig.Get<RefusedAttempts>().SumUpAsync(everybody: true, Ct));
        await AttemptAsync(rig, Rig.Auditor, 1);

        await ExecuteAsync(rig, "DROP TRIGGER Ledger_is_broken");
        await rig.Get<RefusedAttempts>().SumUpAsync(everybody: true, Ct);

        Assert.Equal(4, Assert.Single(await SumsAsync(rig)).Sum.Count);
        Assert.Equal(0, await WrittenAsync(rig, Rig.Auditor));
    }

    [Fact]
    public async Task of_somebody_who_hangs_up_are_written_down_too()
    {
        await using var rig = await new Rig().OpenAsync();
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();
        await rig.Verbs.RequestAsync(Rig.Auditor, Rig.Terms, gone.Token);
        Assert.Equal(1, await WrittenAsync(rig, Rig.Auditor));
    }

    private static async Task AttemptAsync(Rig rig, Actor actor, int times)
    {
        for (var i = 0; i < times; i++)
            await rig.Verbs.RequestAsync(actor, Rig.Terms, Ct);
    }

    private static Task SumUpAsync(Rig rig) => rig.Get<RefusedAttempts>().SumUpAsync(everybody: false, Ct);

    private static async Task<int> WrittenAsync(Rig rig, Actor actor) =>
        (await rig.LedgerAsync()).Count(entry => entry.Kind == LedgerKind.Refused && entry.ActorId == actor.Id);

    private static async Task<List<((string Id, string Name, string Role) Actor, AttemptsLeftOut Sum)>> SumsAsync(Rig rig) =>
        [
            .. (await rig.LedgerAsync())
                .Where(entry => entry.Kind == LedgerKind.LeftOut)
                .Select(entry => ((entry.ActorId, entry.ActorName, entry.ActorRole), (AttemptsLeftOut)entry.ReadEvent()!)),
        ];

    private static async Task ExecuteAsync(Rig rig, string sql)
    {
        await using var db = await rig.Get<IDbContextFactory<Db>>().CreateDbContextAsync(Ct);
        await db.Database.ExecuteSqlRawAsync(sql, Ct);
    }
}
