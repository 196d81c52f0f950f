using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Text;
using SnapshotShare.Core.Topology;
using SnapshotShare.Core.Workflows;

namespace SnapshotShare.Core.Tests.Workflows;

/// <summary>Every way to read an error, early and late, on the way there and on the way out.</summary>
public sealed class what_follows_from_a_refusal
{
    private static readonly DateTime Now = new(2023, 12, 21, 0, 0, 0, DateTimeKind.Utc);
    private static readonly Timings Real = Timings.From(new TimingOptions(), speed: 1);
    private static readonly Finding Refused = new("aws-refused", Severity.Blocking, "dev", "it", Message.Of("finding.vanished"));
    private static readonly TimeSpan Moment = TimeSpan.FromTicks(1);

    /// <summary>How long the trouble lasts, in times of what propagation may take; what follows on the way there, and on the way out.</summary>
    public static TheoryData<ErrorHandling, double, string, string> Errors =>
        new()
        {
            { ErrorHandling.Retry, 0, "wait", "wait" },
            { ErrorHandling.Retry, 2.99, "wait", "wait" },
            { ErrorHandling.Retry, 3, "block", "block" },
            { ErrorHandling.Unknown, 0, "wait", "wait" },
            { ErrorHandling.Unknown, 2.99, "wait", "wait" },
            { ErrorHandling.Unknown, 3, "block", "block" },
            { ErrorHandling.Propagation, 0, "wait", "wait" },
            { ErrorHandling.Propagation, 0.99, "wait", "wait" },
            { ErrorHandling.Propagation, 1, "block", "block" },
            { ErrorHandling.Gone, 0, "wait", "wait" },
            { ErrorHandling.Gone, 0.99, "wait", "wait" },
            { ErrorHandling.Gone, 1, "fail", "block" },
            { ErrorHandling.Person, 0, "block", "block" },
            { ErrorHandling.Person, 9, "block", "block" },
            { ErrorHandling.Final, 0, "fail", "block" },
        };

    [Theory]
    [MemberData(nameof(Errors))]
    public void is_to_wait_to_ask_a_person_or_to_give_up(ErrorHandling error, double times, string onTheWay, string onTheWayOut)
    {
        var since = Now - (Real.Propagation * times);
        Assert.Equal(onTheWay, Told(After(error, since, onWayOut: false)));
        Assert.Equal(onTheWayOut, Told(After(error, since, onWayOut: true)));
    }

    [Fact]
    public void has_rows_for_every_way_to_read_an_error() =>
        Assert.Empty(Enum.GetValues<ErrorHandling>().Except(Errors.Select(row => row.Data.Item1)));

    /// <summary>What takes away is answered by its own next look: it may be gone already.</summary>
    [Fact]
    public void is_never_to_give_up_taking_away_because_it_is_not_there() =>
        Assert.Equal("block", Told(After(ErrorHandling.Gone, Now - Real.Propagation, onWayOut: false, StepName.DeleteTargetSnapshot)));

    [Fact]
    public void is_kept_with_the_step_until_it_ends()
    {
        var first = After(ErrorHandling.Retry, since: null, onWayOut: false).State;
        Assert.Equal((Now, Now, 3, StepStatus.Running), (first.StartedAt, first.TroubleSince, first.Failures, first.Status));
        Assert.Equal(Refused, first.Finding);
        Assert.Equal(Now + StepReconciler.BackOff(3, "a", Real), first.NextLookAt);

        var unseen = After(ErrorHandling.Propagation, since: null, onWayOut: false).State;
        Assert.Equal(Now + StepReconciler.BackOff(3, "a", Real), unseen.NextLookAt);

        var blocked = After(ErrorHandling.Person, Now - Moment, onWayOut: false).State;
        Assert.Equal((StepStatus.Blocked, Now + Real.Blocked, null), (blocked.Status, blocked.NextLookAt, blocked.Note));
        Assert.Equal((Now - Moment, Refused), (blocked.TroubleSince, blocked.Finding));

        var failed = After(ErrorHandling.Final, Now - Moment, onWayOut: false).State;
        Assert.Equal((StepStatus.Failed, null, Now, null), (failed.Status, failed.NextLookAt, failed.EndedAt, failed.Note));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 4)]
    [InlineData(4, 8)]
    [InlineData(5, 10)]
    [InlineData(50, 10)]
    public void is_waited_for_twice_as_long_each_time_and_not_by_all_at_once(int failures, int times)
    {
        var waits = Enumerable.Range(0, 200).Select(i => StepReconciler.BackOff(failures, $"request-{i}", Real) / Real.Look).ToList();
        Assert.InRange(waits.Min(), times * 0.8, times * 0.85);
        Assert.InRange(waits.Max(), times * 1.15, times * 1.2);
        Assert.True(waits.Distinct().Count() > 100);
        Assert.Equal(StepReconciler.BackOff(failures, "a", Real), StepReconciler.BackOff(failures, "a", Real));
    }

    private static string Told(StepDecision decision) =>
        decision switch
        {
            StepDecision.Wait => "wait",
            StepDecision.Block => "block",
            StepDecision.Fail => "fail",
            _ => decision.ToString(),
        };

    private static StepDecision After(ErrorHandling error, DateTime? since, bool onWayOut, StepName step = StepName.CopyInTarget) =>
        StepReconciler.AfterError(
            new StepState(step, StepStatus.Running)
            {
                Failures = 2,
                TroubleSince = since,
                Note = Message.Of("late-call"),
            },
            error,
            Refused,
            onWayOut,
            jitterSeed: "a",
            Now,
            Real
        );
}
