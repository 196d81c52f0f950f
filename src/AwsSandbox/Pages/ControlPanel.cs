using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using SnapshotShare.AwsSandbox.State;
using SnapshotShare.AwsSandbox.Wire;

namespace SnapshotShare.AwsSandbox.Pages;

/// <summary>The sandbox's own page at "/" and its control endpoint under "/_sandbox/": for people and tests on this machine only.</summary>
internal sealed class ControlPanel(Accounts accounts, CallLog log)
{
    public const string Prefix = "/_sandbox/";

    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter() },
    };

    private readonly ControlActions actions = new(accounts);

    /// <summary>Null where the request is meant for AWS.</summary>
    public WireAnswer? TryAnswer(WireRequest request, string requestId, DateTimeOffset now)
    {
        var isPage = request.Method == "GET" && request.Path == "/" && request.Query.Length == 0 && request.Header("Authorization") is null;
        if (!isPage && !request.Path.StartsWith(Prefix, StringComparison.Ordinal))
            return null;
        if (!request.FromLoopback)
            return Text(403, "The sandbox's page and controls answer to this machine only.\n", requestId);
        // Another site's page, open in a browser on this machine, must not be able to turn the knobs.
        if (request.Header("Origin") is { } origin && !origin.EndsWith("//" + request.Header("Host"), StringComparison.OrdinalIgnoreCase))
            return Text(403, "The sandbox's controls do not answer to other sites.\n", requestId);
        return isPage ? Page(requestId, now) : Control(request, requestId, now);
    }

    private WireAnswer Page(string requestId, DateTimeOffset now) =>
        new(200, "text/html; charset=utf-8", StatePage.Write(accounts, log, now), requestId)
        {
            Extra = [new("Content-Security-Policy", "default-src 'none'; style-src 'self'"), new("Cache-Control", "no-store")],
        };

    private WireAnswer Control(WireRequest request, string requestId, DateTimeOffset now)
    {
        var path = request.Path[Prefix.Length..].TrimEnd('/');
        try
        {
            switch (request.Method, path)
            {
                case ("GET", "style.css"):
                    return new(200, "text/css; charset=utf-8", StateStyle.Css, requestId);
                case ("GET", "state"):
                    return Answer(200, actions.State(now), requestId);
                case ("GET", "faults"):
                    return Answer(200, accounts.Faults.Waiting, requestId);
                case ("GET", "calls"):
                    return Answer(200, log.Newest, requestId);
                case ("GET", "totals"):
                    return Answer(200, new { calls = log.Total, faults = accounts.Faults.Hits }, requestId);
                case ("GET", "shares"):
                    return Answer(200, accounts.Shares.All, requestId);
                case ("DELETE", "faults"):
                    accounts.Faults.Clear();
                    return Answer(200, accounts.Faults.Waiting, requestId);
            }
            if (request.Method != "POST")
                return Text(404, $"There is nothing at {request.Method} {request.Path}; the page at / says what there is.\n", requestId);
            var body = request.Body.Length == 0 ? new JsonObject() : JsonNode.Parse(request.Body.Span) as JsonObject;
            var (status, answer) = body is null ? (400, new { error = "The body must be a JSON object." }) : actions.Do(path, body, now);
            return Answer(status, answer, requestId);
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException or FormatException)
        {
            return Answer(400, new { error = e.Message }, requestId);
        }
    }

    private static WireAnswer Answer(int status, object body, string requestId) =>
        new(status, "application/json", JsonSerializer.Serialize(body, Json) + "\n", requestId);

    private static WireAnswer Text(int status, string text, string requestId) => new(status, "text/plain; charset=utf-8", text, requestId);
}
