using Amazon.Runtime;

namespace Amazon.RDS.Model;

public class DeleteDBClusterSnapshotRequest : AmazonRDSRequest
{
    public string DBClusterSnapshotIdentifier { get; set; }
}

public class DeleteDBClusterSnapshotResponse : AmazonWebServiceResponse
{
    public DBClusterSnapshot DBClusterSnapshot { get; set; }
}
