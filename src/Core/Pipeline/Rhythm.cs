namespace SnapshotShare.Core.Pipeline;

/// <param name="Usual">How long this step usually takes; null when nobody knows.</param>
/// <param name="Crowd">Requests on their way at this moment.</param>
public sealed record Outlook(TimeSpan? Usual, int Crowd);

/// <summary>
/// When to look again at something AWS is busy with: seldom in the long middle, often near the expected end, and less and less often
/// when that has passed. Many requests look on one grid, so that one read of a listing serves all of them.
/// </summary>
public static class Rhythm
{
    /// <param name="percent">How far AWS says it is. Once it says so, its own speed tells the end better than earlier trips do.</param>
    public static DateTime Next(DateTime began, int? percent, Outlook outlook, DateTime now, Pace pace)
    {
        var grid = Grid(outlook.Crowd, pace);
        var wait = Wait(began, Expected(began, percent, outlook.Usual, now), now, pace);
        return OnGrid(now + (wait > grid ? wait : grid), outlook.Crowd, pace);
    }

    /// <summary>The first moment at or after <paramref name="at"/> at which a crowd looks together.</summary>
    public static DateTime OnGrid(DateTime at, int crowd, Pace pace)
    {
        var grid = Grid(crowd, pace).Ticks;
        return crowd > 1 ? new DateTime((at.Ticks + grid - 1) / grid * grid, at.Kind) : at;
    }

    /// <summary>The more there are, the likelier somebody is always near an end; together they look no more often than somebody with one wait.</summary>
    private static TimeSpan Grid(int crowd, Pace pace)
    {
        var grid = pace.Near * Math.Max(1, crowd);
        return grid < pace.Look ? grid : pace.Look;
    }

    private static TimeSpan? Expected(DateTime began, int? percent, TimeSpan? usual, DateTime now) =>
        percent is >= 5 and < 100 ? (now - began) * 100 / percent.Value : usual;

    private static TimeSpan Wait(DateTime began, TimeSpan? expected, DateTime now, Pace pace)
    {
        if (expected is null)
            return pace.Look;
        var left = began + expected.Value - now;
        // Past its usual end it may be over at any moment: never later than nobody's knowledge would look.
        var (wait, longest) = left > TimeSpan.Zero ? (left * 0.7, pace.Far) : (left * -0.25, pace.Look);
        return wait < pace.Near ? pace.Near
            : wait > longest ? longest
            : wait;
    }
}
