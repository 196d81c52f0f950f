using SnapshotShare.Core.Topology;
using SnapshotShare.Core.Workflows;

namespace SnapshotShare.Core.Tests.Workflows;

public sealed class looking_rarely
{
    private static readonly DateTime Began = new(2023, 12, 21, 0, 0, 0, DateTimeKind.Utc);
    private static readonly TimeSpan Usual = TimeSpan.FromMinutes(15);
    private static readonly Timings Real = Timings.From(new TimingOptions(), speed: 1);

    [Fact]
    public void the_long_middle_is_looked_at_seldom() => Assert.Equal(Real.Far, Next(TimeSpan.FromMinutes(1)));

    [Fact]
    public void near_the_usual_end_it_is_looked_at_often() => Assert.Equal(Real.Near, Next(Usual));

    [Fact]
    public void long_after_the_usual_end_nobody_waits_longer_than_for_something_unknown() =>
        Assert.Equal(Real.Look, Next(TimeSpan.FromHours(2)));

    [Fact]
    public void a_slow_copy_tells_by_its_own_percentage_that_its_end_is_far() =>
        Assert.Equal(Real.Far, Next(TimeSpan.FromMinutes(15), percent: 40));

    [Fact]
    public void a_fast_copy_tells_by_its_own_percentage_that_its_end_is_near() =>
        Assert.Equal(Real.Near, Next(TimeSpan.FromMinutes(4), percent: 99));

    [Fact]
    public void a_hundred_per_cent_that_is_not_available_yet_is_no_end() =>
        Assert.Equal(Real.Look, Next(TimeSpan.FromHours(2), percent: 100));

    [Fact]
    public void many_look_at_the_same_moments_and_no_more_often_than_one_wait_of_the_cli()
    {
        var moments = Enumerable
            .Range(0, 200)
            .Select(i =>
                PollSchedule.Next(
                    Began.AddSeconds(i),
                    percent: null,
                    new PollHints(Usual, InFlight: 200),
                    Began + Usual + TimeSpan.FromSeconds(i % 30),
                    Real
                )
            )
            .Distinct()
            .Order()
            .ToList();

        Assert.All(moments.Zip(moments.Skip(1)), pair => Assert.True(pair.Second - pair.First >= TimeSpan.FromSeconds(30)));
    }

    private static TimeSpan Next(TimeSpan after, int? percent = null) =>
        PollSchedule.Next(Began, percent, new PollHints(Usual, InFlight: 1), Began + after, Real) - (Began + after);
}
