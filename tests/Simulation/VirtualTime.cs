namespace SnapshotShare.Simulation.Tests;

/// <summary>True time, which is AWS's. It moves only when the simulation says so.</summary>
internal sealed class VirtualTime(DateTimeOffset start) : TimeProvider
{
    private DateTimeOffset _now = start;

    public DateTime Now => _now.UtcDateTime;

    public override DateTimeOffset GetUtcNow() => _now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Never jumps, whatever a wall clock does.</summary>
    public override long GetTimestamp() => _now.UtcTicks;

    /// <summary>The schedule alone ends a call; a timer of the real clock would run a dead process on, on a thread of its own.</summary>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Never();

    public void AdvanceTo(DateTime at)
    {
        if (at > _now.UtcDateTime)
            _now = new DateTimeOffset(at, TimeSpan.Zero);
    }

    private sealed class Never : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose() { }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
