using Amazon.RDS;
using Amazon.Runtime;

namespace SnapshotShare.AmazonRds.Tests.Client;

/// <summary>The table is AWS's own: the SDK Reference Guide, "Smart configuration defaults".</summary>
public sealed class DefaultsModeTests
{
    public static TheoryData<IDefaultConfiguration, DefaultConfigurationMode, int> Modes =>
        new()
        {
            { AmazonRDSDefaultConfiguration.Standard, DefaultConfigurationMode.Standard, 3100 },
            { AmazonRDSDefaultConfiguration.InRegion, DefaultConfigurationMode.InRegion, 1100 },
            { AmazonRDSDefaultConfiguration.CrossRegion, DefaultConfigurationMode.CrossRegion, 3100 },
            { AmazonRDSDefaultConfiguration.Mobile, DefaultConfigurationMode.Mobile, 30_000 },
            { AmazonRDSDefaultConfiguration.Auto, DefaultConfigurationMode.Auto, 1100 },
        };

    [Theory]
    [MemberData(nameof(Modes))]
    public void a_mode_has_its_name_and_waits_for_a_connection_as_long_as_aws_says(
        IDefaultConfiguration mode,
        DefaultConfigurationMode name,
        int milliseconds
    )
    {
        var wait = TimeSpan.FromMilliseconds(milliseconds);

        Assert.Equal(
            (name, RequestRetryMode.Standard, S3UsEast1RegionalEndpointValue.Regional, wait, wait),
            (mode.Name, mode.RetryMode, mode.S3UsEast1RegionalEndpoint, mode.ConnectTimeout!.Value, mode.TlsNegotiationTimeout!.Value)
        );
    }

    [Fact]
    public void every_mode_can_be_chosen() =>
        Assert.Equal(
            [
                AmazonRDSDefaultConfiguration.Standard,
                AmazonRDSDefaultConfiguration.InRegion,
                AmazonRDSDefaultConfiguration.CrossRegion,
                AmazonRDSDefaultConfiguration.Mobile,
                AmazonRDSDefaultConfiguration.Auto,
            ],
            AmazonRDSDefaultConfiguration.GetAllConfigurations()
        );
}
