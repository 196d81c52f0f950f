namespace Amazon.RDS.Model;

/// <summary>The attribute "restore": the accounts that may copy and restore the snapshot, or "all".</summary>
public class DBClusterSnapshotAttributesResult
{
    public string DBClusterSnapshotIdentifier { get; set; }
    public List<DBClusterSnapshotAttribute> DBClusterSnapshotAttributes { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}

public class DBClusterSnapshotAttribute
{
    public string AttributeName { get; set; }
    public List<string> AttributeValues { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}
