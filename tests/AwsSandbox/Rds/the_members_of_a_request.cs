using SnapshotShare.AwsSandbox.Iam;
using SnapshotShare.AwsSandbox.Policies;
using SnapshotShare.AwsSandbox.Rds;
using SnapshotShare.AwsSandbox.State;
using SnapshotShare.AwsSandbox.Wire;

namespace SnapshotShare.AwsSandbox.Tests.Rds;

/// <summary>Each member that RDS's model gives to a request is read, refused or on the list of those that make no difference, and on one of them alone.</summary>
public sealed class the_members_of_a_request
{
    private const string RestoreDBClusterFromSnapshot = """
        AvailabilityZones DBClusterIdentifier SnapshotIdentifier Engine EngineVersion Port DBSubnetGroupName DatabaseName
        OptionGroupName VpcSecurityGroupIds Tags KmsKeyId EnableIAMDatabaseAuthentication BacktrackWindow
        EnableCloudwatchLogsExports EngineMode ScalingConfiguration DBClusterParameterGroupName DeletionProtection
        CopyTagsToSnapshot Domain DomainIAMRoleName DBClusterInstanceClass StorageType Iops PubliclyAccessible NetworkType
        ServerlessV2ScalingConfiguration RdsCustomClusterConfiguration MonitoringInterval MonitoringRoleArn
        EnablePerformanceInsights PerformanceInsightsKMSKeyId PerformanceInsightsRetentionPeriod BackupRetentionPeriod
        PreferredBackupWindow EngineLifecycleSupport TagSpecifications EnableVPCNetworking EnableInternetAccessGateway
        """;

    private const string RestoreDBClusterToPointInTime = """
        DBClusterIdentifier RestoreType SourceDBClusterIdentifier RestoreToTime UseLatestRestorableTime Port DBSubnetGroupName
        OptionGroupName VpcSecurityGroupIds Tags KmsKeyId EnableIAMDatabaseAuthentication BacktrackWindow
        EnableCloudwatchLogsExports DBClusterParameterGroupName DeletionProtection CopyTagsToSnapshot Domain DomainIAMRoleName
        DBClusterInstanceClass StorageType PubliclyAccessible Iops NetworkType SourceDbClusterResourceId
        ServerlessV2ScalingConfiguration ScalingConfiguration EngineMode RdsCustomClusterConfiguration MonitoringInterval
        MonitoringRoleArn EnablePerformanceInsights PerformanceInsightsKMSKeyId PerformanceInsightsRetentionPeriod
        BackupRetentionPeriod PreferredBackupWindow EngineLifecycleSupport TagSpecifications EnableVPCNetworking
        EnableInternetAccessGateway
        """;

    private const string CreateDBInstance = """
        DBName DBInstanceIdentifier AllocatedStorage DBInstanceClass Engine MasterUsername MasterUserPassword DBSecurityGroups
        VpcSecurityGroupIds AvailabilityZone DBSubnetGroupName PreferredMaintenanceWindow DBParameterGroupName
        BackupRetentionPeriod PreferredBackupWindow Port MultiAZ EngineVersion AutoMinorVersionUpgrade LicenseModel Iops
        StorageThroughput OptionGroupName CharacterSetName NcharCharacterSetName PubliclyAccessible Tags DBClusterIdentifier
        StorageType TdeCredentialArn TdeCredentialPassword StorageEncrypted KmsKeyId Domain DomainFqdn DomainOu
        DomainAuthSecretArn DomainDnsIps CopyTagsToSnapshot MonitoringInterval MonitoringRoleArn DomainIAMRoleName
        PromotionTier Timezone EnableIAMDatabaseAuthentication DatabaseInsightsMode EnablePerformanceInsights
        PerformanceInsightsKMSKeyId PerformanceInsightsRetentionPeriod EnableCloudwatchLogsExports ProcessorFeatures
        DeletionProtection MaxAllocatedStorage EnableCustomerOwnedIp NetworkType BackupTarget CustomIamInstanceProfile
        DBSystemId CACertificateIdentifier ManageMasterUserPassword MasterUserSecretKmsKeyId MultiTenant DedicatedLogVolume
        EngineLifecycleSupport AdditionalStorageVolumes TagSpecifications MasterUserAuthenticationType
        """;

    private const string ModifyDBCluster = """
        DBClusterIdentifier NewDBClusterIdentifier ApplyImmediately BackupRetentionPeriod DBClusterParameterGroupName
        VpcSecurityGroupIds Port MasterUserPassword OptionGroupName PreferredBackupWindow PreferredMaintenanceWindow
        EnableIAMDatabaseAuthentication BacktrackWindow CloudwatchLogsExportConfiguration EngineVersion
        AllowMajorVersionUpgrade DBInstanceParameterGroupName Domain DomainIAMRoleName ScalingConfiguration DeletionProtection
        EnableHttpEndpoint CopyTagsToSnapshot EnableGlobalWriteForwarding DBClusterInstanceClass AllocatedStorage StorageType
        Iops AutoMinorVersionUpgrade NetworkType ServerlessV2ScalingConfiguration MonitoringInterval MonitoringRoleArn
        DatabaseInsightsMode EnablePerformanceInsights PerformanceInsightsKMSKeyId PerformanceInsightsRetentionPeriod
        ManageMasterUserPassword RotateMasterUserPassword EnableLocalWriteForwarding MasterUserSecretKmsKeyId EngineMode
        AllowEngineModeChange AwsBackupRecoveryPointArn EnableLimitlessDatabase CACertificateIdentifier
        MasterUserAuthenticationType
        """;

    private static readonly DateTimeOffset Now = new(2026, 1, 15, 9, 30, 0, TimeSpan.Zero);

    /// <summary>The operation, the model's members, and a call that goes all the way through.</summary>
    public static TheoryData<string, string, string> Operations =>
        new()
        {
            {
                nameof(RestoreDBClusterFromSnapshot),
                RestoreDBClusterFromSnapshot,
                "DBClusterIdentifier=new&SnapshotIdentifier=dev-altplus-cluster-2023-12-21-00-00&Engine=aurora-mysql&DBSubnetGroupName=dev-db-subnets"
            },
            {
                nameof(RestoreDBClusterToPointInTime),
                RestoreDBClusterToPointInTime,
                "DBClusterIdentifier=new&SourceDBClusterIdentifier=dev-altplus-cluster&RestoreToTime=2026-01-15T09:00:00Z"
            },
            {
                nameof(CreateDBInstance),
                CreateDBInstance,
                "DBInstanceIdentifier=new&DBClusterIdentifier=dev-altplus-cluster&DBInstanceClass=db.r6g.large&Engine=aurora-mysql"
            },
            {
                nameof(ModifyDBCluster),
                ModifyDBCluster,
                "DBClusterIdentifier=dev-playground-cluster&NewDBClusterIdentifier=new&EngineVersion=16.4&AllowMajorVersionUpgrade=true"
            },
        };

    [Theory]
    [MemberData(nameof(Operations))]
    public void are_read_refused_or_known_to_make_no_difference(string operation, string members, string call)
    {
        using var accounts = new Accounts(new SandboxOptions { Seed = 1 }, Now);
        var form = new Parameters(call.Split('&').Select(p => KeyValuePair.Create(p.Split('=')[0], p.Split('=')[1])));
        var admin = new PolicyPrincipal(TestAws.Development, "arn:aws:iam::123456789000:user/a", "arn:aws:iam::123456789000:user/a");
        var asked = new Call(accounts, Service.Rds, new Caller(admin, [PolicyDocument.Allowing(["*"])]), TestAws.Region, form, Now)
        {
            Operation = operation,
        };

        var outcome = RdsOperations.All[operation].Run(asked);

        Assert.IsType<XmlResult>(outcome);
        var read = form.Asked.Select(name => name.Split('.')[0]).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(
            [],
            members
                .Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)
                .Select(member =>
                    (
                        member,
                        string.Join(
                            ' ',
                            new[]
                            {
                                read.Contains(member) ? "read" : "",
                                UnplayedMembers.Refused[operation].Contains(member) ? "refused" : "",
                                UnplayedMembers.Ignored[operation].Contains(member) ? "ignored" : "",
                            }.Where(word => word.Length > 0)
                        )
                    )
                )
                .Where(m => m.Item2 is not ("read" or "refused" or "ignored"))
        );
        // Nothing is on a list that the model does not have.
        Assert.Equal(
            [],
            UnplayedMembers
                .Refused[operation]
                .Concat(UnplayedMembers.Ignored[operation])
                .Except(members.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries))
        );
    }

    public static TheoryData<string, string> Refused
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (var (operation, members) in UnplayedMembers.Refused)
            {
                foreach (var member in members)
                    all.Add(operation, member);
            }
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void that_AWS_refuses_are_refused_unless_they_ask_for_nothing(string operation, string member)
    {
        using var aws = new TestAws();
        var call = Operations
            .Single(row => row.Data.Item1 == operation)
            .Data.Item3.Split('&')
            .Select(p => (p.Split('=')[0], p.Split('=')[1]))
            .ToArray();

        Ask(aws, (member, "1")).Refused(400);
        Ask(aws, (member + ".member.1", "x")).Refused(400, "InvalidParameterCombination");
        Assert.Contains(member, Ask(aws, (member + ".X", "x")).Message, StringComparison.Ordinal);
        Ask(aws, (member + ".X", "false")).Ok();

        Reply Ask(TestAws to, (string, string) more) => to.DevAdmin.Rds(operation, [.. call, more]);
    }

    /// <summary>What a restore, a change of a cluster, and a new instance are asked for, and the answer.</summary>
    public static TheoryData<string, string, string> Settings =>
        new()
        {
            { "restore", "Port=1149", "InvalidParameterValue" },
            { "restore", "Port=1150", "" },
            { "restore", "BackupRetentionPeriod=0", "InvalidParameterValue" },
            { "restore", "BackupRetentionPeriod=36", "InvalidParameterValue" },
            { "restore", "BackupRetentionPeriod=35", "" },
            { "restore", "PreferredBackupWindow=03:00-03:29", "InvalidParameterValue" },
            { "restore", "PreferredBackupWindow=3:00-4:00", "InvalidParameterValue" },
            { "restore", "PreferredBackupWindow=24:00-24:30", "InvalidParameterValue" },
            { "restore", "PreferredBackupWindow=23:45-00:15", "" },
            { "restore", "StorageType=gp3", "StorageTypeNotSupported" },
            { "restore", "StorageType=fast", "InvalidParameterValue" },
            { "restore", "StorageType=aurora", "" },
            { "restore", "StorageType=aurora-iopt1", "" },
            { "restore", "NetworkType=IPV6", "InvalidParameterValue" },
            { "restore", "NetworkType=DUAL", "NetworkTypeNotSupported" },
            { "restore", "NetworkType=IPV4", "" },
            { "restore", "AvailabilityZones.AvailabilityZone.1=us-east-1a", "InvalidVPCNetworkStateFault" },
            { "restore", "AvailabilityZones.AvailabilityZone.1=ap-northeast-1a", "" },
            { "restore", "EnableCloudwatchLogsExports.member.1=postgresql", "InvalidParameterCombination" },
            { "restore", "EnableCloudwatchLogsExports.member.1=slowquery", "" },
            { "restore", "OptionGroupName=mine", "OptionGroupNotFoundFault" },
            { "restore", "OptionGroupName=default:aurora-mysql-8-0", "" },
            { "restore", "Domain=d-1234567890", "DomainNotFoundFault" },
            { "restore", "BacktrackWindow=259201", "InvalidParameterValue" },
            { "restore", "BacktrackWindow=-1", "InvalidParameterValue" },
            { "restore", "BacktrackWindow=259200", "" },
            { "restore", "EngineLifecycleSupport=forever", "InvalidParameterValue" },
            { "restore", "EngineLifecycleSupport=open-source-rds-extended-support-disabled", "" },
            { "restore", "EngineMode=serverless", "InvalidParameterCombination" },
            { "restore", "EngineMode=provisioned", "" },
            { "restore", "MonitoringInterval=2", "InvalidParameterValue" },
            { "restore", "MonitoringInterval=60", "InvalidParameterCombination" },
            { "restore", $"MonitoringRoleArn={Role}", "InvalidParameterCombination" },
            { "restore", $"MonitoringInterval=0&MonitoringRoleArn={Role}", "InvalidParameterCombination" },
            { "restore", $"MonitoringInterval=60&MonitoringRoleArn={Role}", "" },
            { "restore", $"MonitoringInterval=60&MonitoringRoleArn={Role}2", "InvalidParameterValue" },
            { "restore", "MonitoringInterval=60&MonitoringRoleArn=arn:aws:iam::987654321000:role/ReadOnly", "InvalidParameterValue" },
            { "restore", "PerformanceInsightsRetentionPeriod=94", "InvalidParameterValue" },
            { "restore", "PerformanceInsightsRetentionPeriod=744", "InvalidParameterValue" },
            { "restore", "PerformanceInsightsRetentionPeriod=713", "" },
            { "restore", "PerformanceInsightsRetentionPeriod=731", "" },
            {
                "restore",
                "ServerlessV2ScalingConfiguration.MinCapacity=0&ServerlessV2ScalingConfiguration.MaxCapacity=8",
                "InvalidParameterValue"
            },
            {
                "restore",
                "ServerlessV2ScalingConfiguration.MinCapacity=1&ServerlessV2ScalingConfiguration.MaxCapacity=200",
                "InvalidParameterValue"
            },
            { "restore", "ServerlessV2ScalingConfiguration.MinCapacity=0.5&ServerlessV2ScalingConfiguration.MaxCapacity=128", "" },
            {
                "restore",
                "TagSpecifications.item.1.ResourceType=cluster&TagSpecifications.item.1.Tags.Tag.1.Key=k",
                "InvalidParameterValue"
            },
            { "restore", "TagSpecifications.item.1.Tags.Tag.1.Key=k", "InvalidParameterValue" },
            {
                "restore",
                "TagSpecifications.item.1.ResourceType=cluster-auto-backup&TagSpecifications.item.1.Tags.Tag.1.Key=aws:k",
                "InvalidParameterValue"
            },
            { "restore", "TagSpecifications.item.1.ResourceType=cluster-auto-backup&TagSpecifications.item.1.Tags.Tag.1.Key=k", "" },
            { "change", "Port=70000", "InvalidParameterValue" },
            { "change", "StorageType=io1", "StorageTypeNotSupported" },
            { "change", "StorageType=aurora-iopt1", "" },
            { "change", "NetworkType=DUAL", "NetworkTypeNotSupported" },
            { "change", "PreferredMaintenanceWindow=sun:18:00-sun:18:20", "InvalidParameterValue" },
            { "change", "PreferredMaintenanceWindow=sonntag", "InvalidParameterValue" },
            { "change", "PreferredMaintenanceWindow=Sun:23:45-Mon:00:15", "" },
            { "change", "PreferredBackupWindow=never", "InvalidParameterValue" },
            { "change", "CloudwatchLogsExportConfiguration.EnableLogTypes.member.1=upgrade", "InvalidParameterCombination" },
            { "change", "CloudwatchLogsExportConfiguration.DisableLogTypes.member.1=audit", "" },
            { "change", "Domain=none", "" },
            { "change", "OptionGroupName=mine", "OptionGroupNotFoundFault" },
            { "change", "DBInstanceParameterGroupName=mine", "DBParameterGroupNotFound" },
            { "change", "DBInstanceParameterGroupName=default.aurora-mysql8.0", "" },
            { "change", "DatabaseInsightsMode=deep", "InvalidParameterValue" },
            { "change", "EngineMode=serverless", "InvalidParameterCombination" },
            { "change", "AllowMajorVersionUpgrade=maybe", "InvalidParameterValue" },
            { "create", "StorageType=gp3", "StorageTypeNotSupported" },
            { "create", "NetworkType=DUAL", "NetworkTypeNotSupported" },
            { "create", "PreferredMaintenanceWindow=sun:18:00", "InvalidParameterValue" },
            { "create", "MonitoringInterval=60", "InvalidParameterCombination" },
            { "create", "LicenseModel=license-included", "InvalidParameterCombination" },
            { "create", "LicenseModel=general-public-license", "" },
            { "create", "AvailabilityZone=us-east-1a", "InvalidParameterValue" },
            { "create", "AvailabilityZone=ap-northeast-1d", "" },
            { "create", "DBSubnetGroupName=nowhere", "DBSubnetGroupNotFoundFault" },
            { "create", "DBSubnetGroupName=default", "InvalidParameterCombination" },
            { "create", "DBSubnetGroupName=dev-db-subnets", "" },
            { "create", "EngineVersion=8.0.mysql_aurora.3.04.2", "InvalidParameterCombination" },
            { "create", "EngineVersion=8.0.mysql_aurora.3.04.1", "" },
            {
                "create",
                "TagSpecifications.item.1.ResourceType=cluster-auto-backup&TagSpecifications.item.1.Tags.Tag.1.Key=k",
                "InvalidParameterValue"
            },
            { "create", "TagSpecifications.item.1.ResourceType=auto-backup&TagSpecifications.item.1.Tags.Tag.1.Key=k", "" },
            { "create", "Port=3306", "InvalidParameterCombination" },
            { "create", "MultiAZ=false&DeletionProtection=false", "" },
        };

    private const string Role = "arn:aws:iam::123456789000:role/ReadOnly";

    [Theory]
    [MemberData(nameof(Settings))]
    public void take_the_values_that_the_model_knows(string what, string settings, string code)
    {
        using var aws = new TestAws();
        (string, string)[] more = [.. settings.Split('&').Select(p => p.Split('=')).Select(p => (p[0], p[1]))];

        var reply = what switch
        {
            "restore" => aws.Dev.Restore("dev-new", "dev-altplus-cluster-2023-12-21-00-00", more),
            "change" => aws.Dev.Rds("ModifyDBCluster", [("DBClusterIdentifier", "dev-altplus-cluster"), .. more]),
            _ => aws.Dev.CreateInstance("dev-new", "dev-altplus-cluster", more),
        };

        Assert.Equal(
            (
                code.Length == 0 ? 200
                : code.EndsWith("NotFoundFault", StringComparison.Ordinal) || code == "DBParameterGroupNotFound" ? 404
                : 400,
                code
            ),
            (reply.Status, reply.Code)
        );
        if (what == "restore" && code.Length > 0)
        {
            // The other restore knows the same values.
            (string, string)[] then =
            [
                ("DBClusterIdentifier", "dev-then"),
                ("SourceDBClusterIdentifier", "dev-altplus-cluster"),
                ("UseLatestRestorableTime", "true"),
            ];
            if (more[0].Item1.StartsWith("AvailabilityZones", StringComparison.Ordinal))
                return;
            Assert.Equal(code, aws.DevAdmin.Rds("RestoreDBClusterToPointInTime", [.. then, .. more]).Code);
        }
    }

    [Fact]
    public void that_a_restore_does_not_give_are_the_clusters_of_the_snapshot()
    {
        using var aws = new TestAws();
        aws.DevAdmin.Rds(
                "ModifyDBCluster",
                ("DBClusterIdentifier", "dev-altplus-cluster"),
                ("BackupRetentionPeriod", "9"),
                ("Port", "3399"),
                ("StorageType", "aurora-iopt1"),
                ("BacktrackWindow", "3600")
            )
            .Ok();
        aws.Dev.Rds("CreateDBClusterSnapshot", ("DBClusterIdentifier", "dev-altplus-cluster"), ("DBClusterSnapshotIdentifier", "now")).Ok();
        aws.Pass(9);
        aws.Dev.Copy("now", "copy", null).Ok();
        aws.Pass(60);

        var restored = aws.Dev.Restore("dev-new", "copy").Ok();
        var then = aws.DevAdmin.Rds(
            "RestoreDBClusterToPointInTime",
            ("DBClusterIdentifier", "dev-then"),
            ("SourceDBClusterIdentifier", "dev-altplus-cluster"),
            ("UseLatestRestorableTime", "true")
        );

        Assert.Equal(("9", "3399", "aurora"), Of(restored));
        Assert.Equal(("9", "3306", "aurora"), Of(then.Ok()));
        Assert.Empty(restored.Texts("BacktrackWindow"));
        Assert.Equal("3600", aws.Dev.Cluster("dev-altplus-cluster").Text("BacktrackWindow"));
        Assert.Equal(
            ("2", "3377", "aurora-iopt1"),
            Of(aws.Dev.Restore("dev-other", "copy", ("BackupRetentionPeriod", "2"), ("Port", "3377"), ("StorageType", "aurora-iopt1")).Ok())
        );

        static (string, string, string) Of(Reply reply) =>
            (reply.Text("BackupRetentionPeriod"), reply.Text("Port"), reply.Text("StorageType"));
    }

    [Fact]
    public void that_say_how_long_a_version_is_kept_alive_are_shown()
    {
        using var aws = new TestAws();
        Assert.Equal("open-source-rds-extended-support", aws.Dev.Cluster("dev-altplus-cluster").Ok().Text("EngineLifecycleSupport"));
        var without = aws.Dev.Restore(
            "dev-new",
            "dev-altplus-cluster-2023-12-21-00-00",
            ("EngineLifecycleSupport", "open-source-rds-extended-support-disabled")
        );
        Assert.Equal("open-source-rds-extended-support-disabled", without.Ok().Text("EngineLifecycleSupport"));
    }

    [Fact]
    public void that_tag_the_backup_need_the_right_to_tag_and_stay_off_the_cluster()
    {
        using var aws = new TestAws();
        (string, string)[] tagged =
        [
            ("TagSpecifications.item.1.ResourceType", "cluster-auto-backup"),
            ("TagSpecifications.item.1.Tags.Tag.1.Key", "team"),
            ("TagSpecifications.item.1.Tags.Tag.1.Value", "orders"),
        ];
        aws.Control(
            "roles",
            """{"account":"123456789000","name":"Narrow","actions":["rds:Describe*","rds:RestoreDBClusterFromSnapshot","kms:*"]}"""
        );

        aws.Assume(TestAws.Development, "Narrow")
            .Restore("dev-new", "dev-altplus-cluster-2023-12-21-00-00", tagged)
            .Refused(403, "AccessDenied");
        Assert.Empty(aws.Dev.Restore("dev-new", "dev-altplus-cluster-2023-12-21-00-00", tagged).Ok().Texts("Key"));
        var made = aws.Control("state", method: "GET")["clusters"]!
            .AsArray()
            .Single(c => ((string)c!["arn"]!).EndsWith(":dev-new", StringComparison.Ordinal))!;
        Assert.Equal("orders", (string?)Assert.Single(made["backupTags"]!.AsArray())!["value"]);
    }

    [Fact]
    public void name_no_master_user_that_PostgreSQL_keeps_for_itself()
    {
        using var aws = new TestAws();
        Assert.Equal("postgres", aws.Prod.Cluster("prod-orders-cluster").Ok().Text("MasterUsername"));
        Assert.Equal("postgres", aws.Prod.Snapshot("prod-orders-quarter-end").Ok().Text("MasterUsername"));
        Assert.Equal("admin", aws.Prod.Cluster("prod-altplus-cluster").Ok().Text("MasterUsername"));
    }

    [Fact]
    public void of_EC2_say_what_is_no_group_at_all()
    {
        using var aws = new TestAws();
        aws.Dev.Ec2("DescribeSecurityGroups", ("GroupId.1", "my-group"))
            .Refused(400, "InvalidGroupId.Malformed", "Invalid id: \"my-group\" (expecting \"sg-...\")");
        aws.Dev.Ec2("DescribeSecurityGroups", ("GroupId.1", "sg-00000000000000000")).Refused(400, "InvalidGroup.NotFound");
    }
}
