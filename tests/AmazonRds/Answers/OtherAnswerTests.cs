using Amazon.RDS;
using Amazon.RDS.Model;
using SnapshotShare.AmazonRds.Tests.Wire;
using static SnapshotShare.AmazonRds.Tests.Wire.Sending;

namespace SnapshotShare.AmazonRds.Tests.Answers;

public sealed class OtherAnswerTests
{
    [Fact]
    public async Task an_instance_is_read_with_its_endpoint_groups_and_subnets()
    {
        var response = await AnswerOf(
            """
            <DBInstances>
              <DBInstance>
                <DBInstanceIdentifier>dev-altplus</DBInstanceIdentifier>
                <DBInstanceStatus>available</DBInstanceStatus>
                <PercentProgress>7</PercentProgress>
                <DbiResourceId>db-ABC</DbiResourceId>
                <Endpoint><Address>dev-altplus.abc.ap-northeast-1.rds.amazonaws.com</Address><Port>3306</Port><HostedZoneId>Z2</HostedZoneId></Endpoint>
                <DBSubnetGroup>
                  <DBSubnetGroupName>dev-private</DBSubnetGroupName>
                  <VpcId>vpc-1</VpcId>
                  <Subnets>
                    <Subnet>
                      <SubnetIdentifier>subnet-1</SubnetIdentifier>
                      <SubnetAvailabilityZone><Name>ap-northeast-1a</Name></SubnetAvailabilityZone>
                      <SubnetStatus>Active</SubnetStatus>
                    </Subnet>
                  </Subnets>
                </DBSubnetGroup>
                <DBParameterGroups>
                  <DBParameterGroup>
                    <DBParameterGroupName>default.aurora-mysql8.0</DBParameterGroupName>
                    <ParameterApplyStatus>in-sync</ParameterApplyStatus>
                  </DBParameterGroup>
                </DBParameterGroups>
                <PubliclyAccessible>false</PubliclyAccessible>
                <InstanceCreateTime>2023-12-21T01:02:03Z</InstanceCreateTime>
              </DBInstance>
              <DBInstance><DBInstanceIdentifier>second</DBInstanceIdentifier><DBInstanceStatus>creating</DBInstanceStatus></DBInstance>
            </DBInstances>
            """,
            (client, token) => client.DescribeDBInstancesAsync(new DescribeDBInstancesRequest(), token)
        );

        Assert.Equal(2, response.DBInstances.Count);
        var instance = response.DBInstances[0];
        Assert.Equal("available", instance.DBInstanceStatus);
        Assert.Equal("7", instance.PercentProgress);
        Assert.Equal("db-ABC", instance.DbiResourceId);
        Assert.Equal("dev-altplus.abc.ap-northeast-1.rds.amazonaws.com", instance.Endpoint.Address);
        Assert.Equal(3306, instance.Endpoint.Port);
        var subnet = Assert.Single(instance.DBSubnetGroup.Subnets);
        Assert.Equal("ap-northeast-1a", subnet.SubnetAvailabilityZone.Name);
        Assert.Equal("in-sync", Assert.Single(instance.DBParameterGroups).ParameterApplyStatus);
        Assert.False(instance.PubliclyAccessible);
        Assert.Equal(new DateTime(2023, 12, 21, 1, 2, 3, DateTimeKind.Utc), instance.InstanceCreateTime);
        Assert.Null(response.DBInstances[1].Endpoint);
    }

    [Fact]
    public async Task a_created_and_a_deleted_instance_come_back_as_they_are()
    {
        var created = await AnswerOf(
            "<DBInstance><DBInstanceStatus>creating</DBInstanceStatus></DBInstance>",
            (client, token) => client.CreateDBInstanceAsync(new CreateDBInstanceRequest(), token)
        );
        var deleted = await AnswerOf(
            "<DBInstance><DBInstanceStatus>deleting</DBInstanceStatus></DBInstance>",
            (client, token) => client.DeleteDBInstanceAsync(new DeleteDBInstanceRequest(), token)
        );

        Assert.Equal("creating", created.DBInstance.DBInstanceStatus);
        Assert.Equal("deleting", deleted.DBInstance.DBInstanceStatus);
    }

    [Fact]
    public async Task an_orderable_option_has_zones_by_name_and_modes_as_plain_text()
    {
        var response = await AnswerOf(
            """
            <OrderableDBInstanceOptions>
              <OrderableDBInstanceOption>
                <Engine>aurora-mysql</Engine>
                <DBInstanceClass>db.serverless</DBInstanceClass>
                <AvailabilityZones>
                  <AvailabilityZone><Name>ap-northeast-1a</Name></AvailabilityZone>
                  <AvailabilityZone><Name>ap-northeast-1c</Name></AvailabilityZone>
                </AvailabilityZones>
                <SupportedEngineModes><member>provisioned</member></SupportedEngineModes>
                <SupportsStorageEncryption>true</SupportsStorageEncryption>
              </OrderableDBInstanceOption>
            </OrderableDBInstanceOptions>
            """,
            (client, token) => client.DescribeOrderableDBInstanceOptionsAsync(new DescribeOrderableDBInstanceOptionsRequest(), token)
        );

        var option = Assert.Single(response.OrderableDBInstanceOptions);
        Assert.Equal("db.serverless", option.DBInstanceClass);
        Assert.Equal(["ap-northeast-1a", "ap-northeast-1c"], option.AvailabilityZones.Select(zone => zone.Name));
        Assert.Equal(["provisioned"], option.SupportedEngineModes);
        Assert.True(option.SupportsStorageEncryption);
    }

    [Fact]
    public async Task a_version_of_an_engine_tells_whether_it_is_offered_and_what_it_can_become()
    {
        var response = await AnswerOf(
            """
            <Marker>m</Marker>
            <DBEngineVersions>
              <DBEngineVersion>
                <Engine>aurora-mysql</Engine>
                <MajorEngineVersion>8.0</MajorEngineVersion>
                <EngineVersion>8.0.mysql_aurora.3.04.1</EngineVersion>
                <DBParameterGroupFamily>aurora-mysql8.0</DBParameterGroupFamily>
                <Status>deprecated</Status>
                <CreateTime>2023-12-21T01:02:03Z</CreateTime>
                <DefaultCharacterSet><CharacterSetName>utf8mb4</CharacterSetName></DefaultCharacterSet>
                <SupportedTimezones><Timezone><TimezoneName>Asia/Tokyo</TimezoneName></Timezone></SupportedTimezones>
                <ExportableLogTypes><member>audit</member><member>error</member></ExportableLogTypes>
                <SupportedEngineModes><member>provisioned</member></SupportedEngineModes>
                <SupportsGlobalDatabases>true</SupportsGlobalDatabases>
                <Image><ImageId>ami-1</ImageId><Status>available</Status></Image>
                <ServerlessV2FeaturesSupport><MinCapacity>0.5</MinCapacity><MaxCapacity>128.0</MaxCapacity></ServerlessV2FeaturesSupport>
                <ValidUpgradeTarget>
                  <UpgradeTarget>
                    <Engine>aurora-mysql</Engine>
                    <EngineVersion>8.0.mysql_aurora.3.04.2</EngineVersion>
                    <AutoUpgrade>false</AutoUpgrade>
                    <IsMajorVersionUpgrade>false</IsMajorVersionUpgrade>
                    <SupportedEngineModes><member>provisioned</member></SupportedEngineModes>
                  </UpgradeTarget>
                </ValidUpgradeTarget>
                <TagList><Tag><Key>k</Key><Value>v</Value></Tag></TagList>
              </DBEngineVersion>
            </DBEngineVersions>
            """,
            (client, token) => client.DescribeDBEngineVersionsAsync(new DescribeDBEngineVersionsRequest(), token)
        );

        var version = Assert.Single(response.DBEngineVersions);
        Assert.Equal("m", response.Marker);
        Assert.Equal(
            ("aurora-mysql", "8.0", "8.0.mysql_aurora.3.04.1", "aurora-mysql8.0", "deprecated"),
            (version.Engine, version.MajorEngineVersion, version.EngineVersion, version.DBParameterGroupFamily, version.Status)
        );
        Assert.Equal(new DateTime(2023, 12, 21, 1, 2, 3, DateTimeKind.Utc), version.CreateTime);
        Assert.Equal(("utf8mb4", "ami-1"), (version.DefaultCharacterSet.CharacterSetName, version.Image.ImageId));
        Assert.Equal("Asia/Tokyo", Assert.Single(version.SupportedTimezones).TimezoneName);
        Assert.Equal(["audit", "error"], version.ExportableLogTypes);
        Assert.Equal(["provisioned"], version.SupportedEngineModes);
        Assert.True(version.SupportsGlobalDatabases);
        Assert.Null(version.SupportsBabelfish);
        Assert.Equal(
            (0.5, 128.0),
            (version.ServerlessV2FeaturesSupport.MinCapacity!.Value, version.ServerlessV2FeaturesSupport.MaxCapacity!.Value)
        );
        Assert.Equal("v", Assert.Single(version.TagList).Value);
        var target = Assert.Single(version.ValidUpgradeTarget);
        Assert.Equal(
            ("aurora-mysql", "8.0.mysql_aurora.3.04.2", false, false),
            (target.Engine, target.EngineVersion, target.AutoUpgrade!.Value, target.IsMajorVersionUpgrade!.Value)
        );
        Assert.Equal(["provisioned"], target.SupportedEngineModes);
    }

    [Fact]
    public async Task a_changed_instance_says_what_is_still_to_come()
    {
        var response = await AnswerOf(
            """
            <DBInstance>
              <DBInstanceStatus>available</DBInstanceStatus>
              <PendingModifiedValues><DBInstanceClass>db.r6g.xlarge</DBInstanceClass></PendingModifiedValues>
            </DBInstance>
            """,
            (client, token) => client.ModifyDBInstanceAsync(new ModifyDBInstanceRequest(), token)
        );

        Assert.Equal("db.r6g.xlarge", response.DBInstance.PendingModifiedValues.DBInstanceClass);
    }

    [Fact]
    public async Task a_subnet_group_shows_its_vpc_and_network_types()
    {
        var response = await AnswerOf(
            """
            <DBSubnetGroups>
              <DBSubnetGroup>
                <DBSubnetGroupName>dev-private</DBSubnetGroupName>
                <VpcId>vpc-1</VpcId>
                <SubnetGroupStatus>Complete</SubnetGroupStatus>
                <SupportedNetworkTypes><member>IPV4</member></SupportedNetworkTypes>
              </DBSubnetGroup>
            </DBSubnetGroups>
            """,
            (client, token) => client.DescribeDBSubnetGroupsAsync(new DescribeDBSubnetGroupsRequest(), token)
        );

        var group = Assert.Single(response.DBSubnetGroups);
        Assert.Equal("vpc-1", group.VpcId);
        Assert.Equal("Complete", group.SubnetGroupStatus);
        Assert.Equal(["IPV4"], group.SupportedNetworkTypes);
    }

    [Fact]
    public async Task quotas_are_long_numbers()
    {
        var response = await AnswerOf(
            """
            <AccountQuotas>
              <AccountQuota>
                <AccountQuotaName>ManualClusterSnapshots</AccountQuotaName><Used>12</Used><Max>5000000000</Max>
              </AccountQuota>
            </AccountQuotas>
            """,
            (client, token) => client.DescribeAccountAttributesAsync(new DescribeAccountAttributesRequest(), token)
        );

        var quota = Assert.Single(response.AccountQuotas);
        Assert.Equal(("ManualClusterSnapshots", 12L, 5_000_000_000L), (quota.AccountQuotaName, quota.Used, quota.Max));
    }

    [Fact]
    public async Task an_export_is_read_with_its_times_its_place_and_what_went_wrong()
    {
        var response = await AnswerOf(
            """
            <ExportTasks>
              <ExportTask>
                <ExportTaskIdentifier>mine</ExportTaskIdentifier>
                <SourceArn>arn:aws:rds:ap-northeast-1:123456789000:cluster-snapshot:copy</SourceArn>
                <ExportOnly><member>altplus.users</member><member>altplus.orders</member></ExportOnly>
                <SnapshotTime>2023-12-21T00:00:03.250Z</SnapshotTime>
                <TaskStartTime>2023-12-21T01:02:03Z</TaskStartTime>
                <TaskEndTime>2023-12-21T01:32:03Z</TaskEndTime>
                <S3Bucket>dev-exports</S3Bucket>
                <S3Prefix>altplus</S3Prefix>
                <IamRoleArn>arn:aws:iam::123456789000:role/exporter</IamRoleArn>
                <KmsKeyId>arn:aws:kms:ap-northeast-1:123456789000:key/k</KmsKeyId>
                <Status>FAILED</Status>
                <PercentProgress>40</PercentProgress>
                <TotalExtractedDataInGB>13</TotalExtractedDataInGB>
                <FailureCause>no bucket</FailureCause>
                <WarningMessage>a table was left out</WarningMessage>
                <SourceType>SNAPSHOT</SourceType>
              </ExportTask>
              <ExportTask><ExportTaskIdentifier>second</ExportTaskIdentifier><SourceType>CLUSTER</SourceType></ExportTask>
            </ExportTasks>
            """,
            (client, token) => client.DescribeExportTasksAsync(new DescribeExportTasksRequest(), token)
        );

        Assert.Equal(2, response.ExportTasks.Count);
        var (task, second) = (response.ExportTasks[0], response.ExportTasks[1]);
        Assert.Equal(
            ("mine", "arn:aws:rds:ap-northeast-1:123456789000:cluster-snapshot:copy", "FAILED", 40, 13),
            (task.ExportTaskIdentifier, task.SourceArn, task.Status, task.PercentProgress!.Value, task.TotalExtractedDataInGB!.Value)
        );
        Assert.Equal(["altplus.users", "altplus.orders"], task.ExportOnly);
        Assert.Equal(
            ("2023-12-21T00:00:03.2500000Z", "2023-12-21T01:02:03.0000000Z", "2023-12-21T01:32:03.0000000Z"),
            ($"{task.SnapshotTime:O}", $"{task.TaskStartTime:O}", $"{task.TaskEndTime:O}")
        );
        Assert.Equal(("dev-exports", "altplus"), (task.S3Bucket, task.S3Prefix));
        Assert.Equal(
            ("arn:aws:iam::123456789000:role/exporter", "arn:aws:kms:ap-northeast-1:123456789000:key/k"),
            (task.IamRoleArn, task.KmsKeyId)
        );
        Assert.Equal(("no bucket", "a table was left out"), (task.FailureCause, task.WarningMessage));
        Assert.Equal((ExportSourceType.SNAPSHOT, ExportSourceType.CLUSTER), (task.SourceType, second.SourceType));
        Assert.Null(second.TaskStartTime);
    }

    [Fact]
    public async Task tags_are_listed_and_changing_them_has_no_result()
    {
        var listed = await AnswerOf(
            "<TagList><Tag><Key>team</Key><Value>値</Value></Tag></TagList>",
            (client, token) => client.ListTagsForResourceAsync(new ListTagsForResourceRequest(), token)
        );
        await using var server = await WireServer.Start(Answer.Result("AddTagsToResource"), Answer.Result("RemoveTagsFromResource"));
        using var client = server.Client();
        var added = await client.AddTagsToResourceAsync(new AddTagsToResourceRequest(), TestContext.Current.CancellationToken);
        var removed = await client.RemoveTagsFromResourceAsync(new RemoveTagsFromResourceRequest(), TestContext.Current.CancellationToken);

        var tag = Assert.Single(listed.TagList);
        Assert.Equal(("team", "値"), (tag.Key, tag.Value));
        Assert.Equal(Answer.RequestId, added.ResponseMetadata.RequestId);
        Assert.Equal(Answer.RequestId, removed.ResponseMetadata.RequestId);
    }
}
