using Amazon.RDS.Model;
using static SnapshotShare.AmazonRds.Tests.Wire.Sending;

namespace SnapshotShare.AmazonRds.Tests.Answers;

public sealed class ClusterAnswerTests
{
    [Fact]
    public async Task a_cluster_is_read_with_its_members_secret_and_pending_changes()
    {
        var response = await AnswerOf(
            """
            <DBClusters>
              <DBCluster>
                <DBClusterIdentifier>dev-altplus-cluster</DBClusterIdentifier>
                <DBClusterArn>arn:aws:rds:ap-northeast-1:123456789000:cluster:dev-altplus-cluster</DBClusterArn>
                <Status>available</Status>
                <PercentProgress>42</PercentProgress>
                <Endpoint>dev-altplus-cluster.cluster-abc.ap-northeast-1.rds.amazonaws.com</Endpoint>
                <ReaderEndpoint>dev-altplus-cluster.cluster-ro-abc.ap-northeast-1.rds.amazonaws.com</ReaderEndpoint>
                <Port>3306</Port>
                <DBSubnetGroup>dev-private</DBSubnetGroup>
                <DBClusterMembers>
                  <DBClusterMember>
                    <DBInstanceIdentifier>dev-altplus</DBInstanceIdentifier>
                    <IsClusterWriter>true</IsClusterWriter>
                    <DBClusterParameterGroupStatus>in-sync</DBClusterParameterGroupStatus>
                    <PromotionTier>1</PromotionTier>
                  </DBClusterMember>
                </DBClusterMembers>
                <VpcSecurityGroups>
                  <VpcSecurityGroupMembership><VpcSecurityGroupId>sg-1</VpcSecurityGroupId><Status>active</Status></VpcSecurityGroupMembership>
                </VpcSecurityGroups>
                <MasterUserSecret>
                  <SecretArn>arn:aws:secretsmanager:ap-northeast-1:123456789000:secret:rds!cluster-1</SecretArn>
                  <SecretStatus>active</SecretStatus>
                  <KmsKeyId>arn:aws:kms:ap-northeast-1:123456789000:key/k</KmsKeyId>
                </MasterUserSecret>
                <ServerlessV2ScalingConfiguration>
                  <MinCapacity>0.5</MinCapacity><MaxCapacity>16.0</MaxCapacity><SecondsUntilAutoPause>300</SecondsUntilAutoPause>
                </ServerlessV2ScalingConfiguration>
                <PendingModifiedValues>
                  <MasterUserPassword>****</MasterUserPassword>
                  <PendingCloudwatchLogsExports><LogTypesToEnable><member>audit</member></LogTypesToEnable></PendingCloudwatchLogsExports>
                </PendingModifiedValues>
                <EnabledCloudwatchLogsExports><member>audit</member><member>error</member></EnabledCloudwatchLogsExports>
                <BacktrackWindow>259200</BacktrackWindow>
                <LatestRestorableTime>2023-12-21T01:02:03.004Z</LatestRestorableTime>
                <DeletionProtection>false</DeletionProtection>
                <ActivityStreamStatus>stopped</ActivityStreamStatus>
              </DBCluster>
            </DBClusters>
            """,
            (client, token) => client.DescribeDBClustersAsync(new DescribeDBClustersRequest(), token)
        );

        var cluster = Assert.Single(response.DBClusters);
        Assert.Equal("dev-altplus-cluster", cluster.DBClusterIdentifier);
        Assert.Equal("42", cluster.PercentProgress);
        Assert.Equal("dev-altplus-cluster.cluster-abc.ap-northeast-1.rds.amazonaws.com", cluster.Endpoint);
        Assert.Equal(3306, cluster.Port);
        Assert.Equal("dev-private", cluster.DBSubnetGroup);
        var writer = Assert.Single(cluster.DBClusterMembers);
        Assert.Equal("dev-altplus", writer.DBInstanceIdentifier);
        Assert.True(writer.IsClusterWriter);
        Assert.Equal("in-sync", writer.DBClusterParameterGroupStatus);
        Assert.Equal("sg-1", Assert.Single(cluster.VpcSecurityGroups).VpcSecurityGroupId);
        Assert.Equal("active", cluster.MasterUserSecret.SecretStatus);
        Assert.Equal(0.5, cluster.ServerlessV2ScalingConfiguration.MinCapacity);
        Assert.Equal(16, cluster.ServerlessV2ScalingConfiguration.MaxCapacity);
        Assert.Equal(300, cluster.ServerlessV2ScalingConfiguration.SecondsUntilAutoPause);
        Assert.Equal("****", cluster.PendingModifiedValues.MasterUserPassword);
        Assert.Equal(["audit"], cluster.PendingModifiedValues.PendingCloudwatchLogsExports.LogTypesToEnable);
        Assert.Equal(["audit", "error"], cluster.EnabledCloudwatchLogsExports);
        Assert.Equal(259_200, cluster.BacktrackWindow);
        Assert.Equal(new DateTime(2023, 12, 21, 1, 2, 3, 4, DateTimeKind.Utc), cluster.LatestRestorableTime);
        Assert.False(cluster.DeletionProtection);
        Assert.Equal("stopped", cluster.ActivityStreamStatus.Value);
        Assert.Null(cluster.EarliestRestorableTime);
    }

    [Fact]
    public async Task a_cluster_just_restored_has_no_members()
    {
        var response = await AnswerOf(
            "<DBCluster><Status>creating</Status><DBClusterMembers/><VpcSecurityGroups/><MasterUserSecret/></DBCluster>",
            (client, token) => client.RestoreDBClusterFromSnapshotAsync(new RestoreDBClusterFromSnapshotRequest(), token)
        );

        var again = await AnswerOf(
            "<DBCluster><Status>creating</Status><CloneGroupId>group-1</CloneGroupId></DBCluster>",
            (client, token) => client.RestoreDBClusterToPointInTimeAsync(new RestoreDBClusterToPointInTimeRequest(), token)
        );

        Assert.Equal("creating", response.DBCluster.Status);
        Assert.Equal("group-1", again.DBCluster.CloneGroupId);
        Assert.Null(response.DBCluster.DBClusterMembers);
        Assert.Null(response.DBCluster.MasterUserSecret.SecretArn);
    }

    [Fact]
    public async Task a_changed_and_a_deleted_cluster_come_back_as_they_are()
    {
        const string Cluster = "<DBCluster><Status>deleting</Status></DBCluster>";

        var modified = await AnswerOf(Cluster, (client, token) => client.ModifyDBClusterAsync(new ModifyDBClusterRequest(), token));
        var deleted = await AnswerOf(Cluster, (client, token) => client.DeleteDBClusterAsync(new DeleteDBClusterRequest(), token));
        var stopped = await AnswerOf(Cluster, (client, token) => client.StopDBClusterAsync(new StopDBClusterRequest(), token));
        var started = await AnswerOf(Cluster, (client, token) => client.StartDBClusterAsync(new StartDBClusterRequest(), token));

        Assert.Equal("deleting", modified.DBCluster.Status);
        Assert.Equal("deleting", deleted.DBCluster.Status);
        Assert.Equal("deleting", stopped.DBCluster.Status);
        Assert.Equal("deleting", started.DBCluster.Status);
    }

    [Fact]
    public async Task cluster_parameter_groups_show_their_family()
    {
        var response = await AnswerOf(
            """
            <DBClusterParameterGroups>
              <DBClusterParameterGroup>
                <DBClusterParameterGroupName>aurora8</DBClusterParameterGroupName>
                <DBParameterGroupFamily>aurora-mysql8.0</DBParameterGroupFamily>
                <Description>for dev</Description>
                <DBClusterParameterGroupArn>arn:aws:rds:ap-northeast-1:123456789000:cluster-pg:aurora8</DBClusterParameterGroupArn>
              </DBClusterParameterGroup>
            </DBClusterParameterGroups>
            """,
            (client, token) => client.DescribeDBClusterParameterGroupsAsync(new DescribeDBClusterParameterGroupsRequest(), token)
        );

        var group = Assert.Single(response.DBClusterParameterGroups);
        Assert.Equal("aurora8", group.DBClusterParameterGroupName);
        Assert.Equal("aurora-mysql8.0", group.DBParameterGroupFamily);
        Assert.Equal("arn:aws:rds:ap-northeast-1:123456789000:cluster-pg:aurora8", group.DBClusterParameterGroupArn);
    }
}
