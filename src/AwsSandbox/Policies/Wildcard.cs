namespace SnapshotShare.AwsSandbox.Policies;

/// <summary>Patterns as IAM writes them: "*" is any run of characters, "?" is any one.</summary>
internal static class Wildcard
{
    // A star or question mark that came out of a policy variable stands for itself; no policy has these characters.
    public const char Star = '\uE000';
    public const char Question = '\uE001';

    public static string Literal(string value) => value.Replace('*', Star).Replace('?', Question);

    public static string Unmarked(string pattern) => pattern.Replace(Star, '*').Replace(Question, '?');

    /// <summary>Each of an ARN's six parts by itself, so that no star reaches over a colon; "*" alone is every ARN.</summary>
    public static bool MatchesArn(string pattern, string arn)
    {
        if (pattern == "*")
            return true;
        var (wanted, given) = (pattern.Split(':', 6), arn.Split(':', 6));
        return wanted.Length == 6 && given.Length == 6 && wanted.Zip(given).All(part => Matches(part.First, part.Second));
    }

    // Goes back only to the last star, so no pattern can make it slow.
    public static bool Matches(string pattern, string text, bool ignoreCase = false)
    {
        int p = 0,
            t = 0,
            star = -1,
            mark = 0;
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
        while (p < pattern.Length && pattern[p] == '*')
            p++;
        return p == pattern.Length;
    }

    private static bool Same(char wanted, char given, bool ignoreCase) =>
        wanted == given
        || (wanted == Star && given == '*')
        || (wanted == Question && given == '?')
        || (ignoreCase && char.ToLowerInvariant(wanted) == char.ToLowerInvariant(given));
}
