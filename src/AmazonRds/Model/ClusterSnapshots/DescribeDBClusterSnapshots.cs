using Amazon.RDS.Model.Internal.MarshallTransformations;
using Amazon.Runtime;

namespace Amazon.RDS.Model;

public class DescribeDBClusterSnapshotsRequest : AmazonRDSRequest, IMarked
{
    public string DBClusterIdentifier { get; set; }
    public string DBClusterSnapshotIdentifier { get; set; }
    public string SnapshotType { get; set; }

    [ListItem("Filter")]
    public List<Filter> Filters { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public int? MaxRecords { get; set; }
    public string Marker { get; set; }
    public bool? IncludeShared { get; set; }
    public bool? IncludePublic { get; set; }
    public string DbClusterResourceId { get; set; }
}

public class DescribeDBClusterSnapshotsResponse : AmazonWebServiceResponse, IMarked
{
    public string Marker { get; set; }
    public List<DBClusterSnapshot> DBClusterSnapshots { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}
