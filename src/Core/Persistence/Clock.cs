using System.Globalization;

namespace SnapshotShare.Core.Persistence;

public static class Clock
{
    public static DateTime UpToMilliseconds(this DateTime at) =>
        at.Ticks % TimeSpan.TicksPerMillisecond is 0
            ? at
            : at.AddTicks(TimeSpan.TicksPerMillisecond - (at.Ticks % TimeSpan.TicksPerMillisecond));

    /// <summary>Now in UTC, cut to the millisecond that the database and the ledger keep.</summary>
    public static DateTime UtcNowMilliseconds(this TimeProvider time) => time.GetUtcNow().UtcDateTime.CutToMilliseconds();

    public static DateTime CutToMilliseconds(this DateTime at) => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMillisecond));

    /// <summary>A moment in UTC as it stands in hashes and details: <c>yyyy-MM-ddTHH:mm:ss.fffZ</c>.</summary>
    public static string Timestamp(DateTime at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
