using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Tests.Planning;
using SnapshotShare.Core.Text;
using SnapshotShare.Core.Topology;
using SnapshotShare.Core.Workflows;
using SnapshotShare.Core.Workflows.Steps;

namespace SnapshotShare.Core.Tests.Workflows;

/// <summary>Every sight and every attempt that a step may have behind it, each at its edge.</summary>
public sealed class what_follows_from_each_sight
{
    private static readonly DateTime Now = Sample.Now;
    private static readonly Timings Real = Timings.From(new TimingOptions(), speed: 1);
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);
    private static readonly Observation Seen = new Observation.There(
        new Dictionary<string, string>(StringComparer.Ordinal) { ["Arn"] = "it" }
    );
    private static readonly Observation NotThere = new Observation.NotThere();
    private static readonly Finding Finding = new("wrong", Severity.Blocking, "prod", "it", Message.Of("finding.wrong"));

    [Fact]
    public void what_must_be_seen_twice_is_looked_at_again_at_once()
    {
        var once = Assert.IsType<StepDecision.Wait>(After(Copying(), Seen)).State;
        Assert.Equal(
            (1, "available", Now + Real.Quick, StepStatus.Running),
            (once.Sightings, once.AwsStatus, once.NextLookAt, once.Status)
        );
        Assert.Equal(0, After(once, new Observation.Underway("copying", Percent: 5)).State.Sightings);
        Assert.Equal(0, After(once with { Attempt = null }, NotThere).State.Sightings);
        Assert.IsType<StepDecision.Finish>(After(once, Seen));
    }

    /// <summary>Told as never seen it would be asked for again, and doubled for whoever removed it on purpose.</summary>
    [Fact]
    public void what_was_seen_once_answers_its_call_and_is_not_made_again_when_it_vanishes()
    {
        var once = After(Copying(Unheard(Now)), Seen).State;
        Assert.True(once.Attempt!.Response!.Accepted);
        var later = Now + Real.Propagation + Real.ChangeTimeout + Real.Settle;
        Assert.Equal("vanished", Assert.IsType<StepDecision.Fail>(After(once, NotThere, now: later)).State.Finding!.Code);
    }

    [Fact]
    public void what_is_done_carries_its_evidence_and_nothing_that_it_waited_for()
    {
        var done = After(
            Copying(Unheard(Now)) with
            {
                Sightings = 1,
                Failures = 3,
                TroubleSince = Now,
                Percent = 90,
                AwsStatus = "copying",
                Note = Message.Of("late-call"),
                Finding = Finding,
                NextLookAt = Now,
            },
            Seen
        ).State;
        Assert.Equal((StepStatus.Done, Now, Now, 0), (done.Status, done.EndedAt, done.LookedAt, done.Failures));
        Assert.Equal((null, null, null, null), (done.Percent, done.AwsStatus, done.NextLookAt, done.TroubleSince));
        Assert.Equal((null, null), (done.Note, done.Finding));
        Assert.Equal("it", done.Evidence["Arn"]);
        Assert.Equal(new AttemptResponse(Now, AwsRequestId: null, Fault: null), done.Attempt!.Response);
    }

    [Fact]
    public void what_is_under_way_says_how_far_and_answers_a_call_that_nobody_answered()
    {
        var way = Assert.IsType<StepDecision.Wait>(After(Copying(Unheard(Now)), new Observation.Underway("copying", Percent: 40))).State;
        Assert.Equal(("copying", 40, Now, Now), (way.AwsStatus, way.Percent, way.StartedAt, way.LookedAt));
        Assert.True(way.Attempt!.Response!.Accepted);
        Assert.True(way.NextLookAt > Now);
        var refused = new AttemptResponse(Now, AwsRequestId: null, new AwsError("x", "", RequestId: null, 400));
        var before = Copying(Unheard(Now) with { Response = refused });
        Assert.Same(refused, After(before, new Observation.Underway("copying", Percent: null)).State.Attempt!.Response);
    }

    /// <summary>A copy takes hours: a call that was refused at its start and one near its end are two troubles, each short.</summary>
    [Fact]
    public void what_was_refused_once_is_over_when_aws_answers_again()
    {
        var troubled = Copying(Accepted(Now)) with { TroubleSince = Now - TimeSpan.FromHours(3), Failures = 4, Finding = Finding };
        var answered = After(troubled, new Observation.Underway("copying", Percent: 40)).State;
        Assert.Equal((null, 0, null), (answered.TroubleSince, answered.Failures, answered.Finding));

        var looker = new StepState(StepName.SeeInTarget, StepStatus.Running) with
        {
            TroubleSince = Now - TimeSpan.FromHours(3),
            Failures = 4,
            Finding = Finding,
        };
        var looked = After(looker, NotThere).State;
        Assert.Equal((null, 0, null), (looked.TroubleSince, looked.Failures, looked.Finding));

        // What is not there yet answers no change that was refused.
        var refused = After(Copying() with { TroubleSince = Now - TimeSpan.FromHours(3), Failures = 4 }, NotThere, canAct: false).State;
        Assert.Equal((Now - TimeSpan.FromHours(3), 4), (refused.TroubleSince, refused.Failures));
    }

    [Fact]
    public void what_is_wrong_for_good_fails_on_the_way_there_and_blocks_on_the_way_out()
    {
        var wrong = new Observation.Wrong(Finding, Final: true);
        var failed = Assert.IsType<StepDecision.Fail>(After(Copying() with { Note = Message.Of("late-call") }, wrong)).State;
        Assert.Equal((StepStatus.Failed, Now, null, null), (failed.Status, failed.EndedAt, failed.NextLookAt, failed.Note));
        Assert.Same(Finding, failed.Finding);
        var blocked = Assert.IsType<StepDecision.Block>(After(Copying(), wrong, onWayOut: true)).State;
        Assert.Equal((StepStatus.Blocked, Now + Real.Blocked, null), (blocked.Status, blocked.NextLookAt, blocked.EndedAt));
        Assert.IsType<StepDecision.Block>(After(Copying(), new Observation.Wrong(Finding, Final: false)));
    }

    [Fact]
    public void what_is_not_there_and_was_never_asked_for_is_asked_for() => Assert.IsType<StepDecision.Act>(After(Copying(), NotThere));

    [Fact]
    public void what_was_refused_is_asked_for_again() =>
        Assert.IsType<StepDecision.Act>(
            After(
                Copying(
                    Unheard(Now) with
                    {
                        Response = new AttemptResponse(Now, AwsRequestId: null, new AwsError("x", "", RequestId: null, 400)),
                    }
                ),
                NotThere
            )
        );

    [Fact]
    public void what_nobody_answered_is_asked_for_again_once_its_time_is_over()
    {
        var settles = Real.ChangeTimeout + Real.Settle;
        var waits = Assert.IsType<StepDecision.Wait>(After(Copying(Unheard(Now - settles + Tick)), NotThere)).State;
        Assert.Equal(Now + Tick, waits.NextLookAt);
        Assert.IsType<StepDecision.Act>(After(Copying(Unheard(Now - settles)), NotThere));
        Assert.Equal(
            Now + Real.Look < Now + settles ? Now + Real.Look : Now + settles,
            After(Copying(Unheard(Now)), NotThere).State.NextLookAt
        );
    }

    /// <summary>Taking away may be asked for again, and soon; making again could double what somebody removed on purpose.</summary>
    [Fact]
    public void what_was_accepted_and_is_out_of_sight_has_vanished_or_is_taken_away_again()
    {
        Assert.IsType<StepDecision.Wait>(After(Copying(Accepted(Now - Real.Propagation + Tick)), NotThere));
        var vanished = Assert.IsType<StepDecision.Fail>(After(Copying(Accepted(Now - Real.Propagation)), NotThere)).State;
        Assert.Equal(
            ("vanished", "CopyForSharing", Now),
            (vanished.Finding!.Code, vanished.Finding.Message.Values["step"], vanished.EndedAt)
        );
        var deleting = new StepState(StepName.DeleteSharingSnapshot, StepStatus.Running);
        Assert.IsType<StepDecision.Wait>(After(deleting with { Attempt = Accepted(Now - Real.Settle + Tick) }, NotThere));
        Assert.IsType<StepDecision.Act>(After(deleting with { Attempt = Accepted(Now - Real.Settle) }, NotThere));
    }

    [Fact]
    public void what_only_looks_waits_until_it_is_overdue()
    {
        var deadline = Workflow.Step(StepName.SeeInTarget).Deadline;
        var looking = new StepState(StepName.SeeInTarget, StepStatus.Running);
        var waits = Assert.IsType<StepDecision.Wait>(After(looking with { StartedAt = Now - deadline + Tick }, NotThere)).State;
        Assert.Equal((null, Now + Real.Quick), (waits.AwsStatus, waits.NextLookAt));
        var late = Assert.IsType<StepDecision.Block>(After(looking with { StartedAt = Now - deadline }, NotThere)).State;
        Assert.Equal(("takes-too-long", StepStatus.Blocked, Now + Real.Blocked), (late.Finding!.Code, late.Status, late.NextLookAt));
    }

    /// <summary>A freeze, the copies' line or a wrong clock may have held it for days; that is no fault of AWS's.</summary>
    [Fact]
    public void what_was_held_before_it_was_asked_for_is_overdue_only_by_the_time_since()
    {
        var deadline = Workflow.Step(StepName.CopyForSharing).Deadline;
        var underway = new Observation.Underway("copying", Percent: null);
        var copying = new StepState(StepName.CopyForSharing, StepStatus.Running) { StartedAt = Now - TimeSpan.FromDays(30) };
        Assert.IsType<StepDecision.Wait>(After(copying with { Attempt = Accepted(Now - deadline + Tick) }, underway));
        Assert.IsType<StepDecision.Block>(After(copying with { Attempt = Accepted(Now - deadline) }, underway));
    }

    /// <summary>However much a sandbox hurries, nothing is overdue before it was looked at ten times.</summary>
    [Fact]
    public void what_a_hurried_sandbox_does_is_not_overdue_at_once()
    {
        var hurried = Timings.From(new TimingOptions(), speed: 100_000);
        var looking = new StepState(StepName.SeeInTarget, StepStatus.Running);
        Assert.IsType<StepDecision.Wait>(After(looking with { StartedAt = Now - (hurried.Look * 10) + Tick }, NotThere, timings: hurried));
        Assert.IsType<StepDecision.Block>(After(looking with { StartedAt = Now - (hurried.Look * 10) }, NotThere, timings: hurried));
    }

    private static StepState Copying(Attempt? attempt = null) => new(StepName.CopyForSharing, StepStatus.NotYet) { Attempt = attempt };

    private static Attempt Unheard(DateTime at) => new(1, "CopyDBClusterSnapshot", at);

    private static Attempt Accepted(DateTime at) =>
        Unheard(at) with
        {
            Response = new AttemptResponse(at, AwsRequestId: null, Fault: null),
        };

    private static StepDecision After(
        StepState state,
        Observation seen,
        bool onWayOut = false,
        Timings? timings = null,
        bool? canAct = null,
        DateTime? now = null
    ) =>
        StepReconciler.AfterObservation(
            Workflow.Step(state.Name),
            state,
            seen,
            maker: null,
            onWayOut,
            canAct ?? Workflow.Step(state.Name) is ChangingStep,
            new PollHints(Usual: null, InFlight: 1),
            now ?? Now,
            timings ?? Real
        );
}
