using Amazon.Runtime;

namespace Amazon.RDS.Model;

/// <summary>Stops a cluster with its instances; AWS starts it by itself after seven days.</summary>
public class StopDBClusterRequest : AmazonRDSRequest
{
    public string DBClusterIdentifier { get; set; }
}

public class StopDBClusterResponse : AmazonWebServiceResponse
{
    public DBCluster DBCluster { get; set; }
}
