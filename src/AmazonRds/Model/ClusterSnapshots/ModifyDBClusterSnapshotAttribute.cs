using Amazon.RDS.Model.Internal.MarshallTransformations;
using Amazon.Runtime;

namespace Amazon.RDS.Model;

/// <summary>Shares a manual snapshot or takes the share back: account IDs added to or removed from "restore".</summary>
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
