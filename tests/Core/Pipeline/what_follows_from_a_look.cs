using SnapshotShare.Core.Accounts;
using SnapshotShare.Core.Pipeline;
using SnapshotShare.Core.Planning;

namespace SnapshotShare.Core.Tests.Pipeline;

public sealed class what_follows_from_a_look
{
    private static readonly DateTime Now = new(2023, 12, 21, 0, 0, 0, DateTimeKind.Utc);
    private static readonly Pace Real = Pace.From(new PaceOptions(), speed: 1);
    private static readonly StepState Untouched = new(StepName.DeleteWriter, StepStatus.NotYet);

    [Fact]
    public void what_was_made_a_moment_ago_and_is_not_in_sight_yet_is_not_gone()
    {
        var wait = Assert.IsType<StepMove.Wait>(Removing(Made(acceptedAt: Now.AddSeconds(-1), StepStatus.Running)));
        Assert.True(wait.State.NextLookAt > Now);
    }

    [Fact]
    public void what_has_stayed_out_of_sight_for_longer_than_propagation_takes_is_gone() =>
        Assert.IsType<StepMove.Finish>(Removing(Made(acceptedAt: Now - Real.Propagation, StepStatus.Skipped)));

    [Fact]
    public void what_had_been_seen_whole_and_is_not_there_any_more_is_gone_at_once() =>
        Assert.IsType<StepMove.Finish>(Removing(Made(acceptedAt: Now.AddSeconds(-1), StepStatus.Done)));

    [Fact]
    public void what_was_seen_under_way_answers_its_call_so_that_it_is_not_made_again_when_somebody_deletes_it()
    {
        var asked = new StepState(StepName.CopyForSharing, StepStatus.Running)
        {
            StartedAt = Now,
            Attempt = new Attempt(1, "CopyDBClusterSnapshot", Now),
        };
        var seen = Looking(asked, new Sight.Underway("copying", Percent: 10), Now.AddMinutes(1)).State;
        Assert.IsType<StepMove.Wait>(Looking(seen, new Sight.NotThere(), Now.AddMinutes(2)));

        Assert.IsType<StepMove.Fail>(Looking(seen, new Sight.NotThere(), Now.AddHours(1)));
    }

    [Fact]
    public void a_source_that_is_not_found_may_not_have_arrived_yet() =>
        Assert.IsType<StepMove.Wait>(NotFound(StepName.RestoreCluster, since: Now.AddSeconds(-10)));

    [Fact]
    public void a_source_that_stays_unfound_ends_the_request_instead_of_blocking_it_for_ever() =>
        Assert.IsType<StepMove.Fail>(NotFound(StepName.RestoreCluster, since: Now - Real.Propagation));

    [Fact]
    public void nothing_is_given_up_for_not_finding_what_should_be_removed() =>
        Assert.IsNotType<StepMove.Fail>(NotFound(StepName.DeleteTargetSnapshot, since: Now - Real.Propagation));

    [Fact]
    public void what_could_still_come_back_is_said_in_our_words_and_not_as_AWS_s_status()
    {
        var wait = Removing(Made(acceptedAt: Now.AddSeconds(-1), StepStatus.Running)).State;

        Assert.Equal((null, "late-call"), (wait.AwsStatus, wait.Note?.Key));
    }

    [Fact]
    public void what_a_look_notes_stands_beside_the_step_until_the_next_one()
    {
        var proving = new StepState(StepName.ProveNotShared, StepStatus.Running) { StartedAt = Now };
        var noted = Looking(proving, new Sight.Underway(AwsStatus: null, Percent: null, Phrase.Of("still-listed")), Now).State;
        Assert.Equal("still-listed", noted.Note?.Key);

        Assert.Null(Looking(noted, new Sight.Underway("available", Percent: null), Now.AddMinutes(1)).State.Note);
        Assert.Null(Looking(noted, new Sight.NotThere(), Now.AddMinutes(1)).State.Note);
    }

    [Fact]
    public void what_takes_too_long_says_what_is_missing_and_puts_no_words_into_AWS_s_mouth()
    {
        var proving = new StepState(StepName.ProveNotShared, StepStatus.Running) { StartedAt = Now.AddDays(-1) };
        var noted = new Sight.Underway(AwsStatus: null, Percent: null, Phrase.Of("still-listed"));

        var blocked = Assert.IsType<StepMove.Block>(Looking(proving, noted, Now)).State;
        var copying = Assert.IsType<StepMove.Block>(Looking(proving, new Sight.Underway("copying", Percent: null), Now)).State;

        Assert.Contains(Phrases.English["still-listed"], blocked.Finding!.Message.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("AWS says", blocked.Finding.Message.ToString(), StringComparison.Ordinal);
        Assert.Null(blocked.Note);
        Assert.Contains("AWS says: copying", copying.Finding!.Message.ToString(), StringComparison.Ordinal);
    }

    private static StepMove Removing(StepState maker) =>
        Transitions.AfterLook(
            Trip.Step(StepName.DeleteWriter),
            Untouched,
            new Sight.There(new Dictionary<string, string>(StringComparer.Ordinal)),
            maker,
            onWayOut: true,
            canAct: true,
            new Outlook(Usual: null, Crowd: 1),
            Now,
            Real
        );

    [Fact]
    public void what_it_waited_for_is_not_told_any_more_once_a_refusal_stopped_it()
    {
        Assert.NotNull(Assert.IsType<StepMove.Wait>(NotFound(StepName.CopyInTarget, Now)).Next.Note);
        Assert.Null(Assert.IsType<StepMove.Fail>(NotFound(StepName.CopyInTarget, Now - Real.Propagation)).Next.Note);
        Assert.Null(Assert.IsType<StepMove.Block>(NotFound(StepName.DeleteWriter, Now - Real.Propagation)).Next.Note);
    }

    private static StepMove Looking(StepState state, Sight sight, DateTime at) =>
        Transitions.AfterLook(
            Trip.Step(state.Name),
            state,
            sight,
            maker: null,
            onWayOut: false,
            canAct: true,
            new Outlook(Usual: null, Crowd: 1),
            at,
            Real
        );

    private static StepState Made(DateTime acceptedAt, StepStatus status) =>
        new(StepName.CreateWriter, status)
        {
            Attempt = new Attempt(1, "CreateDBInstance", acceptedAt, new AttemptAnswer(acceptedAt, AwsRequestId: null, Fault: null)),
        };

    private static StepMove NotFound(StepName step, DateTime since) =>
        Transitions.AfterFault(
            new StepState(step, StepStatus.Running)
            {
                StartedAt = since,
                TroubleSince = since,
                Note = Phrase.Of("late-call"),
            },
            AwsFaults
                .Sort(new Amazon.RDS.Model.DBClusterSnapshotNotFoundException("gone") { ErrorCode = "DBClusterSnapshotNotFoundFault" })
                .Fault,
            new Finding("aws-snapshot-not-found", Severity.Blocking, "dev", step.ToString(), Phrase.Of("finding.vanished")),
            onWayOut: false,
            jitterSeed: "a",
            Now,
            Real
        );
}
