using System.Globalization;
using System.Net;
using System.Text;

namespace SnapshotShare.AwsSandbox.Policies;

/// <summary>A Condition block ("IAM JSON policy elements: Condition operators", "Multivalued context keys").</summary>
internal static class Condition
{
    private const string ForAll = "ForAllValues:";
    private const string ForAny = "ForAnyValue:";
    private const string IfExists = "IfExists";

    // True where the operator finds the policy's value in the request's; a name with "Not" turns it round.
    private static readonly Dictionary<string, Func<string, string, bool>> Tests = new(StringComparer.Ordinal)
    {
        ["StringEquals"] = (wanted, given) => Wildcard.Unmarked(wanted) == given,
        ["StringNotEquals"] = (wanted, given) => Wildcard.Unmarked(wanted) == given,
        ["StringEqualsIgnoreCase"] = SameText,
        ["StringNotEqualsIgnoreCase"] = SameText,
        ["StringLike"] = (wanted, given) => Wildcard.Matches(wanted, given),
        ["StringNotLike"] = (wanted, given) => Wildcard.Matches(wanted, given),
        ["ArnEquals"] = Wildcard.MatchesArn,
        ["ArnNotEquals"] = Wildcard.MatchesArn,
        ["ArnLike"] = Wildcard.MatchesArn,
        ["ArnNotLike"] = Wildcard.MatchesArn,
        ["Bool"] = SameText,
        ["BinaryEquals"] = SameBytes,
        ["IpAddress"] = InRange,
        ["NotIpAddress"] = InRange,
        ["NumericEquals"] = (wanted, given) => Compare(Number(given), Number(wanted)) == 0,
        ["NumericNotEquals"] = (wanted, given) => Compare(Number(given), Number(wanted)) == 0,
        ["NumericLessThan"] = (wanted, given) => Compare(Number(given), Number(wanted)) < 0,
        ["NumericLessThanEquals"] = (wanted, given) => Compare(Number(given), Number(wanted)) <= 0,
        ["NumericGreaterThan"] = (wanted, given) => Compare(Number(given), Number(wanted)) > 0,
        ["NumericGreaterThanEquals"] = (wanted, given) => Compare(Number(given), Number(wanted)) >= 0,
        ["DateEquals"] = (wanted, given) => Compare(Date(given), Date(wanted)) == 0,
        ["DateNotEquals"] = (wanted, given) => Compare(Date(given), Date(wanted)) == 0,
        ["DateLessThan"] = (wanted, given) => Compare(Date(given), Date(wanted)) < 0,
        ["DateLessThanEquals"] = (wanted, given) => Compare(Date(given), Date(wanted)) <= 0,
        ["DateGreaterThan"] = (wanted, given) => Compare(Date(given), Date(wanted)) > 0,
        ["DateGreaterThanEquals"] = (wanted, given) => Compare(Date(given), Date(wanted)) >= 0,
    };

    public static bool IsKnown(string name) => name == "Null" || Tests.ContainsKey(Bare(name).Name);

    public static bool Holds(PolicyCondition condition, PolicyContext context, bool variables)
    {
        var given = context[condition.Key];
        if (condition.Operator == "Null")
            return condition.Values.Any(v => SameText(v, given.Count == 0 ? "true" : "false"));
        var (set, name, ifExists) = Bare(condition.Operator);
        // A set operator takes an empty text for nothing at all.
        if (set.Length > 0)
            given = [.. given.Where(v => v.Length > 0)];
        var negated = name.Contains("Not", StringComparison.Ordinal);
        if (given.Count == 0)
            return ifExists || set == ForAll || (set.Length == 0 && negated);
        var wanted = Wanted(condition, name, context, variables);
        var test = Tests[name];
        return set switch
        {
            ForAll => given.All(value => wanted.Any(w => test(w, value)) != negated),
            ForAny => given.Any(value => wanted.Any(w => test(w, value)) != negated),
            _ => given.Any(value => wanted.Any(w => test(w, value))) != negated,
        };
    }

    private static IReadOnlyList<string> Wanted(PolicyCondition condition, string name, PolicyContext context, bool variables) =>
        variables
        && (
            name.StartsWith("String", StringComparison.Ordinal)
            || name.StartsWith("Arn", StringComparison.Ordinal)
            || name.StartsWith("Bool", StringComparison.Ordinal)
        )
            ? [.. condition.Values.Select(v => PolicyVariables.Expand(v, context)).OfType<string>()]
            : condition.Values;

    private static (string Set, string Name, bool IfExists) Bare(string name)
    {
        var set =
            name.StartsWith(ForAll, StringComparison.Ordinal) ? ForAll
            : name.StartsWith(ForAny, StringComparison.Ordinal) ? ForAny
            : "";
        var bare = name[set.Length..];
        var ifExists = bare.EndsWith(IfExists, StringComparison.Ordinal);
        return (set, ifExists ? bare[..^IfExists.Length] : bare, ifExists);
    }

    private static bool SameText(string wanted, string given) =>
        Wildcard.Unmarked(wanted).Equals(given, StringComparison.OrdinalIgnoreCase);

    private static bool SameBytes(string wanted, string given)
    {
        var bytes = new byte[wanted.Length];
        return Convert.TryFromBase64String(wanted, bytes, out var length)
            && bytes.AsSpan(0, length).SequenceEqual(Encoding.UTF8.GetBytes(given));
    }

    // Null, which is no number and no date, is neither more nor less than anything, nor equal to it.
    private static int? Compare<T>(T? given, T? wanted)
        where T : struct, IComparable<T> => given is { } g && wanted is { } w ? g.CompareTo(w) : null;

    private static decimal? Number(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A date in ISO 8601, as short as a year, or in seconds since 1970.</summary>
    private static DateTimeOffset? Date(string text)
    {
        string[] formats =
        [
            "yyyy",
            "yyyy-MM",
            "yyyy-MM-dd",
            "yyyy-MM-dd'T'HH:mmK",
            "yyyy-MM-dd'T'HH:mm:ssK",
            "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
        ];
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal;
        if (DateTimeOffset.TryParseExact(text, formats, CultureInfo.InvariantCulture, Utc, out var date))
            return date;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < 253_402_300_800
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
    }

    private static bool InRange(string wanted, string given)
    {
        var parts = wanted.Split('/');
        if (parts.Length > 2 || !IPAddress.TryParse(parts[0], out var net) || !IPAddress.TryParse(given, out var address))
            return false;
        var (range, bytes) = (net.GetAddressBytes(), address.GetAddressBytes());
        var bits = range.Length * 8;
        if (
            parts.Length == 2
            && !(int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out bits) && bits <= range.Length * 8)
        )
            return false;
        return range.Length == bytes.Length && Enumerable.Range(0, bits).All(i => ((range[i / 8] ^ bytes[i / 8]) & (0x80 >> (i % 8))) == 0);
    }
}
