using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Clocks;
using SnapshotShare.Core.Execution;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Workflows;

namespace SnapshotShare.Core.Tests.Clocks;

/// <summary>Time that jumps does no harm: no share stands longer, nothing is made, deleted or told by a clock that somebody has set.</summary>
public sealed class a_clock_that_jumps
{
    private static readonly int[] Jumps = [-3, -2, 2, 3, 80];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<int> EachJump => [.. Jumps];

    public static TheoryData<StepName, int> EachStepAndJump =>
        [
            .. from step in new[]
            {
                StepName.CopyForSharing,
                StepName.Share,
                StepName.CopyInTarget,
                StepName.RestoreCluster,
                StepName.CreateWriter,
            }
            from hours in new[] { -2, 3 }
            select (step, hours),
        ];

    /// <summary>The clock is set back and forth while a share is open, and nothing else is asked of AWS.</summary>
    [Theory]
    [MemberData(nameof(EachJump))]
    public async Task closes_a_share_no_later_than_a_minute_after_its_window(int hours)
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await OpenShareAsync(rig);
        var since = rig.Time.True.GetUtcNow();
        rig.Time.Set(TimeSpan.FromHours(hours));

        while ((await rig.SharedWithAsync(asked.Plan.SharingSnapshot)).Count > 0)
        {
            Assert.True(
                rig.Time.True.GetUtcNow() - since <= asked.Plan.Window + TimeSpan.FromMinutes(1),
                "It is still shared a minute after."
            );
            await LookAsync(rig);
            rig.Time.Pass(TimeSpan.FromMinutes(10));
        }
        // Whichever clock says first that it is due: the one that was set forward says so too soon, and that is on the safe side.
        var after = rig.Time.True.GetUtcNow() - since;
        Assert.Equal(hours > 0, after < asked.Plan.Window - TimeSpan.FromMinutes(20));
    }

    /// <summary>The process that opened it is dead, and the clock went back meanwhile: only AWS's says how long it has left.</summary>
    [Theory]
    [InlineData(1, true)]
    [InlineData(23, true)]
    [InlineData(25, false)]
    public async Task closes_it_in_time_after_a_start_with_a_clock_set_back(int hoursLater, bool staysOpen)
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await OpenShareAsync(rig);
        await rig.RestartAsync(() =>
        {
            rig.Time.Pass(TimeSpan.FromHours(hoursLater));
            rig.Time.Set(TimeSpan.FromHours(-30));
        });
        await LookAsync(rig);
        await LookAsync(rig);
        Assert.Equal(staysOpen, (await rig.SharedWithAsync(asked.Plan.SharingSnapshot)).Count > 0);
        Assert.Equal("clock-behind", rig.Get<ClockCheck>().Distrust?.Key);
    }

    [Theory]
    [MemberData(nameof(EachStepAndJump))]
    public async Task makes_nothing_new_until_it_is_right_again_and_then_all_of_it_once(StepName at, int hours)
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await rig.ApproveAsync(await rig.AskAsync());
        // Somebody sets it while the step before is under way, so that this one is the first that would begin.
        await rig.RunUntilAsync(asked.Id, request => Workflow.Active(request).Any(step => step.Name == at && step.Attempt is null));
        await rig.Get<ClockWatch>().LookAsync(Ct);
        rig.Time.Set(TimeSpan.FromHours(hours));
        await LookAsync(rig);
        Assert.NotNull(rig.Get<ClockCheck>().Distrust);
        var made = Made(await rig.Aws.CallsAsync());
        for (var i = 0; i < 40; i++)
        {
            await LookAsync(rig);
            rig.Time.Pass(TimeSpan.FromSeconds(1));
        }
        Assert.Equal(made, Made(await rig.Aws.CallsAsync()));
        if (at == StepName.Share)
            Assert.Empty(await rig.SharedWithAsync(asked.Plan.SharingSnapshot));
        var held = await rig.ReadAsync(asked.Id);
        Assert.Equal(RequestStatus.Running, held.Status);
        Assert.StartsWith("clock-", Assert.Single(held.Steps, step => step.Name == at).Note?.Key, StringComparison.Ordinal);

        rig.Time.Set(TimeSpan.FromHours(-hours));
        await LookAsync(rig);
        Assert.Null(rig.Get<ClockCheck>().Distrust);
        await rig.RunUntilAsync(asked.Id, request => request.Status == RequestStatus.Ready);
        Assert.Single(await rig.Aws.CallsAsync(), call => (string)call!["operation"]! == "RestoreDBClusterFromSnapshot");
        var entries = (await rig.LedgerAsync()).Select(entry => entry.ReadEvent()).ToList();
        Assert.Equal([hours * 3600L, -hours * 3600L], entries.OfType<ClockMoved>().Select(move => move.Seconds));
        Assert.Single(entries.OfType<ClockDistrusted>());
        Assert.Single(entries.OfType<ClockTrusted>());
        Assert.DoesNotContain(await rig.LedgerAsync(), entry => entry.Kind is LedgerKind.StepBlocked or LedgerKind.StepFailed);
    }

    [Theory]
    [InlineData(24 * 40)]
    [InlineData(-24 * 40)]
    public async Task deletes_no_cluster_whose_life_is_not_over(int hours)
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await rig.ApproveAsync(await rig.AskAsync());
        var ready = await rig.RunUntilAsync(asked.Id, request => request.Status == RequestStatus.Ready);
        // At a start the machine's clock is all that a process has, until AWS answers.
        await rig.RestartAsync(() => rig.Time.Set(TimeSpan.FromHours(hours)));
        for (var i = 0; i < 20; i++)
        {
            await LookAsync(rig);
            rig.Time.Pass(TimeSpan.FromHours(1));
        }
        Assert.Equal(RequestStatus.Ready, (await rig.ReadAsync(asked.Id)).Status);

        rig.Time.Set(TimeSpan.FromHours(-hours));
        rig.Time.Pass(ready.Plan.Life!.Value);
        await rig.RestartAsync();
        await rig.RunUntilAsync(asked.Id, request => request.Status == RequestStatus.Ended);
    }

    /// <summary>Started on a machine that is behind; what is written there must not be over too soon once that is right.</summary>
    [Fact]
    public async Task is_left_behind_by_ours_where_aws_says_so()
    {
        await using var rig = await new Rig().OpenAsync();
        await rig.RestartAsync(() => rig.Time.Set(TimeSpan.FromHours(-2)));
        await rig.Get<Observer>().RefreshAsync("prod", Ct);
        await rig.Get<ClockWatch>().LookAsync(Ct);
        Assert.True((rig.Get<SteadyClock>().GetUtcNow() - rig.Time.True.GetUtcNow()).Duration() < TimeSpan.FromSeconds(5));
        Assert.NotNull(rig.Get<ClockCheck>().Distrust);
        // Nobody has set it since this process began, so nothing says so.
        await rig.Get<ClockWatch>().LookAsync(Ct);
        Assert.DoesNotContain(await rig.LedgerAsync(), entry => entry.Kind == LedgerKind.ClockMoved);
    }

    /// <summary>What it did while the database was held stands in the ledger afterwards, once and in order.</summary>
    [Fact]
    public async Task is_compared_while_nothing_can_be_written_and_told_afterwards()
    {
        await using var rig = await new Rig().OpenAsync();
        await rig.Get<Observer>().RefreshAsync("prod", Ct);
        await rig.Get<ClockWatch>().LookAsync(Ct);
        var (clock, before) = (rig.Get<SteadyClock>(), rig.Get<SteadyClock>().GetUtcNow());
        await ExecuteAsync(rig, "ALTER TABLE Ledger RENAME TO Elsewhere");
        rig.Time.Sleep(TimeSpan.FromHours(3));
        rig.Time.Pass(TimeSpan.FromMinutes(1));
        await rig.Get<Observer>().RefreshAsync("prod", Ct);
        await rig.Get<ClockWatch>().LookAsync(Ct);
        Assert.True(clock.GetUtcNow() - before > TimeSpan.FromHours(3));
        await ExecuteAsync(rig, "ALTER TABLE Elsewhere RENAME TO Ledger");

        await ExecuteAsync(rig, "CREATE TRIGGER broken BEFORE INSERT ON Ledger BEGIN SELECT RAISE(FAIL, 'disk full'); END");
        rig.Time.Set(TimeSpan.FromHours(-2));
        await rig.Get<ClockWatch>().LookAsync(Ct);
        await rig.Get<ClockWatch>().LookAsync(Ct);
        Assert.DoesNotContain(await rig.LedgerAsync(), entry => entry.Kind.StartsWith("clock.", StringComparison.Ordinal));
        await ExecuteAsync(rig, "DROP TRIGGER broken");
        await rig.Get<ClockWatch>().LookAsync(Ct);
        await rig.Get<ClockWatch>().LookAsync(Ct);
        var told = (await rig.LedgerAsync())
            .Select(entry => entry.ReadEvent())
            .Where(what => what is ClockMoved or ClockDistrusted)
            .ToList();
        Assert.Equal([10_800, -7_200], told.OfType<ClockMoved>().Select(moved => moved.Seconds));
        // By AWS's word first, and by the last entry's once that stands there.
        Assert.Equal(["clock-behind-aws", "clock-behind"], told.OfType<ClockDistrusted>().Select(distrusted => distrusted.Code));
    }

    private static async Task ExecuteAsync(Rig rig, string sql)
    {
        await using var db = await rig.Get<IDbContextFactory<Db>>().CreateDbContextAsync(Ct);
        await db.Database.ExecuteSqlRawAsync(sql, Ct);
    }

    /// <summary>A laptop that slept: the time that passes stood still with it, its clock did not, and AWS agrees with the clock.</summary>
    [Fact]
    public async Task is_followed_forward_once_aws_says_the_same()
    {
        await using var rig = await new Rig().OpenAsync();
        await rig.Get<Observer>().RefreshAsync("prod", Ct);
        var (clock, before) = (rig.Get<SteadyClock>(), rig.Get<SteadyClock>().GetUtcNow());
        rig.Time.Sleep(TimeSpan.FromHours(3));
        await rig.Get<ClockWatch>().LookAsync(Ct);
        Assert.True(clock.GetUtcNow() - before < TimeSpan.FromHours(1));
        rig.Time.Pass(TimeSpan.FromMinutes(1));
        await rig.Get<Observer>().RefreshAsync("prod", Ct);
        await rig.Get<ClockWatch>().LookAsync(Ct);
        Assert.True(clock.GetUtcNow() - before > TimeSpan.FromHours(3));
        Assert.Null(rig.Get<ClockCheck>().Distrust);
    }

    private static async Task<Request> OpenShareAsync(Rig rig)
    {
        var asked = await rig.ApproveAsync(await rig.AskAsync(Rig.Terms with { Goal = Goal.Share }));
        await rig.RunUntilAsync(asked.Id, request => request.Step(StepName.SeeInTarget).Status == StepStatus.Done);
        await LookAsync(rig);
        return asked;
    }

    /// <summary>All that runs by itself, once.</summary>
    private static async Task LookAsync(Rig rig)
    {
        await rig.Get<ClockWatch>().LookAsync(Ct);
        await rig.Get<Watchdog>().LookAsync(Ct);
        await rig.Get<Observer>().RefreshAsync("prod", Ct);
        await rig.Get<Observer>().RefreshAsync("dev", Ct);
        foreach (var due in await rig.Get<Engine>().DueAsync(Ct))
            await rig.Get<Engine>().AdvanceAsync(due, Ct);
    }

    private static List<string> Made(IEnumerable<System.Text.Json.Nodes.JsonNode?> calls) =>
        [
            .. calls
                .Select(call => (string)call!["operation"]!)
                .Where(operation =>
                    operation.StartsWith("Copy", StringComparison.Ordinal)
                    || operation.StartsWith("Create", StringComparison.Ordinal)
                    || operation.StartsWith("Restore", StringComparison.Ordinal)
                ),
        ];
}
