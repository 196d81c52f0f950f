using System.Globalization;
using System.Text;

namespace SnapshotShare.AwsSandbox.Wire;

/// <summary>Writes XML the way AWS does: absent scalars are left out, empty lists are empty elements.</summary>
internal sealed class XmlText
{
    private readonly StringBuilder text = new();

    public XmlText Add(string name, string? value)
    {
        if (value is null)
            return this;
        text.Append('<').Append(name).Append('>');
        Escape(value);
        text.Append("</").Append(name).Append('>');
        return this;
    }

    public XmlText Add(string name, bool? value) =>
        Add(
            name,
            value is null ? null
                : value.Value ? "true"
                : "false"
        );

    public XmlText Add(string name, int? value) => Add(name, value?.ToString(CultureInfo.InvariantCulture));

    public XmlText Add(string name, double? value) => Add(name, value?.ToString("0.0###", CultureInfo.InvariantCulture));

    public XmlText Add(string name, DateTimeOffset? value) => Add(name, value is { } at ? Time(at) : null);

    public XmlText Nest(string name, Action<XmlText> inner)
    {
        var start = text.Append('<').Append(name).Append('>').Length;
        inner(this);
        if (text.Length == start)
        {
            text.Length--;
            text.Append("/>");
        }
        else
        {
            text.Append("</").Append(name).Append('>');
        }
        return this;
    }

    public XmlText List<T>(string name, string item, IEnumerable<T> items, Action<XmlText, T> inner) =>
        Nest(
            name,
            xml =>
            {
                foreach (var one in items)
                    xml.Nest(item, x => inner(x, one));
            }
        );

    public XmlText List(string name, string item, IEnumerable<string> items) =>
        Nest(
            name,
            xml =>
            {
                foreach (var one in items)
                    xml.Add(item, one);
            }
        );

    /// <summary>Appends what is already XML.</summary>
    public XmlText Raw(string xml)
    {
        text.Append(xml);
        return this;
    }

    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static string Seconds(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public override string ToString() => text.ToString();

    // What a caller sent comes back in messages, so characters that XML cannot carry must not break the answer.
    private void Escape(string value)
    {
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            _ = c switch
            {
                '&' => text.Append("&amp;"),
                '<' => text.Append("&lt;"),
                '>' => text.Append("&gt;"),
                '"' => text.Append("&quot;"),
                _ when char.IsHighSurrogate(c) && i + 1 < value.Length && char.IsLowSurrogate(value[i + 1]) => text.Append(c)
                    .Append(value[++i]),
                _ when char.IsSurrogate(c) || c is '\uFFFE' or '\uFFFF' || (c < ' ' && c is not ('\t' or '\n' or '\r')) => text.Append(
                    '\uFFFD'
                ),
                '\r' => text.Append("&#xD;"),
                _ => text.Append(c),
            };
        }
    }
}
