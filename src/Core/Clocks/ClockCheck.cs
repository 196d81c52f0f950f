using System.Collections.Concurrent;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Text;

namespace SnapshotShare.Core.Clocks;

/// <summary>
/// Holds the machine's clock against what it cannot have set: the ledger's last entry, and AWS's own clock in the <c>Date</c> of its answers. A deadline is
/// over as soon as any of the clocks says so; while they are far apart, nothing new begins.
/// </summary>
public sealed class ClockCheck(SteadyClock clock)
{
    /// <summary>Further apart than this is more than a note. AWS itself refuses signatures that are fifteen minutes old.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, Answer> _answers = new(StringComparer.Ordinal);
    private long _lastEntry;

    /// <summary>AWS's clock, from the last answer and the time that has passed since; null before the first.</summary>
    public DateTime? AwsNow => _answers.Values.MaxBy(answer => answer.Timestamp) is { } last ? Now(last) : null;

    /// <summary>The machine's clock, UTC.</summary>
    public DateTime WallNow => clock.WallNow.UtcDateTime;

    /// <summary>The ledger's last entry has this time, or a later one was written meanwhile.</summary>
    internal void HasWritten(DateTime at)
    {
        if (at.Ticks > Interlocked.Read(ref _lastEntry))
            Interlocked.Exchange(ref _lastEntry, at.Ticks);
    }

    /// <summary>A service has answered, and said what time it is there.</summary>
    /// <param name="service">AWS's name of the service.</param>
    /// <param name="date">UTC.</param>
    public void HasAnswered(string service, DateTime date)
    {
        // Before others go: whoever asks meanwhile must not find that AWS has never said what time it is.
        _answers[service] = new Answer(date, clock.GetTimestamp());
        // AWS has one time. What an earlier answer would make of it now is worth nothing after a sleep that the counter did not count.
        foreach (var (other, answer) in _answers)
            if (other != service && (Now(answer) - date).Duration() > Tolerance)
                _answers.TryRemove(other, out _);
    }

    /// <summary>True as soon as any clock says that the moment has come: our own, the machine's, or AWS's.</summary>
    public bool IsOver(DateTime moment) => clock.GetUtcNow().UtcDateTime >= moment || WallNow >= moment || AwsNow >= moment || IsLost;

    /// <summary>True for a moment that no clock has reached yet: whoever wrote it down as past had a clock that was ahead.</summary>
    public bool IsAhead(DateTime moment) =>
        moment > clock.GetUtcNow().UtcDateTime + Tolerance && !(AwsNow is { } aws && moment <= aws + Tolerance);

    /// <summary>True when only AWS could say what time it is, and it has not: what has a deadline may be past it.</summary>
    public bool IsLost => AwsNow is null && Behind > Tolerance;

    /// <summary>True when AWS's clock, too, says that the moment has come: nothing is deleted because somebody set this machine's clock.</summary>
    public bool IsSurelyOver(DateTime moment) =>
        clock.GetUtcNow().UtcDateTime >= moment && (AwsNow ?? DateTime.MinValue) >= moment - Tolerance;

    /// <summary>Why nothing new begins at present, in words; null while the clocks agree.</summary>
    public Message? Distrust =>
        Behind > Tolerance && !IsAwsOfOneMind
            ? Message.Of("clock-behind", ("behind", Span(Behind)), ("now", Moment(WallNow)), ("last", Moment(LastEntry)))
        : Skew is { } skew && skew.Duration() > Tolerance ? Apart(skew)
        : null;

    /// <summary>Why nothing may be begun yet: one service alone contradicts the machine's clock, or <see cref="Distrust"/>. Null while something may.</summary>
    public Message? Doubt => Distrust ?? (OneAlone is { } skew ? Apart(skew) : null);

    /// <summary>One service has answered, and is far from the machine's clock: a second one is to be asked.</summary>
    public bool IsContradictedByOne => OneAlone is not null;

    private TimeSpan? OneAlone =>
        _answers.Count == 1 && AwsNow is { } aws && WallNow - aws is var skew && skew.Duration() > Tolerance ? skew : null;

    /// <summary>AWS, as two services have it, is so far ahead of our own clock; null before two have answered.</summary>
    internal TimeSpan? Lag => Skew is { } skew ? WallNow - skew - clock.GetUtcNow().UtcDateTime : null;

    /// <summary>The machine's clock less AWS's, as two services at least have it; null before two have answered.</summary>
    public TimeSpan? Skew
    {
        get
        {
            var wall = WallNow;
            return _answers
                .Values.Select(answer => wall - Now(answer))
                .OrderByDescending(skew => skew.Duration())
                .Skip(1)
                .Cast<TimeSpan?>()
                .FirstOrDefault();
        }
    }

    /// <summary>Two services say what the machine's clock says: then it was another clock, ahead of them all, that the last entries were written by.</summary>
    private bool IsAwsOfOneMind => Skew is { } skew && skew.Duration() <= Tolerance;

    private Message Apart(TimeSpan skew) =>
        Message.Of(
            skew > TimeSpan.Zero ? "clock-ahead-of-aws" : "clock-behind-aws",
            ("skew", Span(skew)),
            ("now", Moment(WallNow)),
            ("aws", Moment(WallNow - skew))
        );

    private DateTime LastEntry => new(Interlocked.Read(ref _lastEntry), DateTimeKind.Utc);

    private TimeSpan Behind => LastEntry - WallNow;

    private DateTime Now(Answer answer) => answer.Date + clock.GetElapsedTime(answer.Timestamp);

    private static string Span(TimeSpan span) => TimeSpan.FromSeconds(Math.Round(span.Duration().TotalSeconds)).ToString("c");

    private static string Moment(DateTime at) => Clock.Timestamp(at);

    private sealed record Answer(DateTime Date, long Timestamp);
}
