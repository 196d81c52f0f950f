using Amazon.RDS.Internal;
using Amazon.RDS.Model.Internal.MarshallTransformations;
using Amazon.Runtime;

namespace Amazon.RDS.Model;

/// <summary>
/// Copies a snapshot, under another key if one is named. A snapshot of another account is named by its ARN, and then a key is required.
/// Across Regions RDS wants a PreSignedUrl, which the client signs by itself where SourceRegion says from which Region the snapshot is.
/// </summary>
public class CopyDBClusterSnapshotRequest : AmazonRDSRequest, IPreSignedUrlRequest
{
    public string SourceDBClusterSnapshotIdentifier { get; set; }
    public string TargetDBClusterSnapshotIdentifier { get; set; }
    public string KmsKeyId { get; set; }
    public string PreSignedUrl { get; set; }

    /// <summary>The Region of the snapshot, which is for signing PreSignedUrl only and not sent itself. Leave it out within one Region.</summary>
    [NotSent]
    public string SourceRegion { get; set; }

    public bool? CopyTags { get; set; }

    [ListItem("Tag")]
    public List<Tag> Tags { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}

public class CopyDBClusterSnapshotResponse : AmazonWebServiceResponse
{
    public DBClusterSnapshot DBClusterSnapshot { get; set; }
}
