namespace SnapshotShare.Simulation.Tests;

/// <summary>The machine's clock, which somebody sets wrong now and then and later right again. Its counter goes with true time.</summary>
internal sealed class WallClock(SimulatedRun run) : TimeProvider
{
    private TimeSpan _ahead;
    private DateTime _rightSince;

    /// <summary>By how much it is before true time; less than zero when it is behind.</summary>
    public TimeSpan Ahead => _ahead;

    public DateTime Now => GetUtcNow().UtcDateTime;

    /// <summary>When it is set right again; null while it is.</summary>
    public DateTime? RightAt { get; private set; }

    public DateTime RightSince => RightAt is null ? _rightSince : run.Time.Now;

    /// <summary>Times it was set wrong.</summary>
    public int Times { get; private set; }

    public override DateTimeOffset GetUtcNow() => run.Time.GetUtcNow() + _ahead;

    public override long TimestampFrequency => run.Time.TimestampFrequency;

    public override long GetTimestamp() => run.Time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        run.Time.CreateTimer(callback, state, dueTime, period);

    /// <summary>By hours, or by so little that it is a note and no more.</summary>
    public void Jump()
    {
        RightAt = run.Time.Now.AddMinutes(run.Random.Next(1, 90));
        Times++;
        Set(run.Random.Next(3) == 0 ? TimeSpan.FromSeconds(run.Random.Next(-40, 40)) : TimeSpan.FromMinutes(run.Random.Next(-300, 300)));
    }

    public void SetRightWhenDue()
    {
        if (!(RightAt <= run.Time.Now))
            return;
        (RightAt, _rightSince) = (null, run.Time.Now);
        Set(TimeSpan.Zero);
    }

    private void Set(TimeSpan ahead)
    {
        _ahead = ahead;
        run.Trace.Note($"the machine's clock is set to {Now:dd HH:mm:ss}");
        run.Servers.LookAtClocks();
    }
}
