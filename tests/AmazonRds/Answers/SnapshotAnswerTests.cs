using Amazon.RDS;
using Amazon.RDS.Model;
using SnapshotShare.AmazonRds.Tests.Wire;
using static SnapshotShare.AmazonRds.Tests.Wire.Sending;

namespace SnapshotShare.AmazonRds.Tests.Answers;

public sealed class SnapshotAnswerTests
{
    [Fact]
    public async Task an_own_snapshot_is_read_member_by_member()
    {
        var response = await AnswerOf(
            """
            <Marker>next page</Marker>
            <DBClusterSnapshots>
              <DBClusterSnapshot>
                <AvailabilityZones>
                  <AvailabilityZone>ap-northeast-1a</AvailabilityZone>
                  <AvailabilityZone>ap-northeast-1c</AvailabilityZone>
                </AvailabilityZones>
                <DBClusterSnapshotIdentifier>rds:prod-altplus-cluster-2023-12-21-00-00</DBClusterSnapshotIdentifier>
                <DBClusterIdentifier>prod-altplus-cluster</DBClusterIdentifier>
                <SnapshotCreateTime>2023-12-21T00:00:37.707Z</SnapshotCreateTime>
                <ClusterCreateTime>2023-01-02T03:04:05Z</ClusterCreateTime>
                <Engine>aurora-mysql</Engine>
                <EngineMode>provisioned</EngineMode>
                <EngineVersion>8.0.mysql_aurora.3.04.0</EngineVersion>
                <AllocatedStorage>1</AllocatedStorage>
                <Status>available</Status>
                <Port>0</Port>
                <VpcId>vpc-1</VpcId>
                <MasterUsername>admin</MasterUsername>
                <LicenseModel>aurora</LicenseModel>
                <SnapshotType>automated</SnapshotType>
                <PercentProgress>100</PercentProgress>
                <StorageEncrypted>true</StorageEncrypted>
                <StorageEncryptionType>sse-kms</StorageEncryptionType>
                <KmsKeyId>arn:aws:kms:ap-northeast-1:987654321000:key/1234abcd-12ab-34cd-56ef-1234567890ab</KmsKeyId>
                <DBClusterSnapshotArn>arn:aws:rds:ap-northeast-1:987654321000:cluster-snapshot:rds:prod-altplus-cluster-2023-12-21-00-00</DBClusterSnapshotArn>
                <IAMDatabaseAuthenticationEnabled>false</IAMDatabaseAuthenticationEnabled>
                <DbClusterResourceId>cluster-ABCDEF</DbClusterResourceId>
                <BackupRetentionPeriod>7</BackupRetentionPeriod>
                <TagList>
                  <Tag><Key>team</Key><Value>alt &amp; plus</Value></Tag>
                  <Tag><Key>flag</Key><Value/></Tag>
                </TagList>
              </DBClusterSnapshot>
            </DBClusterSnapshots>
            """,
            (client, token) => client.DescribeDBClusterSnapshotsAsync(new DescribeDBClusterSnapshotsRequest(), token)
        );

        Assert.Equal("next page", response.Marker);
        var snapshot = Assert.Single(response.DBClusterSnapshots);
        Assert.Equal(["ap-northeast-1a", "ap-northeast-1c"], snapshot.AvailabilityZones);
        Assert.Equal("rds:prod-altplus-cluster-2023-12-21-00-00", snapshot.DBClusterSnapshotIdentifier);
        Assert.Equal("prod-altplus-cluster", snapshot.DBClusterIdentifier);
        Assert.Equal(new DateTime(2023, 12, 21, 0, 0, 37, 707, DateTimeKind.Utc), snapshot.SnapshotCreateTime);
        Assert.Equal(new DateTime(2023, 1, 2, 3, 4, 5, DateTimeKind.Utc), snapshot.ClusterCreateTime);
        Assert.Equal(DateTimeKind.Utc, snapshot.SnapshotCreateTime?.Kind);
        Assert.Equal("aurora-mysql", snapshot.Engine);
        Assert.Equal("8.0.mysql_aurora.3.04.0", snapshot.EngineVersion);
        Assert.Equal(1, snapshot.AllocatedStorage);
        Assert.Equal(0, snapshot.Port);
        Assert.Equal("automated", snapshot.SnapshotType);
        Assert.Equal(100, snapshot.PercentProgress);
        Assert.True(snapshot.StorageEncrypted);
        Assert.Equal(StorageEncryptionType.SseKms, snapshot.StorageEncryptionType);
        Assert.Equal("arn:aws:kms:ap-northeast-1:987654321000:key/1234abcd-12ab-34cd-56ef-1234567890ab", snapshot.KmsKeyId);
        Assert.EndsWith(
            ":cluster-snapshot:rds:prod-altplus-cluster-2023-12-21-00-00",
            snapshot.DBClusterSnapshotArn,
            StringComparison.Ordinal
        );
        Assert.False(snapshot.IAMDatabaseAuthenticationEnabled);
        Assert.Equal("cluster-ABCDEF", snapshot.DbClusterResourceId);
        Assert.Equal(7, snapshot.BackupRetentionPeriod);
        Assert.Equal([("team", "alt & plus"), ("flag", "")], snapshot.TagList.Select(tag => (tag.Key, tag.Value)));
    }

    [Fact]
    public async Task what_is_missing_stays_null()
    {
        var response = await AnswerOf(
            """
            <DBClusterSnapshots>
              <DBClusterSnapshot><DBClusterSnapshotIdentifier>bare</DBClusterSnapshotIdentifier><TagList/></DBClusterSnapshot>
              <DBClusterSnapshot><DBClusterSnapshotIdentifier>next</DBClusterSnapshotIdentifier><TagList></TagList></DBClusterSnapshot>
            </DBClusterSnapshots>
            """,
            (client, token) => client.DescribeDBClusterSnapshotsAsync(new DescribeDBClusterSnapshotsRequest(), token)
        );

        Assert.Null(response.Marker);
        Assert.Equal(["bare", "next"], response.DBClusterSnapshots.Select(snapshot => snapshot.DBClusterSnapshotIdentifier));
        var bare = response.DBClusterSnapshots[0];
        Assert.Null(bare.Status);
        Assert.Null(bare.PercentProgress);
        Assert.Null(bare.StorageEncrypted);
        Assert.Null(bare.StorageEncryptionType);
        Assert.Null(bare.SnapshotCreateTime);
        Assert.Null(bare.AvailabilityZones);
        Assert.All(response.DBClusterSnapshots, snapshot => Assert.Null(snapshot.TagList));
    }

    [Fact]
    public async Task what_is_not_known_yet_is_passed_over()
    {
        var response = await AnswerOf(
            """
            <!-- AWS may add elements, attributes and values at any time. -->
            <SomethingNew><DBClusterSnapshot><Status>wrong</Status></DBClusterSnapshot></SomethingNew>
            <DBClusterSnapshot version="2">
              <Lineage><Status>wrong</Status><Parent><Status>wrong</Status></Parent></Lineage>
              <Status kind="new">thawing</Status>
              <Empty/>
              <StorageEncryptionType>sse-quantum</StorageEncryptionType>
              <Engine>aurora-postgresql</Engine>
              <Origin><Engine>wrong</Engine><TagList><Tag><Key>wrong</Key></Tag></TagList></Origin>
            </DBClusterSnapshot>
            <Status>wrong</Status>
            """,
            (client, token) => client.CopyDBClusterSnapshotAsync(new CopyDBClusterSnapshotRequest(), token)
        );

        Assert.Equal("thawing", response.DBClusterSnapshot.Status);
        Assert.Equal("sse-quantum", response.DBClusterSnapshot.StorageEncryptionType.Value);
        Assert.Equal("aurora-postgresql", response.DBClusterSnapshot.Engine);
        Assert.Null(response.DBClusterSnapshot.TagList);
    }

    [Fact]
    public async Task who_may_restore_is_nested_twice()
    {
        const string Shared = """
            <DBClusterSnapshotAttributesResult>
              <DBClusterSnapshotIdentifier>from-prod-altplus-cluster-to-dev</DBClusterSnapshotIdentifier>
              <DBClusterSnapshotAttributes>
                <DBClusterSnapshotAttribute>
                  <AttributeName>restore</AttributeName>
                  <AttributeValues>
                    <AttributeValue>123456789000</AttributeValue>
                    <AttributeValue>123456789001</AttributeValue>
                  </AttributeValues>
                </DBClusterSnapshotAttribute>
              </DBClusterSnapshotAttributes>
            </DBClusterSnapshotAttributesResult>
            """;

        var modified = await AnswerOf(
            Shared,
            (client, token) => client.ModifyDBClusterSnapshotAttributeAsync(new ModifyDBClusterSnapshotAttributeRequest(), token)
        );
        var described = await AnswerOf(
            Shared,
            (client, token) => client.DescribeDBClusterSnapshotAttributesAsync(new DescribeDBClusterSnapshotAttributesRequest(), token)
        );

        Assert.All(
            [modified.DBClusterSnapshotAttributesResult, described.DBClusterSnapshotAttributesResult],
            result =>
            {
                Assert.Equal("from-prod-altplus-cluster-to-dev", result.DBClusterSnapshotIdentifier);
                var attribute = Assert.Single(result.DBClusterSnapshotAttributes);
                Assert.Equal("restore", attribute.AttributeName);
                Assert.Equal(["123456789000", "123456789001"], attribute.AttributeValues);
            }
        );
    }

    [Fact]
    public async Task a_snapshot_shared_with_nobody_has_its_attribute_and_no_values()
    {
        var response = await AnswerOf(
            """
            <DBClusterSnapshotAttributesResult>
              <DBClusterSnapshotAttributes>
                <DBClusterSnapshotAttribute><AttributeName>restore</AttributeName><AttributeValues/></DBClusterSnapshotAttribute>
              </DBClusterSnapshotAttributes>
            </DBClusterSnapshotAttributesResult>
            """,
            (client, token) => client.DescribeDBClusterSnapshotAttributesAsync(new DescribeDBClusterSnapshotAttributesRequest(), token)
        );

        var attribute = Assert.Single(response.DBClusterSnapshotAttributesResult.DBClusterSnapshotAttributes);
        Assert.Equal("restore", attribute.AttributeName);
        Assert.Null(attribute.AttributeValues);
    }

    [Fact]
    public async Task the_answer_carries_request_id_status_and_length()
    {
        var answer = Answer.Result("DeleteDBClusterSnapshot", "<DBClusterSnapshot><Status>available</Status></DBClusterSnapshot>");
        await using var server = await WireServer.Start(answer);

        var response = await server
            .Client()
            .DeleteDBClusterSnapshotAsync(new DeleteDBClusterSnapshotRequest(), TestContext.Current.CancellationToken);

        Assert.Equal("available", response.DBClusterSnapshot.Status);
        Assert.Equal(Answer.RequestId, response.ResponseMetadata.RequestId);
        Assert.Equal(200, (int)response.HttpStatusCode);
        Assert.Equal(answer.Body.Length, response.ContentLength);
    }
}
