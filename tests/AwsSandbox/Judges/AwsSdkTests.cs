using System.Net;
using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

namespace SnapshotShare.AwsSandbox.Tests.Judges;

/// <summary>AWS's own SDK, with its own signer, parsers and retries, over a real socket.</summary>
public sealed class AwsSdkTests : IAsyncLifetime
{
    private const string ProdRole = $"arn:aws:iam::{TestAws.Production}:role/SnapshotShare";
    private static readonly BasicAWSCredentials Operator = new("AKIASANDBOXOPERATOR1", "sandbox-secret");
    private Sandbox sandbox = null!;

    public async ValueTask InitializeAsync() =>
        sandbox = await Sandbox.StartAsync(new() { Speed = 1000 }, TimeProvider.System, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync() => await sandbox.DisposeAsync();

    private T At<T>(T config)
        where T : ClientConfig
    {
        config.ServiceURL = sandbox.Endpoint.ToString();
        config.AuthenticationRegion = TestAws.Region;
        return config;
    }

    private async Task<SessionAWSCredentials> AssumeAsync(string role)
    {
        using var sts = new AmazonSecurityTokenServiceClient(Operator, At(new AmazonSecurityTokenServiceConfig()));
        var answer = await sts.AssumeRoleAsync(
            new AssumeRoleRequest { RoleArn = role, RoleSessionName = "judge" },
            TestContext.Current.CancellationToken
        );
        return new(answer.Credentials.AccessKeyId, answer.Credentials.SecretAccessKey, answer.Credentials.SessionToken);
    }

    [Fact]
    public async Task security_token_service()
    {
        var token = TestContext.Current.CancellationToken;
        using var sts = new AmazonSecurityTokenServiceClient(await AssumeAsync(ProdRole), At(new AmazonSecurityTokenServiceConfig()));

        var identity = await sts.GetCallerIdentityAsync(new(), token);
        var refused = await Assert.ThrowsAsync<AmazonSecurityTokenServiceException>(() =>
            sts.AssumeRoleAsync(
                new AssumeRoleRequest { RoleArn = "arn:aws:iam::123456789000:role/Nobody", RoleSessionName = "judge" },
                token
            )
        );

        Assert.Equal(
            (TestAws.Production, $"arn:aws:sts::{TestAws.Production}:assumed-role/SnapshotShare/judge"),
            (identity.Account, identity.Arn)
        );
        Assert.Equal(("AccessDenied", HttpStatusCode.Forbidden), (refused.ErrorCode, refused.StatusCode));
        Assert.NotEmpty(refused.RequestId);
    }

    [Fact]
    public async Task key_management_service()
    {
        var token = TestContext.Current.CancellationToken;
        using var kms = new AmazonKeyManagementServiceClient(
            await AssumeAsync($"arn:aws:iam::{TestAws.Production}:role/Administrator"),
            At(new AmazonKeyManagementServiceConfig())
        );

        var key = (await kms.DescribeKeyAsync(new DescribeKeyRequest { KeyId = "alias/dev-altplus-key" }, token)).KeyMetadata;
        var policy = (await kms.GetKeyPolicyAsync(new GetKeyPolicyRequest { KeyId = key.KeyId, PolicyName = "default" }, token)).Policy;
        await kms.PutKeyPolicyAsync(
            new PutKeyPolicyRequest
            {
                KeyId = key.KeyId,
                PolicyName = "default",
                Policy = policy,
            },
            token
        );
        var aliases = await kms.ListAliasesAsync(new ListAliasesRequest(), token);
        var grant = await kms.CreateGrantAsync(
            new CreateGrantRequest
            {
                KeyId = key.KeyId,
                GranteePrincipal = "arn:aws:iam::123456789000:root",
                Operations = ["Decrypt"],
            },
            token
        );
        var grants = await kms.ListGrantsAsync(
            new ListGrantsRequest { KeyId = key.KeyId, GranteePrincipal = "arn:aws:iam::123456789000:root" },
            token
        );
        await kms.RevokeGrantAsync(new RevokeGrantRequest { KeyId = key.KeyId, GrantId = grant.GrantId }, token);
        await kms.DisableKeyAsync(new DisableKeyRequest { KeyId = key.KeyId }, token);

        Assert.Equal((KeyManagerType.CUSTOMER, KeyState.Enabled, TestAws.SharingKey), (key.KeyManager, key.KeyState, key.Arn));
        Assert.Contains(aliases.Aliases, a => a.AliasName == "alias/aws/rds");
        Assert.Equal(grant.GrantId, Assert.Single(grants.Grants).GrantId);
        await Assert.ThrowsAsync<NotFoundException>(() => kms.DescribeKeyAsync(new DescribeKeyRequest { KeyId = "alias/nothing" }, token));
        await Assert.ThrowsAsync<Amazon.KeyManagementService.Model.MalformedPolicyDocumentException>(() =>
            kms.PutKeyPolicyAsync(new PutKeyPolicyRequest { KeyId = key.KeyId, Policy = "{}" }, token)
        );
        await Assert.ThrowsAsync<DisabledException>(() =>
            kms.CreateGrantAsync(
                new CreateGrantRequest
                {
                    KeyId = key.KeyId,
                    GranteePrincipal = "arn:aws:iam::123456789000:root",
                    Operations = ["Decrypt"],
                },
                token
            )
        );
    }

    [Fact]
    public async Task elastic_compute_cloud()
    {
        var token = TestContext.Current.CancellationToken;
        using var ec2 = new AmazonEC2Client(
            await AssumeAsync($"arn:aws:iam::{TestAws.Development}:role/SnapshotShare"),
            At(new AmazonEC2Config())
        );

        var vpcs = await ec2.DescribeVpcsAsync(new DescribeVpcsRequest(), token);
        var groups = await ec2.DescribeSecurityGroupsAsync(
            new DescribeSecurityGroupsRequest { Filters = [new("vpc-id", ["vpc-0de5c0ffee1234567"])] },
            token
        );
        var unknown = await Assert.ThrowsAsync<AmazonEC2Exception>(() =>
            ec2.DescribeSecurityGroupsAsync(new DescribeSecurityGroupsRequest { GroupIds = ["sg-1"] }, token)
        );

        Assert.Equal(2, vpcs.Vpcs.Count);
        Assert.Equal(
            ["dev-db", "dev-postgres", "default"],
            groups.SecurityGroups.Select(g => g.GroupName).OrderByDescending(n => n.Length == 6).ThenByDescending(n => n)
        );
        Assert.Contains(groups.SecurityGroups, g => g.GroupName == "dev-db" && g.IpPermissions.Single().FromPort == 3306);
        Assert.Equal("InvalidGroup.NotFound", unknown.ErrorCode);
    }

    [Fact]
    public async Task a_wrong_secret_and_a_lost_answer_are_what_the_sdk_takes_them_for()
    {
        var token = TestContext.Current.CancellationToken;
        using var impostor = new AmazonSecurityTokenServiceClient(
            new BasicAWSCredentials("AKIASANDBOXOPERATOR1", "guess"),
            At(new AmazonSecurityTokenServiceConfig { MaxErrorRetry = 0 })
        );
        var refused = await Assert.ThrowsAsync<AmazonSecurityTokenServiceException>(() => impostor.GetCallerIdentityAsync(new(), token));
        Assert.Equal("SignatureDoesNotMatch", refused.ErrorCode);

        using var http = new HttpClient { BaseAddress = sandbox.Endpoint };
        using var fault = new StringContent("""{"kind":"AnswerLost","operation":"GetCallerIdentity"}""");
        (await http.PostAsync("_sandbox/faults", fault, token)).EnsureSuccessStatusCode();
        // The SDK repeats a request on a connection that was reset, ten times, whatever MaxErrorRetry says; this turns it off.
        var once = At(new AmazonSecurityTokenServiceConfig { MaxErrorRetry = 0, MaxStaleConnectionRetries = 0 });
        using var sts = new AmazonSecurityTokenServiceClient(Operator, once);
        var lost = await Assert.ThrowsAnyAsync<Exception>(() => sts.GetCallerIdentityAsync(new(), token));
        Assert.IsNotType<AmazonSecurityTokenServiceException>(lost, exactMatch: false);
        Assert.Equal("111122223333", (await sts.GetCallerIdentityAsync(new(), token)).Account);
    }

    /// <summary>Here and not with the AWS CLI, because Debian's is older than KMS's dry run.</summary>
    [Fact]
    public async Task a_dry_run_of_a_grant_says_that_it_would_have_worked_and_makes_none()
    {
        var token = TestContext.Current.CancellationToken;
        using var kms = new AmazonKeyManagementServiceClient(await AssumeAsync(ProdRole), At(new AmazonKeyManagementServiceConfig()));
        const string Key = "0987dcba-09fe-87dc-65ba-ab0987654321";

        var refused = await Assert.ThrowsAsync<DryRunOperationException>(() =>
            kms.CreateGrantAsync(
                new CreateGrantRequest
                {
                    KeyId = Key,
                    GranteePrincipal = ProdRole,
                    Operations = ["Decrypt"],
                    DryRun = true,
                },
                token
            )
        );

        Assert.Equal("DryRunOperationException", refused.ErrorCode);
        var granted = await kms.ListGrantsAsync(new ListGrantsRequest { KeyId = Key, GranteePrincipal = ProdRole }, token);
        Assert.Empty(granted.Grants ?? []);
    }
}
