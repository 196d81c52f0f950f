using SnapshotShare.Core.Accounts;
using SnapshotShare.Core.Pipeline;

namespace SnapshotShare.Core.Tests.Pipeline;

public sealed class looking_rarely
{
    private static readonly DateTime Began = new(2023, 12, 21, 0, 0, 0, DateTimeKind.Utc);
    private static readonly TimeSpan Usual = TimeSpan.FromMinutes(15);
    private static readonly Pace Real = Pace.From(new PaceOptions(), speed: 1);

    [Fact]
    public void the_long_middle_is_looked_at_seldom() => Assert.Equal(Real.Far, Next(TimeSpan.FromMinutes(1)));

    [Fact]
    public void near_the_usual_end_it_is_looked_at_often() => Assert.Equal(Real.Near, Next(Usual));

    [Fact]
    public void long_after_the_usual_end_nobody_waits_longer_than_for_something_unknown() =>
        Assert.Equal(Real.Look, Next(TimeSpan.FromHours(2)));

    private static TimeSpan Next(TimeSpan after) => Rhythm.Next(Began, Usual, Began + after, Real);
}
