using Microsoft.AspNetCore.Components;

namespace SnapshotShare.Web.Shared.Controls;

/// <summary>Line drawings on a 24 × 24 grid, by name.</summary>
public static class Icons
{
    public static string Path(string name) => Paths[name];

    /// <summary>Decoration beside a word; never the only sign.</summary>
    public static MarkupString Draw(string name) => Drawn[name];

    private static readonly Dictionary<string, string> Paths = new(StringComparer.Ordinal)
    {
        ["alert"] = "M12 3 22 20H2Z M12 10v4 M12 17v.5",
        ["ban"] = "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Z M6 6l12 12",
        ["bin"] = "M4 7h16 M9 7V4h6v3 M6 7l1 13h10l1-13 M10 11v6 M14 11v6",
        ["camera"] = "M4 8h4l2-3h4l2 3h4v11H4Z M12 10.5a3 3 0 1 0 0 6 3 3 0 0 0 0-6Z",
        ["check"] = "M5 12.5 10 17.5 19 7",
        ["clock"] = "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Z M12 7v5l3 3",
        ["cluster"] =
            "M4 6c0-1.7 3.6-3 8-3s8 1.3 8 3-3.6 3-8 3-8-1.3-8-3Z M4 6v12c0 1.7 3.6 3 8 3s8-1.3 8-3V6 M4 12c0 1.7 3.6 3 8 3s8-1.3 8-3",
        ["copy"] = "M9 9h11v11H9Z M5 15H4V4h11v1",
        ["cross"] = "M6 6l12 12 M18 6 6 18",
        ["dots"] = "M6 12v.5 M12 12v.5 M18 12v.5",
        ["eye"] = "M2 12c2.5-4.5 6-7 10-7s7.500 2.500 10 7c-2.500 4.500-6 7-10 7s-7.500-2.500-10-7Z M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6Z",
        ["key"] = "M8 11a4 4 0 1 0 0 8 4 4 0 0 0 0-8Z M11 12 20 3 M16 7l3 3 M13.500 9.500l2 2",
        ["language"] =
            "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Z M3 12h18 M12 3c3 3 3.500 6 3.500 9s-.5 6-3.500 9c-3-3-3.500-6-3.500-9s.5-6 3.500-9Z",
        ["lock"] = "M5 11h14v9H5Z M8 11V8a4 4 0 0 1 8 0v3",
        ["next"] = "M9 6l6 6-6 6",
        ["person"] = "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8Z M4 21c0-4 3.500-6 8-6s8 2 8 6",
        ["plus"] = "M12 5v14 M5 12h14",
        ["ring"] = "M12 5a7 7 0 1 0 0 14 7 7 0 0 0 0-14Z",
        ["share"] = "M4 12v8h16v-8 M12 16V3 M7 8l5-5 5 5",
        ["shield"] = "M12 3l8 3v6c0 5-3.500 8-8 9-4.500-1-8-4-8-9V6Z M8.500 12l2.500 2.500 4.500-5",
        ["skip"] = "M5 12h14",
        ["spinner"] = "M12 4a8 8 0 0 1 8 8",
        ["theme"] = "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Z M12 3v18 M12 7h6 M12 11h8 M12 15h7.500",
        ["undo"] = "M9 14 4 9l5-5 M4 9h10a6 6 0 0 1 0 12h-3",
        ["writer"] = "M4 20l1-5L16 4l4 4L9 19Z M14 6l4 4",
    };

    private static readonly Dictionary<string, MarkupString> Drawn = Paths.ToDictionary(
        icon => icon.Key,
        icon => new MarkupString(
            $"""<svg class="icon" viewBox="0 0 24 24" width="16" height="16" aria-hidden="true" focusable="false"><path d="{icon.Value}"/></svg>"""
        ),
        StringComparer.Ordinal
    );
}
