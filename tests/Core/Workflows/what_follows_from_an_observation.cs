using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Text;
using SnapshotShare.Core.Topology;
using SnapshotShare.Core.Workflows;
using SnapshotShare.Core.Workflows.Steps;

namespace SnapshotShare.Core.Tests.Workflows;

public sealed class what_follows_from_an_observation
{
    private static readonly DateTime Now = new(2023, 12, 21, 0, 0, 0, DateTimeKind.Utc);
    private static readonly Timings Real = Timings.From(new TimingOptions(), speed: 1);
    private static readonly StepState Untouched = new(StepName.DeleteWriter, StepStatus.NotYet);

    [Fact]
    public void what_was_made_a_moment_ago_and_is_not_in_sight_yet_is_not_gone()
    {
        var wait = Assert.IsType<StepDecision.Wait>(Removing(Made(acceptedAt: Now.AddSeconds(-1), StepStatus.Running)));
        Assert.True(wait.State.NextLookAt > Now);
    }

    [Fact]
    public void what_has_stayed_out_of_sight_for_longer_than_propagation_takes_is_gone() =>
        Assert.IsType<StepDecision.Finish>(Removing(Made(acceptedAt: Now - Real.Propagation, StepStatus.Skipped)));

    [Fact]
    public void what_had_been_seen_whole_and_is_not_there_any_more_is_gone_at_once() =>
        Assert.IsType<StepDecision.Finish>(Removing(Made(acceptedAt: Now.AddSeconds(-1), StepStatus.Done)));

    [Fact]
    public void what_was_seen_under_way_answers_its_call_so_that_it_is_not_made_again_when_somebody_deletes_it()
    {
        var asked = new StepState(StepName.CopyForSharing, StepStatus.Running)
        {
            StartedAt = Now,
            Attempt = new Attempt(1, "CopyDBClusterSnapshot", Now),
        };
        var seen = Looking(asked, new Observation.Underway("copying", Percent: 10), Now.AddMinutes(1)).State;
        Assert.IsType<StepDecision.Wait>(Looking(seen, new Observation.NotThere(), Now.AddMinutes(2)));

        Assert.IsType<StepDecision.Fail>(Looking(seen, new Observation.NotThere(), Now.AddHours(1)));
    }

    [Fact]
    public void a_source_that_is_not_found_may_not_have_arrived_yet() =>
        Assert.IsType<StepDecision.Wait>(NotFound(StepName.RestoreCluster, since: Now.AddSeconds(-10)));

    [Fact]
    public void a_source_that_stays_unfound_ends_the_request_instead_of_blocking_it_for_ever() =>
        Assert.IsType<StepDecision.Fail>(NotFound(StepName.RestoreCluster, since: Now - Real.Propagation));

    [Fact]
    public void nothing_is_given_up_for_not_finding_what_should_be_removed() =>
        Assert.IsNotType<StepDecision.Fail>(NotFound(StepName.DeleteTargetSnapshot, since: Now - Real.Propagation));

    [Fact]
    public void what_could_still_come_back_is_said_in_our_words_and_not_as_AWS_s_status()
    {
        var wait = Removing(Made(acceptedAt: Now.AddSeconds(-1), StepStatus.Running)).State;

        Assert.Equal((null, "late-call"), (wait.AwsStatus, wait.Note?.Key));
    }

    /// <summary>Each call that made something, or may have, has its own time; the last of them counts, whichever it is.</summary>
    [Fact]
    public void what_several_calls_could_still_bring_is_waited_for_until_the_last_of_them_is_over()
    {
        var (soon, over) = (Now.AddSeconds(1), Now.AddSeconds(-1));
        Assert.IsType<StepDecision.Wait>(Removing(Twice(unheardUntil: soon, acceptedUntil: over)));
        Assert.IsType<StepDecision.Wait>(Removing(Twice(unheardUntil: over, acceptedUntil: soon)));
        Assert.IsType<StepDecision.Finish>(Removing(Twice(unheardUntil: over, acceptedUntil: over)));
        Assert.Equal(Now.AddSeconds(2), Removing(Twice(unheardUntil: Now.AddSeconds(2), acceptedUntil: soon)).State.NextLookAt);
        Assert.Equal(Now.AddSeconds(2), Removing(Twice(unheardUntil: soon, acceptedUntil: Now.AddSeconds(2))).State.NextLookAt);

        static StepState Twice(DateTime unheardUntil, DateTime acceptedUntil) =>
            Made(acceptedUntil - Real.Propagation, StepStatus.Skipped) with
            {
                LateUntil = unheardUntil,
            };
    }

    [Fact]
    public void what_a_look_notes_stands_beside_the_step_until_the_next_one()
    {
        var proving = new StepState(StepName.ProveNotShared, StepStatus.Running) { StartedAt = Now };
        var noted = Looking(proving, new Observation.Underway(AwsStatus: null, Percent: null, Message.Of("still-listed")), Now).State;
        Assert.Equal("still-listed", noted.Note?.Key);

        Assert.Null(Looking(noted, new Observation.Underway("available", Percent: null), Now.AddMinutes(1)).State.Note);
        Assert.Null(Looking(noted, new Observation.NotThere(), Now.AddMinutes(1)).State.Note);
    }

    [Fact]
    public void what_takes_too_long_says_what_is_missing_and_puts_no_words_into_AWS_s_mouth()
    {
        var proving = new StepState(StepName.ProveNotShared, StepStatus.Running) { StartedAt = Now.AddDays(-1) };
        var noted = new Observation.Underway(AwsStatus: null, Percent: null, Message.Of("still-listed"));

        var blocked = Assert.IsType<StepDecision.Block>(Looking(proving, noted, Now)).State;
        var copying = Assert.IsType<StepDecision.Block>(Looking(proving, new Observation.Underway("copying", Percent: null), Now)).State;

        Assert.Contains(Messages.English["still-listed"], blocked.Finding!.Message.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("AWS says", blocked.Finding.Message.ToString(), StringComparison.Ordinal);
        Assert.Null(blocked.Note);
        Assert.Contains("AWS says: copying", copying.Finding!.Message.ToString(), StringComparison.Ordinal);
    }

    private static StepDecision Removing(StepState maker) =>
        StepReconciler.AfterObservation(
            Workflow.Step(StepName.DeleteWriter),
            Untouched,
            new Observation.There(new Dictionary<string, string>(StringComparer.Ordinal)),
            maker,
            onWayOut: true,
            canAct: true,
            new PollHints(Usual: null, InFlight: 1),
            Now,
            Real
        );

    [Fact]
    public void what_it_waited_for_is_not_told_any_more_once_a_refusal_stopped_it()
    {
        Assert.NotNull(Assert.IsType<StepDecision.Wait>(NotFound(StepName.CopyInTarget, Now)).Next.Note);
        Assert.Null(Assert.IsType<StepDecision.Fail>(NotFound(StepName.CopyInTarget, Now - Real.Propagation)).Next.Note);
        Assert.Null(Assert.IsType<StepDecision.Block>(NotFound(StepName.DeleteWriter, Now - Real.Propagation)).Next.Note);
    }

    private static StepDecision Looking(StepState state, Observation sight, DateTime at) =>
        StepReconciler.AfterObservation(
            Workflow.Step(state.Name),
            state,
            sight,
            maker: null,
            onWayOut: false,
            canAct: true,
            new PollHints(Usual: null, InFlight: 1),
            at,
            Real
        );

    private static StepState Made(DateTime acceptedAt, StepStatus status) =>
        new(StepName.CreateWriter, status)
        {
            Attempt = new Attempt(1, "CreateDBInstance", acceptedAt, new AttemptResponse(acceptedAt, AwsRequestId: null, Fault: null)),
        };

    private static StepDecision NotFound(StepName step, DateTime since) =>
        StepReconciler.AfterError(
            new StepState(step, StepStatus.Running)
            {
                StartedAt = since,
                TroubleSince = since,
                Note = Message.Of("late-call"),
            },
            AwsErrors
                .Classify(new Amazon.RDS.Model.DBClusterSnapshotNotFoundException("gone") { ErrorCode = "DBClusterSnapshotNotFoundFault" })
                .Fault,
            new Finding("aws-snapshot-not-found", Severity.Blocking, "dev", step.ToString(), Message.Of("finding.vanished")),
            onWayOut: false,
            jitterSeed: "a",
            Now,
            Real
        );
}
