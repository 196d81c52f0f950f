using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Persistence;

namespace SnapshotShare.Core.Ledger;

/// <summary>
/// The ledger's chain. The hash of an entry is
/// <c>SHA-256( 0x01 || UTF-8( canonical JSON of {actor:{id,name,role},at,details,kind,previous,sequence,subject} ) )</c>
/// with <c>at</c> as <c>yyyy-MM-ddTHH:mm:ss.fffZ</c> and <c>previous</c> the hash before it in lower-case hex; the leading byte keeps
/// entries apart from anything else that is ever hashed (as RFC 6962 does). Anybody can check it with a standard library alone.
/// </summary>
public static class HashChain
{
    /// <summary>The hash that the first entry names as the one before it.</summary>
    public const string Genesis = "0000000000000000000000000000000000000000000000000000000000000000";

    private const byte EntryPrefix = 0x01;

    public static string Hash(LedgerEntry entry)
    {
        var content = CanonicalJson.Write(Content(entry));
        return Convert.ToHexStringLower(SHA256.HashData([EntryPrefix, .. Encoding.UTF8.GetBytes(content)]));
    }

    /// <summary>The content that is hashed, as JSON.</summary>
    public static JsonObject Content(LedgerEntry entry) =>
        new()
        {
            ["actor"] = new JsonObject
            {
                ["id"] = entry.ActorId,
                ["name"] = entry.ActorName,
                ["role"] = entry.ActorRole,
            },
            ["at"] = Timestamp(entry.At),
            ["details"] = JsonNode.Parse(entry.Details),
            ["kind"] = entry.Kind,
            ["previous"] = entry.PreviousHash,
            ["sequence"] = entry.Sequence,
            ["subject"] = entry.Subject,
        };

    public static string Timestamp(DateTime at) => Clock.Timestamp(at);

    /// <summary>Walks entries in order and names the first that does not follow from the one before it.</summary>
    /// <param name="entries">In order of sequence.</param>
    /// <param name="after">The entry before the first; null when the walk starts at the beginning.</param>
    public static ChainVerdict Verify(IEnumerable<LedgerEntry> entries, ChainHead? after = null)
    {
        var head = after ?? new ChainHead(0, Genesis);
        foreach (var entry in entries)
        {
            if (entry.Sequence != head.Sequence + 1)
                return new ChainVerdict(head, head.Sequence + 1, ChainFault.Missing);
            if (!string.Equals(entry.PreviousHash, head.Hash, StringComparison.Ordinal))
                return new ChainVerdict(head, entry.Sequence, ChainFault.DoesNotFollow);
            if (!HashesTo(entry))
                return new ChainVerdict(head, entry.Sequence, ChainFault.Changed);
            head = new ChainHead(entry.Sequence, entry.Hash);
        }
        return new ChainVerdict(head, FirstBad: null, Fault: null);
    }

    /// <summary>A tampered entry need not even be JSON any more, or JSON that names a member twice.</summary>
    private static bool HashesTo(LedgerEntry entry)
    {
        try
        {
            return string.Equals(Hash(entry), entry.Hash, StringComparison.Ordinal)
                && string.Equals(CanonicalJson.Write(JsonNode.Parse(entry.Details)), entry.Details, StringComparison.Ordinal);
        }
        catch (Exception e) when (LedgerEvent.IsUnreadable(e))
        {
            return false;
        }
    }
}
