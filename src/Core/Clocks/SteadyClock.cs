namespace SnapshotShare.Core.Clocks;

/// <summary>
/// The clock of everything here: the wall clock as it stood at the start, and from then on the time that has really passed. Who sets the machine's clock
/// neither lengthens nor shortens what is under way. It is put right only ever forward.
/// </summary>
/// <param name="wall">The machine's clock, which anybody may set, and its monotonic counter, which nobody can.</param>
public sealed class SteadyClock(TimeProvider wall) : TimeProvider
{
    private Anchor _anchor = AnchorOf(wall);

    public override TimeZoneInfo LocalTimeZone => wall.LocalTimeZone;
    public override long TimestampFrequency => wall.TimestampFrequency;

    /// <summary>The machine's own time.</summary>
    public DateTimeOffset WallNow => wall.GetUtcNow();

    public override DateTimeOffset GetUtcNow()
    {
        var anchor = Volatile.Read(ref _anchor);
        return anchor.At + wall.GetElapsedTime(anchor.Timestamp);
    }

    public override long GetTimestamp() => wall.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        wall.CreateTimer(callback, state, dueTime, period);

    /// <summary>From now on it goes with the machine's clock, unless that is behind it.</summary>
    internal void CatchUp() => GoOn(AnchorOf(wall));

    /// <summary>From now on it goes with AWS's clock, unless that is behind it.</summary>
    internal void CatchUp(DateTime aws) => GoOn(new Anchor(new DateTimeOffset(aws, TimeSpan.Zero), wall.GetTimestamp()));

    private void GoOn(Anchor anchor)
    {
        if (anchor.At > GetUtcNow())
            Volatile.Write(ref _anchor, anchor);
    }

    /// <summary>Both read at the same moment, or nearly: a thread may be put aside between the two.</summary>
    private static Anchor AnchorOf(TimeProvider wall)
    {
        for (var tries = 0; ; tries++)
        {
            var before = wall.GetTimestamp();
            var at = wall.GetUtcNow();
            if (wall.GetElapsedTime(before) < TimeSpan.FromMilliseconds(0.1) || tries == 10)
                return new Anchor(at, before);
        }
    }

    private sealed record Anchor(DateTimeOffset At, long Timestamp);
}
