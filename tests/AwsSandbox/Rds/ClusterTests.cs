namespace SnapshotShare.AwsSandbox.Tests.Rds;

public sealed class ClusterTests
{
    private const string Copy = "dev-altplus-cluster-2023-12-21-00-00";

    private static (string, string)[] Delete(string cluster) => [("DBClusterIdentifier", cluster), ("SkipFinalSnapshot", "true")];

    [Fact]
    public void a_restored_cluster_becomes_available_with_nothing_in_it()
    {
        using var aws = new TestAws();

        var answer = aws
            .Dev.Restore(
                "Dev-New",
                Copy,
                ("Tags.Tag.1.Key", "k"),
                ("Tags.Tag.1.Value", "v"),
                ("VpcSecurityGroupIds.VpcSecurityGroupId.1", "sg-0d3adb33f01230de1")
            )
            .Ok();

        Assert.Equal("creating", answer.Text("Status"));
        Assert.Empty(answer.Texts("DBClusterMember"));
        Assert.Empty(answer.Texts("EarliestRestorableTime"));
        aws.Pass(11.5);
        Assert.Equal("backing-up", aws.Dev.Cluster("dev-new").Text("Status"));
        aws.Pass(0.6);
        var cluster = aws.Dev.Cluster("dev-new").Ok();
        Assert.Equal("available", cluster.Text("Status"));
        Assert.Empty(cluster.Texts("DBClusterMember"));
        Assert.Equal("admin", cluster.Text("MasterUsername"));
        Assert.Equal(TestAws.DevDefaultKey, cluster.Text("KmsKeyId"));
        Assert.Equal("default.aurora-mysql8.0", cluster.Text("DBClusterParameterGroup"));
        Assert.StartsWith("dev-new.cluster-", cluster.Text("Endpoint"), StringComparison.Ordinal);
        Assert.Equal("sg-0d3adb33f01230de1", cluster.Text("VpcSecurityGroupId"));
        Assert.NotEmpty(cluster.Texts("EarliestRestorableTime"));
    }

    [Fact]
    public void the_first_instance_writes_the_second_reads_and_takes_over()
    {
        using var aws = new TestAws();
        aws.Dev.Restore("dev-new", Copy).Ok();
        aws.Dev.CreateInstance("dev-new-1", "dev-new").Refused(400, "InvalidDBClusterStateFault");
        aws.Pass(13);

        var answer = aws.Dev.CreateInstance("dev-new-1", "dev-new").Ok();
        Assert.Equal("creating", answer.Text("DBInstanceStatus"));
        Assert.Empty(answer.Texts("Endpoint"));
        Assert.Equal("false", aws.Dev.Cluster("dev-new").Text("IsClusterWriter"));
        aws.Pass(8.1);
        Assert.Equal("available", aws.Dev.Instance("dev-new-1").Text("DBInstanceStatus"));
        Assert.NotEmpty(aws.Dev.Instance("dev-new-1").Text("Address"));
        aws.Dev.CreateInstance("dev-new-2", "dev-new", ("PromotionTier", "0")).Ok();
        aws.Pass(8.1);
        Assert.Equal(["true", "false"], aws.Dev.Cluster("dev-new").Texts("IsClusterWriter"));

        aws.Dev.Rds("DeleteDBInstance", ("DBInstanceIdentifier", "dev-new-1"), ("SkipFinalSnapshot", "true")).Ok();
        aws.Pass(5.1);
        Assert.Equal(["true"], aws.Dev.Cluster("dev-new").Texts("IsClusterWriter"));
        aws.Dev.Instance("dev-new-1").Refused(404, "DBInstanceNotFound", "DBInstance dev-new-1 not found.");
    }

    [Theory]
    [InlineData("DBClusterIdentifier", "dev-altplus-cluster", 400, "DBClusterAlreadyExistsFault", "DB Cluster already exists")]
    [InlineData("DBClusterIdentifier", "9lives", 400, "InvalidParameterValue", null)]
    [InlineData("SnapshotIdentifier", "nothing", 404, "DBClusterSnapshotNotFoundFault", "DBClusterSnapshot not found: nothing")]
    [InlineData("SnapshotIdentifier", "arn:aws:rds:ap-northeast-1:123456789000:snapshot:x", 404, "DBSnapshotNotFound", null)]
    [InlineData("Engine", "aurora-postgresql", 400, "InvalidParameterCombination", null)]
    [InlineData(
        "EngineVersion",
        "8.0.mysql_aurora.3.99.0",
        400,
        "InvalidParameterCombination",
        "Cannot find version 8.0.mysql_aurora.3.99.0 for aurora-mysql"
    )]
    [InlineData(
        "EngineVersion",
        "8.0.mysql_aurora.3.04.0",
        400,
        "InvalidParameterCombination",
        "The engine version you requested for your restored DB cluster (8.0.mysql_aurora.3.04.0) is earlier than the engine version of the DB cluster snapshot (8.0.mysql_aurora.3.04.1)."
    )]
    [InlineData("EngineVersion", "8.0.mysql_aurora.3.08.0", 200, "", null)]
    [InlineData("DBSubnetGroupName", "nowhere", 404, "DBSubnetGroupNotFoundFault", "DB subnet group 'nowhere' does not exist.")]
    [InlineData("DBSubnetGroupName", "dev-one-zone", 400, "DBSubnetGroupDoesNotCoverEnoughAZs", null)]
    [InlineData("VpcSecurityGroupIds.VpcSecurityGroupId.1", "sg-0fedcba9876543210", 400, "InvalidParameterCombination", null)]
    [InlineData("VpcSecurityGroupIds.VpcSecurityGroupId.1", "sg-1", 400, "InvalidParameterValue", null)]
    [InlineData("DBClusterParameterGroupName", "nothing", 404, "DBClusterParameterGroupNotFound", null)]
    [InlineData(
        "DBClusterParameterGroupName",
        "dev-postgres15-params",
        400,
        "InvalidParameterCombination",
        "The Parameter Group dev-postgres15-params with DBParameterGroupFamily aurora-postgresql15 cannot be used for this instance. Please use a Parameter Group with DBParameterGroupFamily aurora-mysql8.0"
    )]
    [InlineData(
        "KmsKeyId",
        "alias/nothing",
        400,
        "KMSKeyNotAccessibleFault",
        "Specified KMS key [alias/nothing] does not exist, is not enabled or you do not have permissions to access it."
    )]
    [InlineData(
        "ServerlessV2ScalingConfiguration.MinCapacity",
        "0.5",
        400,
        "InvalidParameterValue",
        "Both MinCapacity and MaxCapacity must be specified when you initialize Serverless v2 scaling configuration."
    )]
    [InlineData("Port", "high", 400, "InvalidParameterValue", null)]
    [InlineData("DeletionProtection", "perhaps", 400, "InvalidParameterValue", null)]
    public void what_a_restore_refuses(string name, string value, int status, string code, string? message)
    {
        using var aws = new TestAws();
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["DBClusterIdentifier"] = "dev-new",
            ["SnapshotIdentifier"] = Copy,
            ["Engine"] = "aurora-mysql",
            ["DBSubnetGroupName"] = "dev-db-subnets",
            [name] = value,
        };

        var reply = aws.Dev.Rds("RestoreDBClusterFromSnapshot", [.. parameters.Select(p => (p.Key, p.Value))]);

        Assert.Equal((status, code), (reply.Status, reply.Code));
        Assert.Equal(message ?? reply.Message, reply.Message);
    }

    [Fact]
    public void an_account_without_a_default_subnet_group_must_name_one()
    {
        using var aws = new TestAws();
        aws.ProdAdmin.Rds(
                "RestoreDBClusterFromSnapshot",
                ("DBClusterIdentifier", "x"),
                ("SnapshotIdentifier", "prod-altplus-before-upgrade"),
                ("Engine", "aurora-mysql")
            )
            .Refused(
                400,
                "InvalidSubnet",
                "No default subnet detected in VPC. Please contact AWS Support to recreate the default Subnets."
            );
    }

    [Theory]
    [InlineData("dev-x", "nobody", "", "", 404, "DBClusterNotFoundFault", "DBCluster nobody not found.")]
    [InlineData("dev-altplus", "dev-altplus-cluster", "", "", 400, "DBInstanceAlreadyExists", "DB instance already exists")]
    [InlineData("dev--x", "dev-altplus-cluster", "", "", 400, "InvalidParameterValue", null)]
    [InlineData(
        "dev-x",
        "dev-altplus-cluster",
        "Engine",
        "aurora-postgresql",
        400,
        "InvalidParameterCombination",
        "The engine name requested for your DB instance (aurora-postgresql) doesn't match the engine name of your DB cluster (aurora-mysql)."
    )]
    [InlineData(
        "dev-x",
        "dev-altplus-cluster",
        "DBInstanceClass",
        "db.t3.small",
        400,
        "InvalidParameterCombination",
        "RDS does not support creating a DB instance with the following combination: DBInstanceClass=db.t3.small, Engine=aurora-mysql, EngineVersion=8.0.mysql_aurora.3.04.1, LicenseModel=general-public-license. For supported combinations of instance class and database engine version, see the documentation."
    )]
    [InlineData(
        "dev-x",
        "dev-altplus-cluster",
        "DBInstanceClass",
        "db.serverless",
        400,
        "InvalidDBClusterStateFault",
        "Set the Serverless v2 scaling configuration on the parent DB cluster before creating a Serverless v2 DB instance."
    )]
    [InlineData("dev-x", "dev-altplus-cluster", "MonitoringInterval", "7", 400, "InvalidParameterValue", null)]
    [InlineData("dev-x", "dev-altplus-cluster", "MasterUserPassword", "secret-enough", 400, "InvalidParameterCombination", null)]
    public void what_creating_an_instance_refuses(
        string name,
        string cluster,
        string parameter,
        string value,
        int status,
        string code,
        string? message
    )
    {
        using var aws = new TestAws();
        var reply = aws.Dev.CreateInstance(name, cluster, parameter.Length > 0 ? [(parameter, value)] : []);

        Assert.Equal((status, code), (reply.Status, reply.Code));
        Assert.Equal(message ?? reply.Message, reply.Message);
    }

    [Fact]
    public void serverless_works_once_the_cluster_scales()
    {
        using var aws = new TestAws();
        aws.Dev.Restore(
                "dev-new",
                Copy,
                ("EngineVersion", "8.0.mysql_aurora.3.08.0"),
                ("ServerlessV2ScalingConfiguration.MinCapacity", "0"),
                ("ServerlessV2ScalingConfiguration.MaxCapacity", "4")
            )
            .Ok();
        aws.Pass(13);

        Assert.Equal(
            ("0.0", "4.0", "300"),
            (
                aws.Dev.Cluster("dev-new").Text("MinCapacity"),
                aws.Dev.Cluster("dev-new").Text("MaxCapacity"),
                aws.Dev.Cluster("dev-new").Text("SecondsUntilAutoPause")
            )
        );
        aws.Dev.CreateInstance("dev-new-1", "dev-new", ("DBInstanceClass", "db.serverless")).Ok();
    }

    [Fact]
    public void a_cluster_goes_only_after_its_instances_its_protection_and_its_last_words()
    {
        using var aws = new TestAws();
        const string Cluster = "dev-altplus-cluster";

        aws.Dev.Rds("DeleteDBCluster", Delete(Cluster))
            .Refused(400, "InvalidDBClusterStateFault", "Cluster cannot be deleted, it still contains DB instances in non-deleting state.");
        aws.Dev.Rds("DeleteDBCluster", ("DBClusterIdentifier", Cluster)).Refused(400, "InvalidParameterCombination");
        aws.Dev.Rds("DeleteDBCluster", [.. Delete(Cluster), ("FinalDBSnapshotIdentifier", "final")])
            .Refused(400, "InvalidParameterCombination");
        aws.Dev.Rds("ModifyDBCluster", ("DBClusterIdentifier", Cluster), ("DeletionProtection", "true")).Ok();
        Assert.Equal(
            "deleting",
            aws.Dev.Rds("DeleteDBInstance", ("DBInstanceIdentifier", "dev-altplus"), ("SkipFinalSnapshot", "true"))
                .Ok()
                .Text("DBInstanceStatus")
        );
        aws.Dev.Rds("DeleteDBInstance", ("DBInstanceIdentifier", "dev-altplus"), ("SkipFinalSnapshot", "true"))
            .Refused(400, "InvalidDBInstanceState");
        aws.Dev.Rds("DeleteDBCluster", Delete(Cluster))
            .Refused(
                400,
                "InvalidParameterCombination",
                "Cannot delete protected Cluster, please disable deletion protection and try again."
            );
        aws.Dev.Rds("ModifyDBCluster", ("DBClusterIdentifier", Cluster), ("DeletionProtection", "false")).Ok();

        aws.Dev.Rds("DeleteDBCluster", ("DBClusterIdentifier", Cluster), ("FinalDBSnapshotIdentifier", "dev-final")).Ok();
        Assert.Equal("deleting", aws.Dev.Cluster(Cluster).Text("Status"));
        aws.Dev.Rds("DeleteDBCluster", Delete(Cluster)).Refused(400, "InvalidDBClusterStateFault");
        aws.Pass(10);

        aws.Dev.Cluster(Cluster).Refused(404, "DBClusterNotFoundFault", $"DBCluster {Cluster} not found.");
        aws.Dev.Instance("dev-altplus").Refused(404, "DBInstanceNotFound");
        Assert.Equal("available", aws.Dev.Snapshot("dev-final").Text("Status"));
        var left = aws.Dev.Rds("DescribeDBClusterSnapshots", ("DBClusterIdentifier", Cluster)).Ok();
        Assert.Equal(["dev-final"], left.Texts("DBClusterSnapshotIdentifier"));
    }

    [Fact]
    public void only_manual_snapshots_can_be_deleted()
    {
        using var aws = new TestAws();
        aws.Prod.Rds("DeleteDBClusterSnapshot", ("DBClusterSnapshotIdentifier", TestAws.ProdSnapshot))
            .Refused(400, "InvalidDBClusterSnapshotStateFault", "Only manual snapshots may be deleted.");
        Assert.Equal(
            "available",
            aws.Prod.Rds("DeleteDBClusterSnapshot", ("DBClusterSnapshotIdentifier", "prod-orders-quarter-end")).Ok().Text("Status")
        );
        Assert.Equal("deleting", aws.Prod.Snapshot("prod-orders-quarter-end").Text("Status"));
        aws.Pass(1);
        aws.Prod.Rds("DeleteDBClusterSnapshot", ("DBClusterSnapshotIdentifier", "prod-orders-quarter-end"))
            .Refused(404, "DBClusterSnapshotNotFoundFault");
    }

    [Fact]
    public void secrets_manager_takes_over_the_password()
    {
        using var aws = new TestAws();
        aws.Dev.Restore("dev-new", Copy).Ok();
        aws.Pass(13);
        var shown = aws.Control("state", method: "GET")["clusters"]!
            .AsArray()
            .Single(c => ((string)c!["arn"]!).EndsWith(":dev-new", StringComparison.Ordinal));
        Assert.Equal("the snapshot's", (string)shown!["masterPassword"]!);

        var answer = aws.Dev.Rds("ModifyDBCluster", ("DBClusterIdentifier", "dev-new"), ("ManageMasterUserPassword", "true")).Ok();

        Assert.StartsWith(
            "arn:aws:secretsmanager:ap-northeast-1:123456789000:secret:rds!cluster-",
            answer.Text("SecretArn"),
            StringComparison.Ordinal
        );
        Assert.Equal(("creating", "resetting-master-credentials"), (answer.Text("SecretStatus"), answer.Text("Status")));
        aws.Dev.CreateInstance("dev-new-1", "dev-new").Refused(400, "InvalidDBClusterStateFault");
        aws.Pass(2.1);
        Assert.Equal(("active", "available"), (aws.Dev.Cluster("dev-new").Text("SecretStatus"), aws.Dev.Cluster("dev-new").Text("Status")));
        aws.Dev.Rds("ModifyDBCluster", ("DBClusterIdentifier", "dev-new"), ("RotateMasterUserPassword", "true"))
            .Refused(400, "InvalidParameterCombination", "You must specify apply immediately when rotating the master user password.");
        aws.Dev.Rds(
                "ModifyDBCluster",
                ("DBClusterIdentifier", "dev-new"),
                ("RotateMasterUserPassword", "true"),
                ("ApplyImmediately", "true")
            )
            .Ok();
    }

    [Theory]
    [InlineData("short", "The parameter MasterUserPassword is not a valid password because it is shorter than 8 characters.")]
    [InlineData("with/slash", null)]
    [InlineData("with space", null)]
    [InlineData("0123456789012345678901234567890123456789xy", null)]
    public void passwords_that_are_refused(string password, string? message)
    {
        using var aws = new TestAws();
        var reply = aws.Dev.Rds("ModifyDBCluster", ("DBClusterIdentifier", "dev-altplus-cluster"), ("MasterUserPassword", password));
        reply.Refused(400, "InvalidParameterValue", message ?? reply.Message);
    }

    [Fact]
    public void a_managed_password_is_not_also_given()
    {
        using var aws = new TestAws();
        aws.Dev.Rds(
                "ModifyDBCluster",
                ("DBClusterIdentifier", "dev-playground-cluster"),
                ("MasterUserPassword", "long-enough"),
                ("ManageMasterUserPassword", "true")
            )
            .Refused(400, "InvalidParameterCombination");
        aws.Control("roles", """{"account":"123456789000","name":"Narrow","actions":["rds:*","kms:*"]}""");
        aws.Assume(TestAws.Development, "Narrow")
            .Rds("ModifyDBCluster", ("DBClusterIdentifier", "dev-playground-cluster"), ("ManageMasterUserPassword", "true"))
            .Refused(403, "AccessDenied");
    }

    [Fact]
    public void a_stopped_cluster_is_left_alone()
    {
        using var aws = new TestAws();
        (string, string) cluster = ("DBClusterIdentifier", "dev-altplus-cluster");
        aws.DevAdmin.Rds("StopDBCluster", cluster).Ok();
        aws.Pass(6);

        aws.Dev.Rds("ModifyDBCluster", cluster, ("ManageMasterUserPassword", "true"))
            .Refused(
                400,
                "InvalidDBClusterStateFault",
                "DbCluster dev-altplus-cluster is in stopped state but expected it to be one of available."
            );
        aws.Dev.Rds("DeleteDBInstance", ("DBInstanceIdentifier", "dev-altplus"), ("SkipFinalSnapshot", "true"))
            .Refused(400, "InvalidDBClusterStateFault");
        aws.DevAdmin.Rds("StartDBCluster", cluster).Ok();
        aws.Pass(6);
        Assert.Equal("available", aws.Dev.Instance("dev-altplus").Text("DBInstanceStatus"));
    }

    [Fact]
    public void a_cluster_without_its_key_is_inaccessible_first_for_a_week_then_for_ever()
    {
        using var aws = new TestAws();
        var key = (string)aws.DevAdmin.Kms("CreateKey", "{}").Json["KeyMetadata"]!["Arn"]!;
        aws.Dev.Restore("dev-new", Copy, ("KmsKeyId", key)).Ok();
        aws.Pass(13);

        aws.DevAdmin.Kms("DisableKey", $$"""{"KeyId":"{{key}}"}""").Ok();
        Assert.Equal("inaccessible-encryption-credentials-recoverable", aws.Dev.Cluster("dev-new").Text("Status"));
        aws.DevAdmin.Kms("EnableKey", $$"""{"KeyId":"{{key}}"}""").Ok();
        Assert.Equal("available", aws.Dev.Cluster("dev-new").Text("Status"));
        aws.DevAdmin.Kms("DisableKey", $$"""{"KeyId":"{{key}}"}""").Ok();
        aws.Time.Advance(TimeSpan.FromDays(7.1));
        aws.Dev.Renew();
        Assert.Equal("inaccessible-encryption-credentials", aws.Dev.Cluster("dev-new").Text("Status"));
    }

    [Fact]
    public void quotas_are_kept_and_told()
    {
        using var aws = new TestAws();
        aws.Control("quotas", """{"clusters":3,"instances":3}""");

        aws.Dev.Restore("dev-new", Copy).Refused(403, "DBClusterQuotaExceededFault");
        aws.Dev.CreateInstance("dev-more", "dev-altplus-cluster").Refused(400, "InstanceQuotaExceeded");
        var quotas = aws.Dev.Rds("DescribeAccountAttributes").Ok();
        Assert.Contains("<AccountQuotaName>DBClusters</AccountQuotaName><Used>3</Used><Max>3</Max>", quotas.Body, StringComparison.Ordinal);
        Assert.Contains(
            "<AccountQuotaName>ManualClusterSnapshots</AccountQuotaName><Used>3</Used><Max>100</Max>",
            quotas.Body,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void what_can_be_chosen_from_is_listed()
    {
        using var aws = new TestAws();

        var classes = aws
            .Dev.Rds("DescribeOrderableDBInstanceOptions", ("Engine", "aurora-mysql"), ("EngineVersion", "8.0.mysql_aurora.3.04.1"))
            .Ok();
        Assert.Contains("db.serverless", classes.Texts("DBInstanceClass"));
        Assert.Contains("db.r6g.large", classes.Texts("DBInstanceClass"));
        aws.Dev.Rds("DescribeOrderableDBInstanceOptions", ("Engine", "oracle")).Refused(400, "InvalidParameterValue");
        Assert.Contains("dev-altplus-params", aws.Dev.Rds("DescribeDBClusterParameterGroups").Ok().Texts("DBClusterParameterGroupName"));
        aws.Dev.Rds("DescribeDBClusterParameterGroups", ("DBClusterParameterGroupName", "x"))
            .Refused(404, "DBParameterGroupNotFound", "DBClusterParameterGroup not found: x");
        Assert.Equal(
            ["dev-db-subnets"],
            aws.Dev.Rds("DescribeDBSubnetGroups", ("DBSubnetGroupName", "dev-db-subnets")).Ok().Texts("DBSubnetGroupName")
        );
        aws.Dev.Rds("DescribeDBSubnetGroups", ("DBSubnetGroupName", "x"))
            .Refused(404, "DBSubnetGroupNotFoundFault", "DB subnet group 'x' does not exist.");
    }

    [Fact]
    public void the_first_state_holds_the_articles_cast()
    {
        using var aws = new TestAws();

        Assert.Equal(
            8,
            aws.Prod.Rds("DescribeDBClusterSnapshots", ("DBClusterIdentifier", "prod-altplus-cluster"), ("SnapshotType", "automated"))
                .Texts("SnapshotType")
                .Count
        );
        var finished = aws.Dev.Snapshot(Copy).Ok();
        Assert.Equal((TestAws.DevDefaultKey, TestAws.SharedArn), (finished.Text("KmsKeyId"), finished.Text("SourceDBClusterSnapshotArn")));
        aws.Prod.Snapshot(TestAws.ForSharing).Refused(404, "DBClusterSnapshotNotFoundFault");
        Assert.Equal("dev-altplus", aws.Dev.Cluster("dev-altplus-cluster").Ok().Text("DBInstanceIdentifier"));
        Assert.Equal("true", aws.Dev.Cluster("dev-altplus-cluster").Text("IsClusterWriter"));
        Assert.Equal("AWS", (string)aws.Prod.Kms("DescribeKey", """{"KeyId":"alias/aws/rds"}""").Json["KeyMetadata"]!["KeyManager"]!);
        Assert.Equal(
            TestAws.SharingKey,
            (string)
                aws.Dev.Kms("DescribeKey", """{"KeyId":"arn:aws:kms:ap-northeast-1:987654321000:alias/dev-altplus-key"}""").Json[
                    "KeyMetadata"
                ]!["Arn"]!
        );
    }
}
