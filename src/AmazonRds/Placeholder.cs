namespace SnapshotShare.AmazonRds;
