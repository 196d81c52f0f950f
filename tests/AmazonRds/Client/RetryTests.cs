using Amazon.RDS;
using Amazon.RDS.Model;
using SnapshotShare.AmazonRds.Tests.Wire;

namespace SnapshotShare.AmazonRds.Tests.Client;

/// <summary>Retries are AWSSDK.Core's; these hold that nothing of ours stands in their way.</summary>
public sealed class RetryTests
{
    [Theory]
    [InlineData(400, "Throttling")]
    [InlineData(400, "ThrottlingException")]
    [InlineData(400, "RequestLimitExceeded")]
    [InlineData(500, "InternalFailure")]
    [InlineData(503, "ServiceUnavailable")]
    public async Task what_may_pass_is_tried_again(int status, string code)
    {
        await using var server = await WireServer.Start(
            Answer.Error(status, code, "Rate exceeded"),
            Answer.Result("DescribeDBClusters", "<Marker>m</Marker>")
        );
        using var client = server.Client();

        var response = await client.DescribeDBClustersAsync(new DescribeDBClustersRequest(), TestContext.Current.CancellationToken);

        Assert.Equal("m", response.Marker);
        Assert.Equal(["attempt=1; max=3", "attempt=2; max=3"], server.Requests.Select(request => request.Headers["amz-sdk-request"]));
        Assert.Single(server.Requests.Select(request => request.Body).Distinct(StringComparer.Ordinal));
        Assert.Single(server.Requests.Select(request => request.Headers["amz-sdk-invocation-id"]).Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public async Task a_client_told_not_to_retry_sends_once()
    {
        await using var server = await WireServer.Start(Answer.Error(400, "Throttling", "Rate exceeded"));
        using var client = server.Client(config => config.MaxErrorRetry = 0);

        var error = await Assert.ThrowsAsync<AmazonRDSException>(() =>
            client.CopyDBClusterSnapshotAsync(new CopyDBClusterSnapshotRequest(), TestContext.Current.CancellationToken)
        );

        Assert.Equal("Throttling", error.ErrorCode);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task what_cannot_pass_is_not_tried_again()
    {
        await using var server = await WireServer.Start(Answer.Error(400, "InvalidParameterValue"));
        using var client = server.Client();

        await Assert.ThrowsAsync<AmazonRDSException>(() =>
            client.CopyDBClusterSnapshotAsync(new CopyDBClusterSnapshotRequest(), TestContext.Current.CancellationToken)
        );

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task a_cancelled_call_ends_as_cancelled()
    {
        await using var server = await WireServer.Start();
        using var client = server.Client();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            client.DescribeDBClustersAsync(new DescribeDBClustersRequest(), cancelled.Token)
        );
    }
}
