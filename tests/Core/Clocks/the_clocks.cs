using SnapshotShare.Core.Clocks;

namespace SnapshotShare.Core.Tests.Clocks;

/// <summary>Three clocks: the machine's, which anybody may set; the time that really passes; and AWS's, in the dates of its answers.</summary>
public sealed class the_clocks
{
    private static readonly DateTime Noon = new(2026, 11, 30, 12, 0, 0, DateTimeKind.Utc);

    private readonly SetClock _wall = new(Noon);
    private readonly SteadyClock _clock;
    private readonly ClockCheck _clocks;

    public the_clocks()
    {
        _clock = new SteadyClock(_wall);
        _clocks = new ClockCheck(_clock);
    }

    [Fact]
    public void ours_goes_on_by_the_time_that_passes_whatever_the_machine_s_is_set_to()
    {
        _wall.Pass(TimeSpan.FromMinutes(10));
        Assert.Equal(Noon.AddMinutes(10), _clock.GetUtcNow().UtcDateTime);
        foreach (var hours in new[] { -2, 5, -30 })
        {
            _wall.Set(TimeSpan.FromHours(hours));
            Assert.Equal(Noon.AddMinutes(10), _clock.GetUtcNow().UtcDateTime);
        }
        Assert.Equal(Noon.AddMinutes(10).AddHours(-27), _clocks.WallNow);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(90, 90)]
    [InlineData(-90, 0)]
    public void ours_is_put_right_only_forward(int setByMinutes, int thenAheadMinutes)
    {
        _wall.Set(TimeSpan.FromMinutes(setByMinutes));
        _clock.CatchUp();
        Assert.Equal(Noon.AddMinutes(thenAheadMinutes), _clock.GetUtcNow().UtcDateTime);
    }

    /// <summary>Minutes that the last entry, and two services' dates, are ahead of the machine's clock; and what is said.</summary>
    [Theory]
    [InlineData(null, null, null, null)]
    [InlineData(5.0, null, null, null)]
    [InlineData(5.1, null, null, "clock-behind")]
    [InlineData(-600.0, null, null, null)]
    [InlineData(null, 60.0, null, null)]
    [InlineData(null, 60.0, 0.0, null)]
    [InlineData(null, 5.0, 5.0, null)]
    [InlineData(null, -5.0, -5.0, null)]
    [InlineData(null, 5.1, 5.1, "clock-behind-aws")]
    [InlineData(null, -5.1, -9.0, "clock-ahead-of-aws")]
    [InlineData(5.1, -60.0, -60.0, "clock-behind")]
    [InlineData(5.1, 0.0, null, "clock-behind")]
    [InlineData(5.1, 0.0, 0.0, null)]
    [InlineData(600.0, 600.0, 600.0, "clock-behind")]
    public void nothing_new_begins_once_they_are_more_than_five_minutes_apart(double? entry, double? rds, double? sts, string? says)
    {
        if (entry is { } ahead)
            _clocks.HasWritten(Noon.AddMinutes(ahead));
        if (rds is { } one)
            _clocks.HasAnswered("RDS", Noon.AddMinutes(one));
        if (sts is { } other)
            _clocks.HasAnswered("STS", Noon.AddMinutes(other));
        Assert.Equal(says, _clocks.Distrust?.Key);
        Assert.DoesNotContain("{", _clocks.Distrust?.ToString() ?? "", StringComparison.Ordinal);
    }

    /// <summary>The counter stood still while the machine slept; what AWS said before is no witness of the time after.</summary>
    [Fact]
    public void an_answer_from_before_a_sleep_is_no_witness()
    {
        _clocks.HasAnswered("RDS", Noon);
        _clocks.HasAnswered("STS", Noon);
        _wall.Set(TimeSpan.FromHours(3));
        Assert.Equal("clock-ahead-of-aws", _clocks.Distrust?.Key);
        _clocks.HasAnswered("RDS", Noon.AddHours(3));
        Assert.Null(_clocks.Distrust);
        Assert.Equal(Noon.AddHours(3), _clocks.AwsNow);
    }

    /// <summary>It is not told as wrong yet, and nothing is begun by it until another service has been asked.</summary>
    [Theory]
    [InlineData(5.0, null)]
    [InlineData(5.1, "clock-behind-aws")]
    [InlineData(-5.1, "clock-ahead-of-aws")]
    public void nothing_is_begun_while_one_service_contradicts_and_no_other_has_answered(double minutes, string? says)
    {
        Assert.Null(_clocks.Doubt);
        _clocks.HasAnswered("RDS", Noon.AddMinutes(minutes));
        Assert.Equal(says is not null, _clocks.IsContradictedByOne);
        Assert.Equal((null, says), (_clocks.Distrust?.Key, _clocks.Doubt?.Key));
        _clocks.HasAnswered("STS", Noon.AddMinutes(minutes));
        Assert.False(_clocks.IsContradictedByOne);
        Assert.Equal((says, says), (_clocks.Distrust?.Key, _clocks.Doubt?.Key));
        Assert.Equal(minutes, _clocks.Lag!.Value.TotalMinutes, tolerance: 0.001);
    }

    [Fact]
    public void a_moment_is_ahead_only_while_no_clock_has_come_near_it()
    {
        Assert.False(_clocks.IsAhead(Noon.AddMinutes(5)));
        Assert.True(_clocks.IsAhead(Noon.AddMinutes(5.1)));
        _clocks.HasAnswered("RDS", Noon.AddMinutes(1));
        Assert.False(_clocks.IsAhead(Noon.AddMinutes(6)));
        Assert.True(_clocks.IsAhead(Noon.AddMinutes(6.1)));
    }

    [Fact]
    public void ours_follows_aws_s_only_forward()
    {
        _clock.CatchUp(Noon.AddHours(2));
        _clock.CatchUp(Noon.AddHours(-2));
        _wall.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(Noon.AddHours(2).AddMinutes(1), _clock.GetUtcNow().UtcDateTime);
    }

    /// <summary>Two answers of one service are one witness; the newer counts.</summary>
    [Fact]
    public void one_service_alone_is_not_believed_and_its_last_word_counts()
    {
        _clocks.HasAnswered("RDS", Noon.AddHours(1));
        _clocks.HasAnswered("RDS", Noon.AddHours(1));
        Assert.Null(_clocks.Skew);
        _clocks.HasAnswered("STS", Noon.AddHours(1));
        Assert.Equal(TimeSpan.FromHours(-1), _clocks.Skew);
        _clocks.HasAnswered("RDS", Noon);
        Assert.Null(_clocks.Skew);
        Assert.Null(_clocks.Distrust);
    }

    [Fact]
    public void aws_s_goes_on_between_its_answers()
    {
        Assert.Null(_clocks.AwsNow);
        _clocks.HasAnswered("RDS", Noon.AddSeconds(3));
        _wall.Pass(TimeSpan.FromMinutes(4));
        _wall.Set(TimeSpan.FromHours(-7));
        Assert.Equal(Noon.AddSeconds(3).AddMinutes(4), _clocks.AwsNow);
        _clocks.HasAnswered("STS", Noon.AddMinutes(1));
        Assert.Equal(Noon.AddMinutes(1), _clocks.AwsNow);
    }

    /// <summary>A deadline in an hour; each clock is put past it alone.</summary>
    [Fact]
    public void a_deadline_is_over_as_soon_as_any_of_them_says_so()
    {
        var deadline = Noon.AddHours(1);
        Assert.False(_clocks.IsOver(deadline));
        _clocks.HasAnswered("RDS", deadline.AddSeconds(-1));
        Assert.False(_clocks.IsOver(deadline));
        _clocks.HasAnswered("RDS", deadline);
        Assert.True(_clocks.IsOver(deadline));
        _clocks.HasAnswered("RDS", Noon);

        _wall.Set(TimeSpan.FromHours(1));
        Assert.True(_clocks.IsOver(deadline));
        _wall.Set(TimeSpan.FromHours(-3));
        Assert.False(_clocks.IsOver(deadline));
        _wall.Pass(TimeSpan.FromMinutes(59));
        Assert.False(_clocks.IsOver(deadline));
        _wall.Pass(TimeSpan.FromMinutes(1));
        Assert.True(_clocks.IsOver(deadline));
    }

    [Fact]
    public void while_only_aws_could_say_what_time_it_is_every_deadline_may_be_over()
    {
        _clocks.HasWritten(Noon.AddHours(2));
        Assert.True(_clocks.IsLost);
        Assert.True(_clocks.IsOver(Noon.AddDays(1)));
        _clocks.HasAnswered("RDS", Noon.AddHours(2));
        Assert.False(_clocks.IsLost);
        Assert.False(_clocks.IsOver(Noon.AddDays(1)));
    }

    [Fact]
    public void a_life_is_over_only_when_aws_says_so_too()
    {
        var end = Noon.AddHours(1);
        _wall.Pass(TimeSpan.FromHours(1));
        Assert.False(_clocks.IsSurelyOver(end));
        _clocks.HasAnswered("RDS", end - ClockCheck.Tolerance - TimeSpan.FromSeconds(1));
        Assert.False(_clocks.IsSurelyOver(end));
        _clocks.HasAnswered("RDS", end - ClockCheck.Tolerance);
        Assert.True(_clocks.IsSurelyOver(end));
        Assert.False(_clocks.IsSurelyOver(end.AddSeconds(1)));
    }

    private sealed class SetClock(DateTime start) : TimeProvider
    {
        private TimeSpan _passed;
        private TimeSpan _set;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => new(start + _passed + _set);

        public override long GetTimestamp() => _passed.Ticks;

        public void Pass(TimeSpan time) => _passed += time;

        public void Set(TimeSpan by) => _set += by;
    }
}
