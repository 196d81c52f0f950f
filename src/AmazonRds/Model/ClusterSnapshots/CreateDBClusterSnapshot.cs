using Amazon.RDS.Model.Internal.MarshallTransformations;
using Amazon.Runtime;

namespace Amazon.RDS.Model;

public class CreateDBClusterSnapshotRequest : AmazonRDSRequest
{
    public string DBClusterSnapshotIdentifier { get; set; }
    public string DBClusterIdentifier { get; set; }

    [ListItem("Tag")]
    public List<Tag> Tags { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}

public class CreateDBClusterSnapshotResponse : AmazonWebServiceResponse
{
    public DBClusterSnapshot DBClusterSnapshot { get; set; }
}
