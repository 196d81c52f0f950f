namespace SnapshotShare.Core.Tests;

/// <summary>The real clock, put forward by whoever would otherwise wait: what takes minutes at AWS takes no time in a test.</summary>
public sealed class PassingTime : TimeProvider
{
    private long _ahead;
    private DateTimeOffset? _stands;

    public override DateTimeOffset GetUtcNow() => (_stands ?? System.GetUtcNow()).AddTicks(Interlocked.Read(ref _ahead));

    public void Pass(TimeSpan time) => Interlocked.Add(ref _ahead, time.Ticks);

    /// <summary>From here on it passes only when somebody lets it, by whole milliseconds: for what is due at a very moment.</summary>
    public DateTime Stop()
    {
        var now = GetUtcNow().Ticks;
        _stands = new DateTimeOffset(now - (now % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
        Interlocked.Exchange(ref _ahead, 0);
        return _stands.Value.UtcDateTime;
    }
}
