using Amazon.Runtime;

namespace Amazon.RDS.Model;

public class DeleteDBClusterRequest : AmazonRDSRequest
{
    public string DBClusterIdentifier { get; set; }
    public bool? SkipFinalSnapshot { get; set; }
    public string FinalDBSnapshotIdentifier { get; set; }
    public bool? DeleteAutomatedBackups { get; set; }
}

public class DeleteDBClusterResponse : AmazonWebServiceResponse
{
    public DBCluster DBCluster { get; set; }
}
