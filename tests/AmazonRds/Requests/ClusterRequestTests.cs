using System.Globalization;
using Amazon.RDS;
using Amazon.RDS.Model;
using static SnapshotShare.AmazonRds.Tests.Wire.Sending;

namespace SnapshotShare.AmazonRds.Tests.Requests;

public sealed class ClusterRequestTests
{
    [Fact]
    public async Task a_restore_sends_lists_numbers_and_nested_settings() =>
        Assert.Equal(
            """
            Action=RestoreDBClusterFromSnapshot
            AvailabilityZones.AvailabilityZone.1=ap-northeast-1a
            AvailabilityZones.AvailabilityZone.2=ap-northeast-1c
            BacktrackWindow=259200
            BackupRetentionPeriod=1
            CopyTagsToSnapshot=true
            DBClusterIdentifier=dev-altplus-cluster
            DBClusterParameterGroupName=aurora8
            DBSubnetGroupName=dev-private
            DeletionProtection=false
            EnableCloudwatchLogsExports.member.1=audit
            EnableCloudwatchLogsExports.member.2=error
            EnableIAMDatabaseAuthentication=true
            Engine=aurora-mysql
            EngineMode=provisioned
            EngineVersion=8.0.mysql_aurora.3.04.0
            KmsKeyId=alias/aws/rds
            Port=3306
            PubliclyAccessible=false
            RdsCustomClusterConfiguration.ReplicaMode=open-read-only
            ScalingConfiguration.AutoPause=true
            ScalingConfiguration.MinCapacity=2
            ServerlessV2ScalingConfiguration.MaxCapacity=16
            ServerlessV2ScalingConfiguration.MinCapacity=0.5
            ServerlessV2ScalingConfiguration.SecondsUntilAutoPause=300
            SnapshotIdentifier=arn:aws:rds:ap-northeast-1:123456789000:cluster-snapshot:copy
            StorageType=aurora-iopt1
            TagSpecifications.item.1.ResourceType=db-cluster
            TagSpecifications.item.1.Tags.Tag.1.Key=a
            TagSpecifications.item.1.Tags.Tag.1.Value=b
            Tags.Tag.1.Key=snapshotshare:request
            Tags.Tag.1.Value=42
            Version=2014-10-31
            VpcSecurityGroupIds.VpcSecurityGroupId.1=sg-1
            VpcSecurityGroupIds.VpcSecurityGroupId.2=sg-2
            """,
            await FormOf(
                (client, token) =>
                    client.RestoreDBClusterFromSnapshotAsync(
                        new RestoreDBClusterFromSnapshotRequest
                        {
                            AvailabilityZones = ["ap-northeast-1a", "ap-northeast-1c"],
                            BacktrackWindow = 259_200,
                            BackupRetentionPeriod = 1,
                            CopyTagsToSnapshot = true,
                            DBClusterIdentifier = "dev-altplus-cluster",
                            DBClusterParameterGroupName = "aurora8",
                            DBSubnetGroupName = "dev-private",
                            DeletionProtection = false,
                            EnableCloudwatchLogsExports = ["audit", "error"],
                            EnableIAMDatabaseAuthentication = true,
                            Engine = "aurora-mysql",
                            EngineMode = "provisioned",
                            EngineVersion = "8.0.mysql_aurora.3.04.0",
                            KmsKeyId = "alias/aws/rds",
                            Port = 3306,
                            PubliclyAccessible = false,
                            RdsCustomClusterConfiguration = new RdsCustomClusterConfiguration { ReplicaMode = ReplicaMode.OpenReadOnly },
                            ScalingConfiguration = new ScalingConfiguration { AutoPause = true, MinCapacity = 2 },
                            ServerlessV2ScalingConfiguration = new ServerlessV2ScalingConfiguration
                            {
                                MinCapacity = 0.5,
                                MaxCapacity = 16,
                                SecondsUntilAutoPause = 300,
                            },
                            SnapshotIdentifier = "arn:aws:rds:ap-northeast-1:123456789000:cluster-snapshot:copy",
                            StorageType = "aurora-iopt1",
                            TagSpecifications =
                            [
                                new TagSpecification { ResourceType = "db-cluster", Tags = [new Tag { Key = "a", Value = "b" }] },
                            ],
                            Tags = [new Tag { Key = "snapshotshare:request", Value = "42" }],
                            VpcSecurityGroupIds = ["sg-1", "sg-2"],
                        },
                        token
                    )
            )
        );

    /// <summary>AWS reads a moment as ISO 8601 in UTC, with milliseconds where there are any.</summary>
    [Theory]
    [InlineData(0, "2026-03-01T08:30:00Z")]
    [InlineData(250, "2026-03-01T08:30:00.250Z")]
    public async Task a_restore_of_a_moment_says_it_in_utc(int milliseconds, string sent) =>
        Assert.Equal(
            $"""
            Action=RestoreDBClusterToPointInTime
            BackupRetentionPeriod=1
            DBClusterIdentifier=as-it-was
            KmsKeyId=alias/sharing
            RestoreToTime={sent}
            RestoreType=full-copy
            ServerlessV2ScalingConfiguration.MinCapacity=0.5
            SourceDbClusterResourceId=cluster-ABC
            TagSpecifications.item.1.ResourceType=db-cluster
            Tags.Tag.1.Key=a
            UseLatestRestorableTime=false
            Version=2014-10-31
            VpcSecurityGroupIds.VpcSecurityGroupId.1=sg-1
            """,
            await FormOf(
                (client, token) =>
                    client.RestoreDBClusterToPointInTimeAsync(
                        new RestoreDBClusterToPointInTimeRequest
                        {
                            BackupRetentionPeriod = 1,
                            DBClusterIdentifier = "as-it-was",
                            KmsKeyId = "alias/sharing",
                            RestoreToTime = new DateTime(2026, 3, 1, 8, 30, 0, milliseconds, DateTimeKind.Utc),
                            RestoreType = "full-copy",
                            ServerlessV2ScalingConfiguration = new ServerlessV2ScalingConfiguration { MinCapacity = 0.5 },
                            SourceDbClusterResourceId = "cluster-ABC",
                            TagSpecifications = [new TagSpecification { ResourceType = "db-cluster" }],
                            Tags = [new Tag { Key = "a" }],
                            UseLatestRestorableTime = false,
                            VpcSecurityGroupIds = ["sg-1"],
                        },
                        token
                    )
            )
        );

    [Fact]
    public async Task a_change_of_the_master_password_is_left_to_aws() =>
        Assert.Equal(
            """
            Action=ModifyDBCluster
            ApplyImmediately=true
            CloudwatchLogsExportConfiguration.DisableLogTypes.member.1=slowquery
            CloudwatchLogsExportConfiguration.EnableLogTypes.member.1=audit
            DBClusterIdentifier=dev-altplus-cluster
            DeletionProtection=false
            ManageMasterUserPassword=true
            MasterUserSecretKmsKeyId=alias/aws/secretsmanager
            Version=2014-10-31
            VpcSecurityGroupIds.VpcSecurityGroupId.1=sg-1
            """,
            await FormOf(
                (client, token) =>
                    client.ModifyDBClusterAsync(
                        new ModifyDBClusterRequest
                        {
                            DBClusterIdentifier = "dev-altplus-cluster",
                            ApplyImmediately = true,
                            ManageMasterUserPassword = true,
                            MasterUserSecretKmsKeyId = "alias/aws/secretsmanager",
                            DeletionProtection = false,
                            VpcSecurityGroupIds = ["sg-1"],
                            CloudwatchLogsExportConfiguration = new CloudwatchLogsExportConfiguration
                            {
                                EnableLogTypes = ["audit"],
                                DisableLogTypes = ["slowquery"],
                            },
                        },
                        token
                    )
            )
        );

    [Fact]
    public async Task deleting_a_cluster_says_what_becomes_of_its_backups() =>
        Assert.Equal(
            """
            Action=DeleteDBCluster
            DBClusterIdentifier=dev
            DeleteAutomatedBackups=true
            FinalDBSnapshotIdentifier=last
            SkipFinalSnapshot=false
            Version=2014-10-31
            """,
            await FormOf(
                (client, token) =>
                    client.DeleteDBClusterAsync(
                        new DeleteDBClusterRequest
                        {
                            DBClusterIdentifier = "dev",
                            SkipFinalSnapshot = false,
                            FinalDBSnapshotIdentifier = "last",
                            DeleteAutomatedBackups = true,
                        },
                        token
                    )
            )
        );

    [Fact]
    public async Task stopping_and_starting_a_cluster_name_it_alone()
    {
        Assert.Equal(
            """
            Action=StopDBCluster
            DBClusterIdentifier=dev
            Version=2014-10-31
            """,
            await FormOf((client, token) => client.StopDBClusterAsync(new StopDBClusterRequest { DBClusterIdentifier = "dev" }, token))
        );
        Assert.Equal(
            """
            Action=StartDBCluster
            DBClusterIdentifier=dev
            Version=2014-10-31
            """,
            await FormOf((client, token) => client.StartDBClusterAsync(new StartDBClusterRequest { DBClusterIdentifier = "dev" }, token))
        );
    }

    [Fact]
    public async Task describing_clusters_sends_only_what_was_set() =>
        Assert.Equal(
            """
            Action=DescribeDBClusters
            IncludeShared=false
            MaxRecords=20
            Version=2014-10-31
            """,
            await FormOf(
                (client, token) =>
                    client.DescribeDBClustersAsync(new DescribeDBClustersRequest { MaxRecords = 20, IncludeShared = false }, token)
            )
        );

    [Fact]
    public async Task numbers_and_flags_do_not_speak_the_users_language()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NegativeSign = "minus ";
        CultureInfo.CurrentCulture = culture;

        var form = await FormOf(
            (client, token) =>
                client.ModifyDBClusterAsync(
                    new ModifyDBClusterRequest
                    {
                        Port = -1,
                        ServerlessV2ScalingConfiguration = new ServerlessV2ScalingConfiguration { MinCapacity = 1.5 },
                    },
                    token
                )
        );

        Assert.Equal("Action=ModifyDBCluster\nPort=-1\nServerlessV2ScalingConfiguration.MinCapacity=1.5\nVersion=2014-10-31", form);
    }
}
