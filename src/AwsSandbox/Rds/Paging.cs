using System.Text;
using SnapshotShare.AwsSandbox.Wire;

namespace SnapshotShare.AwsSandbox.Rds;

/// <summary>Pages of 20 to 100 (or more, where an operation says so), with markers that mean nothing to the caller.</summary>
internal static class Paging
{
    public static Refusal? Check(Parameters form, int largest = 100)
    {
        if (form.Text("MaxRecords") is { } text && form.Int("MaxRecords") is not { } value)
            return RdsFaults.InvalidValue($"Invalid value {text} for MaxRecords. Must be between 20 and {largest}");
        if (form.Int("MaxRecords") is { } asked && (asked < 20 || asked > largest))
            return RdsFaults.InvalidValue($"Invalid value {asked} for MaxRecords. Must be between 20 and {largest}");
        return form.Text("Marker") is { } marker && After(marker) is null
            ? RdsFaults.InvalidValue("The parameter Marker is not valid: pass it back as it was returned.")
            : null;
    }

    /// <summary>The key after which the page begins; null at the start.</summary>
    public static string? After(Parameters form) => form.Text("Marker") is { } marker ? After(marker) : null;

    /// <summary>One page of rows that come after the marker.</summary>
    public static string Page<T>(
        Parameters form,
        IEnumerable<T> rows,
        Func<T, string> keyOf,
        string list,
        string item,
        Action<XmlText, T> write
    )
    {
        var page = rows.Take((form.Int("MaxRecords") ?? 100) + 1).ToList();
        var more = page.Count > (form.Int("MaxRecords") ?? 100);
        if (more)
            page.RemoveAt(page.Count - 1);
        var xml = new XmlText();
        if (more)
            xml.Add("Marker", Convert.ToBase64String(Encoding.UTF8.GetBytes("1/" + keyOf(page[^1]))));
        return xml.List(list, item, page, write).ToString();
    }

    private static string? After(string marker)
    {
        var bytes = new byte[marker.Length];
        return
            Convert.TryFromBase64String(marker, bytes, out var length)
            && Encoding.UTF8.GetString(bytes, 0, length) is { Length: > 2 } text
            && text.StartsWith("1/", StringComparison.Ordinal)
            ? text[2..]
            : null;
    }
}
