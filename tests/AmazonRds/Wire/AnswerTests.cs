using Amazon.RDS.Model;

namespace SnapshotShare.AmazonRds.Tests.Wire;

public sealed class AnswerTests
{
    [Fact]
    public async Task a_snapshot_is_read_member_by_member()
    {
        await using var server = await WireServer.Start(
            Answer.Result(
                "DescribeDBClusterSnapshots",
                """
                <Marker>next</Marker>
                <DBClusterSnapshots>
                  <DBClusterSnapshot>
                    <AvailabilityZones><AvailabilityZone>ap-northeast-1a</AvailabilityZone><AvailabilityZone>ap-northeast-1c</AvailabilityZone></AvailabilityZones>
                    <DBClusterSnapshotIdentifier>rds:prod-2023-12-21-00-00</DBClusterSnapshotIdentifier>
                    <SnapshotCreateTime>2019-02-19T15:37:08.707Z</SnapshotCreateTime>
                    <ClusterCreateTime>2019-02-18T15:37:08Z</ClusterCreateTime>
                    <NewThing><Status>wrong</Status><Deeper><Port>9</Port></Deeper></NewThing>
                    <Status>available</Status>
                    <PercentProgress>100</PercentProgress>
                    <StorageEncrypted>true</StorageEncrypted>
                    <StorageEncryptionType>sse-kms</StorageEncryptionType>
                    <TagList/>
                  </DBClusterSnapshot>
                  <DBClusterSnapshot>
                    <DBClusterSnapshotIdentifier>second</DBClusterSnapshotIdentifier>
                    <TagList><Tag><Key>a</Key><Value>b</Value></Tag></TagList>
                  </DBClusterSnapshot>
                </DBClusterSnapshots>
                """
            )
        );

        var response = await server.Client().DescribeDBClusterSnapshotsAsync(new(), TestContext.Current.CancellationToken);

        Assert.Equal("next", response.Marker);
        Assert.Equal(Answer.DefaultRequestId, response.ResponseMetadata.RequestId);
        Assert.Equal(2, response.DBClusterSnapshots.Count);
        var snapshot = response.DBClusterSnapshots[0];
        Assert.Equal(["ap-northeast-1a", "ap-northeast-1c"], snapshot.AvailabilityZones);
        Assert.Equal("rds:prod-2023-12-21-00-00", snapshot.DBClusterSnapshotIdentifier);
        Assert.Equal(new DateTime(2019, 2, 19, 15, 37, 8, 707, DateTimeKind.Utc), snapshot.SnapshotCreateTime);
        Assert.Equal(DateTimeKind.Utc, snapshot.SnapshotCreateTime.Value.Kind);
        Assert.Equal("available", snapshot.Status);
        Assert.Null(snapshot.Port);
        Assert.Equal(100, snapshot.PercentProgress);
        Assert.True(snapshot.StorageEncrypted);
        Assert.Equal("sse-kms", snapshot.StorageEncryptionType.Value);
        Assert.Null(snapshot.TagList);
        Assert.Equal("b", Assert.Single(response.DBClusterSnapshots[1].TagList).Value);
    }

    [Fact]
    public async Task an_error_declared_by_the_operation_has_its_own_type()
    {
        await using var server = await WireServer.Start(
            Answer.Error(404, "DBClusterSnapshotNotFoundFault", "DBClusterSnapshot not found: x")
        );

        var error = await Assert.ThrowsAsync<DBClusterSnapshotNotFoundException>(() =>
            server.Client().DescribeDBClusterSnapshotsAsync(new(), TestContext.Current.CancellationToken)
        );

        Assert.Equal("DBClusterSnapshotNotFoundFault", error.ErrorCode);
        Assert.Equal("DBClusterSnapshot not found: x", error.Message);
        Assert.Equal(Answer.DefaultRequestId, error.RequestId);
        Assert.Equal(404, (int)error.StatusCode);
    }
}
