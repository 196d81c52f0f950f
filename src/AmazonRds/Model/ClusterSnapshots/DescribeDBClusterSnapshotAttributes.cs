using Amazon.Runtime;

namespace Amazon.RDS.Model;

public class DescribeDBClusterSnapshotAttributesRequest : AmazonRDSRequest
{
    public string DBClusterSnapshotIdentifier { get; set; }
}

public class DescribeDBClusterSnapshotAttributesResponse : AmazonWebServiceResponse
{
    public DBClusterSnapshotAttributesResult DBClusterSnapshotAttributesResult { get; set; }
}
