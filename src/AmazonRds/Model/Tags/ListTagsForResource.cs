using Amazon.RDS.Model.Internal.MarshallTransformations;
using Amazon.Runtime;

namespace Amazon.RDS.Model;

public class ListTagsForResourceRequest : AmazonRDSRequest
{
    public string ResourceName { get; set; }

    [ListItem("Filter")]
    public List<Filter> Filters { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}

public class ListTagsForResourceResponse : AmazonWebServiceResponse
{
    public List<Tag> TagList { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}
