namespace SnapshotShare.Core.Text;

/// <summary>Patterns as IAM writes them: <c>*</c> is any run of characters, <c>?</c> is any one (IAM User Guide, Policy elements).</summary>
internal static class Wildcard
{
    // Remembers only the last star, so no pattern can make it slow.
    public static bool Matches(string pattern, string text, StringComparison comparison)
    {
        var ignoreCase = comparison == StringComparison.OrdinalIgnoreCase;
        var (p, t, star, mark) = (0, 0, -1, 0);
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                mark = t;
            }
            else if (p < pattern.Length && (pattern[p] == '?' || Same(pattern[p], text[t], ignoreCase)))
            {
                p++;
                t++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                t = ++mark;
            }
            else
            {
                return false;
            }
        }
        return pattern.AsSpan(p).Trim('*').IsEmpty;
    }

    /// <summary>Names in configuration are matched without regard to case.</summary>
    public static bool MatchesAny(IEnumerable<string> patterns, string text) =>
        patterns.Any(pattern => Matches(pattern, text, StringComparison.OrdinalIgnoreCase));

    /// <summary>Part by part, so that a star never runs across a colon (IAM User Guide, ARN condition operators).</summary>
    public static bool MatchesArn(string pattern, string arn)
    {
        var (wanted, parts) = (pattern.Split(':', 6), arn.Split(':', 6));
        return wanted.Length == parts.Length && wanted.Zip(parts).All(pair => Matches(pair.First, pair.Second, StringComparison.Ordinal));
    }

    private static bool Same(char a, char b, bool ignoreCase) =>
        a == b || (ignoreCase && char.ToLowerInvariant(a) == char.ToLowerInvariant(b));
}
