using Amazon.EC2;
using Amazon.KeyManagementService;
using Amazon.RDS;
using Amazon.Runtime;
using Amazon.SecurityToken;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Aws;

/// <summary>One account, one role session.</summary>
/// <param name="Reading">Describes: retried by the SDK.</param>
/// <param name="Changing">Changes: sent once, with a bounded timeout; whoever sends decides what an unknown outcome means.</param>
public sealed record AccountClients(
    Account Account,
    AWSCredentials Credentials,
    IAmazonSecurityTokenService Sts,
    IAmazonRDS Reading,
    IAmazonRDS Changing,
    IAmazonKeyManagementService Keys,
    IAmazonEC2 Ec2
) : IDisposable
{
    public DateTimeOffset LastUsed { get; set; }

    /// <summary>
    /// Asks what changes nothing. An expired session is renewed and the question asked once more, for it is nobody's failure; whatever else
    /// fails says whose account it was.
    /// </summary>
    internal async Task<T> AskAsync<T>(Func<Task<T>> ask)
    {
        for (var renewed = false; ; renewed = true)
        {
            try
            {
                return await ask();
            }
            catch (Exception e) when (AwsErrors.IsFromAws(e))
            {
                if (renewed || !RenewIfExpired(e))
                    throw new AwsCallException(Account.Name, e);
            }
        }
    }

    /// <summary>True when a call failed because its session had expired: the next one takes a new session.</summary>
    internal bool RenewIfExpired(Exception failure)
    {
        if (!AwsErrors.IsExpiredSession(AwsErrors.Classify(failure).Refusal))
            return false;
        RenewSession();
        return true;
    }

    public void RenewSession()
    {
        if (Credentials is AssumedRoleCredentials assumed)
            assumed.ClearCredentials();
    }

    public IEnumerable<Uri> Endpoints()
    {
        yield return Resolved(Sts.Config, new Amazon.SecurityToken.Model.AssumeRoleRequest());
        yield return Resolved(Keys.Config, new Amazon.KeyManagementService.Model.ListKeysRequest());
        yield return Resolved(Ec2.Config, new Amazon.EC2.Model.DescribeVpcsRequest());
        yield return Resolved(Reading.Config, new Amazon.RDS.Model.DescribeDBClustersRequest());
        yield return Resolved(Changing.Config, new Amazon.RDS.Model.DescribeDBClustersRequest());
    }

    private static Uri Resolved(IClientConfig config, AmazonWebServiceRequest request) =>
        new(
            ((ClientConfig)config)
                .DetermineServiceOperationEndpoint(new Amazon.Runtime.Endpoints.ServiceOperationEndpointParameters(request))
                .URL
        );

    public void Dispose()
    {
        Reading.Dispose();
        Changing.Dispose();
        Keys.Dispose();
        Ec2.Dispose();
        Sts.Dispose();
        (Credentials as IDisposable)?.Dispose();
    }
}
