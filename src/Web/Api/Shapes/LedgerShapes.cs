using System.Text.Json;
using SnapshotShare.Core.Audit;

namespace SnapshotShare.Web.Api.Shapes;

/// <param name="Next">Give it as <c>after</c> to read on; null when this was the end.</param>
public sealed record LedgerPageShape(IReadOnlyList<LedgerEntryShape> Entries, long? Next);

/// <summary>One line of the ledger. <c>Hash</c> covers it and the line before it.</summary>
public sealed record LedgerEntryShape(
    long Sequence,
    DateTime At,
    string Kind,
    string ActorId,
    string ActorName,
    string ActorRole,
    string Subject,
    JsonElement Details,
    string PreviousHash,
    string Hash
)
{
    public static LedgerEntryShape Of(AuditEntry entry) =>
        new(
            entry.Sequence,
            entry.At,
            entry.Kind,
            entry.ActorId,
            entry.ActorName,
            entry.ActorRole,
            entry.Subject,
            JsonElement.Parse(entry.Details),
            entry.PreviousHash,
            entry.Hash
        );
}
