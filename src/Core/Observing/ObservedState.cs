using Amazon.RDS.Model;

namespace SnapshotShare.Core.Observing;

/// <summary>AWS as it was read for one look; what was not asked for is null.</summary>
public sealed record ObservedState
{
    /// <summary>The base snapshot; null when it is not there.</summary>
    public DBClusterSnapshot? SourceSnapshot { get; init; }

    /// <summary>Manual snapshots of the source account.</summary>
    public IReadOnlyList<DBClusterSnapshot> SourceSnapshots { get; init; } = [];

    /// <summary>The snapshot for sharing; null when it is not there.</summary>
    public DBClusterSnapshot? SharingSnapshot { get; init; }

    /// <summary>Account IDs in the <c>restore</c> attribute of the snapshot for sharing; null when that snapshot is not there.</summary>
    public IReadOnlyList<string>? SharedWith { get; init; }

    /// <summary>AWS's ID of the read of that attribute.</summary>
    public string? SharedWithRequestId { get; init; }

    /// <summary>Other accounts' snapshots as the target account sees them, by ARN.</summary>
    public IReadOnlyList<DBClusterSnapshot> SharedToTarget { get; init; } = [];

    /// <summary>When the read of that listing began, and AWS's ID of its last page's read.</summary>
    public DateTime? SharedToTargetAt { get; init; }
    public string? SharedToTargetRequestId { get; init; }

    /// <summary>Manual snapshots of the target account.</summary>
    public IReadOnlyList<DBClusterSnapshot> TargetSnapshots { get; init; } = [];
    public IReadOnlyList<DBCluster> TargetClusters { get; init; } = [];
    public IReadOnlyList<DBInstance> TargetInstances { get; init; } = [];
}
