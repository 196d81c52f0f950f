using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Tests.Planning;
using SnapshotShare.Core.Topology;
using SnapshotShare.Core.Workflows;

namespace SnapshotShare.Core.Tests.Workflows;

/// <summary>What a page says of the end of a trip, and of each of its steps.</summary>
public sealed class when_a_trip_is_likely_there
{
    private static readonly DateTime Now = Sample.Now;
    private static readonly Timings Real = Timings.From(new TimingOptions(), speed: 1);
    private static readonly Expectations Usual = Expectations.From([], Real);
    private static readonly StepState Found = new(StepName.FindSource, StepStatus.Done);

    public static TheoryData<RequestStatus> Statuses => [.. Enum.GetValues<RequestStatus>()];

    [Theory]
    [MemberData(nameof(Statuses))]
    public void is_said_of_what_is_on_its_way(RequestStatus status)
    {
        var moves = status is RequestStatus.Approved or RequestStatus.Running or RequestStatus.Closing;
        var forecast = Forecast.Of(
            SampleRows.Request(status: status, steps: [Found, new(StepName.CopyForSharing, StepStatus.NotYet)]),
            Usual with
            {
                Learned = true,
            },
            Now
        );
        Assert.Equal((moves ? Now.AddMinutes(15) : null, moves ? 1 : 0, true), (forecast.OverAt, forecast.Ends.Count, forecast.Learned));
    }

    /// <summary>A step begins when those before it are over; what takes no time worth telling is told where it ends later than now.</summary>
    [Fact]
    public void is_the_end_of_one_step_after_the_other()
    {
        var forecast = Of(
            new(StepName.CopyForSharing, StepStatus.Running) { StartedAt = Now.AddHours(-1), Attempt = new(1, "x", Now.AddMinutes(-5)) },
            new(StepName.Share, StepStatus.NotYet),
            new(StepName.SeeInTarget, StepStatus.NotYet),
            new(StepName.CopyInTarget, StepStatus.NotYet),
            new(StepName.StopSharing, StepStatus.NotYet)
        );
        Assert.Equal(
            [
                (StepName.CopyForSharing, 10),
                (StepName.Share, 10),
                (StepName.SeeInTarget, 10),
                (StepName.CopyInTarget, 25),
                (StepName.StopSharing, 25),
            ],
            forecast.Ends.Select(end => (end.Key, (end.Value - Now).TotalMinutes))
        );
        Assert.Equal((Now.AddMinutes(25), false), (forecast.OverAt, forecast.Learned));
    }

    [Fact]
    public void is_now_where_a_step_takes_longer_than_usual_and_of_what_has_no_time_nothing_is_said()
    {
        var late = Of(new StepState(StepName.CopyForSharing, StepStatus.Running) { StartedAt = Now.AddMinutes(-20) });
        Assert.Equal((Now, Now), (late.OverAt, late.Ends[StepName.CopyForSharing]));
        var begun = Of(new StepState(StepName.CopyForSharing, StepStatus.Running) { StartedAt = Now.AddMinutes(-5) });
        Assert.Equal(Now.AddMinutes(10), begun.OverAt);
        var looking = Of(new StepState(StepName.SeeInTarget, StepStatus.Running));
        Assert.Equal((Now, 0), (looking.OverAt, looking.Ends.Count));
    }

    [Fact]
    public void is_nothing_where_nothing_is_left_to_do()
    {
        var forecast = Of(new StepState(StepName.CopyForSharing, StepStatus.Failed), new StepState(StepName.Share, StepStatus.Skipped));
        Assert.Equal((null, 0), (forecast.OverAt, forecast.Ends.Count));
    }

    /// <summary>A share alone stands until its deadline, and on a way out nobody waits for that.</summary>
    [Theory]
    [InlineData(Goal.Share, RequestStatus.Running, 24)]
    [InlineData(Goal.Share, RequestStatus.Closing, 0)]
    [InlineData(Goal.Copy, RequestStatus.Running, 0)]
    public void is_the_end_of_the_window_for_a_share_alone(Goal goal, RequestStatus status, int hours)
    {
        var request = SampleRows.Request(
            status: status,
            plan: Sample.Plan(Sample.With(goal)),
            steps: new StepState(StepName.StopSharing, StepStatus.NotYet)
        );
        Assert.Equal(Now.AddHours(hours), Forecast.Of(request, Usual, Now).OverAt);
    }

    [Fact]
    public void is_the_last_of_what_goes_on_side_by_side()
    {
        var closing = SampleRows.Request(
            status: RequestStatus.Closing,
            steps:
            [
                new(StepName.DeleteSharingSnapshot, StepStatus.NotYet),
                new(StepName.DeleteWriter, StepStatus.NotYet),
                new(StepName.DeleteCluster, StepStatus.NotYet),
                new(StepName.DeleteTakenSnapshot, StepStatus.NotYet),
            ]
        );
        var forecast = Forecast.Of(closing, Usual, Now);
        Assert.Equal(
            [
                (StepName.DeleteSharingSnapshot, 0.5),
                (StepName.DeleteWriter, 5),
                (StepName.DeleteCluster, 8),
                (StepName.DeleteTakenSnapshot, 1),
            ],
            forecast.Ends.Select(end => (end.Key, (end.Value - Now).TotalMinutes))
        );
        Assert.Equal(Now.AddMinutes(8), forecast.OverAt);
    }

    [Fact]
    public void is_learned_from_the_middle_of_earlier_trips()
    {
        var usual = Expectations.From(
            [
                Trip(Took(10)),
                Trip(Took(40)),
                Trip(Took(20)),
                Trip(Took(30)),
                // None of these is a time that a copy took.
                Trip(Took(1) with { Status = StepStatus.Skipped }),
                Trip(Took(1) with { StartedAt = null }),
                Trip(Took(1) with { EndedAt = null }),
            ],
            Real
        );
        Assert.Equal((TimeSpan.FromMinutes(30), true), (usual.Of(StepName.CopyForSharing), usual.Learned));
        Assert.Equal(TimeSpan.FromMinutes(12), usual.Of(StepName.RestoreCluster));
        Assert.Null(usual.Of(StepName.Share));

        // What counts is from the call and not from the look before it.
        var asked = Took(30) with
        {
            Attempt = new Attempt(1, "x", Now.AddMinutes(5)),
        };
        Assert.Equal(TimeSpan.FromMinutes(25), Expectations.From([Trip(asked)], Real).Of(StepName.CopyForSharing));
    }

    [Fact]
    public void is_aws_s_own_figure_at_the_sandbox_s_speed_where_nothing_was_learned()
    {
        var usual = Expectations.From([], Timings.From(new TimingOptions(), speed: 10));
        Assert.Equal((TimeSpan.FromMinutes(1.5), false), (usual.Of(StepName.CopyForSharing), usual.Learned));
    }

    /// <summary>How long somebody wanted a share to stand is nobody's usual time.</summary>
    [Theory]
    [InlineData(Goal.Share, null)]
    [InlineData(Goal.Copy, 10)]
    public void is_not_learned_from_how_long_a_share_stood(Goal goal, int? minutes)
    {
        var trip = SampleRows.Request(plan: Sample.Plan(Sample.With(goal)), steps: Took(10) with { Name = StepName.StopSharing });
        Assert.Equal(minutes, Expectations.From([trip], Real).Of(StepName.StopSharing)?.TotalMinutes);
    }

    private static Forecast Of(params StepState[] steps) => Forecast.Of(SampleRows.Request(steps: [Found, .. steps]), Usual, Now);

    private static Request Trip(StepState step) => SampleRows.Request(steps: step);

    private static StepState Took(int minutes) =>
        new(StepName.CopyForSharing, StepStatus.Done) { StartedAt = Now, EndedAt = Now.AddMinutes(minutes) };
}
