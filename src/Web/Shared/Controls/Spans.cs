using System.Text.Json;
using SnapshotShare.Core.Text;
using SnapshotShare.Web.Text;

namespace SnapshotShare.Web.Shared.Controls;

/// <summary>A length of time in its two largest units, as people say it.</summary>
public static class Spans
{
    public static string Text(TimeSpan span, Localizer w) => string.Join(' ', Durations.Of(span).Select(part => One(part, w)));

    /// <summary>The largest unit alone, for ages.</summary>
    public static string Rough(TimeSpan span, Localizer w) => One(Durations.Of(span)[0], w);

    /// <summary>The templates by key, for the script that keeps ages and countdowns running.</summary>
    public static string ForScripts(Dictionary dictionary) =>
        JsonSerializer.Serialize(
            dictionary
                .Texts.Where(text =>
                    text.Key.StartsWith("TimeUnit.", StringComparison.Ordinal) || text.Key.StartsWith("time.", StringComparison.Ordinal)
                )
                .ToDictionary(text => text.Key, text => text.Value, StringComparer.Ordinal)
        );

    private static string One((int Count, TimeUnit Unit) part, Localizer w) =>
        w[$"TimeUnit.{part.Unit}", ("count", Localizer.Number(part.Count))];
}
