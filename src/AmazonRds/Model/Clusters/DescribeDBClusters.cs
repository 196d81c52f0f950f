using Amazon.RDS.Model.Internal.MarshallTransformations;
using Amazon.Runtime;

namespace Amazon.RDS.Model;

public class DescribeDBClustersRequest : AmazonRDSRequest, IMarked
{
    public string DBClusterIdentifier { get; set; }

    [ListItem("Filter")]
    public List<Filter> Filters { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public int? MaxRecords { get; set; }
    public string Marker { get; set; }
    public bool? IncludeShared { get; set; }
}

public class DescribeDBClustersResponse : AmazonWebServiceResponse, IMarked
{
    public string Marker { get; set; }
    public List<DBCluster> DBClusters { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}
