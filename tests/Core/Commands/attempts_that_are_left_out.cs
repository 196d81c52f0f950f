using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SnapshotShare.Core.Commands;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Text;

namespace SnapshotShare.Core.Tests.Commands;

/// <summary>Refused attempts with the records alone, on a clock that stands until somebody puts it forward.</summary>
public sealed class attempts_that_are_left_out : IDisposable, IDbContextFactory<Db>
{
    private static readonly Refusal NotTheirs = new(RefusalKind.Forbidden, Message.Of("own-request"));
    private static readonly Refusal NotTheirRole = new(RefusalKind.Forbidden, Message.Of("not-your-role"));
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);

    private readonly Records _records = new();
    private readonly FakeTimeProvider _time = new();
    private readonly RefusedAttempts _attempts;
    private Action? _trouble;

    public attempts_that_are_left_out()
    {
        var ledger = new LedgerTransaction(this, _time, _records.Feed);
        _attempts = new(
            ledger,
            new EmergencyJournal(_records.Folder, ledger, null!, _time, _records.Feed, NullLogger<EmergencyJournal>.Instance),
            _time
        );
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _records.Dispose();

    Db IDbContextFactory<Db>.CreateDbContext()
    {
        _trouble?.Invoke();
        return _records.CreateDbContext();
    }

    [Fact]
    public async Task are_those_behind_the_twentieth_of_each_minute()
    {
        await AttemptAsync(25);
        Assert.Equal(20, await WrittenAsync());
        _time.Advance(TimeSpan.FromSeconds(59));
        await AttemptAsync(1);
        Assert.Equal(20, await WrittenAsync());
        _time.Advance(TimeSpan.FromSeconds(1));
        await AttemptAsync(25);
        Assert.Equal(40, await WrittenAsync());
        await _attempts.SumUpAsync(everybody: true, Ct);
        Assert.Equal(11, Assert.Single(await SumsAsync()).Sum.Count);
    }

    [Fact]
    public async Task are_summed_up_a_minute_after_the_last_and_no_sooner()
    {
        _attempts.LeaveOut(Rig.Auditor, NotTheirs);
        _time.Advance(TimeSpan.FromSeconds(30));
        _attempts.LeaveOut(Rig.Auditor, NotTheirs);
        _time.Advance(TimeSpan.FromMinutes(1) - Millisecond);
        await _attempts.SumUpAsync(everybody: false, Ct);
        Assert.Empty(await SumsAsync());
        _time.Advance(Millisecond);
        await _attempts.SumUpAsync(everybody: false, Ct);
        Assert.Equal(2, Assert.Single(await SumsAsync()).Sum.Count);
    }

    [Fact]
    public async Task without_an_end_are_summed_up_an_hour_after_the_first_and_no_sooner()
    {
        for (var seconds = 0; seconds < 3600; seconds += 30)
        {
            _attempts.LeaveOut(Rig.Auditor, NotTheirs);
            _time.Advance(TimeSpan.FromSeconds(30) - (seconds == 3570 ? Millisecond : TimeSpan.Zero));
        }
        await _attempts.SumUpAsync(everybody: false, Ct);
        Assert.Empty(await SumsAsync());
        _time.Advance(Millisecond);
        await _attempts.SumUpAsync(everybody: false, Ct);
        Assert.Equal(120, Assert.Single(await SumsAsync()).Sum.Count);
    }

    [Fact]
    public async Task are_summed_up_under_the_name_and_the_roles_of_the_last()
    {
        _attempts.LeaveOut(Rig.Auditor with { Name = "before", SessionId = "s" }, NotTheirs);
        _attempts.LeaveOut(Rig.Auditor with { Name = "after", SessionId = "s" }, NotTheirs);
        await _attempts.SumUpAsync(everybody: true, Ct);
        Assert.Equal((Rig.Auditor.Id, "after"), Assert.Single(await SumsAsync()).Actor);
    }

    [Fact]
    public async Task are_none_where_nothing_was_and_then_nothing_is_asked_of_the_records()
    {
        _trouble = () => throw new IOException("disk is full");
        await _attempts.SumUpAsync(everybody: true, Ct);
        _attempts.LeaveOut(Rig.Auditor, NotTheirs);
        await _attempts.SumUpAsync(everybody: false, Ct);
        await Assert.ThrowsAsync<IOException>(() => _attempts.SumUpAsync(everybody: true, Ct));
    }

    [Fact]
    public async Task and_could_not_be_written_go_on_with_what_came_meanwhile()
    {
        _attempts.LeaveOut(Rig.Auditor, NotTheirs);
        _attempts.LeaveOut(Rig.Auditor, NotTheirs);
        _attempts.LeaveOut(Rig.Developer, NotTheirs);
        var began = _time.GetUtcNow().UtcDateTime;
        _time.Advance(TimeSpan.FromMinutes(1));
        _trouble = () =>
        {
            _attempts.LeaveOut(Rig.Auditor with { Name = "after" }, NotTheirs);
            _attempts.LeaveOut(Rig.Auditor with { Name = "after" }, NotTheirRole);
            throw new IOException("disk is full");
        };
        await Assert.ThrowsAsync<IOException>(() => _attempts.SumUpAsync(everybody: false, Ct));
        _trouble = null;

        // Who went on meanwhile has not stopped.
        _time.Advance(TimeSpan.FromMinutes(1) - Millisecond);
        await _attempts.SumUpAsync(everybody: false, Ct);
        Assert.Equal(Rig.Developer.Id, Assert.Single(await SumsAsync()).Actor.Id);
        _time.Advance(Millisecond);
        await _attempts.SumUpAsync(everybody: false, Ct);

        var (actor, whole) = Assert.Single(await SumsAsync(), one => one.Actor.Id == Rig.Auditor.Id);
        Assert.Equal(("after", 4), (actor.Name, whole.Count));
        Assert.Equal([("not-your-role", 1), ("own-request", 3)], whole.Keys.Select(pair => (pair.Key, pair.Value)));
        Assert.Equal((began, began.AddMinutes(1)), (whole.From, whole.Until));
    }

    [Fact]
    public async Task are_summed_up_each_minute_of_those_who_have_stopped_and_at_the_end_of_everybody()
    {
        using var service = new RefusedAttemptsService(_attempts, _time, NullLogger<RefusedAttemptsService>.Instance);
        await service.StartAsync(Ct);
        _attempts.LeaveOut(Rig.Auditor, NotTheirs);
        IReadOnlyList<((string Id, string Name) Actor, AttemptsLeftOut Sum)> sums = [];
        for (var times = 0; times < 100 && sums.Count == 0; times++)
        {
            _attempts.LeaveOut(Rig.Developer, NotTheirs);
            _time.Advance(TimeSpan.FromSeconds(30));
            await Task.Delay(Millisecond, TimeProvider.System, Ct);
            sums = await SumsAsync();
        }
        Assert.Equal(Rig.Auditor.Id, Assert.Single(sums).Actor.Id);

        await service.StopAsync(Ct);

        Assert.True(service.ExecuteTask!.IsCompleted);
        Assert.Equal([Rig.Auditor.Id, Rig.Developer.Id], (await SumsAsync()).Select(one => one.Actor.Id));
    }

    private async Task AttemptAsync(int times)
    {
        for (var i = 0; i < times; i++)
            await _attempts.RecordAsync(Rig.Auditor, "", NotTheirs);
    }

    private async Task<int> WrittenAsync() => (await _records.LedgerAsync()).Count(entry => entry.Kind == LedgerKind.Refused);

    private async Task<IReadOnlyList<((string Id, string Name) Actor, AttemptsLeftOut Sum)>> SumsAsync() =>
        [
            .. (await _records.LedgerAsync())
                .Where(entry => entry.Kind == LedgerKind.LeftOut)
                .Select(entry => ((entry.ActorId, entry.ActorName), (AttemptsLeftOut)entry.ReadEvent()!)),
        ];
}
