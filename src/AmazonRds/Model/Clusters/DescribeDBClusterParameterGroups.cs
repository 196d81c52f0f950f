using Amazon.RDS.Model.Internal.MarshallTransformations;
using Amazon.Runtime;

namespace Amazon.RDS.Model;

public class DescribeDBClusterParameterGroupsRequest : AmazonRDSRequest, IMarked
{
    public string DBClusterParameterGroupName { get; set; }

    [ListItem("Filter")]
    public List<Filter> Filters { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public int? MaxRecords { get; set; }
    public string Marker { get; set; }
}

public class DescribeDBClusterParameterGroupsResponse : AmazonWebServiceResponse, IMarked
{
    public string Marker { get; set; }
    public List<DBClusterParameterGroup> DBClusterParameterGroups { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}
