namespace SnapshotShare.Core.Persistence;

/// <summary>Which world this database belongs to; accounts may join it later.</summary>
public sealed class EnvironmentStamp
{
    public required int Id { get; init; }
    public required string Kind { get; init; }
    public required string AccountIds { get; set; }
    public required string SignInMode { get; init; }
    public required DateTime CreatedAt { get; init; }

    /// <summary>
    /// ID of this installation, the second tag on everything it makes. A copy of the database is the same installation, so the two must never
    /// run at once. Empty in a database of an older version until its first start.
    /// </summary>
    public required string Installation { get; set; }

    /// <summary>Up to this entry of the ledger heads outside have vouched, not counting the newest.</summary>
    public long CoveredUpTo { get; set; }
}
