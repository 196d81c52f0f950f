using SnapshotShare.Web.Components.Wording;

namespace SnapshotShare.Web.Components.Controls;

/// <summary>A length of time in its two largest units, as people say it.</summary>
public static class Spans
{
    public static string Text(TimeSpan span, Words w) => In(span, w, rough: false);

    /// <summary>The largest unit alone, for ages.</summary>
    public static string Rough(TimeSpan span, Words w) => In(span, w, rough: true);

    private static string In(TimeSpan span, Words w, bool rough)
    {
        if (span < TimeSpan.Zero)
            span = TimeSpan.Zero;
        return span switch
        {
            { TotalDays: >= 2 } => Two(span.Days, "time.days", span.Hours, "time.hours"),
            { TotalHours: >= 1 } => Two((int)span.TotalHours, "time.hours", span.Minutes, "time.minutes"),
            { TotalMinutes: >= 1 } => Two(span.Minutes, "time.minutes", span.Seconds, "time.seconds"),
            _ => One(span.Seconds, "time.seconds"),
        };

        string Two(int large, string largeKey, int small, string smallKey) =>
            rough || small == 0 ? One(large, largeKey) : $"{One(large, largeKey)} {One(small, smallKey)}";

        string One(int count, string key) => w[key, ("count", Words.Number(count))];
    }
}
