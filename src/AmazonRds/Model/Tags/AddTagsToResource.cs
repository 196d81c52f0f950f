using Amazon.RDS.Model.Internal.MarshallTransformations;
using Amazon.Runtime;

namespace Amazon.RDS.Model;

public class AddTagsToResourceRequest : AmazonRDSRequest
{
    public string ResourceName { get; set; }

    [ListItem("Tag")]
    public List<Tag> Tags { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}

public class AddTagsToResourceResponse : AmazonWebServiceResponse;
