using Amazon.RDS.Model.Internal.MarshallTransformations;
using Amazon.Runtime;

namespace Amazon.RDS.Model;

public class DescribeDBSubnetGroupsRequest : AmazonRDSRequest, IMarked
{
    public string DBSubnetGroupName { get; set; }

    [ListItem("Filter")]
    public List<Filter> Filters { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public int? MaxRecords { get; set; }
    public string Marker { get; set; }
}

public class DescribeDBSubnetGroupsResponse : AmazonWebServiceResponse, IMarked
{
    public string Marker { get; set; }
    public List<DBSubnetGroup> DBSubnetGroups { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}
