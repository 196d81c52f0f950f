using System.Text.Json.Nodes;

namespace SnapshotShare.AwsSandbox.Tests.Cli;

public sealed class CopyQuotaTests(SlowAws aws) : IClassFixture<SlowAws>
{
    [Fact]
    public async Task five_copies_run_at_once_and_an_account_holds_a_hundred_manual_snapshots()
    {
        AwsProgram.Require();
        var copies = await Task.WhenAll(Enumerable.Range(1, 5).Select(Copy));
        Assert.All(copies, copy => copy.Succeeded());
        (await Copy(6)).Refused(400, "SnapshotQuotaExceeded");

        await aws.ControlAsync(
            "snapshots",
            new JsonObject
            {
                ["account"] = Cast.Production,
                ["count"] = 100,
                ["prefix"] = "bulk",
            }
        );
        var create = await aws.RunAsync(
            As.Prod,
            $"rds create-db-cluster-snapshot --db-cluster-identifier {Cast.ProdCluster} --db-cluster-snapshot-identifier one-too-many"
        );
        create.Refused(400, "SnapshotQuotaExceeded", "Cannot create more than 100 manual snapshots");
    }

    private Task<CliAnswer> Copy(int number) =>
        aws.RunAsync(
            As.Prod,
            $"rds copy-db-cluster-snapshot --source-db-cluster-snapshot-identifier {Cast.Automated} --target-db-cluster-snapshot-identifier copy-{number} --kms-key-id {Cast.SharingAlias}"
        );
}
