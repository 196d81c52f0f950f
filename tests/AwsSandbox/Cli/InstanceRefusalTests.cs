namespace SnapshotShare.AwsSandbox.Tests.Cli;

public sealed class InstanceRefusalTests(SlowAws aws)
{
    private const string Create = "rds create-db-instance --db-instance-identifier";

    public static TheoryData<string, As, string, string> Refusals =>
        Transcript.Of(
            $"""
            an instance that exists
            Dev$ {Create} {Cast.DevInstance} --db-cluster-identifier {Cast.DevCluster} --db-instance-class db.r6g.large --engine aurora-mysql
            400 DBInstanceAlreadyExists: DB instance already exists

            an instance of a cluster that is not there
            Dev$ {Create} new --db-cluster-identifier nope --db-instance-class db.r6g.large --engine aurora-mysql
            404 DBClusterNotFoundFault

            another engine than the cluster's
            Dev$ {Create} new --db-cluster-identifier {Cast.DevCluster} --db-instance-class db.r6g.large --engine aurora-postgresql
            400 InvalidParameterCombination: The engine name requested for your DB instance (aurora-postgresql) doesn't match the engine name of your DB cluster (aurora-mysql).

            a class that is not offered for the version
            Dev$ {Create} new --db-cluster-identifier {Cast.DevCluster} --db-instance-class db.t3.small --engine aurora-mysql
            400 InvalidParameterCombination: RDS does not support creating a DB instance with the following combination: DBInstanceClass=db.t3.small, Engine=aurora-mysql, EngineVersion=8.0.mysql_aurora.3.04.1, LicenseModel=general-public-license. For supported combinations of instance class and database engine version, see the documentation.

            a serverless instance without a scaling configuration
            Dev$ {Create} new --db-cluster-identifier {Cast.DevCluster} --db-instance-class db.serverless --engine aurora-mysql
            400 InvalidDBClusterStateFault: Set the Serverless v2 scaling configuration on the parent DB cluster before creating a Serverless v2 DB instance.

            a parameter group that is not there
            Dev$ {Create} new --db-cluster-identifier {Cast.DevCluster} --db-instance-class db.r6g.large --engine aurora-mysql
              --db-parameter-group-name nope
            404 DBParameterGroupNotFound

            an instance with a setting of its cluster
            Dev$ {Create} new --db-cluster-identifier {Cast.DevCluster} --db-instance-class db.r6g.large --engine aurora-mysql
              --backup-retention-period 3
            400 InvalidParameterCombination: The requested DB Instance will be a member of a DB Cluster. Set BackupRetentionPeriod for the DB Cluster.

            an instance whose name begins with a digit
            Dev$ {Create} 2nd --db-cluster-identifier {Cast.DevCluster} --db-instance-class db.r6g.large --engine aurora-mysql
            400 InvalidParameterValue

            a role that may not create instances
            Prod$ {Create} new --db-cluster-identifier {Cast.ProdCluster} --db-instance-class db.r6g.large --engine aurora-mysql
            403 AccessDenied: …rds:CreateDBInstance…

            deleting an instance that is not there
            Dev$ rds delete-db-instance --db-instance-identifier nope --skip-final-snapshot
            404 DBInstanceNotFound: DBInstance nope not found.
            """
        );

    [Theory]
    [MemberData(nameof(Refusals))]
    public Task instances_are_refused_as_AWS_refuses_them(string what, As who, string command, string refusal) =>
        Transcript.JudgeAsync(aws, what, who, command, refusal);

    [Fact]
    public async Task an_instance_waits_for_its_cluster()
    {
        AwsProgram.Require();
        var restore = await aws.RunAsync(
            As.Dev,
            $"rds restore-db-cluster-from-snapshot --db-cluster-identifier being-made --snapshot-identifier {Cast.DevSnapshot} --engine aurora-mysql --db-subnet-group-name {Cast.DevSubnets}"
        );
        restore.Succeeded();
        var create = await aws.RunAsync(
            As.Dev,
            $"{Create} early --db-cluster-identifier being-made --db-instance-class db.r6g.large --engine aurora-mysql"
        );
        create.Refused(400, "InvalidDBClusterStateFault");
    }
}
