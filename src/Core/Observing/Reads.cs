namespace SnapshotShare.Core.Observing;

/// <summary>The listings that a step's observation needs.</summary>
[Flags]
public enum Reads
{
    None = 0,
    SourceSnapshot = 1,
    SourceSnapshots = 2,
    SharedWith = 4,
    SharedToTarget = 8,
    TargetSnapshots = 16,
    TargetClusters = 32,
    TargetInstances = 64,
    SharingSnapshot = 128,
}
