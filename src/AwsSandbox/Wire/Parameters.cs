using System.Globalization;
using System.Text;

namespace SnapshotShare.AwsSandbox.Wire;

/// <summary>The parameters of a query request, from its query string and its form.</summary>
internal sealed class Parameters
{
    private const int LongestList = 1000;
    private const int MostParameters = 10_000;
    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);
    private readonly HashSet<string> asked = new(StringComparer.Ordinal);

    public Parameters(IEnumerable<KeyValuePair<string, string>> pairs)
    {
        foreach (var (name, value) in pairs.Take(MostParameters))
            values.TryAdd(name, value);
    }

    public static Parameters Of(WireRequest request)
    {
        var pairs = UrlText.Pairs(request.Query);
        var isForm =
            request.Header("Content-Type")?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) ?? true;
        return new(isForm ? pairs.Concat(UrlText.Pairs(Encoding.UTF8.GetString(request.Body.Span).TrimEnd('\r', '\n'))) : pairs);
    }

    public IEnumerable<KeyValuePair<string, string>> All => values;

    /// <summary>The names that somebody has looked for, whether they were there or not.</summary>
    public IReadOnlySet<string> Asked => asked;

    public string? this[string name]
    {
        get
        {
            asked.Add(name);
            return values.GetValueOrDefault(name);
        }
    }

    /// <summary>A value that says something: absent and empty are the same.</summary>
    public string? Text(string name) => this[name] is { Length: > 0 } value ? value : null;

    public bool? Bool(string name) =>
        this[name] switch
        {
            { } value when value.Equals("true", StringComparison.OrdinalIgnoreCase) => true,
            { } value when value.Equals("false", StringComparison.OrdinalIgnoreCase) => false,
            _ => null,
        };

    public int? Int(string name) =>
        int.TryParse(this[name], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;

    public double? Double(string name) =>
        double.TryParse(
            this[name],
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out var value
        ) && double.IsFinite(value)
            ? value
            : null;

    /// <summary>A list under the model's item name or under the generic <c>member</c>; empty values do not count.</summary>
    public IReadOnlyList<string> List(string name, string item) =>
        [.. Items(name, item).Select(prefix => this[prefix]).OfType<string>().Where(v => v.Length > 0)];

    /// <summary>The dotted prefixes of a list of structures, in order of their numbers.</summary>
    public IReadOnlyList<string> Items(string name, string item)
    {
        asked.Add(name);
        var found = new SortedDictionary<int, string>();
        foreach (var key in values.Keys)
        {
            foreach (var kind in (ReadOnlySpan<string>)[$"{name}.{item}.", $"{name}.member."])
            {
                if (!key.StartsWith(kind, StringComparison.Ordinal))
                    continue;
                var end = key.IndexOf('.', kind.Length);
                var number = key.AsSpan(kind.Length, (end < 0 ? key.Length : end) - kind.Length);
                if (int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && found.Count < LongestList)
                    found.TryAdd(n, string.Concat(kind, number));
            }
        }
        return [.. found.Values];
    }

    /// <summary>EC2's flat form of a list: <c>Name.1</c>, <c>Name.2</c>.</summary>
    public IReadOnlyList<string> Flat(string name) =>
        [.. FlatItems(name).Select(prefix => this[prefix]).OfType<string>().Where(v => v.Length > 0)];

    public IReadOnlyList<string> FlatItems(string name)
    {
        var found = new SortedDictionary<int, string>();
        foreach (var key in values.Keys.Where(k => k.StartsWith(name + ".", StringComparison.Ordinal)))
        {
            var number = key[(name.Length + 1)..].Split('.')[0];
            if (int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && found.Count < LongestList)
                found.TryAdd(n, $"{name}.{number}");
        }
        return [.. found.Values];
    }
}
