using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Exposing;

public enum DataLocationKind
{
    /// <summary>The snapshot that could be shared, in the source account.</summary>
    SharingSnapshot,

    /// <summary>The target account may read it.</summary>
    Share,

    /// <summary>The target account's own copy.</summary>
    TargetCopy,
    Cluster,
}

/// <summary>One place where a request's data is or was.</summary>
/// <param name="From">From when it may have been there; the moment it was asked for where the end is not known.</param>
/// <param name="Until">When it was seen to be gone; null while it is there.</param>
public sealed record Place(DataLocationKind Kind, string Account, string Identifier, DateTime From, DateTime? Until)
{
    public bool IsThereAt(DateTime moment) => From <= moment && (Until is not { } until || moment < until);
}
