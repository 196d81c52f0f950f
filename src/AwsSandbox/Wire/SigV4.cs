using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace SnapshotShare.AwsSandbox.Wire;

/// <summary>AWS Signature Version 4 as pure functions ("Create a signed AWS API request", IAM User Guide).</summary>
internal static partial class SigV4
{
    public const string Algorithm = "AWS4-HMAC-SHA256";

    public static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    public static string CanonicalRequest(
        string method,
        string path,
        string query,
        IEnumerable<KeyValuePair<string, string>> headers,
        IReadOnlyCollection<string> signedHeaders,
        string payloadHash
    )
    {
        var values = headers.ToLookup(h => h.Key.ToLowerInvariant(), h => Squeeze(h.Value), StringComparer.Ordinal);
        var lines = signedHeaders.Select(name => $"{name}:{string.Join(',', values[name])}\n");
        return $"{method}\n{CanonicalPath(path)}\n{CanonicalQuery(query)}\n{string.Concat(lines)}\n{string.Join(';', signedHeaders)}\n{payloadHash}";
    }

    public static string StringToSign(string timestamp, string scope, string canonicalRequest) =>
        $"{Algorithm}\n{timestamp}\n{scope}\n{Hash(Encoding.UTF8.GetBytes(canonicalRequest))}";

    public static string Signature(string secret, string date, string region, string service, string stringToSign)
    {
        var key = Encoding.UTF8.GetBytes("AWS4" + secret);
        foreach (var part in (ReadOnlySpan<string>)[date, region, service, "aws4_request"])
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        return Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(stringToSign)));
    }

    // Every service but S3 signs the path normalised and encoded once more than it travels.
    private static string CanonicalPath(string path)
    {
        var kept = new List<string>();
        foreach (var segment in path.Split('/'))
        {
            if (segment == ".." && kept.Count > 0)
                kept.RemoveAt(kept.Count - 1);
            else if (segment is not ("" or "." or ".."))
                kept.Add(segment);
        }
        var trailing = kept.Count > 0 && (path.EndsWith('/') || path.EndsWith("/.", StringComparison.Ordinal)) ? "/" : "";
        return UrlText.Encode("/" + string.Join('/', kept) + trailing, keepSlash: true);
    }

    private static string CanonicalQuery(string query) =>
        string.Join(
            '&',
            UrlText
                .Pairs(query)
                .Where(p => p.Key != "X-Amz-Signature")
                .Select(p => (Name: UrlText.Encode(p.Key), Value: UrlText.Encode(p.Value)))
                .OrderBy(p => p.Name, StringComparer.Ordinal)
                .ThenBy(p => p.Value, StringComparer.Ordinal)
                .Select(p => $"{p.Name}={p.Value}")
        );

    private static string Squeeze(string value) => Blanks().Replace(value.Trim(), " ");

    [GeneratedRegex(@"[ \t\r\n]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Blanks();
}
