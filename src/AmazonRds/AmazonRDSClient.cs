using Amazon.RDS.Internal;
using Amazon.RDS.Model;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Endpoint = Amazon.Runtime.Endpoints.Endpoint;

namespace Amazon.RDS;

/// <summary>
/// The RDS operations this product uses, under the names and with the behaviour of AWSSDK.RDS version 4, so that the package can take
/// its place. Credentials, signatures, retries, timeouts and connections are those of AWSSDK.Core.
/// </summary>
public partial class AmazonRDSClient : AmazonServiceClient, IAmazonRDS
{
    private static readonly AmazonRDSMetadata Metadata = new();

    public AmazonRDSClient()
        : base(new AmazonRDSConfig()) { }

    public AmazonRDSClient(RegionEndpoint region)
        : base(new AmazonRDSConfig { RegionEndpoint = region }) { }

    public AmazonRDSClient(AmazonRDSConfig config)
        : base(config) { }

    public AmazonRDSClient(AWSCredentials credentials)
        : this(credentials, new AmazonRDSConfig()) { }

    public AmazonRDSClient(AWSCredentials credentials, RegionEndpoint region)
        : this(credentials, new AmazonRDSConfig { RegionEndpoint = region }) { }

    public AmazonRDSClient(AWSCredentials credentials, AmazonRDSConfig clientConfig)
        : base(credentials, clientConfig) { }

    public AmazonRDSClient(string awsAccessKeyId, string awsSecretAccessKey)
        : this(awsAccessKeyId, awsSecretAccessKey, new AmazonRDSConfig()) { }

    public AmazonRDSClient(string awsAccessKeyId, string awsSecretAccessKey, RegionEndpoint region)
        : this(awsAccessKeyId, awsSecretAccessKey, new AmazonRDSConfig { RegionEndpoint = region }) { }

    public AmazonRDSClient(string awsAccessKeyId, string awsSecretAccessKey, AmazonRDSConfig clientConfig)
        : base(awsAccessKeyId, awsSecretAccessKey, clientConfig) { }

    public AmazonRDSClient(string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken)
        : this(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, new AmazonRDSConfig()) { }

    public AmazonRDSClient(string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken, RegionEndpoint region)
        : this(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, new AmazonRDSConfig { RegionEndpoint = region }) { }

    public AmazonRDSClient(string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken, AmazonRDSConfig clientConfig)
        : base(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, clientConfig) { }

    public IRDSPaginatorFactory Paginators => field ??= new RDSPaginatorFactory(this);

    protected override IServiceMetadata ServiceMetadata => Metadata;

    public Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request) =>
        Config.DetermineServiceOperationEndpoint(new ServiceOperationEndpointParameters(request));

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        pipeline.AddHandlerBefore<Marshaller>(new PreSignedUrlRequestHandler(ExplicitAWSCredentials));
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new AmazonRDSEndpointResolver());
        pipeline.AddHandlerAfter<Marshaller>(new AmazonRDSAuthSchemeHandler());
    }
}
