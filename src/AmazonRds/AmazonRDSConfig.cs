using Amazon.RDS.Internal;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util.Internal;

namespace Amazon.RDS;

/// <summary>
/// The way to reach RDS. Set <see cref="ClientConfig.RegionEndpoint"/> for AWS itself, or <see cref="ClientConfig.ServiceURL"/> together with
/// <see cref="ClientConfig.AuthenticationRegion"/> for any other endpoint.
/// </summary>
public class AmazonRDSConfig : ClientConfig
{
    private static readonly string Agent = InternalSDKUtils.BuildUserAgentString("RDS", "4.0.0.0");

    public AmazonRDSConfig()
        : base(new DefaultConfigurationProvider(AmazonRDSDefaultConfiguration.GetAllConfigurations()))
    {
        base.ServiceId = ServiceId;
        AuthenticationServiceName = "rds";
        EndpointProvider = new AmazonRDSEndpointProvider();
    }

    public static new string ServiceId => "RDS";

    public override string RegionEndpointServiceName => "rds";

    public override string ServiceVersion => "2014-10-31";

    public override string UserAgent => Agent;

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        EndpointProvider.ResolveEndpoint(AmazonRDSEndpointResolver.ParametersFor(this, parameters.AlternateEndpoint));
}
