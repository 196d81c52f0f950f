using System.Globalization;
using System.Text;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Text;

namespace SnapshotShare.Web.Shared.Controls;

/// <summary>
/// A length of time as somebody types it: a count of hours or of days, to the second. The field keeps the text as it was typed; written
/// back as a number it would change under the hand (on the way to "0.05" stands "0.0", which is 0).
/// </summary>
public static class TypedSpan
{
    public static readonly TimeSpan Hours = TimeSpan.FromHours(1);
    public static readonly TimeSpan Days = TimeSpan.FromDays(1);

    /// <summary>Longer than anything a route allows, and short enough to be added to any date.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(100_000);

    public static string Text(TimeSpan span, TimeSpan unit) => (span / unit).ToString("0.######", CultureInfo.InvariantCulture);

    /// <summary>The refusal of a text that is no length of time at all; null where it is one, or nothing stands.</summary>
    public static Refusal? Refuses(string text, TimeSpan unit, string field) =>
        Read(text, unit) == TimeSpan.Zero
            ? new Refusal(RefusalKind.Invalid, Message.Of("not-a-length", ("typed", text.Trim())), field)
            : null;

    /// <returns>Null where nothing stands; zero, which no verb accepts, where it is not a number above zero.</returns>
    public static TimeSpan? Read(string text, TimeSpan unit)
    {
        // A Japanese keyboard writes digits of full width.
        var plain = text.Normalize(NormalizationForm.FormKC).Trim();
        if (plain.Length == 0)
            return null;
        if (!double.TryParse(plain, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count) || double.IsNaN(count))
            return TimeSpan.Zero;
        return count * unit.TotalSeconds < Longest.TotalSeconds ? TimeSpan.FromSeconds(Math.Round(count * unit.TotalSeconds)) : Longest;
    }
}
