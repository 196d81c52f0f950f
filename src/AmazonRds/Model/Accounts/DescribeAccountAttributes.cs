using Amazon.Runtime;

namespace Amazon.RDS.Model;

public class DescribeAccountAttributesRequest : AmazonRDSRequest;

public class DescribeAccountAttributesResponse : AmazonWebServiceResponse
{
    public List<AccountQuota> AccountQuotas { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}
