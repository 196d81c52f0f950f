using System.Globalization;
using Amazon.Runtime;

namespace SnapshotShare.Core.Aws;

/// <summary>The time it is at AWS, as each of its answers says.</summary>
internal static class AnswerDate
{
    /// <summary>UTC, to the second; null where the answer does not say.</summary>
    public static DateTime? Of(ResponseEventArgs answer, string header = "Date") =>
        answer is WebServiceResponseEventArgs { ResponseHeaders: { } headers }
        && headers.TryGetValue(header, out var text)
        && DateTime.TryParseExact(
            text,
            "r",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var date
        )
            ? date
            : null;
}
