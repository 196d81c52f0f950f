using Amazon.RDS;
using Amazon.RDS.Model;
using SnapshotShare.Core.Plans;

namespace SnapshotShare.Benchmarks;

/// <summary>
/// The same trip as somebody does it by hand with the AWS CLI: a command, then its <c>wait</c>, which polls at once and then every so
/// often. With a poll each half second it is AWS's own time.
/// </summary>
internal sealed class CliTrip(Server server, Plan plan, TimeSpan poll)
{
    private readonly AmazonRDSClient _prod = server.Aws.Client(server.Aws.Assume(server.AwsTopology.Account("prod")));
    private readonly AmazonRDSClient _dev = server.Aws.Client(server.Aws.Assume(server.AwsTopology.Account("dev")));

    public TimeSpan Play(string name)
    {
        var began = server.Time.Now;
        var (shared, own, writer) = ($"shared-{name}", $"own-{name}", $"{name}-1");
        Done(
            _prod.CopyDBClusterSnapshotAsync(
                new()
                {
                    SourceDBClusterSnapshotIdentifier = plan.Source.Arn,
                    TargetDBClusterSnapshotIdentifier = shared,
                    KmsKeyId = plan.SharingKey.Arn,
                }
            )
        );
        Until(() => Status(_prod, shared) == "available");
        Done(_prod.ModifyDBClusterSnapshotAttributeAsync(Restore(shared, add: true)));
        var arn = $"arn:aws:rds:ap-northeast-1:{plan.From.AccountId}:cluster-snapshot:{shared}";
        Until(() => Sees(arn));
        Done(
            _dev.CopyDBClusterSnapshotAsync(
                new()
                {
                    SourceDBClusterSnapshotIdentifier = arn,
                    TargetDBClusterSnapshotIdentifier = own,
                    KmsKeyId = plan.TargetKey.Arn,
                }
            )
        );
        Until(() => Status(_dev, own) == "available");
        Done(
            _dev.RestoreDBClusterFromSnapshotAsync(
                new()
                {
                    DBClusterIdentifier = name,
                    SnapshotIdentifier = own,
                    Engine = plan.Source.Engine,
                    DBSubnetGroupName = plan.Restore!.SubnetGroup,
                    VpcSecurityGroupIds = [.. plan.Restore.SecurityGroups],
                }
            )
        );
        // Unshared and looked at from both sides while the restore runs, as a careful person does.
        Done(_prod.ModifyDBClusterSnapshotAttributeAsync(Restore(shared, add: false)));
        Done(_prod.DescribeDBClusterSnapshotAttributesAsync(new() { DBClusterSnapshotIdentifier = shared }));
        Sees(arn);
        Done(_prod.DeleteDBClusterSnapshotAsync(new() { DBClusterSnapshotIdentifier = shared }));
        Until(() => Cluster(name).Status == "available");
        Done(
            _dev.CreateDBInstanceAsync(
                new()
                {
                    DBInstanceIdentifier = writer,
                    DBClusterIdentifier = name,
                    DBInstanceClass = plan.Restore.InstanceClass,
                    Engine = plan.Source.Engine,
                }
            )
        );
        Until(() =>
            Done(_dev.DescribeDBInstancesAsync(new DescribeDBInstancesRequest { DBInstanceIdentifier = writer }))
                .DBInstances[0]
                .DBInstanceStatus == "available"
        );
        Done(
            _dev.ModifyDBClusterAsync(
                new()
                {
                    DBClusterIdentifier = name,
                    ManageMasterUserPassword = true,
                    ApplyImmediately = true,
                }
            )
        );
        Until(() => Cluster(name) is { Status: "available", MasterUserSecret.SecretStatus: "active" });
        return server.Time.Now - began;
    }

    private void Until(Func<bool> seen)
    {
        while (!seen())
            server.Time.AdvanceTo(server.Time.Now + poll);
    }

    private static T Done<T>(Task<T> call) => call.GetAwaiter().GetResult();

    private static string Status(AmazonRDSClient rds, string name) =>
        Done(rds.DescribeDBClusterSnapshotsAsync(new() { DBClusterSnapshotIdentifier = name })).DBClusterSnapshots[0].Status;

    private bool Sees(string arn) =>
        Done(_dev.DescribeDBClusterSnapshotsAsync(new() { SnapshotType = "shared" }))
            .DBClusterSnapshots?.Any(s => s.DBClusterSnapshotArn == arn) == true;

    private DBCluster Cluster(string name) => Done(_dev.DescribeDBClustersAsync(new() { DBClusterIdentifier = name })).DBClusters[0];

    private ModifyDBClusterSnapshotAttributeRequest Restore(string snapshot, bool add)
    {
        var change = new ModifyDBClusterSnapshotAttributeRequest { DBClusterSnapshotIdentifier = snapshot, AttributeName = "restore" };
        if (add)
            change.ValuesToAdd = [plan.To.AccountId];
        else
            change.ValuesToRemove = [plan.To.AccountId];
        return change;
    }
}
