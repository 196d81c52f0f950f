using System.Text.Json;
using SnapshotShare.Core.Ledger;

namespace SnapshotShare.Web.Api.Contracts;

/// <param name="Next">Give it as <c>after</c> to read on; null when this was the end.</param>
public sealed record LedgerPageContract(IReadOnlyList<LedgerEntryContract> Entries, long? Next);

/// <summary>One line of the ledger. <c>Hash</c> covers it and the line before it.</summary>
public sealed record LedgerEntryContract(
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
    public static LedgerEntryContract Of(LedgerEntry entry) =>
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
