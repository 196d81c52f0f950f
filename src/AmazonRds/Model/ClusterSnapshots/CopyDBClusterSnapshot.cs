using Amazon.RDS.Model.Internal.MarshallTransformations;
using Amazon.Runtime;

namespace Amazon.RDS.Model;

/// <summary>
/// Copies a snapshot, under another key if one is named. A snapshot of another account is named by its ARN, and then a key is required.
/// Across Regions the caller signs PreSignedUrl; the SDK's SourceRegion, which would do it, is not part of this stand-in.
/// </summary>
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
