namespace SnapshotShare.Core.Ledger;

/// <summary>A chain's last sequence and hash.</summary>
public sealed record ChainHead(long Sequence, string Hash);

public enum ChainFault
{
    /// <summary>A sequence number is not there.</summary>
    Missing,

    /// <summary>The entry names another hash before it than the one that stands there.</summary>
    DoesNotFollow,

    /// <summary>The entry's content is not what was hashed.</summary>
    Changed,
}

/// <param name="Head">The last entry that holds.</param>
/// <param name="FirstBad">Sequence of the first that does not; null when all hold.</param>
public sealed record ChainVerdict(ChainHead Head, long? FirstBad, ChainFault? Fault)
{
    public bool Holds => FirstBad is null;
}
