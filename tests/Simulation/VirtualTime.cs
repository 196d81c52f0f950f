namespace SnapshotShare.Simulation;

/// <summary>Time that moves only when the simulation says so.</summary>
internal sealed class VirtualTime(DateTimeOffset start) : TimeProvider
{
    private DateTimeOffset _now = start;

    public DateTime Now => _now.UtcDateTime;

    public override DateTimeOffset GetUtcNow() => _now;

    public void AdvanceTo(DateTime at)
    {
        if (at > _now.UtcDateTime)
            _now = new DateTimeOffset(at, TimeSpan.Zero);
    }
}
