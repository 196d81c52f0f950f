using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Plans;

/// <summary>
/// Sixteen hex digits over everything that is demanded of a route, its longest times included. They are part of a plan's digest, so a
/// request planned under other rules is planned and approved again.
/// </summary>
public static class RulesVersion
{
    public static string Of(Route route)
    {
        var rules = route.Approval;
        var text = CanonicalJson.Write(
            new JsonObject
            {
                ["approvers"] = rules.Approvers,
                ["groups"] = Texts(rules.Groups),
                ["reasonLength"] = rules.ReasonLength,
                ["ticket"] = rules.Ticket?.ToString(),
                ["youngestSnapshotSeconds"] = Seconds(rules.YoungestSnapshot),
                ["oldestSnapshotSeconds"] = Seconds(rules.OldestSnapshot),
                ["instanceClasses"] = Texts(rules.InstanceClasses),
                ["longestShareWindowSeconds"] = Seconds(route.LongestShareWindow),
                ["longestClusterLifeSeconds"] = Seconds(route.LongestClusterLife),
                ["automatic"] = rules.Automatic is { } automatic
                    ? new JsonObject
                    {
                        ["clusters"] = Texts(automatic.Clusters),
                        ["groups"] = Texts(automatic.Groups),
                        ["longestWindowSeconds"] = Seconds(automatic.LongestWindow),
                        ["longestLifeSeconds"] = Seconds(automatic.LongestLife),
                    }
                    : null,
            }
        );
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
    }

    private static long? Seconds(TimeSpan? time) => time is { } some ? (long)some.TotalSeconds : null;

    private static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(text => (JsonNode)text)];
}
