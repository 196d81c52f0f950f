using Amazon;
using Amazon.RDS;
using Amazon.RDS.Model;
using Amazon.Runtime;
using SnapshotShare.AmazonRds.Tests.Wire;

namespace SnapshotShare.AmazonRds.Tests.Client;

public sealed class EndpointTests
{
    [Theory]
    [InlineData("ap-northeast-1", false, false, "https://rds.ap-northeast-1.amazonaws.com/")]
    [InlineData("us-east-1", false, false, "https://rds.us-east-1.amazonaws.com/")]
    [InlineData("us-east-1", true, false, "https://rds-fips.us-east-1.amazonaws.com/")]
    [InlineData("us-east-1", false, true, "https://rds.us-east-1.api.aws/")]
    [InlineData("us-east-1", true, true, "https://rds-fips.us-east-1.api.aws/")]
    [InlineData("cn-north-1", false, false, "https://rds.cn-north-1.amazonaws.com.cn/")]
    [InlineData("cn-north-1", false, true, "https://rds.cn-north-1.api.amazonwebservices.com.cn/")]
    [InlineData("us-gov-west-1", false, false, "https://rds.us-gov-west-1.amazonaws.com/")]
    [InlineData("us-gov-west-1", true, false, "https://rds.us-gov-west-1.amazonaws.com/")]
    [InlineData("us-gov-west-1", true, true, "https://rds-fips.us-gov-west-1.api.aws/")]
    [InlineData("xx-newplace-7", false, false, "https://rds.xx-newplace-7.amazonaws.com/")]
    public async Task a_request_goes_to_its_regions_own_endpoint(string region, bool fips, bool dualStack, string expected)
    {
        var config = new AmazonRDSConfig
        {
            RegionEndpoint = RegionEndpoint.GetBySystemName(region),
            UseFIPSEndpoint = fips,
            UseDualstackEndpoint = dualStack,
        };
        using var recorder = new Recorder();
        config.HttpClientFactory = recorder;
        using var client = new AmazonRDSClient("AKIAEXAMPLE", "secret", config);

        await client.DescribeDBClustersAsync(new DescribeDBClustersRequest(), TestContext.Current.CancellationToken);

        Assert.Equal(expected, recorder.Sent.RequestUri!.AbsoluteUri);
        Assert.Contains(
            $"/{region}/rds/aws4_request",
            string.Join(' ', recorder.Sent.Headers.GetValues("Authorization")),
            StringComparison.Ordinal
        );
        Assert.Equal(new Uri(expected), new Uri(client.DetermineServiceOperationEndpoint(new DescribeDBClustersRequest()).URL));
    }

    [Fact]
    public async Task a_service_url_takes_every_request()
    {
        await using var server = await WireServer.Start(Answer.Result("DescribeDBClusters", ""));
        using var client = server.Client();

        await client.DescribeDBClustersAsync(new DescribeDBClustersRequest(), TestContext.Current.CancellationToken);

        Assert.Equal(new Uri(server.Url).Authority, server.Request.Headers["Host"]);
        Assert.Equal(new Uri(server.Url), new Uri(client.DetermineServiceOperationEndpoint(new DescribeDBClustersRequest()).URL));
    }

    [Fact]
    public void the_configuration_names_service_and_version()
    {
        var config = new AmazonRDSConfig();

        Assert.Equal(
            ("RDS", "rds", "rds", "2014-10-31"),
            (AmazonRDSConfig.ServiceId, config.RegionEndpointServiceName, config.AuthenticationServiceName, config.ServiceVersion)
        );
    }

    [Fact]
    public void a_service_url_excludes_fips_and_dual_stack()
    {
        using var client = new AmazonRDSClient(
            "AKIAEXAMPLE",
            "secret",
            new AmazonRDSConfig
            {
                ServiceURL = "http://127.0.0.1:1",
                AuthenticationRegion = "ap-northeast-1",
                UseFIPSEndpoint = true,
            }
        );

        Assert.Throws<AmazonClientException>(() => client.DetermineServiceOperationEndpoint(new DescribeDBClustersRequest()));
    }

    private sealed class Recorder : HttpClientFactory, IDisposable
    {
        private readonly Handler _handler = new();

        public HttpRequestMessage Sent => _handler.Sent!;

        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(_handler, disposeHandler: false);

        public void Dispose() => _handler.Dispose();

        private sealed class Handler : HttpMessageHandler
        {
            public HttpRequestMessage? Sent { get; private set; }

            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                Sent = request;
                return Task.FromResult(
                    new HttpResponseMessage { Content = new StringContent(Answer.Result("DescribeDBClusters", "").Body) }
                );
            }
        }
    }
}
