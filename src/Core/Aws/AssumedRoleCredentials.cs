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
    private readonly AmazonSecurityTokenServiceClient _sts;
    private readonly AssumeRoleRequest _request;
    private TimeSpan _ahead;

    public AssumedRoleCredentials(AmazonSecurityTokenServiceClient sts, string roleArn, string? externalId, string sessionName)
    {
        _sts = sts;
        _sts.AfterResponseEvent += (_, answer) =>
            _ahead = AnswerDate.Of(answer) is { } date ? TimeProvider.System.GetUtcNow().UtcDateTime - date : TimeSpan.Zero;
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
            // AWS's moment as this machine's clock has it: the SDK compares the two, and on a machine that is hours ahead it would call every
            // new session expired and never ask.
            session.Expiration!.Value.ToUniversalTime() + _ahead
        );
    }
}
