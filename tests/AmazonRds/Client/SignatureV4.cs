using System.Security.Cryptography;
using System.Text;
using SnapshotShare.AmazonRds.Tests.Wire;

namespace SnapshotShare.AmazonRds.Tests.Client;

/// <summary>Signature Version 4, worked out from the request as it arrived (AWS IAM User Guide, Create a signed AWS API request).</summary>
internal static class SignatureV4
{
    public static string Of(SentRequest request, string secret, string region, string service)
    {
        var authorization = request.Headers["Authorization"];
        var signed = Between(authorization, "SignedHeaders=", ",");
        var date = request.Headers["X-Amz-Date"];
        var scope = $"{date[..8]}/{region}/{service}/aws4_request";

        var canonicalHeaders = string.Concat(signed.Split(';').Select(name => $"{name}:{request.Headers[name].Trim()}\n"));
        var canonical = $"{request.Method}\n{request.Path}\n\n{canonicalHeaders}\n{signed}\n{Hash(request.Body)}";
        var toSign = $"AWS4-HMAC-SHA256\n{date}\n{scope}\n{Hash(canonical)}";
        return Signed(toSign, secret, scope);
    }

    /// <summary>The signature of a URL that carries its own (the same guide, query string authentication); only the host is signed beside it.</summary>
    public static string OfQuery(Uri url, string secret)
    {
        var pairs = url.Query[1..].Split('&').Where(pair => !pair.StartsWith("X-Amz-Signature=", StringComparison.Ordinal));
        var query = string.Join('&', pairs.Order(StringComparer.Ordinal));
        var date = Between(query, "X-Amz-Date=", "&");
        var scope = Uri.UnescapeDataString(Between(query, "X-Amz-Credential=", "&")).Split('/', 2)[1];
        var canonical = $"GET\n{url.AbsolutePath}\n{query}\nhost:{url.Host}\n\nhost\n{Hash("")}";
        return Signed($"AWS4-HMAC-SHA256\n{date}\n{scope}\n{Hash(canonical)}", secret, scope);
    }

    public static string Between(string text, string start, string end)
    {
        var from = text.IndexOf(start, StringComparison.Ordinal) + start.Length;
        var to = text.IndexOf(end, from, StringComparison.Ordinal);
        return to < 0 ? text[from..] : text[from..to];
    }

    private static string Signed(string toSign, string secret, string scope)
    {
        byte[] key = [.. Encoding.UTF8.GetBytes("AWS4" + secret)];
        foreach (var part in scope.Split('/'))
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        }

        return Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign)));
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
