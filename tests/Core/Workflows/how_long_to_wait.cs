using SnapshotShare.Core.Topology;
using SnapshotShare.Core.Workflows;

namespace SnapshotShare.Core.Tests.Workflows;

/// <summary>When AWS is looked at again: each rule of it at its edge.</summary>
public sealed class how_long_to_wait
{
    private static readonly DateTime Began = new(2023, 12, 21, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Look 30 s, near 3 s, far 120 s.</summary>
    private static readonly Timings Real = Timings.From(new TimingOptions(), speed: 1);

    /// <summary>Most of what is left, but no more than far away and no less than near; a quarter of what is over it, and no more than for the unknown.</summary>
    [Theory]
    [InlineData(100, null, null, 30)]
    [InlineData(800, null, 900, 70)]
    [InlineData(896, null, 900, 3)]
    [InlineData(729, null, 900, 119.7)]
    [InlineData(728, null, 900, 120)]
    [InlineData(900, null, 900, 3)]
    [InlineData(911, null, 900, 3)]
    [InlineData(1000, null, 900, 25)]
    [InlineData(1019, null, 900, 29.75)]
    [InlineData(1021, null, 900, 30)]
    // AWS's own speed tells the end better than earlier trips, once it has one to tell.
    [InlineData(50, 50, 900, 35)]
    [InlineData(50, 50, null, 35)]
    [InlineData(4, 4, null, 30)]
    [InlineData(5, 5, null, 66.5)]
    [InlineData(99, 99, 900, 3)]
    [InlineData(99, 100, null, 30)]
    [InlineData(800, 100, 900, 70)]
    public void is_by_what_is_left_of_it(int seconds, int? percent, int? usual, double wait)
    {
        var hints = new PollHints(usual is { } known ? TimeSpan.FromSeconds(known) : null, InFlight: 1);
        var now = Began.AddSeconds(seconds);
        Assert.Equal(now.AddSeconds(wait), PollSchedule.Next(Began, percent, hints, now, Real));
    }

    /// <summary>Together they look no more often than one with a wait of the CLI's, and all at once.</summary>
    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1, 1, 1)]
    [InlineData(2, 1, 6)]
    [InlineData(2, 6, 6)]
    [InlineData(2, 7, 12)]
    [InlineData(9, 1, 27)]
    [InlineData(10, 1, 30)]
    [InlineData(1000, 1, 30)]
    public void is_on_one_grid_for_a_crowd(int crowd, int at, int looks)
    {
        Assert.Equal(Began.AddSeconds(looks), PollSchedule.OnGrid(Began.AddSeconds(at), crowd, Real));
        Assert.Equal(DateTimeKind.Utc, PollSchedule.OnGrid(Began.AddSeconds(at), crowd, Real).Kind);
    }

    [Fact]
    public void is_never_shorter_than_the_grid()
    {
        // Near its end one alone would look after three seconds.
        var next = PollSchedule.Next(
            Began,
            percent: null,
            new PollHints(TimeSpan.FromSeconds(10), InFlight: 5),
            Began.AddSeconds(10),
            Real
        );
        Assert.Equal(Began.AddSeconds(30), next);
    }
}
