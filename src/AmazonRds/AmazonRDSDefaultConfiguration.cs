using System.Collections.ObjectModel;
using Amazon.Runtime;

namespace Amazon.RDS;

/// <summary>The defaults modes that AWS publishes for all its SDKs.</summary>
public static class AmazonRDSDefaultConfiguration
{
    public static IDefaultConfiguration Standard { get; } = Mode(DefaultConfigurationMode.Standard, connectMilliseconds: 3100);
    public static IDefaultConfiguration InRegion { get; } = Mode(DefaultConfigurationMode.InRegion, connectMilliseconds: 1100);
    public static IDefaultConfiguration CrossRegion { get; } = Mode(DefaultConfigurationMode.CrossRegion, connectMilliseconds: 3100);
    public static IDefaultConfiguration Mobile { get; } = Mode(DefaultConfigurationMode.Mobile, connectMilliseconds: 30_000);
    public static IDefaultConfiguration Auto { get; } = Mode(DefaultConfigurationMode.Auto, connectMilliseconds: 1100);

    public static ReadOnlyCollection<IDefaultConfiguration> GetAllConfigurations() => new([Standard, InRegion, CrossRegion, Mobile, Auto]);

    private static DefaultConfiguration Mode(DefaultConfigurationMode name, int connectMilliseconds) =>
        new()
        {
            Name = name,
            RetryMode = RequestRetryMode.Standard,
            S3UsEast1RegionalEndpoint = S3UsEast1RegionalEndpointValue.Regional,
            ConnectTimeout = TimeSpan.FromMilliseconds(connectMilliseconds),
            TlsNegotiationTimeout = TimeSpan.FromMilliseconds(connectMilliseconds),
        };
}
