using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using static Amazon.Runtime.Internal.Endpoints.StandardLibrary.Fn;

namespace Amazon.RDS.Internal;

/// <summary>The endpoint rules of the RDS model: the custom endpoint if there is one, else the Region's own, in the Region's partition.</summary>
internal sealed class AmazonRDSEndpointProvider : IEndpointProvider
{
    public Endpoint ResolveEndpoint(EndpointParameters parameters)
    {
        var region = (string)parameters["Region"];
        var custom = (string)parameters["Endpoint"];
        var fips = parameters["UseFIPS"] is true;
        var dualStack = parameters["UseDualStack"] is true;

        if (!string.IsNullOrEmpty(custom))
        {
            return fips || dualStack
                ? throw new AmazonClientException("Invalid Configuration: FIPS, Dualstack and custom endpoint are not supported together")
                : new Endpoint(custom);
        }

        if (string.IsNullOrEmpty(region) || Partition(region) is not { } partition)
        {
            throw new AmazonClientException("Invalid Configuration: Missing Region");
        }

        if (fips && !partition.supportsFIPS)
        {
            throw new AmazonClientException("FIPS is enabled but this partition does not support FIPS");
        }

        if (dualStack && !partition.supportsDualStack)
        {
            throw new AmazonClientException("DualStack is enabled but this partition does not support DualStack");
        }

        // GovCloud's plain endpoints already are the FIPS ones.
        var plainIsFips = partition.name == "aws-us-gov" && !dualStack;
        var host = fips && !plainIsFips ? "rds-fips" : "rds";
        return new Endpoint($"https://{host}.{region}.{(dualStack ? partition.dualStackDnsSuffix : partition.dnsSuffix)}");
    }
}
