namespace SnapshotShare.AwsSandbox.State;

/// <summary>A status that lasts until a moment.</summary>
internal sealed record Phase(string Status, DateTimeOffset Until);

/// <summary>A thing's course: its phases one after another, and what it is then. Status and progress are functions of now.</summary>
internal sealed record Timeline(DateTimeOffset StartsAt, IReadOnlyList<Phase> Phases, string Then)
{
    /// <summary>The end of a thing that ceases to exist.</summary>
    public const string Gone = "gone";

    public DateTimeOffset EndsAt => Phases[^1].Until;

    public static Timeline Of(DateTimeOffset startsAt, TimeSpan duration, string status, string then) =>
        new(startsAt, [new(status, startsAt + duration)], then);

    /// <summary>Phases given as shares of the whole.</summary>
    public static Timeline Of(DateTimeOffset startsAt, TimeSpan duration, string then, params (string Status, double UpTo)[] phases) =>
        new(startsAt, [.. phases.Select(p => new Phase(p.Status, startsAt + (duration * p.UpTo)))], then);

    public string StatusAt(DateTimeOffset now) => Phases.FirstOrDefault(p => now < p.Until)?.Status ?? Then;

    /// <summary>0 to 99 on the way; 100 is said by the status that follows.</summary>
    public int PercentAt(DateTimeOffset now)
    {
        var whole = (EndsAt - StartsAt).TotalSeconds;
        return whole <= 0 ? 0 : (int)Math.Clamp(Math.Floor((now - StartsAt).TotalSeconds / whole * 100), 0, 99);
    }

    /// <summary>The same with what is left of it stretched, because the speed changed.</summary>
    public Timeline Stretch(DateTimeOffset now, double factor)
    {
        DateTimeOffset Moved(DateTimeOffset at) => at <= now ? at : now + ((at - now) * factor);
        return new(Moved(StartsAt), [.. Phases.Select(p => p with { Until = Moved(p.Until) })], Then);
    }

    public Timeline StartingAt(DateTimeOffset start) =>
        new(start, [.. Phases.Select(p => p with { Until = p.Until + (start - StartsAt) })], Then);
}
