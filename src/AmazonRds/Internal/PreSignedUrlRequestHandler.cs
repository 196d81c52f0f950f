using Amazon.Runtime;
using Amazon.Runtime.Credentials.Internal;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;
using Amazon.Runtime.Internal.Util;

namespace Amazon.RDS.Internal;

/// <summary>A request whose answer RDS fetches from another Region, with a URL that the caller signs for that Region.</summary>
internal interface IPreSignedUrlRequest
{
    string SourceRegion { get; }

    string PreSignedUrl { get; set; }
}

/// <summary>
/// Signs the same request as it would be sent to its SourceRegion, and puts the URL into the request as its PreSignedUrl. It leaves alone
/// a request without a SourceRegion, and one that has a URL already.
/// </summary>
/// <param name="explicitCredentials">The credentials that the client was given; null where it finds its own.</param>
internal sealed class PreSignedUrlRequestHandler(AWSCredentials explicitCredentials) : PipelineHandler
{
    public override void InvokeSync(IExecutionContext executionContext)
    {
        if (executionContext.RequestContext.OriginalRequest is IPreSignedUrlRequest { SourceRegion: not null, PreSignedUrl: null } unsigned)
        {
            unsigned.PreSignedUrl = Signed(executionContext.RequestContext, unsigned.SourceRegion, Credentials().GetCredentials());
        }

        base.InvokeSync(executionContext);
    }

    public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
    {
        if (executionContext.RequestContext.OriginalRequest is IPreSignedUrlRequest { SourceRegion: not null, PreSignedUrl: null } unsigned)
        {
            var credentials = await Credentials().GetCredentialsAsync().ConfigureAwait(false);
            unsigned.PreSignedUrl = Signed(executionContext.RequestContext, unsigned.SourceRegion, credentials);
        }

        return await base.InvokeAsync<T>(executionContext).ConfigureAwait(false);
    }

    private AWSCredentials Credentials() =>
        explicitCredentials ?? DefaultIdentityResolverConfiguration.ResolveDefaultIdentity<AWSCredentials>();

    private static string Signed(IRequestContext context, string sourceRegion, ImmutableCredentials credentials)
    {
        var region = RegionEndpoint.GetBySystemName(sourceRegion);
        var endpoint = context.ClientConfig.DetermineServiceOperationEndpoint(
            new ServiceOperationEndpointParameters(context.OriginalRequest, region)
        );
        var request = context.Marshaller.Marshall(context.OriginalRequest);
        request.UseQueryString = true;
        request.HttpMethod = "GET";
        request.Endpoint = new Uri(endpoint.URL);
        request.Parameters["DestinationRegion"] =
            context.ClientConfig.RegionEndpoint?.SystemName ?? context.ClientConfig.AuthenticationRegion;
        if (credentials.UseToken)
        {
            request.Parameters["X-Amz-Security-Token"] = credentials.Token;
        }

        var signature = AWS4PreSignedUrlSigner.SignRequest(
            request,
            context.ClientConfig,
            new RequestMetrics(),
            credentials.AccessKey,
            credentials.SecretKey,
            "rds",
            sourceRegion
        );
        return AmazonServiceClient.ComposeUrl(request).AbsoluteUri + "&" + signature.ForQueryParameters;
    }
}
