using Microsoft.Extensions.Time.Testing;
using SnapshotShare.Core.Commands;

namespace SnapshotShare.Core.Tests.Commands;

public sealed class a_budget
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void is_spent_at_once_or_bit_by_bit_and_fills_up_again()
    {
        var budget = new Budget(6, _time);
        Assert.Equal(6, Taken(budget, 10));
        Assert.Equal(TimeSpan.FromSeconds(10), budget.Refuses("a"));
        _time.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(TimeSpan.FromSeconds(6), budget.Refuses("a"));
        _time.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(1, Taken(budget, 10));
        _time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(2, Taken(budget, 10));
        _time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(6, Taken(budget, 10));
    }

    [Fact]
    public void is_each_one_s_own()
    {
        var budget = new Budget(1, _time);
        Assert.Null(budget.Refuses("a"));
        Assert.Null(budget.Refuses("b"));
        Assert.NotNull(budget.Refuses("a"));
        Assert.NotNull(budget.Refuses("b"));
    }

    /// <summary>A clock set back by a day must lock nobody out, and one set forward give nothing away.</summary>
    [Fact]
    public void does_not_go_by_the_wall_clock()
    {
        var wall = new SetClock();
        var budget = new Budget(2, wall);
        Assert.Equal(2, Taken(budget, 3));
        wall.Now += TimeSpan.FromDays(1);
        Assert.InRange(budget.Refuses("a")!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));
        wall.Now -= TimeSpan.FromDays(2);
        Assert.InRange(budget.Refuses("a")!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void keeps_no_one_whose_share_is_full_again()
    {
        var budget = new Budget(60, _time);
        for (var i = 0; i < 20_000; i++)
        {
            Assert.Null(budget.Refuses($"address {i}"));
            _time.Advance(TimeSpan.FromMilliseconds(10));
        }
        Assert.InRange(budget.Known, 100, 1024);
    }

    private static int Taken(Budget budget, int times) => Enumerable.Range(0, times).Count(_ => budget.Refuses("a") is null);

    private sealed class SetClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = System.GetUtcNow();

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
