using Amazon.RDS;
using Amazon.RDS.Model;
using static SnapshotShare.AmazonRds.Tests.Wire.Sending;

namespace SnapshotShare.AmazonRds.Tests.Requests;

public sealed class OtherRequestTests
{
    [Fact]
    public async Task a_writer_instance_names_its_cluster_and_class() =>
        Assert.Equal(
            """
            Action=CreateDBInstance
            AutoMinorVersionUpgrade=true
            DBClusterIdentifier=dev-altplus-cluster
            DBInstanceClass=db.serverless
            DBInstanceIdentifier=dev-altplus
            DBSecurityGroups.DBSecurityGroupName.1=old
            DatabaseInsightsMode=standard
            EnablePerformanceInsights=false
            Engine=aurora-mysql
            MonitoringInterval=0
            ProcessorFeatures.ProcessorFeature.1.Name=coreCount
            ProcessorFeatures.ProcessorFeature.1.Value=4
            PromotionTier=1
            PubliclyAccessible=false
            Tags.Tag.1.Key=snapshotshare:request
            Tags.Tag.1.Value=42
            Version=2014-10-31
            """,
            await FormOf(
                (client, token) =>
                    client.CreateDBInstanceAsync(
                        new CreateDBInstanceRequest
                        {
                            DBInstanceIdentifier = "dev-altplus",
                            DBInstanceClass = "db.serverless",
                            DBClusterIdentifier = "dev-altplus-cluster",
                            Engine = "aurora-mysql",
                            PubliclyAccessible = false,
                            PromotionTier = 1,
                            AutoMinorVersionUpgrade = true,
                            MonitoringInterval = 0,
                            EnablePerformanceInsights = false,
                            DatabaseInsightsMode = DatabaseInsightsMode.Standard,
                            DBSecurityGroups = ["old"],
                            ProcessorFeatures = [new ProcessorFeature { Name = "coreCount", Value = "4" }],
                            Tags = [new Tag { Key = "snapshotshare:request", Value = "42" }],
                        },
                        token
                    )
            )
        );

    [Fact]
    public async Task deleting_an_instance_skips_the_final_snapshot() =>
        Assert.Equal(
            """
            Action=DeleteDBInstance
            DBInstanceIdentifier=dev-altplus
            SkipFinalSnapshot=true
            Version=2014-10-31
            """,
            await FormOf(
                (client, token) =>
                    client.DeleteDBInstanceAsync(
                        new DeleteDBInstanceRequest { DBInstanceIdentifier = "dev-altplus", SkipFinalSnapshot = true },
                        token
                    )
            )
        );

    [Fact]
    public async Task instances_are_found_by_their_cluster() =>
        Assert.Equal(
            """
            Action=DescribeDBInstances
            DBInstanceIdentifier=dev-altplus
            Filters.Filter.1.Name=db-cluster-id
            Filters.Filter.1.Values.Value.1=dev-altplus-cluster
            Marker=m
            MaxRecords=50
            Version=2014-10-31
            """,
            await FormOf(
                (client, token) =>
                    client.DescribeDBInstancesAsync(
                        new DescribeDBInstancesRequest
                        {
                            DBInstanceIdentifier = "dev-altplus",
                            Filters = [new Filter { Name = "db-cluster-id", Values = ["dev-altplus-cluster"] }],
                            Marker = "m",
                            MaxRecords = 50,
                        },
                        token
                    )
            )
        );

    [Fact]
    public async Task orderable_options_are_asked_for_an_engine_and_version() =>
        Assert.Equal(
            """
            Action=DescribeOrderableDBInstanceOptions
            AvailabilityZoneGroup=ap-northeast-1
            DBInstanceClass=db.r6g.large
            Engine=aurora-mysql
            EngineVersion=8.0.mysql_aurora.3.04.0
            LicenseModel=general-public-license
            MaxRecords=1000
            Version=2014-10-31
            Vpc=true
            """,
            await FormOf(
                (client, token) =>
                    client.DescribeOrderableDBInstanceOptionsAsync(
                        new DescribeOrderableDBInstanceOptionsRequest
                        {
                            Engine = "aurora-mysql",
                            EngineVersion = "8.0.mysql_aurora.3.04.0",
                            DBInstanceClass = "db.r6g.large",
                            LicenseModel = "general-public-license",
                            AvailabilityZoneGroup = "ap-northeast-1",
                            Vpc = true,
                            MaxRecords = 1000,
                        },
                        token
                    )
            )
        );

    [Fact]
    public async Task versions_are_asked_for_with_those_that_are_offered_no_more() =>
        Assert.Equal(
            """
            Action=DescribeDBEngineVersions
            DBParameterGroupFamily=aurora-mysql8.0
            DefaultOnly=false
            Engine=aurora-mysql
            EngineVersion=8.0.mysql_aurora.3.04.0
            Filters.Filter.1.Name=status
            Filters.Filter.1.Values.Value.1=available
            IncludeAll=true
            ListSupportedCharacterSets=false
            ListSupportedTimezones=false
            Marker=m
            MaxRecords=20
            Version=2014-10-31
            """,
            await FormOf(
                (client, token) =>
                    client.DescribeDBEngineVersionsAsync(
                        new DescribeDBEngineVersionsRequest
                        {
                            Engine = "aurora-mysql",
                            EngineVersion = "8.0.mysql_aurora.3.04.0",
                            DBParameterGroupFamily = "aurora-mysql8.0",
                            DefaultOnly = false,
                            IncludeAll = true,
                            ListSupportedCharacterSets = false,
                            ListSupportedTimezones = false,
                            Filters = [new Filter { Name = "status", Values = ["available"] }],
                            Marker = "m",
                            MaxRecords = 20,
                        },
                        token
                    )
            )
        );

    [Fact]
    public async Task an_instance_is_changed_at_once_or_later() =>
        Assert.Equal(
            """
            Action=ModifyDBInstance
            AdditionalStorageVolumes.member.1.SetForDelete=true
            AdditionalStorageVolumes.member.1.VolumeName=rdsdbdata2
            ApplyImmediately=true
            AutoMinorVersionUpgrade=false
            AutomationMode=all-paused
            CloudwatchLogsExportConfiguration.DisableLogTypes.member.1=audit
            DBInstanceClass=db.r6g.large
            DBInstanceIdentifier=dev-altplus
            DBPortNumber=3307
            DBSecurityGroups.DBSecurityGroupName.1=old
            DomainDnsIps.member.1=10.0.0.2
            NewDBInstanceIdentifier=dev-altplus-2
            ProcessorFeatures.ProcessorFeature.1.Name=coreCount
            PromotionTier=0
            PubliclyAccessible=false
            ReplicaMode=mounted
            ResumeFullAutomationModeMinutes=60
            TagSpecifications.item.1.ResourceType=db
            TagSpecifications.item.1.Tags.Tag.1.Key=k
            Version=2014-10-31
            VpcSecurityGroupIds.VpcSecurityGroupId.1=sg-1
            """,
            await FormOf(
                (client, token) =>
                    client.ModifyDBInstanceAsync(
                        new ModifyDBInstanceRequest
                        {
                            DBInstanceIdentifier = "dev-altplus",
                            NewDBInstanceIdentifier = "dev-altplus-2",
                            DBInstanceClass = "db.r6g.large",
                            ApplyImmediately = true,
                            AutoMinorVersionUpgrade = false,
                            PubliclyAccessible = false,
                            PromotionTier = 0,
                            DBPortNumber = 3307,
                            AutomationMode = AutomationMode.AllPaused,
                            ResumeFullAutomationModeMinutes = 60,
                            ReplicaMode = ReplicaMode.Mounted,
                            CloudwatchLogsExportConfiguration = new CloudwatchLogsExportConfiguration { DisableLogTypes = ["audit"] },
                            DBSecurityGroups = ["old"],
                            VpcSecurityGroupIds = ["sg-1"],
                            DomainDnsIps = ["10.0.0.2"],
                            ProcessorFeatures = [new ProcessorFeature { Name = "coreCount" }],
                            AdditionalStorageVolumes =
                            [
                                new ModifyAdditionalStorageVolume { VolumeName = "rdsdbdata2", SetForDelete = true },
                            ],
                            TagSpecifications = [new TagSpecification { ResourceType = "db", Tags = [new Tag { Key = "k" }] }],
                        },
                        token
                    )
            )
        );

    [Fact]
    public async Task what_needs_no_words_is_asked_without_a_request()
    {
        Assert.Equal(Bare("DescribeAccountAttributes"), await FormOf((client, token) => client.DescribeAccountAttributesAsync(token)));
        Assert.Equal(Bare("DescribeDBEngineVersions"), await FormOf((client, token) => client.DescribeDBEngineVersionsAsync(token)));
        Assert.Equal(Bare("DescribeDBInstances"), await FormOf((client, token) => client.DescribeDBInstancesAsync(token)));
        Assert.Equal(Bare("DescribeDBSubnetGroups"), await FormOf((client, token) => client.DescribeDBSubnetGroupsAsync(token)));

        static string Bare(string operation) => $"Action={operation}\nVersion=2014-10-31";
    }

    [Fact]
    public async Task exports_are_found_by_what_was_exported() =>
        Assert.Equal(
            """
            Action=DescribeExportTasks
            ExportTaskIdentifier=mine
            Filters.Filter.1.Name=status
            Filters.Filter.1.Values.Value.1=complete
            Filters.Filter.1.Values.Value.2=in_progress
            Marker=m
            MaxRecords=20
            SourceArn=arn:aws:rds:ap-northeast-1:123456789000:cluster-snapshot:copy
            SourceType=SNAPSHOT
            Version=2014-10-31
            """,
            await FormOf(
                (client, token) =>
                    client.DescribeExportTasksAsync(
                        new DescribeExportTasksRequest
                        {
                            ExportTaskIdentifier = "mine",
                            SourceArn = "arn:aws:rds:ap-northeast-1:123456789000:cluster-snapshot:copy",
                            SourceType = ExportSourceType.SNAPSHOT,
                            Filters = [new Filter { Name = "status", Values = ["complete", "in_progress"] }],
                            Marker = "m",
                            MaxRecords = 20,
                        },
                        token
                    )
            )
        );

    [Fact]
    public async Task groups_are_named_and_quotas_are_asked_without_members()
    {
        Assert.Equal(
            "Action=DescribeDBSubnetGroups\nDBSubnetGroupName=dev-private\nVersion=2014-10-31",
            await FormOf(
                (client, token) =>
                    client.DescribeDBSubnetGroupsAsync(new DescribeDBSubnetGroupsRequest { DBSubnetGroupName = "dev-private" }, token)
            )
        );
        Assert.Equal(
            "Action=DescribeDBClusterParameterGroups\nDBClusterParameterGroupName=aurora8\nVersion=2014-10-31",
            await FormOf(
                (client, token) =>
                    client.DescribeDBClusterParameterGroupsAsync(
                        new DescribeDBClusterParameterGroupsRequest { DBClusterParameterGroupName = "aurora8" },
                        token
                    )
            )
        );
        Assert.Equal(
            "Action=DescribeAccountAttributes\nVersion=2014-10-31",
            await FormOf((client, token) => client.DescribeAccountAttributesAsync(new DescribeAccountAttributesRequest(), token))
        );
    }

    [Fact]
    public async Task tags_are_added_removed_and_listed_by_arn()
    {
        const string Arn = "arn:aws:rds:ap-northeast-1:123456789000:cluster-snapshot:copy";

        Assert.Equal(
            $"Action=AddTagsToResource\nResourceName={Arn}\nTags.Tag.1.Key=k\nTags.Tag.1.Value=値\nVersion=2014-10-31",
            await FormOf(
                (client, token) =>
                    client.AddTagsToResourceAsync(
                        new AddTagsToResourceRequest { ResourceName = Arn, Tags = [new Tag { Key = "k", Value = "値" }] },
                        token
                    )
            )
        );
        Assert.Equal(
            $"Action=RemoveTagsFromResource\nResourceName={Arn}\nTagKeys.member.1=k\nTagKeys.member.2=l\nVersion=2014-10-31",
            await FormOf(
                (client, token) =>
                    client.RemoveTagsFromResourceAsync(
                        new RemoveTagsFromResourceRequest { ResourceName = Arn, TagKeys = ["k", "l"] },
                        token
                    )
            )
        );
        Assert.Equal(
            $"Action=ListTagsForResource\nResourceName={Arn}\nVersion=2014-10-31",
            await FormOf((client, token) => client.ListTagsForResourceAsync(new ListTagsForResourceRequest { ResourceName = Arn }, token))
        );
    }
}
