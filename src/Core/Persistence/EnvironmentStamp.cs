namespace SnapshotShare.Core.Persistence;

/// <summary>Which world this database belongs to; accounts may join it later.</summary>
public sealed class EnvironmentStamp
{
    public required int Id { get; init; }
    public required string Kind { get; init; }
    public required string AccountIds { get; set; }
    public required string SignInMode { get; init; }
    public required DateTime CreatedAt { get; init; }

    /// <summary>Up to this entry of the ledger heads outside have vouched, not counting the newest.</summary>
    public long CoveredUpTo { get; set; }
}
