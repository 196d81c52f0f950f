using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util;

namespace Amazon.RDS.Internal;

/// <summary>Hands the client's configuration to the endpoint rules.</summary>
internal sealed class AmazonRDSEndpointResolver : BaseEndpointResolver
{
    protected override void ServiceSpecificHandler(IExecutionContext executionContext, EndpointParameters parameters) =>
        InjectHostPrefix(executionContext.RequestContext);

    protected override EndpointParameters MapEndpointsParameters(IRequestContext requestContext) =>
        ParametersFor(requestContext.ClientConfig, requestContext.Request.AlternateEndpoint);

    internal static EndpointParameters ParametersFor(IClientConfig config, RegionEndpoint alternate)
    {
        var parameters = new EndpointParameters();
        parameters["Region"] = alternate?.SystemName ?? config.RegionEndpoint?.SystemName ?? RegionOf(config);
        parameters["UseDualStack"] = config.UseDualstackEndpoint;
        parameters["UseFIPS"] = config.UseFIPSEndpoint;
        parameters["Endpoint"] = config.ServiceURL;
        return parameters;
    }

    private static string RegionOf(IClientConfig config)
    {
        if (string.IsNullOrEmpty(config.ServiceURL))
        {
            return null;
        }

        return string.IsNullOrEmpty(config.AuthenticationRegion)
            ? AWSSDKUtils.DetermineRegion(config.ServiceURL)
            : config.AuthenticationRegion;
    }
}
