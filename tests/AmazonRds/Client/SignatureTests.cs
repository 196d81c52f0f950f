using Amazon.RDS.Model;
using Amazon.Runtime;
using SnapshotShare.AmazonRds.Tests.Wire;

namespace SnapshotShare.AmazonRds.Tests.Client;

public sealed class SignatureTests
{
    [Theory]
    [InlineData("ap-northeast-1")]
    [InlineData("eu-central-1")]
    public async Task a_request_is_signed_for_rds_in_the_configured_region(string region)
    {
        await using var server = await WireServer.Start(Answer.Result("AddTagsToResource"));
        using var client = server.Client(config => config.AuthenticationRegion = region);

        await client.AddTagsToResourceAsync(
            new AddTagsToResourceRequest { ResourceName = "arn:x", Tags = [new Tag { Key = "k e+y", Value = "値~*" }] },
            TestContext.Current.CancellationToken
        );

        var authorization = server.Request.Headers["Authorization"];
        Assert.StartsWith("AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/", authorization, StringComparison.Ordinal);
        Assert.Contains($"/{region}/rds/aws4_request,", authorization, StringComparison.Ordinal);
        Assert.Equal(SignatureV4.Of(server.Request, "secret", region, "rds"), SignatureV4.Between(authorization, "Signature=", ","));
        Assert.DoesNotContain("X-Amz-Security-Token", server.Request.Headers);
    }

    [Fact]
    public async Task a_sessions_token_is_sent_and_signed()
    {
        await using var server = await WireServer.Start(Answer.Result("DescribeDBClusters", ""));
        using var client = server.Client(credentials: new SessionAWSCredentials("ASIAEXAMPLE", "secret", "the token"));

        await client.DescribeDBClustersAsync(new DescribeDBClustersRequest(), TestContext.Current.CancellationToken);

        var authorization = server.Request.Headers["Authorization"];
        Assert.Equal("the token", server.Request.Headers["X-Amz-Security-Token"]);
        Assert.Contains("x-amz-security-token", SignatureV4.Between(authorization, "SignedHeaders=", ","), StringComparison.Ordinal);
        Assert.Equal(
            SignatureV4.Of(server.Request, "secret", "ap-northeast-1", "rds"),
            SignatureV4.Between(authorization, "Signature=", ",")
        );
    }

    [Fact]
    public async Task credentials_that_change_are_asked_for_each_call()
    {
        await using var server = await WireServer.Start(Answer.Result("DescribeDBClusters", ""), Answer.Result("DescribeDBClusters", ""));
        using var client = server.Client(credentials: new Rotating());

        await client.DescribeDBClustersAsync(new DescribeDBClustersRequest(), TestContext.Current.CancellationToken);
        await client.DescribeDBClustersAsync(new DescribeDBClustersRequest(), TestContext.Current.CancellationToken);

        Assert.Equal(
            2,
            server
                .Requests.Select(request => SignatureV4.Between(request.Headers["Authorization"], "Credential=", "/"))
                .Distinct(StringComparer.Ordinal)
                .Count()
        );
    }

    private sealed class Rotating : AWSCredentials
    {
        private int _calls;

        public override ImmutableCredentials GetCredentials() => new($"AKIA{++_calls}", "secret", null);
    }
}
