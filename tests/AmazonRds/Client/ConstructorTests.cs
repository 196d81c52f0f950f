using Amazon;
using Amazon.RDS;
using Amazon.Runtime;

namespace SnapshotShare.AmazonRds.Tests.Client;

public sealed class ConstructorTests
{
    [Fact]
    public void a_client_that_is_given_a_region_is_of_that_region()
    {
        var region = RegionEndpoint.APNortheast1;
        using var plain = new AmazonRDSClient(region);
        using var withCredentials = new AmazonRDSClient(new BasicAWSCredentials("AKIAEXAMPLE", "secret"), region);
        using var withKey = new AmazonRDSClient("AKIAEXAMPLE", "secret", region);
        using var withSession = new AmazonRDSClient("ASIAEXAMPLE", "secret", "token", region);

        Assert.All([plain, withCredentials, withKey, withSession], client => Assert.Equal(region, client.Config.RegionEndpoint));
    }

    [Fact]
    public void a_client_that_is_given_a_configuration_goes_by_it()
    {
        using var plain = new AmazonRDSClient(Config());
        using var withCredentials = new AmazonRDSClient(new BasicAWSCredentials("AKIAEXAMPLE", "secret"), Config());
        using var withKey = new AmazonRDSClient("AKIAEXAMPLE", "secret", Config());
        using var withSession = new AmazonRDSClient("ASIAEXAMPLE", "secret", "token", Config());

        Assert.All([plain, withCredentials, withKey, withSession], client => Assert.Equal("http://rds.invalid/", client.Config.ServiceURL));

        static AmazonRDSConfig Config() => new() { ServiceURL = "http://rds.invalid" };
    }

    [Fact]
    public void whoever_makes_clients_by_their_interface_gets_one_that_goes_by_its_configuration()
    {
        var credentials = new BasicAWSCredentials("AKIAEXAMPLE", "secret");
        using var client = (AmazonRDSClient)Made<IAmazonRDS>(new AmazonRDSConfig { ServiceURL = "http://rds.invalid" });

        Assert.Equal("http://rds.invalid/", client.Config.ServiceURL);
        Assert.Throws<AmazonClientException>(() => Made<IAmazonRDS>(null!));

        IAmazonService Made<TService>(ClientConfig config)
            where TService : IAmazonService => TService.CreateDefaultServiceClient(credentials, config);
    }
}
