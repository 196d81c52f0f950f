namespace SnapshotShare.AwsSandbox.Tests.Cli;

public sealed class RdsReadingRefusalTests(SlowAws aws)
{
    public static TheoryData<string, As, string, string> Refusals =>
        Transcript.Of(
            $"""
            a cluster that is not there
            Dev$ rds describe-db-clusters --db-cluster-identifier nope
            404 DBClusterNotFoundFault: DBCluster nope not found.

            a cluster of the other account by its name
            Dev$ rds describe-db-clusters --db-cluster-identifier {Cast.ProdCluster}
            404 DBClusterNotFoundFault: DBCluster {Cast.ProdCluster} not found.

            a snapshot that is not there
            Dev$ rds describe-db-cluster-snapshots --db-cluster-snapshot-identifier nope
            404 DBClusterSnapshotNotFoundFault: DBClusterSnapshot not found: nope

            an automated snapshot by its identifier without its type
            Prod$ rds describe-db-cluster-snapshots --db-cluster-snapshot-identifier {Cast.Automated}
            404 DBClusterSnapshotNotFoundFault: DBClusterSnapshot not found: {Cast.Automated}

            an automated snapshot asked for as a manual one
            Prod$ rds describe-db-cluster-snapshots --db-cluster-snapshot-identifier {Cast.Automated} --snapshot-type manual
            404 DBClusterSnapshotNotFoundFault: DBClusterSnapshot not found: {Cast.Automated}

            a shared snapshot by its short name
            Dev$ rds describe-db-cluster-snapshots --db-cluster-snapshot-identifier {Cast.SharedWithDev} --snapshot-type shared
            404 DBClusterSnapshotNotFoundFault: DBClusterSnapshot not found: {Cast.SharedWithDev}

            a snapshot of the other account that is not shared
            Dev$ rds describe-db-cluster-snapshots --include-shared
              --db-cluster-snapshot-identifier {Cast.Rds}{Cast.Production}:cluster-snapshot:{Cast.UnderSharingKey}
            404 DBClusterSnapshotNotFoundFault: DBClusterSnapshot not found: {Cast.Rds}{Cast.Production}:cluster-snapshot:{Cast.UnderSharingKey}

            a shared snapshot in a Region where it is not
            Dev$ rds describe-db-cluster-snapshots --include-shared --db-cluster-snapshot-identifier {Cast.SharedWithDevArn} --region us-west-2
            404 DBClusterSnapshotNotFoundFault

            a snapshot and a cluster in one question
            Prod$ rds describe-db-cluster-snapshots
              --db-cluster-snapshot-identifier {Cast.UnderSharingKey} --db-cluster-identifier {Cast.ProdCluster}
            400 InvalidParameterCombination

            a type of snapshot that AWS does not know
            Prod$ rds describe-db-cluster-snapshots --snapshot-type nightly
            400 InvalidParameterValue

            a filter that AWS does not know
            Prod$ rds describe-db-cluster-snapshots --filters Name=colour,Values=blue
            400 InvalidParameterValue: Unrecognized filter name: colour

            a page that is too small
            Prod$ rds describe-db-cluster-snapshots --max-records 19
            400 InvalidParameterValue

            a page that is too large
            Prod$ rds describe-db-clusters --max-records 101
            400 InvalidParameterValue

            an instance that is not there
            Dev$ rds describe-db-instances --db-instance-identifier nope
            404 DBInstanceNotFound: DBInstance nope not found.

            a subnet group that is not there
            Dev$ rds describe-db-subnet-groups --db-subnet-group-name nope
            404 DBSubnetGroupNotFoundFault: DB subnet group 'nope' does not exist.

            a cluster parameter group that is not there
            Dev$ rds describe-db-cluster-parameter-groups --db-cluster-parameter-group-name nope
            404 DBParameterGroupNotFound: DBClusterParameterGroup not found: nope

            attributes of a snapshot that is not there
            Prod$ rds describe-db-cluster-snapshot-attributes --db-cluster-snapshot-identifier nope
            404 DBClusterSnapshotNotFoundFault: DBClusterSnapshot not found: nope

            attributes of another account's snapshot
            Dev$ rds describe-db-cluster-snapshot-attributes --db-cluster-snapshot-identifier {Cast.SharedWithDevArn}
            403 AccessDenied

            tags of another account's snapshot
            Dev$ rds list-tags-for-resource --resource-name {Cast.SharedWithDevArn}
            403 AccessDenied

            tags of a cluster that is not there
            Dev$ rds list-tags-for-resource --resource-name {Cast.Rds}{Cast.Development}:cluster:nope
            404 DBClusterNotFoundFault

            tags of a snapshot that is not there
            Dev$ rds list-tags-for-resource --resource-name {Cast.Rds}{Cast.Development}:cluster-snapshot:nope
            404 DBClusterSnapshotNotFoundFault|DBSnapshotNotFound

            an operation that the role does not allow
            DevReader$ rds delete-db-cluster-snapshot --db-cluster-snapshot-identifier {Cast.DevSnapshot}
            403 AccessDenied: User: arn:aws:sts::{Cast.Development}:assumed-role/ReadOnly/judge is not authorized to perform: rds:DeleteDBClusterSnapshot on resource: …{Cast.DevSnapshot} because no identity-based policy allows the rds:DeleteDBClusterSnapshot action

            an identity that may do nothing here
            Operator$ rds describe-db-clusters
            403 AccessDenied: User: arn:aws:iam::111122223333:user/operator is not authorized to perform: rds:DescribeDBClusters on resource: … because no identity-based policy allows the rds:DescribeDBClusters action
            """
        );

    [Theory]
    [MemberData(nameof(Refusals))]
    public Task reading_is_refused_as_AWS_refuses_it(string what, As who, string command, string refusal) =>
        Transcript.JudgeAsync(aws, what, who, command, refusal);
}
