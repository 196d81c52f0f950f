using System.Text.Json.Nodes;

namespace SnapshotShare.AwsSandbox.Tests.Cli;

/// <summary>Trouble on demand, as AWS's own retries and error handling meet it.</summary>
public sealed class TroubleTests(SlowAws aws) : IClassFixture<SlowAws>
{
    [Fact]
    public async Task passing_trouble_is_retried_and_lasting_trouble_is_named()
    {
        AwsProgram.Require();
        const string describe = "rds describe-db-instances";
        await FaultAsync("Throttling", "DescribeDBInstances", 1);
        var retried = await aws.RunAsync(As.Prod, describe);
        retried.Succeeded();
        Assert.Equal([400, 200], retried.Statuses);

        await FaultAsync("ServiceUnavailable", "DescribeDBInstances", 1);
        Assert.Equal([503, 200], (await aws.RunAsync(As.Prod, describe)).Statuses);

        await FaultAsync("Throttling", "DescribeDBClusters", 3);
        (await aws.RunAsync(As.Prod, "rds describe-db-clusters")).Refused(400, "Throttling", "Rate exceeded");
        await FaultAsync("InternalFailure", "DescribeDBSubnetGroups", 3);
        (await aws.RunAsync(As.Prod, "rds describe-db-subnet-groups")).Refused(500, "InternalFailure");
        await FaultAsync("Throttling", "ListKeys", 3);
        (await aws.RunAsync(As.Prod, "kms list-keys")).Refused(400, "ThrottlingException", "Rate exceeded");
    }

    [Fact]
    public async Task a_session_that_is_over_is_told_so_in_the_words_of_the_service()
    {
        AwsProgram.Require();
        const string text = "The security token included in the request is expired";
        await FaultAsync("ExpiredToken", "DescribeDBClusterSnapshots", 1);
        (await aws.RunAsync(As.Dev, "rds describe-db-cluster-snapshots")).Refused(403, "ExpiredToken", text);
        await FaultAsync("ExpiredToken", "ListAliases", 1);
        (await aws.RunAsync(As.ProdAdmin, "kms list-aliases")).Refused(400, "ExpiredTokenException", text);
    }

    private Task FaultAsync(string kind, string operation, int count) =>
        aws.ControlAsync(
            "faults",
            new JsonObject
            {
                ["kind"] = kind,
                ["operation"] = operation,
                ["count"] = count,
            }
        );
}
