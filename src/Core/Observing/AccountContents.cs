using Amazon.RDS.Model;

namespace SnapshotShare.Core.Observing;

/// <summary>Everything of one account that can hold a cluster's data.</summary>
/// <param name="At">When the oldest of the listings began to be read.</param>
/// <param name="Snapshots">The account's own: manual, automated and AWS Backup's.</param>
/// <param name="Exports">Snapshots and clusters that were exported to S3; null where they could not be read.</param>
internal sealed record AccountContents(
    DateTime At,
    IReadOnlyList<DBClusterSnapshot> Snapshots,
    IReadOnlyList<DBCluster> Clusters,
    IReadOnlyList<DBInstance> Instances,
    IReadOnlyList<ExportTask>? Exports
)
{
    /// <summary>AWS Backup's snapshots could not be listed, and may be there all the same.</summary>
    public bool IsWithoutAwsBackup { get; init; }
}
