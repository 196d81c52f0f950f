using System.Text.Json.Nodes;

namespace SnapshotShare.AwsSandbox.Tests.Cli;

public sealed class PointInTimeTests(FastAws aws) : IClassFixture<FastAws>
{
    private const string Restore = "rds restore-db-cluster-to-point-in-time --source-db-cluster-identifier " + Cast.DevCluster;

    [Fact]
    public async Task a_cluster_is_cloned_and_restored_to_a_moment()
    {
        AwsProgram.Require();
        var source = await DescribeAsync(Cast.DevCluster);

        var clone = (
            await aws.RunAsync(
                As.DevAdmin,
                Restore + " --db-cluster-identifier cloned --restore-type copy-on-write --use-latest-restorable-time"
            )
        ).Json["DBCluster"]!;
        var then = (
            await aws.RunAsync(
                As.DevAdmin,
                $"{Restore} --db-cluster-identifier restored --restore-to-time {(string)source["LatestRestorableTime"]!} --tags Key=owner,Value=judge"
            )
        ).Json["DBCluster"]!;

        Assert.Equal(("cloned", "creating"), ((string?)clone["DBClusterIdentifier"], (string?)clone["Status"]));
        Assert.Equal(("restored", "creating"), ((string?)then["DBClusterIdentifier"], (string?)then["Status"]));
        Assert.Equal("judge", (string?)Assert.Single(then["TagList"]!.AsArray())!["Value"]);
        Assert.Empty(clone["DBClusterMembers"]!.AsArray());
        await aws.UntilAsync(As.DevAdmin, Describe("cloned"), answer => Status(answer) == "available");
        await aws.UntilAsync(As.DevAdmin, Describe("restored"), answer => Status(answer) == "available");
        Assert.Equal((string?)clone["CloneGroupId"], (string?)(await DescribeAsync(Cast.DevCluster))["CloneGroupId"]);
        Assert.NotEqual((string?)source["DbClusterResourceId"], (string?)then["DbClusterResourceId"]);
        Assert.Equal(Cast.DevDefaultKey, (string?)then["KmsKeyId"]);
    }

    [Fact]
    public async Task a_restore_is_refused_in_the_words_of_the_model()
    {
        AwsProgram.Require();
        (await aws.RunAsync(As.DevAdmin, Restore + " --db-cluster-identifier never")).Refused(400, "InvalidParameterCombination");
        (await aws.RunAsync(As.DevAdmin, Restore + " --db-cluster-identifier never --restore-to-time 2020-01-01T00:00:00Z")).Refused(
            400,
            "InvalidParameterValue"
        );
        var id = "rds restore-db-cluster-to-point-in-time --db-cluster-identifier never --use-latest-restorable-time";
        (await aws.RunAsync(As.DevAdmin, id + " --source-db-cluster-resource-id cluster-NONE")).Refused(
            404,
            "DBClusterAutomatedBackupNotFoundFault"
        );
        (await aws.RunAsync(As.Dev, Restore + " --db-cluster-identifier never --use-latest-restorable-time")).Refused(403, "AccessDenied");
    }

    private static string Describe(string cluster) => $"rds describe-db-clusters --db-cluster-identifier {cluster}";

    private static string? Status(CliAnswer answer) => (string?)answer.Json["DBClusters"]![0]!["Status"];

    private async Task<JsonNode> DescribeAsync(string cluster) =>
        Assert.Single((await aws.RunAsync(As.DevAdmin, Describe(cluster))).Json["DBClusters"]!.AsArray())!;
}
