using Amazon.RDS.Model.Internal.MarshallTransformations;
using Amazon.Runtime;

namespace Amazon.RDS.Model;

public class DescribeDBInstancesRequest : AmazonRDSRequest, IMarked
{
    public string DBInstanceIdentifier { get; set; }

    [ListItem("Filter")]
    public List<Filter> Filters { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public int? MaxRecords { get; set; }
    public string Marker { get; set; }
}

public class DescribeDBInstancesResponse : AmazonWebServiceResponse, IMarked
{
    public string Marker { get; set; }
    public List<DBInstance> DBInstances { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}
