namespace SnapshotShare.Web.Diagram.Model;

/// <summary>Breaks an identifier into lines that fit; what is too long loses its middle, because both its ends tell things apart.</summary>
public static class Fold
{
    public static IReadOnlyList<string> Lines(string text, int perLine, int lines)
    {
        var shortened = Middle(text, perLine * lines);
        var folded = new List<string>();
        while (shortened.Length > perLine && folded.Count < lines - 1)
        {
            var cut = BreakAt(shortened, perLine, shortened.Length - ((lines - folded.Count - 1) * perLine));
            folded.Add(shortened[..cut]);
            shortened = shortened[cut..];
        }
        folded.Add(shortened);
        return folded;
    }

    public static string Middle(string text, int length)
    {
        if (text.Length <= length)
            return text;
        var tail = (length - 1) / 2;
        return string.Concat(text.AsSpan(0, length - 1 - tail), "…", text.AsSpan(text.Length - tail));
    }

    /// <summary>After a hyphen or colon where that leaves a rest which still fits, else where the line ends.</summary>
    private static int BreakAt(string text, int perLine, int atLeast)
    {
        for (var cut = perLine; cut > Math.Max(atLeast, perLine / 2) - 1 && cut > 0; cut--)
        {
            if (text[cut - 1] is '-' or ':' or '/' or '…' && cut >= atLeast)
                return cut;
        }
        return perLine;
    }
}
