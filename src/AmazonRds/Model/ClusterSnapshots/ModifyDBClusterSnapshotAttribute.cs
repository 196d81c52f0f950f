using Amazon.RDS.Model.Internal.MarshallTransformations;
using Amazon.Runtime;

namespace Amazon.RDS.Model;

public class ModifyDBClusterSnapshotAttributeRequest : AmazonRDSRequest
{
    public string DBClusterSnapshotIdentifier { get; set; }
    public string AttributeName { get; set; }

    [ListItem("AttributeValue")]
    public List<string> ValuesToAdd { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    [ListItem("AttributeValue")]
    public List<string> ValuesToRemove { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}

public class ModifyDBClusterSnapshotAttributeResponse : AmazonWebServiceResponse
{
    public DBClusterSnapshotAttributesResult DBClusterSnapshotAttributesResult { get; set; }
}
