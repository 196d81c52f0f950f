using Amazon;
using Amazon.RDS;
using Amazon.RDS.Model;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Endpoint = Amazon.Runtime.Endpoints.Endpoint;

namespace SnapshotShare.AmazonRds.Tests.Client;

public sealed class EndpointRuleTests
{
    [Theory]
    [InlineData("us-iso-east-1", false, false, "https://rds.us-iso-east-1.c2s.ic.gov/")]
    [InlineData("eu-isoe-west-1", false, false, "https://rds.eu-isoe-west-1.cloud.adc-e.uk/")]
    [InlineData("us-gov-west-1", false, true, "https://rds.us-gov-west-1.api.aws/")]
    public void a_region_of_another_partition_has_that_partitions_endpoint(string region, bool fips, bool dualStack, string expected) =>
        Assert.Equal(new Uri(expected), new Uri(Resolve(region, fips, dualStack).URL));

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void a_service_url_excludes_fips_and_dual_stack_each(bool fips, bool dualStack) =>
        Assert.Contains(
            "custom endpoint",
            Assert.Throws<AmazonClientException>(() => Resolve("us-east-1", fips, dualStack, "http://rds.invalid")).Message,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void without_a_region_and_a_service_url_there_is_no_endpoint(string? region) =>
        Assert.Contains(
            "Missing Region",
            Assert.Throws<AmazonClientException>(() => Resolve(region, fips: false, dualStack: false)).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void the_rules_are_told_the_configuration()
    {
        var told = Told(
            new AmazonRDSConfig
            {
                RegionEndpoint = RegionEndpoint.APNortheast1,
                UseFIPSEndpoint = true,
                UseDualstackEndpoint = true,
            }
        );

        Assert.Equal(("ap-northeast-1", true, true, null), told);
        Assert.Equal(("ap-northeast-1", false, false, null), Told(new AmazonRDSConfig { RegionEndpoint = RegionEndpoint.APNortheast1 }));
    }

    [Theory]
    [InlineData("eu-west-1", "https://rds.us-west-2.amazonaws.com/", "eu-west-1")]
    [InlineData(null, "https://rds.us-west-2.amazonaws.com/", "us-west-2")]
    public void with_a_service_url_the_region_is_the_one_it_is_signed_for(string? signedFor, string url, string expected)
    {
        var config = new AmazonRDSConfig { ServiceURL = url };
        if (signedFor is not null)
        {
            config.AuthenticationRegion = signedFor;
        }

        Assert.Equal((expected, false, false, url), Told(config));
    }

    [Fact]
    public void an_alternate_endpoint_names_the_region_itself() =>
        Assert.Equal(
            "us-west-2",
            Told(new AmazonRDSConfig { RegionEndpoint = RegionEndpoint.APNortheast1 }, RegionEndpoint.USWest2).Region
        );

    private static (object Region, object Fips, object DualStack, object Url) Told(AmazonRDSConfig config, RegionEndpoint? alternate = null)
    {
        var rules = new Listener();
        config.EndpointProvider = rules;
        config.DetermineServiceOperationEndpoint(new ServiceOperationEndpointParameters(new DescribeDBClustersRequest(), alternate));
        return (rules.Heard!["Region"], rules.Heard["UseFIPS"], rules.Heard["UseDualStack"], rules.Heard["Endpoint"]);
    }

    private static Endpoint Resolve(string? region, bool fips, bool dualStack, string? url = null)
    {
        var parameters = new EndpointParameters
        {
            ["Region"] = region,
            ["UseFIPS"] = fips,
            ["UseDualStack"] = dualStack,
            ["Endpoint"] = url,
        };
        return new AmazonRDSConfig().EndpointProvider.ResolveEndpoint(parameters);
    }

    private sealed class Listener : IEndpointProvider
    {
        public EndpointParameters? Heard { get; private set; }

        public Endpoint ResolveEndpoint(EndpointParameters parameters)
        {
            Heard = parameters;
            return new Endpoint("http://rds.invalid");
        }
    }
}
