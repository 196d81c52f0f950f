using System.Text;

namespace SnapshotShare.AwsSandbox.Wire;

/// <summary>Percent-encoding as SigV4 wants it (RFC 3986, upper-case hex) and a decoder that never throws.</summary>
internal static class UrlText
{
    private const string Unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    public static string Encode(string value, bool keepSlash = false)
    {
        var encoded = new StringBuilder(value.Length);
        foreach (var b in Encoding.UTF8.GetBytes(value))
        {
            var c = (char)b;
            if (Unreserved.Contains(c, StringComparison.Ordinal) || (keepSlash && c == '/'))
                encoded.Append(c);
            else
                encoded.Append('%').Append("0123456789ABCDEF"[b >> 4]).Append("0123456789ABCDEF"[b & 15]);
        }
        return encoded.ToString();
    }

    public static string Decode(ReadOnlySpan<char> value)
    {
        if (value.IndexOfAny('%', '+') < 0)
            return value.ToString();
        var bytes = new List<byte>(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            if (c == '%' && i + 2 < value.Length && char.IsAsciiHexDigit(value[i + 1]) && char.IsAsciiHexDigit(value[i + 2]))
            {
                bytes.Add(Convert.FromHexString(value.Slice(i + 1, 2))[0]);
                i += 2;
            }
            else if (c == '+')
            {
                bytes.Add((byte)' ');
            }
            else
            {
                var width = char.IsHighSurrogate(c) && i + 1 < value.Length ? 2 : 1;
                bytes.AddRange(Encoding.UTF8.GetBytes(value.Slice(i, width).ToArray()));
                i += width - 1;
            }
        }
        return Encoding.UTF8.GetString([.. bytes]);
    }

    /// <summary>The pairs of a query string or a form, decoded, in the order sent.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Pairs(string text)
    {
        foreach (var part in text.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            yield return equals < 0 ? new(Decode(part), "") : new(Decode(part.AsSpan(0, equals)), Decode(part.AsSpan(equals + 1)));
        }
    }
}
