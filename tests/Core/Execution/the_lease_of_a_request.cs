using SnapshotShare.Core.Approvals;
using SnapshotShare.Core.Clocks;
using SnapshotShare.Core.Execution;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Tests.Planning;
using SnapshotShare.Core.Topology;
using SnapshotShare.Core.Workflows;

namespace SnapshotShare.Core.Tests.Execution;

/// <summary>Who may advance a request, for how long, and when somebody looks at it next. The clock stands.</summary>
public sealed class the_lease_of_a_request(StandingRig standing) : IClassFixture<StandingRig>
{
    private static readonly DateTime Now = Sample.Now;
    private static readonly DateTime Before = Now.AddMilliseconds(-1);
    private static readonly DateTime Later = Now.AddMilliseconds(1);
    private static readonly Timings Timings = Timings.From(new TimingOptions(), speed: 1);
    private static readonly StepState Copying = new(StepName.CopyForSharing, StepStatus.Running);
    private static readonly Outcome Progress = new Outcome.StepDecided(new StepDecision.Wait(Copying with { Percent = 7 }));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<RequestStatus> Statuses => [.. Enum.GetValues<RequestStatus>()];

    [Theory]
    [InlineData(null, null, false)]
    [InlineData(1, null, false)]
    [InlineData(0, null, true)]
    [InlineData(-1, null, true)]
    [InlineData(0, 1, false)]
    [InlineData(0, 0, true)]
    [InlineData(0, -1, true)]
    public async Task is_taken_when_it_is_due_and_nobody_holds_it(int? dueIn, int? heldFor, bool takes)
    {
        var rig = standing.Rig;
        var row = SampleRows.Request(Written.NewId(), steps: Copying);
        row.NextLookAt = dueIn is { } due ? Now.AddMilliseconds(due) : null;
        row.LeaseOwner = heldFor is null ? null : "another";
        row.LeaseUntil = heldFor is { } held ? Now.AddMilliseconds(held) : null;
        await rig.WriteAsync(row);

        var lease = await Leases(rig).TakeAsync(row.Id, Ct);

        var after = await rig.ReadAsync(row.Id);
        Assert.Equal(takes, lease is not null);
        Assert.Equal(takes ? (lease!.Owner, Now + Timings.Lease, 1) : (row.LeaseOwner, row.LeaseUntil, 0), Held(after));
        if (takes)
        {
            Assert.Equal((Now + Timings.Lease, row.Id), (lease!.Until, lease.Request.Id));
            Assert.NotEqual("another", lease.Owner);
        }
    }

    /// <summary>The same engines look for what they may take.</summary>
    [Fact]
    public async Task is_offered_for_what_is_due_and_free_the_longest_waiting_first()
    {
        var rig = standing.Rig;
        await rig.WriteAsync(
            Due("never", null),
            Due("later", Later),
            Due("now", Now),
            Due("long ago", Now.AddDays(-1)),
            Due("held", Before, Later),
            Due("let go", Before, Now)
        );
        var due = await rig.Get<Engine>().DueAsync(Ct);
        Assert.Equal(["long ago", "let go", "now"], due.Where(id => id.Length < 16));

        static Request Due(string id, DateTime? at, DateTime? heldUntil = null)
        {
            var row = SampleRows.Request(id);
            (row.NextLookAt, row.LeaseUntil) = (at, heldUntil);
            return row;
        }
    }

    [Fact]
    public async Task is_not_taken_of_what_is_not_there()
    {
        var rig = standing.Rig;
        Assert.Null(await Leases(rig).TakeAsync("nobody", Ct));
        await rig.Get<Engine>().AdvanceAsync("nobody", Ct);
    }

    [Theory]
    [InlineData("owner", 1, true)]
    [InlineData("owner", 0, false)]
    [InlineData("owner", -1, false)]
    [InlineData("another", 1, false)]
    [InlineData(null, 1, false)]
    public async Task lets_nobody_write_whose_it_is_not_any_more(string? owner, int heldFor, bool writes)
    {
        var rig = standing.Rig;
        var row = await HeldAsync(rig, owner, Now.AddMilliseconds(heldFor));
        var lease = new RequestLease("owner", Later, row);

        var writing = Leases(rig).WriteAsync(lease, Progress, Ct);
        if (writes)
            await writing;
        else
            await Assert.ThrowsAsync<LeaseLostException>(() => writing);

        var after = await rig.ReadAsync(row.Id);
        Assert.Equal((writes ? 7 : null, writes ? 1 : 0), (after.Step(Copying.Name).Percent, after.Version));
        Assert.Equal(writes ? 7 : null, lease.Request.Step(Copying.Name).Percent);
        Assert.Equal((owner, Now.AddMilliseconds(heldFor)), (after.LeaseOwner, after.LeaseUntil));
    }

    /// <summary>What was seen is not written once the lease is over, and the row is let go all the same; another's lease stays.</summary>
    [Theory]
    [InlineData("owner", 1, true, true)]
    [InlineData("owner", 0, false, true)]
    [InlineData("another", 1, false, false)]
    public async Task is_let_go_with_what_was_seen_under_it(string owner, int heldFor, bool writes, bool letsGo)
    {
        var rig = standing.Rig;
        var row = await HeldAsync(rig, owner, Now.AddMilliseconds(heldFor));

        await Leases(rig).ReleaseAsync(new RequestLease("owner", Later, row), [Progress, Progress], Ct);

        var after = await rig.ReadAsync(row.Id);
        Assert.Equal(writes ? 7 : null, after.Step(Copying.Name).Percent);
        Assert.Equal(letsGo ? (null, null, 1) : (owner, Now.AddMilliseconds(heldFor), 0), Held(after));
        Assert.Equal(letsGo ? Now : row.NextLookAt, after.NextLookAt);
    }

    [Fact]
    public async Task is_let_go_without_a_row()
    {
        var rig = standing.Rig;
        await Leases(rig).ReleaseAsync(new RequestLease("owner", Later, SampleRows.Request(Written.NewId())), [Progress], Ct);
    }

    [Theory]
    [InlineData(0, 60)]
    [InlineData(60, 60)]
    [InlineData(90, 90)]
    public async Task is_let_go_for_no_less_than_a_pause(int stepInSeconds, int looksInSeconds)
    {
        var rig = standing.Rig;
        var row = await HeldAsync(rig, "owner", Later, Copying with { NextLookAt = Now.AddSeconds(stepInSeconds) });
        await Leases(rig).ReleaseAsync(new RequestLease("owner", Later, row), [], Ct, pause: TimeSpan.FromMinutes(1));
        Assert.Equal(Now.AddSeconds(looksInSeconds), (await rig.ReadAsync(row.Id)).NextLookAt);
    }

    /// <summary>In every status the next look has its own moment; where nothing is left to do there is none.</summary>
    [Theory]
    [MemberData(nameof(Statuses))]
    public async Task is_let_go_until_somebody_must_look_next(RequestStatus status)
    {
        var (first, second) = (Now.AddMinutes(2), Now.AddMinutes(3));
        var way =
            status == RequestStatus.Closing ? (StepName.StopSharing, StepName.DeleteWriter) : (StepName.FindSource, StepName.FindSource);
        Assert.Equal(
            status switch
            {
                RequestStatus.Running or RequestStatus.Blocked or RequestStatus.Closing => first,
                RequestStatus.Approved => Now + Timings.Look,
                RequestStatus.Ready => Now.AddDays(2),
                RequestStatus.WaitingForApproval => Now.AddDays(5),
                _ => (DateTime?)null,
            },
            await NextLookAsync(status, [new(way.Item1, StepStatus.Running) { NextLookAt = first }])
        );
        if (status is RequestStatus.Running or RequestStatus.Blocked)
        {
            Assert.Equal(Now + Timings.Look, await NextLookAsync(status, []));
            Assert.Equal(Now, await NextLookAsync(status, [new(StepName.FindSource, StepStatus.NotYet)]));
        }
        if (status is RequestStatus.Closing)
            Assert.Equal(
                first,
                await NextLookAsync(
                    status,
                    [
                        new(StepName.StopSharing, StepStatus.Done),
                        new(StepName.DeleteTargetSnapshot, StepStatus.Running) { NextLookAt = second },
                        new(StepName.DeleteSharingSnapshot, StepStatus.Running) { NextLookAt = first },
                        new(StepName.ProveNotShared, StepStatus.Done),
                    ]
                )
            );
    }

    [Fact]
    public async Task is_let_go_until_a_moment_that_a_refused_beginning_named()
    {
        Assert.Equal(Later, await NextLookAsync(RequestStatus.Approved, [], row => row.NextLookAt = Later));
        Assert.Equal(Now + Timings.Look, await NextLookAsync(RequestStatus.Approved, [], row => row.NextLookAt = Now));
    }

    /// <summary>What the passing of time would bring is held while clocks disagree, and would otherwise be due again at once.</summary>
    [Fact]
    public async Task is_let_go_for_a_while_where_its_moment_has_come_and_nothing_came_of_it()
    {
        Assert.Equal(
            Now + Timings.Look,
            await NextLookAsync(RequestStatus.Ready, [], row => (row.ReadyAt, row.ExpiresAt, row.WarnedAt) = (Before, Now, Before))
        );
        Assert.Equal(Now + Timings.Look, await NextLookAsync(RequestStatus.WaitingForApproval, [], row => row.DecideBy = Now));
    }

    [Fact]
    public async Task is_let_go_until_the_end_once_it_was_warned_of() =>
        Assert.Equal(Now.AddDays(3), await NextLookAsync(RequestStatus.Ready, [], row => row.WarnedAt = Now));

    private async Task<DateTime?> NextLookAsync(RequestStatus status, IReadOnlyList<StepState> steps, Action<Request>? change = null)
    {
        var rig = standing.Rig;
        var row = SampleRows.Request(Written.NewId(), status: status, steps: steps);
        (row.LeaseOwner, row.LeaseUntil, row.NextLookAt) = ("owner", Later, Before);
        (row.DecideBy, row.ReadyAt, row.ExpiresAt) = (Now.AddDays(5), Now.AddDays(-4), Now.AddDays(3));
        change?.Invoke(row);
        await rig.WriteAsync(row);
        await Leases(rig).ReleaseAsync(new RequestLease("owner", Later, row), [], Ct);
        return (await rig.ReadAsync(row.Id)).NextLookAt;
    }

    private static async Task<Request> HeldAsync(Rig rig, string? owner, DateTime until, StepState? step = null)
    {
        var row = SampleRows.Request(Written.NewId(), steps: [new(StepName.FindSource, StepStatus.Done), step ?? Copying]);
        (row.LeaseOwner, row.LeaseUntil, row.NextLookAt) = (owner, until, Before);
        await rig.WriteAsync(row);
        return await rig.ReadAsync(row.Id);
    }

    private static (string?, DateTime?, int) Held(Request row) => (row.LeaseOwner, row.LeaseUntil, row.Version);

    private static RequestLeases Leases(Rig rig) =>
        new(
            rig.Get<LedgerTransaction>(),
            rig.Get<StandingApprovals>(),
            rig.Get<EmergencyJournal>(),
            rig.Get<ClockCheck>(),
            Timings,
            rig.Get<TimeProvider>()
        );
}
