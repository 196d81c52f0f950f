using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

namespace SnapshotShare.Core.Aws;

/// <summary>
/// A role's session through our own STS client, so that it follows the same endpoint as everything else. Renewed five minutes before
/// it ends; a chained role gives one hour at the most (STS API Reference, AssumeRole), which is less than a large copy takes.
/// </summary>
public sealed class AssumedRoleCredentials : RefreshingAWSCredentials
{
    private readonly IAmazonSecurityTokenService _sts;
    private readonly AssumeRoleRequest _request;

    public AssumedRoleCredentials(IAmazonSecurityTokenService sts, string roleArn, string? externalId, string sessionName)
    {
        _sts = sts;
        _request = new AssumeRoleRequest
        {
            RoleArn = roleArn,
            ExternalId = externalId,
            RoleSessionName = sessionName,
            DurationSeconds = 3600,
        };
        PreemptExpiryTime = TimeSpan.FromMinutes(5);
    }

    protected override CredentialsRefreshState GenerateNewCredentials() => GenerateNewCredentialsAsync().GetAwaiter().GetResult();

    protected override async Task<CredentialsRefreshState> GenerateNewCredentialsAsync()
    {
        var session = (await _sts.AssumeRoleAsync(_request)).Credentials;
        return new CredentialsRefreshState(
            new ImmutableCredentials(session.AccessKeyId, session.SecretAccessKey, session.SessionToken),
            session.Expiration!.Value.ToUniversalTime()
        );
    }
}
