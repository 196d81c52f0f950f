using System.Globalization;

namespace SnapshotShare.Core.Text;

public enum TimeUnit
{
    Days,
    Hours,
    Minutes,
    Seconds,
}

/// <summary>A length of time in its two largest units, as people say it.</summary>
public static class Durations
{
    public static IReadOnlyList<(int Count, TimeUnit Unit)> Of(TimeSpan length) =>
        length switch
        {
            { Ticks: < 0 } => [(0, TimeUnit.Seconds)],
            { TotalDays: >= 2 } => Two((length.Days, TimeUnit.Days), (length.Hours, TimeUnit.Hours)),
            { TotalHours: >= 1 } => Two(((int)length.TotalHours, TimeUnit.Hours), (length.Minutes, TimeUnit.Minutes)),
            { TotalMinutes: >= 1 } => Two((length.Minutes, TimeUnit.Minutes), (length.Seconds, TimeUnit.Seconds)),
            _ => [(length.Seconds, TimeUnit.Seconds)],
        };

    /// <summary>One that is below zero is told so: "0 s" would be somebody else's answer.</summary>
    public static string InEnglish(TimeSpan length) => length < TimeSpan.Zero ? $"-{InEnglish(length.Duration())}" : Told(length);

    private static string Told(TimeSpan length) =>
        string.Join(' ', Of(length).Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Count} {Abbreviation(part.Unit)}")));

    private static IReadOnlyList<(int Count, TimeUnit Unit)> Two((int Count, TimeUnit) large, (int Count, TimeUnit) small) =>
        small.Count == 0 ? [large] : [large, small];

    private static string Abbreviation(TimeUnit unit) =>
        unit switch
        {
            TimeUnit.Days => "d",
            TimeUnit.Hours => "h",
            TimeUnit.Minutes => "min",
            _ => "s",
        };
}
