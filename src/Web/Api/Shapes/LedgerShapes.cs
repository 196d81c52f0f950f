using System.Text.Json;
using SnapshotShare.Core.Audit;

namespace SnapshotShare.Web.Api.Shapes;

/// <param name="Next">Give it as <c>after</c> to read on; null when this was the end.</param>
public sealed record LedgerPageShape(IReadOnlyList<LedgerEntryShape> Entries, long? Next);

/// <summary>One line of the ledger. <c>Hash</c> covers it and the line before it.</summary>
/// <param name="Details">Null where <c>Withheld</c> is true: connection data of somebody else's cluster.</param>
public sealed record LedgerEntryShape(
    long Sequence,
    DateTime At,
    string Kind,
    string ActorId,
    string ActorName,
    string ActorRole,
    string Subject,
    JsonElement? Details,
    bool Withheld,
    string PreviousHash,
    string Hash
)
{
    public static LedgerEntryShape Of(AuditEntry entry, bool withheld) =>
        new(
            entry.Sequence,
            entry.At,
            entry.Kind,
            entry.ActorId,
            entry.ActorName,
            entry.ActorRole,
            entry.Subject,
            withheld ? null : JsonElement.Parse(entry.Details),
            withheld,
            entry.PreviousHash,
            entry.Hash
        );
}
