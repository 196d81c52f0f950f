using Amazon.RDS.Model.Internal.MarshallTransformations;
using Amazon.Runtime;

namespace Amazon.RDS.Model;

public class DescribeOrderableDBInstanceOptionsRequest : AmazonRDSRequest, IMarked
{
    public string Engine { get; set; }
    public string EngineVersion { get; set; }
    public string DBInstanceClass { get; set; }
    public string LicenseModel { get; set; }
    public string AvailabilityZoneGroup { get; set; }
    public bool? Vpc { get; set; }

    [ListItem("Filter")]
    public List<Filter> Filters { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public int? MaxRecords { get; set; }
    public string Marker { get; set; }
}

public class DescribeOrderableDBInstanceOptionsResponse : AmazonWebServiceResponse, IMarked
{
    public List<OrderableDBInstanceOption> OrderableDBInstanceOptions { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public string Marker { get; set; }
}
