namespace SnapshotShare.AwsSandbox.Tests.Cli;

public sealed class ClusterLifeTests(FastAws aws) : IClassFixture<FastAws>
{
    private const string Describe = "rds describe-db-clusters --db-cluster-identifier sturdy";
    private const string Delete = "rds delete-db-cluster --skip-final-snapshot --db-cluster-identifier sturdy";

    [Fact]
    public async Task a_protected_or_stopped_cluster_is_not_deleted()
    {
        AwsProgram.Require();
        await aws.RunAsync(
            As.DevAdmin,
            $"rds restore-db-cluster-from-snapshot --db-cluster-identifier sturdy --snapshot-identifier {Cast.DevSnapshot} --engine aurora-mysql --db-subnet-group-name {Cast.DevSubnets} --deletion-protection --serverless-v2-scaling-configuration MinCapacity=0.5,MaxCapacity=4"
        );
        await Until("available");
        (await aws.RunAsync(As.DevAdmin, Delete)).Refused(
            400,
            "InvalidParameterCombination",
            "Cannot delete protected Cluster, please disable deletion protection and try again."
        );
        var open = await aws.RunAsync(As.DevAdmin, "rds modify-db-cluster --db-cluster-identifier sturdy --no-deletion-protection");
        open.Succeeded();
        await Until("available");

        const string create =
            "rds create-db-instance --db-instance-identifier sturdy-1 --db-cluster-identifier sturdy --db-instance-class db.serverless --engine aurora-mysql";
        (await aws.RunAsync(As.DevAdmin, create)).Succeeded();
        (
            await aws.UntilAsync(As.DevAdmin, "rds wait db-instance-available --db-instance-identifier sturdy-1", a => a.Exit == 0)
        ).Succeeded();

        (await aws.RunAsync(As.DevAdmin, "rds stop-db-cluster --db-cluster-identifier sturdy")).Succeeded();
        await Until("stopped");
        var modify = await aws.RunAsync(
            As.DevAdmin,
            "rds modify-db-cluster --db-cluster-identifier sturdy --backup-retention-period 7 --apply-immediately"
        );
        modify.Refused(400, "InvalidDBClusterStateFault", "DbCluster sturdy is in stopped state but expected it to be one of available.");
        (await aws.RunAsync(As.DevAdmin, Delete)).Refused(400, "InvalidDBClusterStateFault");
    }

    private Task Until(string status) =>
        aws.UntilAsync(As.DevAdmin, Describe, answer => (string?)answer.Json["DBClusters"]![0]!["Status"] == status);
}
