using Amazon.RDS.Model.Internal.MarshallTransformations;
using Amazon.Runtime;

namespace Amazon.RDS.Model;

public class CopyDBClusterSnapshotRequest : AmazonRDSRequest
{
    public string SourceDBClusterSnapshotIdentifier { get; set; }
    public string TargetDBClusterSnapshotIdentifier { get; set; }
    public string KmsKeyId { get; set; }
    public string PreSignedUrl { get; set; }
    public bool? CopyTags { get; set; }

    [ListItem("Tag")]
    public List<Tag> Tags { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}

public class CopyDBClusterSnapshotResponse : AmazonWebServiceResponse
{
    public DBClusterSnapshot DBClusterSnapshot { get; set; }
}
