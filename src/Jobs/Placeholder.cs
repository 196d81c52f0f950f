namespace SnapshotShare.Jobs;
