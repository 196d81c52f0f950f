using Amazon.RDS.Model.Internal.MarshallTransformations;
using Amazon.Runtime;

namespace Amazon.RDS.Model;

public class DescribeExportTasksRequest : AmazonRDSRequest, IMarked
{
    public string ExportTaskIdentifier { get; set; }
    public string SourceArn { get; set; }

    [ListItem("Filter")]
    public List<Filter> Filters { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public string Marker { get; set; }
    public int? MaxRecords { get; set; }
    public ExportSourceType SourceType { get; set; }
}

public class DescribeExportTasksResponse : AmazonWebServiceResponse, IMarked
{
    public string Marker { get; set; }
    public List<ExportTask> ExportTasks { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}
