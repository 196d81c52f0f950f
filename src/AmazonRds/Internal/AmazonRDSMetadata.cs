using Amazon.Runtime.Internal;

namespace Amazon.RDS.Internal;

internal sealed class AmazonRDSMetadata : IServiceMetadata
{
    public string ServiceId => AmazonRDSConfig.ServiceId;

    public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>();
}
