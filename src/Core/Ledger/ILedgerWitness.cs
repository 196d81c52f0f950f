using SnapshotShare.Core.Persistence;

namespace SnapshotShare.Core.Ledger;

/// <summary>
/// Holds a room's rows against what the ledger tells of them. The chain shows that nobody changed an entry; a row that somebody changed beside it
/// shows only here.
/// </summary>
public interface ILedgerWitness
{
    /// <summary>The first row or entry that the other side does not account for, in words for whoever looks into it; null when all agree.</summary>
    /// <param name="db">Reads as of one moment.</param>
    Task<string?> DiffersAsync(Db db, CancellationToken ct);
}
