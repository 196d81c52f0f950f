namespace SnapshotShare.Core;

public static class Clock
{
    /// <summary>Now in UTC, cut to the millisecond that the database and the ledger keep.</summary>
    public static DateTime UtcNowMilliseconds(this TimeProvider time)
    {
        var now = time.GetUtcNow();
        return new DateTime(now.Ticks - (now.Ticks % TimeSpan.TicksPerMillisecond), DateTimeKind.Utc);
    }
}
