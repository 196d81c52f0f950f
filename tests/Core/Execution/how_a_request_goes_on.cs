using SnapshotShare.Core.Execution;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Tests.Planning;
using SnapshotShare.Core.Text;

namespace SnapshotShare.Core.Tests.Execution;

/// <summary>How a request as a whole begins, turns round and ends: the row and its entries, at their edges.</summary>
public sealed class how_a_request_goes_on(StandingRig standing) : IClassFixture<StandingRig>
{
    private static readonly DateTime Now = Sample.Now;
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);
    private static readonly Message Why = Message.Of("nobody-answered");

    public static TheoryData<RequestStatus> Statuses => [.. Enum.GetValues<RequestStatus>()];

    [Theory]
    [InlineData(RequestStatus.Ready, -1, true)]
    [InlineData(RequestStatus.Ready, 0, true)]
    [InlineData(RequestStatus.Ready, 1, false)]
    [InlineData(RequestStatus.Ready, null, false)]
    [InlineData(RequestStatus.Running, -1, false)]
    [InlineData(RequestStatus.Closing, -1, false)]
    public async Task and_a_life_ends_at_its_moment_unless_it_was_extended(RequestStatus status, int? after, bool ends)
    {
        var rig = standing.Rig;
        var written = await Written.ByAsync(
            rig,
            SampleRows.Request(Written.NewId(), status: status, steps: [new(StepName.FindSource, StepStatus.Done)]),
            RequestLifecycle.EndLife,
            (scope, row) => row.ExpiresAt = Now + (after * Moment)
        );
        if (!ends)
        {
            Assert.Equal(status, written.Row.Status);
            Assert.Empty(written.Events);
            return;
        }
        // It made nothing that is left, so its way out is over at once.
        Assert.Equal((RequestStatus.Ended, Now, null), (written.Row.Status, written.Row.EndedAt, written.Row.NextLookAt));
        Assert.Equal("life-over", written.Row.StatusReason!.Key);
        Assert.Equal(
            [("Ready", "Closing", "life-over"), ("Closing", "Ended", "life-over")],
            written.Events.Cast<StatusChanged>().Select(change => (change.From, change.To, change.Phrase!.Key))
        );
    }

    [Theory]
    [InlineData(RequestStatus.Ready, false, 0, true)]
    [InlineData(RequestStatus.Ready, false, -1, true)]
    [InlineData(RequestStatus.Ready, false, 1, false)]
    [InlineData(RequestStatus.Ready, true, 0, false)]
    [InlineData(RequestStatus.Closing, false, 0, false)]
    public async Task and_the_end_of_a_life_is_told_once_a_day_before(RequestStatus status, bool isTold, int after, bool tells)
    {
        var rig = standing.Rig;
        var written = await Written.ByAsync(
            rig,
            SampleRows.Request(Written.NewId(), status: status),
            RequestLifecycle.WarnOfExpiry,
            (scope, row) =>
            {
                row.ReadyAt = Now.AddDays(-6);
                row.ExpiresAt = Now.AddDays(1) + (after * Moment);
                row.WarnedAt = isTold ? Now.AddHours(-1) : null;
            }
        );
        Assert.Equal(status, written.Row.Status);
        Assert.Equal(
            tells ? Now
                : isTold ? Now.AddHours(-1)
                : null,
            written.Row.WarnedAt
        );
        if (tells)
            Assert.Equal(written.Row.ExpiresAt, written.Only<RequestAboutToExpire>().ExpiresAt);
        else
            Assert.Empty(written.Events);
    }

    [Theory]
    [InlineData(RequestStatus.WaitingForApproval, -1, true)]
    [InlineData(RequestStatus.WaitingForApproval, 0, true)]
    [InlineData(RequestStatus.WaitingForApproval, 1, false)]
    [InlineData(RequestStatus.Approved, -1, false)]
    [InlineData(RequestStatus.Running, -1, false)]
    public async Task and_lapses_where_nobody_answered_in_time(RequestStatus status, int after, bool lapses)
    {
        var rig = standing.Rig;
        var written = await Written.ByAsync(
            rig,
            SampleRows.Request(Written.NewId(), status: status),
            RequestLifecycle.LetLapse,
            (scope, row) => row.NextLookAt = row.DecideBy = Now + (after * Moment)
        );
        if (!lapses)
        {
            Assert.Equal((status, null, written.Row.DecideBy), (written.Row.Status, written.Row.EndedAt, written.Row.NextLookAt));
            Assert.Empty(written.Events);
            return;
        }
        Assert.Equal((RequestStatus.Unanswered, Now, null), (written.Row.Status, written.Row.EndedAt, written.Row.NextLookAt));
        Assert.Equal("nobody-answered", written.Row.StatusReason!.Key);
        Assert.Equal("nobody-answered", written.Only<StatusChanged>().Phrase!.Key);
    }

    [Fact]
    public async Task and_begins_at_once_with_nothing_more_to_say()
    {
        var rig = standing.Rig;
        var written = await Written.ByAsync(
            rig,
            SampleRows.Request(Written.NewId(), status: RequestStatus.Approved),
            RequestLifecycle.Begin,
            (_, row) => row.StatusReason = Why
        );
        Assert.Equal((RequestStatus.Running, null, Now), (written.Row.Status, written.Row.StatusReason, written.Row.NextLookAt));
        Assert.Equal(new StatusChanged("Approved", "Running", Reason: null), written.Only<StatusChanged>());
    }

    /// <summary>The yes was to another plan: a new version, none of whose steps has begun, and the whole time to answer.</summary>
    [Fact]
    public async Task and_goes_back_for_approval_with_another_plan()
    {
        var rig = standing.Rig;
        var plan = Sample.Plan(Sample.Facts);
        var again = Sample.Plan(Sample.With(Goal.Copy));
        var written = await Written.ByAsync(
            rig,
            SampleRows.Request(
                Written.NewId(),
                status: RequestStatus.Approved,
                plan: plan,
                steps: [new(StepName.FindSource, StepStatus.Done)]
            ),
            (scope, row) => RequestLifecycle.BackForApproval(scope, row, again, Why, TimeSpan.FromDays(3)),
            (_, row) => row.ApprovedDigest = plan.Digest
        );
        var row = written.Row;
        Assert.Equal((RequestStatus.WaitingForApproval, 2, null), (row.Status, row.PlanVersion, row.ApprovedDigest));
        Assert.Equal((again.Digest, Why.Key), (row.Plan.Digest, row.StatusReason!.Key));
        Assert.Equal((Now.AddDays(3), Now.AddDays(3)), (row.DecideBy, row.NextLookAt));
        Assert.Equal(again.Steps.Select(step => new StepState(step.Name, StepStatus.NotYet).Status), row.Steps.Select(step => step.Status));
        var changed = Assert.IsType<PlanChanged>(written.Events[0]);
        Assert.Equal(
            (plan.Digest, 2, again.Digest, Why.ToString()),
            (changed.ApprovedDigest, changed.PlanVersion, changed.Digest, changed.Why)
        );
        Assert.Equal(CanonicalJson.Write(PlanDigest.Subject(again)), CanonicalJson.Write(changed.Plan));
        Assert.Equal("WaitingForApproval", Assert.IsType<StatusChanged>(written.Events[1]).To);
        Assert.Equal(2, written.Events.Count);
    }

    [Fact]
    public async Task and_turns_round_to_take_away_what_it_made_before_it_ends()
    {
        var rig = standing.Rig;
        var copying = new StepState(StepName.CopyForSharing, StepStatus.Running)
        {
            Attempt = new Attempt(1, "CopyDBClusterSnapshot", Sample.Now),
        };
        var written = await Written.ByAsync(
            rig,
            SampleRows.Request(Written.NewId(), steps: [new(StepName.FindSource, StepStatus.Done), copying]),
            (scope, row) => RequestLifecycle.TurnRound(scope, row, RequestStatus.Cancelled, Why)
        );
        Assert.Equal((RequestStatus.Closing, RequestStatus.Cancelled), (written.Row.Status, written.Row.ClosingTo));
        Assert.Equal((Now, null, Why.Key), (written.Row.NextLookAt, written.Row.EndedAt, written.Row.StatusReason!.Key));
        Assert.Equal(StepStatus.NotYet, written.Row.Step(StepName.DeleteSharingSnapshot).Status);
        Assert.Equal(("Running", "Closing"), (written.Only<StatusChanged>().From, written.Only<StatusChanged>().To));
    }

    [Theory]
    [InlineData(Goal.Cluster, RequestStatus.Running, RequestStatus.Ready)]
    [InlineData(Goal.Cluster, RequestStatus.Blocked, RequestStatus.Ready)]
    [InlineData(Goal.Copy, RequestStatus.Running, RequestStatus.Ready)]
    [InlineData(Goal.Share, RequestStatus.Running, RequestStatus.Ended)]
    public async Task and_is_there_once_all_its_steps_are_over(Goal goal, RequestStatus status, RequestStatus end)
    {
        var rig = standing.Rig;
        var plan = Sample.Plan(Sample.With(goal));
        var written = await Written.ByAsync(
            rig,
            SampleRows.Request(
                Written.NewId(),
                status: status,
                plan: plan,
                steps: [new(StepName.FindSource, StepStatus.Done), new(StepName.CopyForSharing, StepStatus.Skipped)]
            ),
            RequestLifecycle.Settle,
            (_, row) => row.StatusReason = Why
        );
        var row = written.Row;
        Assert.Equal((end, Now, null), (row.Status, row.ReadyAt, row.StatusReason));
        Assert.Equal(goal == Goal.Share ? null : Now + plan.Life!.Value, row.ExpiresAt);
        Assert.Equal(end == RequestStatus.Ended ? Now : null, row.EndedAt);
        Assert.Equal(goal == Goal.Share ? null : row.WarnsAt, row.NextLookAt);
        Assert.Equal(($"{status}", $"{end}"), (written.Only<StatusChanged>().From, written.Only<StatusChanged>().To));
    }

    [Fact]
    public async Task and_is_blocked_by_its_first_blocked_step_until_none_is()
    {
        var rig = standing.Rig;
        var blocked = new StepState(StepName.CopyForSharing, StepStatus.Blocked) { Finding = Finding("frozen") };
        StepState[] steps =
        [
            new(StepName.FindSource, StepStatus.Running),
            blocked,
            new(StepName.Share, StepStatus.Blocked) { Finding = Finding("share-held") },
        ];
        var written = await Written.ByAsync(rig, SampleRows.Request(Written.NewId(), steps: steps), RequestLifecycle.Settle);
        Assert.Equal((RequestStatus.Blocked, "frozen"), (written.Row.Status, written.Row.StatusReason!.Key));
        Assert.Equal("frozen", written.Only<StatusChanged>().Phrase!.Key);
        Assert.Null(written.Row.ReadyAt);

        // It is the same block still, told already.
        written = await Written.ByAsync(
            rig,
            SampleRows.Request(Written.NewId(), RequestStatus.Blocked, steps: steps),
            RequestLifecycle.Settle
        );
        Assert.Equal((RequestStatus.Blocked, "frozen"), (written.Row.Status, written.Row.StatusReason!.Key));
        Assert.Empty(written.Events);

        steps = [steps[0], blocked with { Status = StepStatus.Running }];
        written = await Written.ByAsync(
            rig,
            SampleRows.Request(Written.NewId(), RequestStatus.Blocked, steps: steps),
            RequestLifecycle.Settle,
            (_, row) => row.StatusReason = Why
        );
        Assert.Equal((RequestStatus.Running, null), (written.Row.Status, written.Row.StatusReason));
        Assert.Equal("Running", written.Only<StatusChanged>().To);
    }

    /// <summary>A way out has its one end, whatever blocks a step meanwhile.</summary>
    [Theory]
    [InlineData(StepStatus.Running, false)]
    [InlineData(StepStatus.Blocked, false)]
    [InlineData(StepStatus.Done, true)]
    [InlineData(StepStatus.Skipped, true)]
    public async Task and_its_way_out_ends_when_nothing_is_left_to_take_away(StepStatus status, bool ends)
    {
        var rig = standing.Rig;
        var written = await Written.ByAsync(
            rig,
            SampleRows.Request(
                Written.NewId(),
                status: RequestStatus.Closing,
                steps: [new(StepName.RestoreCluster, StepStatus.Failed), new(StepName.StopSharing, status)]
            ),
            RequestLifecycle.Settle,
            (scope, row) => (row.ClosingTo, row.StatusReason, row.NextLookAt) = (RequestStatus.Failed, Why, Now)
        );
        Assert.Equal(ends ? RequestStatus.Failed : RequestStatus.Closing, written.Row.Status);
        Assert.Equal((ends ? Now : null, ends ? null : Now), (written.Row.EndedAt, written.Row.NextLookAt));
        Assert.Equal(Why.Key, written.Row.StatusReason!.Key);
        if (ends)
            Assert.Equal(Why.Key, written.Only<StatusChanged>().Phrase!.Key);
        else
            Assert.Empty(written.Events);
    }

    [Theory]
    [MemberData(nameof(Statuses))]
    public async Task and_its_steps_mean_nothing_for_it_unless_it_moves(RequestStatus status)
    {
        var rig = standing.Rig;
        var written = await Written.ByAsync(
            rig,
            SampleRows.Request(Written.NewId(), status: status, steps: [new(StepName.FindSource, StepStatus.Done)]),
            RequestLifecycle.Settle,
            (_, row) => (row.StatusReason, row.ClosingTo) = (Why, RequestStatus.Cancelled)
        );
        var moves = status is RequestStatus.Running or RequestStatus.Blocked or RequestStatus.Closing;
        Assert.Equal(moves, written.Row.Status != status);
        Assert.Equal(moves ? 1 : 0, written.Events.Count);
        if (!moves)
            Assert.Equal((null, null, Why.Key), (written.Row.ReadyAt, written.Row.EndedAt, written.Row.StatusReason!.Key));
    }

    private static Finding Finding(string code) => new(code, Severity.Blocking, "prod", "it", Message.Of(code));
}
