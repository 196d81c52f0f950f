using SnapshotShare.Core;
using SnapshotShare.Web.Components.Wording;

namespace SnapshotShare.Web.Components.Controls;

/// <summary>A length of time in its two largest units, as people say it.</summary>
public static class Spans
{
    public static string Text(TimeSpan span, Words w) => string.Join(' ', Lengths.Of(span).Select(part => One(part, w)));

    /// <summary>The largest unit alone, for ages.</summary>
    public static string Rough(TimeSpan span, Words w) => One(Lengths.Of(span)[0], w);

    private static string One((int Count, TimeUnit Unit) part, Words w) => w[$"TimeUnit.{part.Unit}", ("count", Words.Number(part.Count))];
}
