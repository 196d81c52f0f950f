using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using SnapshotShare.Core.Ledger;

namespace SnapshotShare.Core.Notifications;

/// <summary>A notice as it goes over the wire, and its signature. Pure.</summary>
public static class WebhookMessage
{
    public const string SignatureHeader = "SnapshotShare-Signature";
    public const string IdHeader = "SnapshotShare-Notice";

    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The body of format <c>Json</c>.</summary>
    /// <param name="head">The ledger's end, signed; kept by the receiver, it proves later that nothing before it was changed.</param>
    public static string Json(Notice notice, string text, string? link, SignedHead? head) =>
        new JsonObject
        {
            ["id"] = notice.Id,
            ["kind"] = notice.Kind,
            ["at"] = HashChain.Timestamp(notice.At),
            ["text"] = text,
            ["link"] = link,
            ["request"] = notice.Request is { } request
                ? new JsonObject
                {
                    ["id"] = request.Id,
                    ["requester"] = request.RequesterName,
                    ["route"] = request.Plan.Route,
                    ["source"] = request.Plan.Source.Arn,
                    ["targetAccount"] = request.Plan.To.AccountId,
                    ["targetCluster"] = request.Plan.TargetCluster,
                    ["status"] = request.Status.ToString(),
                }
                : null,
            ["details"] = notice.What?.Details() ?? [],
            ["ledgerHead"] = JsonSerializer.SerializeToNode(head, Readable),
        }.ToJsonString(Readable);

    /// <summary>The body of format <c>Slack</c>: <c>&amp;</c>, <c>&lt;</c> and <c>&gt;</c> would be read as markup (Slack, Formatting text for app surfaces).</summary>
    public static string Slack(string text, string? link)
    {
        var escaped = text.Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal);
        return new JsonObject { ["text"] = link is null ? escaped : $"{escaped} <{link}>" }.ToJsonString(Readable);
    }

    /// <summary>
    /// <c>t=UNIXSECONDS,v1=HEX</c>, HEX being the HMAC SHA-256 of <c>UNIXSECONDS.BODY</c> under the secret. The receiver compares in constant time and
    /// refuses what is older than a few minutes.
    /// </summary>
    public static string Signature(string secret, DateTimeOffset at, string body)
    {
        var seconds = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{seconds}.{body}"));
        return $"t={seconds},v1={Convert.ToHexStringLower(mac)}";
    }
}
