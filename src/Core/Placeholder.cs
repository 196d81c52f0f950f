namespace SnapshotShare.Core;
