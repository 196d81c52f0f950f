using System.Globalization;
using System.Text.RegularExpressions;

namespace SnapshotShare.Core.Text;

/// <summary>
/// The values of a message that are no mere text. The value is kept as a machine writes it, so that every reader, and every row stored
/// before, is told it in words of the reader's language.
/// </summary>
public static partial class MessageValues
{
    /// <summary>As programs and logs are told it; the names of enums are theirs already.</summary>
    public static string InEnglish(string name, string value) =>
        Length(name, value) is { } length ? Durations.InEnglish(length)
        : Moment(name, value) is { } moment ? Told(name, moment)
        : IsUnknownKey(name, value) ? "the key"
        : IsEverybody(name, value) ? "every AWS account"
        : value;

    public static TimeSpan? Length(string name, string value) =>
        name is "window" or "life" or "most" or "limit" or "behind" or "skew" or "wait"
        && value.Contains(':', StringComparison.Ordinal)
        && TimeSpan.TryParseExact(value, "c", CultureInfo.InvariantCulture, out var length)
            ? length
            : null;

    public static DateTime? Moment(string name, string value) =>
        name is "taken" or "until" or "approved" or "found" or "before" or "after" or "now" or "last" or "aws"
        && DateTime.TryParseExact(
            value,
            "yyyy-MM-dd'T'HH:mm:ss.fff'Z'",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var moment
        )
            ? moment
            : null;

    /// <summary>To the minute; where two stand beside each other as exactly as it takes, or those that differ would be told alike.</summary>
    public static string Told(string name, DateTime moment) =>
        moment.ToString(
            name is "taken" or "until" || moment is { Second: 0, Millisecond: 0 } ? "yyyy-MM-dd HH:mm 'UTC'"
                : moment.Millisecond == 0 ? "yyyy-MM-dd HH:mm:ss 'UTC'"
                : "yyyy-MM-dd HH:mm:ss.fff 'UTC'",
            CultureInfo.InvariantCulture
        );

    /// <summary>AWS did not name the key that it refused, so the step stands there.</summary>
    public static bool IsUnknownKey(string name, string value) => name is "resource" && StepName().IsMatch(value);

    /// <summary>AWS's word for a public snapshot.</summary>
    public static bool IsEverybody(string name, string value) => name is "with" && value is "all";

    /// <summary>True when a text is exactly the name of a member.</summary>
    public static bool Is<T>(string text)
        where T : struct, Enum => Enum.GetNames<T>().Contains(text, StringComparer.Ordinal);

    // Step names are in Pascal case; no ARN and no identifier of AWS is.
    [GeneratedRegex("^([A-Z][a-z]+)+\\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex StepName();
}
