namespace SnapshotShare.Core.Tests;

/// <summary>The real clock, put forward by whoever would otherwise wait: what takes minutes at AWS takes no time in a test.</summary>
public sealed class PassingTime : TimeProvider
{
    private long _ahead;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref _ahead));

    public void Pass(TimeSpan time) => Interlocked.Add(ref _ahead, time.Ticks);
}
