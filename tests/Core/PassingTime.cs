namespace SnapshotShare.Core.Tests;

/// <summary>The real clock, put forward by whoever would otherwise wait: what takes minutes at AWS takes no time in a test.</summary>
public sealed class PassingTime : TimeProvider
{
    private long _passed;
    private long _set;
    private long _slept;
    private long? _stands;

    public PassingTime() => True = new TrueTime(this);

    /// <summary>The time that it really is, whatever somebody has set this clock to: AWS's.</summary>
    public TimeProvider True { get; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => True.GetUtcNow().AddTicks(Interlocked.Read(ref _set));

    public override long GetTimestamp() => (_stands ?? System.GetUtcNow().Ticks) + Interlocked.Read(ref _passed);

    public void Pass(TimeSpan time) => Interlocked.Add(ref _passed, time.Ticks);

    /// <summary>Time passes, and the machine that sleeps does not count it.</summary>
    public void Sleep(TimeSpan time) => Interlocked.Add(ref _slept, time.Ticks);

    /// <summary>Somebody sets the machine's clock; no time passes.</summary>
    public void Set(TimeSpan by) => Interlocked.Add(ref _set, by.Ticks);

    /// <summary>From here on it passes only when somebody lets it, by whole milliseconds: for what is due at a very moment.</summary>
    public DateTime Stop()
    {
        var now = System.GetUtcNow().Ticks;
        // In the middle of a millisecond, so that whoever reads it a moment earlier or later reads the same.
        _stands = now - (now % TimeSpan.TicksPerMillisecond) + (TimeSpan.TicksPerMillisecond / 2);
        var passed = Interlocked.Read(ref _passed);
        Interlocked.Exchange(ref _passed, passed - (passed % TimeSpan.TicksPerMillisecond));
        return GetUtcNow().UtcDateTime.AddTicks(-TimeSpan.TicksPerMillisecond / 2);
    }

    private sealed class TrueTime(PassingTime time) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(time.GetTimestamp() + Interlocked.Read(ref time._slept), TimeSpan.Zero);
    }
}
