using System.Text.Json;
using System.Text.Json.Nodes;
using SnapshotShare.Core.Ledger;

namespace SnapshotShare.Process.Tests;

/// <summary>What must be true at the end, whatever happened on the way. AWS itself is asked, not the application.</summary>
public static class EndState
{
    /// <summary>One of everything that was promised, nothing that was only needed on the way, nothing shared.</summary>
    public static void IsOneClusterAndNothingShared(JsonElement aws, string requestId)
    {
        var snapshot = Assert.Single(Made(aws, "snapshots", requestId));
        Assert.Equal("available", snapshot.GetProperty("status").GetString());
        Assert.Contains(":123456789000:", snapshot.GetProperty("arn").GetString(), StringComparison.Ordinal);
        var cluster = Assert.Single(Made(aws, "clusters", requestId));
        Assert.Equal(
            ("available", "its own"),
            (cluster.GetProperty("status").GetString(), cluster.GetProperty("masterPassword").GetString())
        );
        var writer = Assert.Single(Made(aws, "instances", requestId));
        Assert.Equal("available", writer.GetProperty("status").GetString());
        Assert.False(writer.GetProperty("publiclyAccessible").GetBoolean());
        IsNothingShared(aws, requestId);
    }

    public static void IsNothingLeft(JsonElement aws, string requestId)
    {
        foreach (var kind in new[] { "snapshots", "clusters", "instances" })
            Assert.Empty(Made(aws, kind, requestId));
    }

    public static void IsNothingShared(JsonElement aws, string requestId) =>
        Assert.All(Made(aws, "snapshots", requestId), snapshot => Assert.Empty(snapshot.GetProperty("sharedWith").EnumerateArray()));

    /// <summary>Whoever may restore a snapshot that the application made to share it.</summary>
    public static IReadOnlyList<string> SharedByUs(JsonElement aws) =>
        [
            .. aws.GetProperty("snapshots")
                .EnumerateArray()
                .Where(snapshot => snapshot.GetProperty("arn").GetString()!.Contains("snapshot:from-", StringComparison.Ordinal))
                .SelectMany(snapshot => snapshot.GetProperty("sharedWith").EnumerateArray().Select(account => account.GetString()!)),
        ];

    /// <summary>What AWS accepted: each thing was made once, and not once more after a kill.</summary>
    public static void IsNothingMadeTwice(IEnumerable<Change> accepted)
    {
        var changes = accepted.ToList();
        foreach (var making in new[] { Change.CopyForSharing, Change.CopyInTarget, Change.RestoreCluster, Change.CreateWriter })
            Assert.Single(changes, change => change == making);
    }

    /// <summary>The chain as the API hands it out, computed again.</summary>
    public static void IsLedgerIntact(IReadOnlyList<JsonElement> ledger)
    {
        var verdict = HashChain.Verify(ledger.Select(Entry));
        Assert.True(verdict.Holds, $"Entry {verdict.FirstBad}: {verdict.Fault}");
        Assert.Equal(ledger.Count, verdict.Head.Sequence);
    }

    private static List<JsonElement> Made(JsonElement aws, string kind, string requestId) =>
        [
            .. aws.GetProperty(kind)
                .EnumerateArray()
                .Where(one =>
                    one.GetProperty("tags")
                        .EnumerateArray()
                        .Any(tag =>
                            tag.GetProperty("key").GetString() == "snapshotshare:request"
                            && tag.GetProperty("value").GetString() == requestId
                        )
                ),
        ];

    private static LedgerEntry Entry(JsonElement entry) =>
        new()
        {
            Sequence = entry.GetProperty("sequence").GetInt64(),
            At = entry.GetProperty("at").GetDateTime().ToUniversalTime(),
            Kind = entry.GetProperty("kind").GetString()!,
            ActorId = entry.GetProperty("actorId").GetString()!,
            ActorName = entry.GetProperty("actorName").GetString()!,
            ActorRole = entry.GetProperty("actorRole").GetString()!,
            Subject = entry.GetProperty("subject").GetString()!,
            Details = CanonicalJson.Write(JsonNode.Parse(entry.GetProperty("details").GetRawText())),
            PreviousHash = entry.GetProperty("previousHash").GetString()!,
            Hash = entry.GetProperty("hash").GetString()!,
        };
}
