using Amazon.RDS.Model.Internal.MarshallTransformations;
using Amazon.Runtime;

namespace Amazon.RDS.Model;

/// <summary>Asks for the versions of engines. Those that AWS offers no more are told of only where IncludeAll says so.</summary>
public class DescribeDBEngineVersionsRequest : AmazonRDSRequest, IMarked
{
    public string Engine { get; set; }
    public string EngineVersion { get; set; }
    public string DBParameterGroupFamily { get; set; }

    [ListItem("Filter")]
    public List<Filter> Filters { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public int? MaxRecords { get; set; }
    public string Marker { get; set; }
    public bool? DefaultOnly { get; set; }
    public bool? ListSupportedCharacterSets { get; set; }
    public bool? ListSupportedTimezones { get; set; }
    public bool? IncludeAll { get; set; }
}

public class DescribeDBEngineVersionsResponse : AmazonWebServiceResponse, IMarked
{
    public string Marker { get; set; }
    public List<DBEngineVersion> DBEngineVersions { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}
