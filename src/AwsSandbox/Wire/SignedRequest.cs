using System.Globalization;

namespace SnapshotShare.AwsSandbox.Wire;

/// <summary>A request's word about its own signature, from the Authorization header or from a presigned query.</summary>
internal sealed record SignedRequest(
    string AccessKeyId,
    string ScopeDate,
    string Region,
    string Service,
    string Terminator,
    IReadOnlyList<string> SignedHeaders,
    string Signature,
    string? Timestamp,
    string? Token,
    int? ExpiresAfterSeconds
)
{
    public string Scope => $"{ScopeDate}/{Region}/{Service}/{Terminator}";

    /// <summary>Null where the request is not signed at all; a mistake in words where it is signed badly.</summary>
    public static (SignedRequest? Signed, string? Mistake) Read(WireRequest request)
    {
        if (request.Header("Authorization") is { } header)
            return ReadHeader(request, header.Trim());
        var query = new Parameters(UrlText.Pairs(request.Query));
        return query["X-Amz-Algorithm"] is null && query["X-Amz-Signature"] is null ? (null, null) : ReadQuery(query);
    }

    private static (SignedRequest?, string?) ReadHeader(WireRequest request, string header)
    {
        if (!header.StartsWith(SigV4.Algorithm, StringComparison.Ordinal))
            return (null, $"Authorization header requires '{SigV4.Algorithm}' algorithm. Authorization={Shown(header)}");
        var parts = new Parameters(
            header[SigV4.Algorithm.Length..]
                .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(p => p.Split('=', 2))
                .Select(p => new KeyValuePair<string, string>(p[0].Trim(), p.Length > 1 ? p[1].Trim() : ""))
        );
        foreach (var name in (ReadOnlySpan<string>)["Credential", "Signature", "SignedHeaders"])
        {
            if (parts.Text(name) is null)
                return (null, $"Authorization header requires '{name}' parameter. Authorization={Shown(header)}");
        }
        var timestamp = request.Header("X-Amz-Date") ?? FromHttpDate(request.Header("Date"));
        if (timestamp is null)
            return (
                null,
                $"Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. Authorization={Shown(header)}"
            );
        return Make(
            parts["Credential"]!,
            parts["SignedHeaders"]!,
            parts["Signature"]!,
            timestamp,
            request.Header("X-Amz-Security-Token"),
            null
        );
    }

    private static (SignedRequest?, string?) ReadQuery(Parameters query)
    {
        foreach (
            var name in (ReadOnlySpan<string>)
                ["X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Signature", "X-Amz-SignedHeaders", "X-Amz-Date", "X-Amz-Expires"]
        )
        {
            if (query.Text(name) is null)
                return (null, $"AWS query-string parameters must include '{name}'. Re-examine the query-string parameters.");
        }
        if (query["X-Amz-Algorithm"] != SigV4.Algorithm)
            return (null, $"'{SigV4.Algorithm}' is the only supported value for 'X-Amz-Algorithm'.");
        if (query.Int("X-Amz-Expires") is not (>= 0 and <= 604800))
            return (null, "X-Amz-Expires must be a number of seconds between 0 and 604800.");
        return Make(
            query["X-Amz-Credential"]!,
            query["X-Amz-SignedHeaders"]!,
            query["X-Amz-Signature"]!,
            query["X-Amz-Date"],
            query.Text("X-Amz-Security-Token"),
            query.Int("X-Amz-Expires")
        );
    }

    private static (SignedRequest?, string?) Make(
        string credential,
        string signedHeaders,
        string signature,
        string? timestamp,
        string? token,
        int? expires
    )
    {
        var scope = credential.Split('/');
        if (scope.Length != 5 || scope.Any(p => p.Length == 0))
            return (
                null,
                $"Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '{Shown(credential)}'"
            );
        return (
            new(scope[0], scope[1], scope[2], scope[3], scope[4], signedHeaders.Split(';'), signature, timestamp, token, expires),
            null
        );
    }

    private static string? FromHttpDate(string? date) =>
        DateTimeOffset.TryParseExact(date, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)
            : date;

    private static string Shown(string text) => text.Length <= 300 ? text : text[..300];
}
