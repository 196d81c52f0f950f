namespace SnapshotShare.AwsSandbox.Tests.Cli;

public sealed class RestoreRefusalTests(SlowAws aws)
{
    private const string Restore = "rds restore-db-cluster-from-snapshot --db-cluster-identifier";
    private const string New = $"{Restore} new --db-subnet-group-name {Cast.DevSubnets} --engine aurora-mysql --snapshot-identifier";
    private const string Modify = $"rds modify-db-cluster --db-cluster-identifier {Cast.DevCluster}";

    public static TheoryData<string, As, string, string> Refusals =>
        Transcript.Of(
            $"""
            a cluster that exists
            Dev$ {Restore} {Cast.DevCluster} --engine aurora-mysql --db-subnet-group-name {Cast.DevSubnets} --snapshot-identifier {Cast.DevSnapshot}
            400 DBClusterAlreadyExistsFault: DB Cluster already exists

            a snapshot that is not there
            Dev$ {New} nope
            404 DBClusterSnapshotNotFoundFault: DBClusterSnapshot not found: nope

            a shared snapshot by its short name
            Dev$ {New} {Cast.SharedWithDev}
            404 DBClusterSnapshotNotFoundFault: DBClusterSnapshot not found: {Cast.SharedWithDev}

            a subnet group that is not there
            Dev$ {Restore} new --engine aurora-mysql --snapshot-identifier {Cast.DevSnapshot} --db-subnet-group-name nope
            404 DBSubnetGroupNotFoundFault

            a subnet group in one zone
            Dev$ {Restore} new --engine aurora-mysql --snapshot-identifier {Cast.DevSnapshot} --db-subnet-group-name dev-one-zone
            400 DBSubnetGroupDoesNotCoverEnoughAZs

            no subnet group where there is no default VPC
            ProdAdmin$ {Restore} new --engine aurora-mysql --snapshot-identifier {Cast.UnderDefaultKey}
            400 InvalidSubnet: No default subnet detected in VPC. Please contact AWS Support to recreate the default Subnets.

            a security group of another VPC
            Dev$ {New} {Cast.DevSnapshot} --vpc-security-group-ids sg-0fedcba9876543210
            400 InvalidParameterCombination|InvalidVPCNetworkStateFault

            a parameter group that is not there
            Dev$ {New} {Cast.DevSnapshot} --db-cluster-parameter-group-name nope
            404 DBClusterParameterGroupNotFound

            a parameter group of another family
            Dev$ {New} {Cast.DevSnapshot} --db-cluster-parameter-group-name dev-postgres15-params
            400 InvalidParameterCombination: The Parameter Group dev-postgres15-params with DBParameterGroupFamily aurora-postgresql15 cannot be used for this instance. Please use a Parameter Group with DBParameterGroupFamily aurora-mysql8.0

            another engine than the snapshot's
            Dev$ {Restore} new --engine aurora-postgresql --snapshot-identifier {Cast.DevSnapshot} --db-subnet-group-name {Cast.DevSubnets}
            400 InvalidParameterCombination|InvalidParameterValue

            an engine version older than the snapshot's
            Dev$ {New} {Cast.DevSnapshot} --engine-version 8.0.mysql_aurora.3.04.0
            400 InvalidParameterCombination|InvalidParameterValue: The engine version you requested for your restored DB cluster (8.0.mysql_aurora.3.04.0) is earlier than the engine version of the DB cluster snapshot (8.0.mysql_aurora.3.04.1).

            an engine version that AWS offers no more
            Dev$ {New} {Cast.DevSnapshot} --engine-version 8.0.mysql_aurora.3.02.2
            400 InvalidParameterCombination: Cannot find version 8.0.mysql_aurora.3.02.2 for aurora-mysql

            an engine version of another major version
            Dev$ {Restore} new --engine aurora-postgresql --snapshot-identifier dev-playground-before-experiment --db-subnet-group-name {Cast.DevSubnets}
              --engine-version 16.4
            400 InvalidParameterCombination

            a storage type of other engines
            Dev$ {New} {Cast.DevSnapshot} --storage-type gp3
            400 StorageTypeNotSupported

            a life cycle that is none
            Dev$ {New} {Cast.DevSnapshot} --engine-lifecycle-support forever
            400 InvalidParameterValue

            more days of backups than AWS keeps
            Dev$ {New} {Cast.DevSnapshot} --backup-retention-period 36
            400 InvalidParameterValue

            a setting of Multi-AZ clusters
            Dev$ {New} {Cast.DevSnapshot} --db-cluster-instance-class db.m6gd.xlarge
            400 InvalidParameterCombination

            a capacity that the version does not have
            Dev$ {New} {Cast.DevSnapshot} --serverless-v2-scaling-configuration MinCapacity=0,MaxCapacity=8
            400 InvalidParameterValue

            one bound of the capacity without the other
            Dev$ {New} {Cast.DevSnapshot} --serverless-v2-scaling-configuration MinCapacity=0.5
            400 InvalidParameterValue: Both MinCapacity and MaxCapacity must be specified when you initialize Serverless v2 scaling configuration.

            the least capacity above the most
            Dev$ {New} {Cast.DevSnapshot} --serverless-v2-scaling-configuration MinCapacity=8,MaxCapacity=2
            400 InvalidParameterValue|InvalidParameterCombination

            a capacity that is not in half steps
            Dev$ {New} {Cast.DevSnapshot} --serverless-v2-scaling-configuration MinCapacity=0.7,MaxCapacity=2
            400 InvalidParameterValue

            a key that is not there
            Dev$ {New} {Cast.DevSnapshot} --kms-key-id {Cast.NoKeyId}
            400 KMSKeyNotAccessibleFault: …[{Cast.NoKeyId}] does not exist, is not enabled or you do not have permissions to access it.

            a cluster whose name ends with a hyphen
            Dev$ {Restore} new- --engine aurora-mysql --snapshot-identifier {Cast.DevSnapshot} --db-subnet-group-name {Cast.DevSubnets}
            400 InvalidParameterValue

            a role that may not restore
            Prod$ {Restore} new --engine aurora-mysql --snapshot-identifier {Cast.UnderDefaultKey} --db-subnet-group-name prod-db-subnets
            403 AccessDenied: …rds:RestoreDBClusterFromSnapshot…

            a password of seven characters
            Dev$ {Modify} --master-user-password sixteen
            400 InvalidParameterValue: The parameter MasterUserPassword is not a valid password because it is shorter than 8 characters.

            a password with a character that AWS does not take
            Dev$ {Modify} --master-user-password semi/secret
            400 InvalidParameterValue

            a password of one's own and a managed one
            Dev$ {Modify} --master-user-password correct-horse --manage-master-user-password
            400 InvalidParameterCombination

            a managed password rotated some day
            Dev$ {Modify} --rotate-master-user-password --no-apply-immediately
            400 InvalidParameterCombination: You must specify apply immediately when rotating the master user password.

            changing a cluster that is not there
            Dev$ rds modify-db-cluster --db-cluster-identifier nope --deletion-protection
            404 DBClusterNotFoundFault: DBCluster nope not found.

            deleting a cluster that is not there
            Dev$ rds delete-db-cluster --db-cluster-identifier nope --skip-final-snapshot
            404 DBClusterNotFoundFault: DBCluster nope not found.

            deleting a cluster that still has instances
            Dev$ rds delete-db-cluster --db-cluster-identifier {Cast.DevCluster} --skip-final-snapshot
            400 InvalidDBClusterStateFault: Cluster cannot be deleted, it still contains DB instances in non-deleting state.

            deleting a cluster without a word about a final snapshot
            Dev$ rds delete-db-cluster --db-cluster-identifier {Cast.DevCluster}
            400 InvalidParameterCombination

            starting a cluster that runs
            DevAdmin$ rds start-db-cluster --db-cluster-identifier {Cast.DevCluster}
            400 InvalidDBClusterStateFault
            """
        );

    [Theory]
    [MemberData(nameof(Refusals))]
    public Task restoring_is_refused_as_AWS_refuses_it(string what, As who, string command, string refusal) =>
        Transcript.JudgeAsync(aws, what, who, command, refusal);
}
