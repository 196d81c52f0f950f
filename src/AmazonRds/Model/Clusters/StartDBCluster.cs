using Amazon.Runtime;

namespace Amazon.RDS.Model;

/// <summary>Starts a cluster that was stopped, with its instances.</summary>
public class StartDBClusterRequest : AmazonRDSRequest
{
    public string DBClusterIdentifier { get; set; }
}

public class StartDBClusterResponse : AmazonWebServiceResponse
{
    public DBCluster DBCluster { get; set; }
}
