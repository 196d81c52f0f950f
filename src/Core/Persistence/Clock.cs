namespace SnapshotShare.Core.Persistence;

public static class Clock
{
    public static DateTime UpToMilliseconds(this DateTime at) =>
        at.Ticks % TimeSpan.TicksPerMillisecond is 0
            ? at
            : at.AddTicks(TimeSpan.TicksPerMillisecond - (at.Ticks % TimeSpan.TicksPerMillisecond));

    /// <summary>Now in UTC, cut to the millisecond that the database and the ledger keep.</summary>
    public static DateTime UtcNowMilliseconds(this TimeProvider time)
    {
        var now = time.GetUtcNow();
        return new DateTime(now.Ticks - (now.Ticks % TimeSpan.TicksPerMillisecond), DateTimeKind.Utc);
    }
}
