namespace Amazon.RDS.Model;

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
