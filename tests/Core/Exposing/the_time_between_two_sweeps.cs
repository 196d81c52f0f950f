using Microsoft.Extensions.Logging.Abstractions;
using SnapshotShare.Core.Exposing.Strays;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Tests.Exposing;

public sealed class the_time_between_two_sweeps
{
    [Theory]
    [InlineData(1, 600_000)]
    [InlineData(60, 10_000)]
    [InlineData(100, 6_000)]
    [InlineData(150, 5_000)]
    [InlineData(3000, 5_000)]
    public async Task is_ten_minutes_of_AWS_own_and_five_seconds_at_the_least(double speed, int milliseconds)
    {
        var ct = TestContext.Current.CancellationToken;
        var time = new TimerTime();
        using var service = new StraySweepService(
            sweep: null!,
            remover: null!,
            Timings.From(Rig.Configuration.Pace, speed),
            time,
            NullLogger<StraySweepService>.Instance
        );
        await service.StartAsync(ct);
        var period = await time.Period.Task.WaitAsync(ct);
        await service.StopAsync(ct);
        Assert.Equal(milliseconds, period.TotalMilliseconds, tolerance: 0.001);
    }

    /// <summary>Tells for how long a timer was set.</summary>
    private sealed class TimerTime : TimeProvider
    {
        public TaskCompletionSource<TimeSpan> Period { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Period.TrySetResult(period);
            return base.CreateTimer(callback, state, dueTime, period);
        }
    }
}
