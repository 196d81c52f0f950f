using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Workflows;

/// <param name="Usual">The step's usual time; null when nobody knows.</param>
/// <param name="InFlight">Requests on their way at this moment.</param>
public sealed record PollHints(TimeSpan? Usual, int InFlight);

/// <summary>
/// When to look again at something AWS is busy with: seldom in the long middle, often near the expected end, and less and less often
/// when that has passed. Many requests look on one grid, so that one read of a listing serves all of them.
/// </summary>
public static class PollSchedule
{
    /// <param name="percent">AWS's own percentage. Once it says so, its own speed tells the end better than earlier trips do.</param>
    public static DateTime Next(DateTime began, int? percent, PollHints hints, DateTime now, Timings timings)
    {
        var grid = Grid(hints.InFlight, timings);
        var wait = Wait(began, Expected(began, percent, hints.Usual, now), now, timings);
        return OnGrid(now + (wait > grid ? wait : grid), hints.InFlight, timings);
    }

    /// <summary>
    /// The oldest listing that will do: from the second half of the time since the last look, so that many share one read, and never older
    /// than what we did last.
    /// </summary>
    public static DateTime OldestToDo(StepState state, DateTime now)
    {
        if (state.LookedAt is not { } looked || state.Sightings > 0)
            return now;
        var fresh = looked + ((now - looked) / 2);
        var acted = state.Attempt?.Response?.At ?? state.Attempt?.IntendedAt;
        return acted >= fresh ? acted.Value.AddMilliseconds(1) : fresh;
    }

    /// <summary>The first moment at or after <paramref name="at"/> at which a crowd looks together.</summary>
    public static DateTime OnGrid(DateTime at, int crowd, Timings timings)
    {
        var grid = Grid(crowd, timings).Ticks;
        return crowd > 1 ? new DateTime((at.Ticks + grid - 1) / grid * grid, at.Kind) : at;
    }

    /// <summary>The more there are, the likelier somebody is always near an end; together they look no more often than somebody with one wait.</summary>
    private static TimeSpan Grid(int crowd, Timings timings)
    {
        var grid = timings.Near * Math.Max(1, crowd);
        return grid < timings.Look ? grid : timings.Look;
    }

    private static TimeSpan? Expected(DateTime began, int? percent, TimeSpan? usual, DateTime now) =>
        percent is >= 5 and < 100 ? (now - began) * 100 / percent.Value : usual;

    private static TimeSpan Wait(DateTime began, TimeSpan? expected, DateTime now, Timings timings)
    {
        if (expected is null)
            return timings.Look;
        var left = began + expected.Value - now;
        // Past its usual end it may be over at any moment: never later than nobody's knowledge would look.
        var (wait, longest) = left > TimeSpan.Zero ? (left * 0.7, timings.Far) : (left * -0.25, timings.Look);
        return wait < timings.Near ? timings.Near
            : wait > longest ? longest
            : wait;
    }
}
