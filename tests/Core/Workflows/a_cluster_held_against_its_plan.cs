using Amazon.RDS.Model;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Tests.Planning;
using SnapshotShare.Core.Topology;
using SnapshotShare.Core.Workflows;
using SnapshotShare.Core.Workflows.Steps;

namespace SnapshotShare.Core.Tests.Workflows;

/// <summary>What AWS tells of the finished cluster, member by member: what is said of it, and what to paste where it can be put right.</summary>
public sealed class a_cluster_held_against_its_plan
{
    private static readonly Plan Approved = Sample.Plan(Sample.Facts);
    private static readonly Plan Serverless = Approved with { Restore = Approved.Restore! with { MinCapacity = 0.5, MaxCapacity = 4 } };
    private static readonly string ModifyCluster =
        $"aws rds modify-db-cluster --db-cluster-identifier {Approved.TargetCluster} --apply-immediately";
    private static readonly string ModifyWriter =
        $"aws rds modify-db-instance --db-instance-identifier {Approved.WriterInstance} --apply-immediately";
    private static readonly string Tags =
        $"Key=snapshotshare:request,Value={Sample.Id} Key=snapshotshare:installation,Value={Sample.Installation}";
    private static readonly string Groups = $"{ModifyCluster} --vpc-security-group-ids sg-0d3adb33f01230de1";

    /// <summary>What is otherwise, what is told of it (nothing where it is no difference), and the cure.</summary>
    public static TheoryData<string, Action<DBCluster, DBInstance>, string, string?> Members =>
        new()
        {
            { "as approved", (_, _) => { }, "", null },
            { "the cluster is not encrypted", (c, _) => c.StorageEncrypted = false, "encrypted=false", null },
            { "nobody says so", (c, _) => c.StorageEncrypted = null, "encrypted=false", null },
            { "the writer is not encrypted", (_, w) => w.StorageEncrypted = null, "encrypted=false", null },
            { "under no key", (c, _) => c.KmsKeyId = null, "key=-", null },
            {
                "the cluster is public",
                (c, _) => c.PubliclyAccessible = true,
                "publiclyAccessible=true",
                $"{ModifyWriter} --no-publicly-accessible"
            },
            {
                "the writer is public",
                (_, w) => w.PubliclyAccessible = true,
                "publiclyAccessible=true",
                $"{ModifyWriter} --no-publicly-accessible"
            },
            { "neither says so", (_, w) => w.PubliclyAccessible = null, "", null },
            { "in no subnets", (c, _) => c.DBSubnetGroup = null, "subnetGroup=-", null },
            { "in subnets that AWS writes otherwise", (c, _) => c.DBSubnetGroup = "DEV-db-subnets", "", null },
            {
                "under other parameters",
                (c, _) => c.DBClusterParameterGroup = "prod-altplus-params",
                "parameterGroup=prod-altplus-params",
                null
            },
            { "in no groups", (c, _) => c.VpcSecurityGroups = null, "securityGroups=", Groups },
            { "a group being added", (c, _) => c.VpcSecurityGroups[0].Status = "adding", "", null },
            { "a group being removed", (c, _) => c.VpcSecurityGroups[0].Status = "removing", "securityGroups=", Groups },
            { "the writer's group being removed", (_, w) => w.VpcSecurityGroups[0].Status = "removing", "writerSecurityGroups=", Groups },
            {
                "one more group",
                (c, _) => c.VpcSecurityGroups.Insert(0, Group("sg-1")),
                "securityGroups=sg-0d3adb33f01230de1, sg-1",
                Groups
            },
            {
                "one more group on both",
                (c, w) =>
                {
                    c.VpcSecurityGroups.Add(Group("sg-1"));
                    w.VpcSecurityGroups.Add(Group("sg-1"));
                },
                "securityGroups=sg-0d3adb33f01230de1, sg-1 writerSecurityGroups=sg-0d3adb33f01230de1, sg-1",
                Groups
            },
            { "of no class", (_, w) => w.DBInstanceClass = null, "instanceClass=-", $"{ModifyWriter} --db-instance-class db.r6g.large" },
            { "of no version", (c, _) => c.EngineVersion = null, "engineVersion=-", null },
            {
                "with production's backups",
                (c, _) => c.BackupRetentionPeriod = 35,
                "backupRetention=35",
                $"{ModifyCluster} --backup-retention-period 1"
            },
            {
                "with backups that nobody tells of",
                (c, _) => c.BackupRetentionPeriod = null,
                "backupRetention=-",
                $"{ModifyCluster} --backup-retention-period 1"
            },
            {
                "on other storage",
                (c, _) => c.StorageType = "aurora-iopt1",
                "storageType=aurora-iopt1",
                $"{ModifyCluster} --storage-type aurora"
            },
            { "on the standard storage, which AWS does not name", (c, _) => c.StorageType = null, "", null },
            {
                "without Extended Support",
                (c, _) => c.EngineLifecycleSupport = "open-source-rds-extended-support-disabled",
                "extendedSupport=open-source-rds-extended-support-disabled",
                null
            },
            { "of an engine without life cycles", (c, _) => c.EngineLifecycleSupport = null, "", null },
            {
                "open to tokens",
                (c, _) => c.IAMDatabaseAuthenticationEnabled = true,
                "iamAuthentication=true",
                $"{ModifyCluster} --no-enable-iam-database-authentication"
            },
            {
                "without a secret",
                (c, _) => c.MasterUserSecret = null,
                "masterSecret=none",
                $"{ModifyCluster} --manage-master-user-password"
            },
            {
                "with a secret that is being made",
                (c, _) => c.MasterUserSecret.SecretStatus = "creating",
                "masterSecret=creating",
                $"{ModifyCluster} --manage-master-user-password"
            },
            {
                "of another request",
                (c, _) => c.TagList = OwnTags.Of("another", Sample.Installation),
                $"clusterTag=another @ {Sample.Installation}",
                $"aws rds add-tags-to-resource --resource-name arn:cluster --tags {Tags}"
            },
            {
                "a writer of nobody's",
                (_, w) => w.TagList = null,
                "writerTag=none",
                $"aws rds add-tags-to-resource --resource-name arn:writer --tags {Tags}"
            },
            {
                "a cluster with another name",
                (c, _) => c.DBClusterIdentifier = "theirs",
                "clusterName=theirs",
                $"aws rds modify-db-cluster --db-cluster-identifier theirs --apply-immediately --new-db-cluster-identifier {Approved.TargetCluster}"
            },
            {
                "a writer with another name, which is given back last",
                (_, w) => (w.DBInstanceIdentifier, w.DBInstanceClass) = ("theirs", "db.x"),
                "instanceClass=db.x writerName=theirs",
                "aws rds modify-db-instance --db-instance-identifier theirs --apply-immediately --db-instance-class db.r6g.large\n"
                    + $"aws rds modify-db-instance --db-instance-identifier theirs --apply-immediately --new-db-instance-identifier {Approved.WriterInstance}"
            },
            { "protected", (c, _) => c.DeletionProtection = true, "deletionProtection=true", $"{ModifyCluster} --no-deletion-protection" },
            {
                "with two readers",
                (c, _) =>
                    c.DBClusterMembers = [.. new[] { "r2", "r1" }.Select(name => new DBClusterMember { DBInstanceIdentifier = name })],
                "otherInstances=r1, r2",
                null
            },
            {
                "two that can be put right",
                (c, w) => (c.MasterUserSecret, w.DBInstanceClass) = (null, "db.x"),
                "instanceClass=db.x masterSecret=none",
                $"{ModifyWriter} --db-instance-class db.r6g.large\n{ModifyCluster} --manage-master-user-password"
            },
        };

    [Theory]
    [MemberData(nameof(Members))]
    public void is_told_of_where_it_differs(string what, Action<DBCluster, DBInstance> change, string told, string? cure)
    {
        Assert.NotEmpty(what);
        var seen = Observe(Approved, change);
        if (told.Length == 0)
        {
            Assert.IsType<Observation.There>(seen);
            return;
        }
        var wrong = Assert.IsType<Observation.Wrong>(seen);
        Assert.Equal(
            told,
            string.Join(' ', wrong.Finding.Message.Parts!["what"].Select(part => $"{part.Key["differs.".Length..]}={part.Values["is"]}"))
        );
        Assert.Equal(
            (false, "dev", "arn:cluster", cure),
            (wrong.Final, wrong.Finding.Account, wrong.Finding.Resource, wrong.Finding.Paste)
        );
        Assert.Contains(wrong.Finding.Message.Values["cluster"], new[] { Approved.TargetCluster, "theirs" });
    }

    /// <summary>Its capacity is compared where the plan names one.</summary>
    [Theory]
    [InlineData(0.5, 4.0, null)]
    [InlineData(1.0, 4.0, "1–4 ACU")]
    [InlineData(0.5, 8.0, "0.5–8 ACU")]
    [InlineData(null, null, "– ACU")]
    public void has_the_capacity_that_was_approved(double? least, double? most, string? told)
    {
        void Scale(DBCluster cluster, DBInstance writer) =>
            cluster.ServerlessV2ScalingConfiguration = least is null
                ? null
                : new ServerlessV2ScalingConfigurationInfo { MinCapacity = least, MaxCapacity = most };
        Assert.IsType<Observation.There>(Observe(Approved, Scale));
        var seen = Observe(Serverless, Scale);
        if (told is null)
        {
            Assert.Equal("0.5–4 ACU", Assert.IsType<Observation.There>(seen).Evidence["Capacity"]);
            return;
        }
        var part = Assert.Single(Assert.IsType<Observation.Wrong>(seen).Finding.Message.Parts!["what"]);
        Assert.Equal(("differs.capacity", "0.5–4 ACU", told), (part.Key, part.Values["wanted"], part.Values["is"]));
    }

    /// <summary>What a route says beyond its defaults is held against AWS too, and what an older plan left to AWS is not.</summary>
    [Fact]
    public void has_the_settings_that_were_approved()
    {
        const string SecretKey = "arn:aws:kms:ap-northeast-1:123456789000:key/secret";
        var said = Approved with
        {
            Restore = Approved.Restore! with
            {
                Settings = new RestoreSettings(7, "aurora-iopt1", ExtendedSupport: false, IamAuthentication: true, 3307, "ap-northeast-1c"),
                SecretKey = new PlanKey(SecretKey, Alias: null, "CUSTOMER"),
            },
        };
        Assert.Equal(
            [
                ("differs.backupRetention", "7", "1"),
                ("differs.storageType", "aurora-iopt1", "aurora"),
                ("differs.extendedSupport", "open-source-rds-extended-support-disabled", "open-source-rds-extended-support"),
                ("differs.iamAuthentication", "true", "false"),
                ("differs.port", "3307", "3306"),
                ("differs.zone", "ap-northeast-1c", "-"),
                ("differs.secretKey", SecretKey, "-"),
            ],
            Assert
                .IsType<Observation.Wrong>(Observe(said, (cluster, _) => cluster.Port = 3306))
                .Finding.Message.Parts!["what"]
                .Select(part => (part.Key, part.Values["wanted"]!, part.Values["is"]!))
        );
        Assert.Equal(
            [
                $"{ModifyCluster} --backup-retention-period 7",
                $"{ModifyCluster} --storage-type aurora-iopt1",
                $"{ModifyCluster} --enable-iam-database-authentication",
                $"{ModifyCluster} --port 3307",
                $"{ModifyCluster} --no-manage-master-user-password --master-user-password \"$(openssl rand -hex 20)\"",
                $"{ModifyCluster} --manage-master-user-password --master-user-secret-kms-key-id {SecretKey}",
            ],
            Assert.IsType<Observation.Wrong>(Observe(said, (_, _) => { })).Finding.Paste!.Split('\n')
        );
        var seen = Observe(
            said,
            (cluster, writer) =>
            {
                (cluster.BackupRetentionPeriod, cluster.StorageType, cluster.Port) = (7, "aurora-iopt1", 3307);
                cluster.EngineLifecycleSupport = "open-source-rds-extended-support-disabled";
                cluster.IAMDatabaseAuthenticationEnabled = true;
                cluster.MasterUserSecret.KmsKeyId = SecretKey;
                writer.AvailabilityZone = "ap-northeast-1c";
            }
        );
        Assert.Equal("3307 ap-northeast-1c", seen is Observation.There there ? $"{there.Evidence["Port"]} {there.Evidence["Zone"]}" : "");

        var lost = Observe(said, (cluster, _) => cluster.MasterUserSecret = null);
        Assert.Contains(
            $"--manage-master-user-password --master-user-secret-kms-key-id {SecretKey}",
            ((Observation.Wrong)lost).Finding.Paste,
            StringComparison.Ordinal
        );
        var old = Approved with { Restore = Approved.Restore! with { Settings = null } };
        Assert.IsType<Observation.There>(Observe(old, (cluster, _) => cluster.BackupRetentionPeriod = 35));
    }

    [Fact]
    public void leaves_every_fact_that_was_seen_as_evidence()
    {
        var seen = Assert.IsType<Observation.There>(Observe(Approved, (_, _) => { }));
        Assert.Equal(
            [
                ("BackupRetention", "1"),
                ("ClusterName", Approved.TargetCluster!),
                ("ClusterTag", $"{Sample.Id} @ {Sample.Installation}"),
                ("DeletionProtection", "false"),
                ("Encrypted", "true"),
                ("EngineVersion", Approved.Source.EngineVersion),
                ("ExtendedSupport", "open-source-rds-extended-support"),
                ("IamAuthentication", "false"),
                ("InstanceClass", "db.r6g.large"),
                ("Key", Sample.TargetKeyArn),
                ("MasterSecret", "active"),
                ("OtherInstances", "-"),
                ("ParameterGroup", "default.aurora-mysql8.0"),
                ("PubliclyAccessible", "false"),
                ("SecurityGroups", "sg-0d3adb33f01230de1"),
                ("StorageType", "aurora"),
                ("SubnetGroup", "dev-db-subnets"),
                ("WriterName", Approved.WriterInstance!),
                ("WriterSecurityGroups", "sg-0d3adb33f01230de1"),
                ("WriterTag", $"{Sample.Id} @ {Sample.Installation}"),
            ],
            seen.Evidence.Select(fact => (fact.Key, fact.Value)).Order()
        );
    }

    [Fact]
    public void is_waited_for_while_its_writer_changes_and_given_up_where_it_is_broken()
    {
        var changing = Observe(Approved, (_, writer) => (writer.DBInstanceStatus, writer.PercentProgress) = ("modifying", "40"));
        Assert.Equal(new Observation.Underway("modifying", 40), changing);
        var broken = Observe(Approved, (_, writer) => writer.DBInstanceStatus = "incompatible-parameters");
        Assert.Equal(("arn:writer", true), broken is Observation.Wrong wrong ? (wrong.Finding.Resource, wrong.Final) : default);
    }

    [Fact]
    public void has_vanished_with_the_step_that_made_it()
    {
        var nothing = new ObservedState();
        foreach (
            var (observed, maker, what) in new[]
            {
                (nothing, "RestoreCluster", Approved.TargetCluster!),
                (nothing with { TargetClusters = [Cluster()] }, "CreateWriter", Approved.WriterInstance!),
            }
        )
        {
            var gone = Assert.IsType<Observation.Wrong>(Workflow.Step(StepName.VerifyCluster).Observe(Context(Approved, observed)));
            Assert.Equal(("vanished", "dev", what, true), (gone.Finding.Code, gone.Finding.Account, gone.Finding.Resource, gone.Final));
            Assert.Equal(maker, gone.Finding.Message.Values["step"]);
        }
    }

    private static Observation Observe(Plan plan, Action<DBCluster, DBInstance> change)
    {
        var (cluster, writer) = (Cluster(), Writer());
        change(cluster, writer);
        return Workflow
            .Step(StepName.VerifyCluster)
            .Observe(Context(plan, new ObservedState { TargetClusters = [cluster], TargetInstances = [writer] }));
    }

    private static StepContext Context(Plan plan, ObservedState observed) =>
        new(
            SampleRows.Request(
                plan: plan,
                steps:
                [
                    new StepState(StepName.RestoreCluster, StepStatus.Done) { Identity = "cluster-1" },
                    new StepState(StepName.CreateWriter, StepStatus.Done) { Identity = "db-1" },
                ]
            ),
            new StepState(StepName.VerifyCluster, StepStatus.Running),
            Share: null,
            observed,
            Sample.Now
        );

    private static DBCluster Cluster() =>
        new()
        {
            DBClusterIdentifier = Approved.TargetCluster,
            DBClusterArn = "arn:cluster",
            DbClusterResourceId = "cluster-1",
            Status = "available",
            StorageEncrypted = true,
            KmsKeyId = Sample.TargetKeyArn,
            DBSubnetGroup = Approved.Restore!.SubnetGroup,
            DBClusterParameterGroup = "default.aurora-mysql8.0",
            VpcSecurityGroups = [Group("sg-0d3adb33f01230de1")],
            EngineVersion = Approved.Source.EngineVersion,
            BackupRetentionPeriod = 1,
            StorageType = "aurora",
            EngineLifecycleSupport = "open-source-rds-extended-support",
            IAMDatabaseAuthenticationEnabled = false,
            MasterUserSecret = new MasterUserSecret { SecretStatus = "active" },
            TagList = OwnTags.Of(Sample.Id, Sample.Installation),
        };

    private static DBInstance Writer() =>
        new()
        {
            DBInstanceIdentifier = Approved.WriterInstance,
            DBInstanceArn = "arn:writer",
            DbiResourceId = "db-1",
            DBInstanceStatus = "available",
            StorageEncrypted = true,
            PubliclyAccessible = false,
            DBInstanceClass = Approved.Restore!.InstanceClass,
            VpcSecurityGroups = [Group("sg-0d3adb33f01230de1")],
            TagList = OwnTags.Of(Sample.Id, Sample.Installation),
        };

    private static VpcSecurityGroupMembership Group(string id) => new() { VpcSecurityGroupId = id, Status = "active" };
}
