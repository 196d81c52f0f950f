using Amazon.RDS.Model;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Tests.Planning;
using SnapshotShare.Core.Workflows;
using SnapshotShare.Core.Workflows.Steps;

namespace SnapshotShare.Core.Tests.Workflows;

public sealed class verifying_a_cluster
{
    private const string Elsewhere = "arn:aws:kms:ap-northeast-1:987654321000:key/0987dcba-09fe-87dc-65ba-ab0987654321";

    private static readonly Plan Approved = Sample.Plan(Sample.Facts);

    /// <summary>Each way in which what AWS shows can differ from what was approved, with the two values a person must be told.</summary>
    public static TheoryData<string, string> Differences =>
        new()
        {
            { "encrypted", "false" },
            { "key", Elsewhere },
            { "publiclyAccessible", "true" },
            { "subnetGroup", "default" },
            { "parameterGroup", "somebodys" },
            { "securityGroups", "sg-somebodys" },
            { "writerSecurityGroups", "sg-somebodys" },
            { "instanceClass", "db.r6g.16xlarge" },
            { "engineVersion", "5.7.mysql_aurora.2.11.2" },
            { "backupRetention", "7" },
            { "storageType", "aurora-iopt1" },
            { "extendedSupport", "open-source-rds-extended-support-disabled" },
            { "iamAuthentication", "true" },
            { "masterSecret", "none" },
            { "deletionProtection", "true" },
            { "otherInstances", "reader" },
            { "clusterName", "another" },
            { "writerName", "another" },
            { "clusterTag", "none" },
            { "writerTag", "none" },
        };

    [Fact]
    public void as_approved_is_done_and_says_what_was_seen()
    {
        var seen = Assert.IsType<Observation.There>(Observe(Cluster(), Writer()));
        Assert.Equal(Approved.TargetKey.Arn, seen.Evidence["Key"]);
        Assert.Equal("false", seen.Evidence["PubliclyAccessible"]);
        Assert.Equal("active", seen.Evidence["MasterSecret"]);
        Assert.Equal(20, seen.Evidence.Count);
    }

    [Theory]
    [MemberData(nameof(Differences))]
    public void that_differs_blocks_and_names_both_values(string what, string found)
    {
        var (cluster, writer) = (Cluster(), Writer());
        Spoil(what, found, cluster, writer);

        var wrong = Assert.IsType<Observation.Wrong>(Observe(cluster, writer));

        Assert.False(wrong.Final);
        Assert.Equal("cluster-differs", wrong.Finding.Code);
        var told = Assert.Single(wrong.Finding.Message.Parts!["what"]);
        Assert.Equal($"differs.{what}", told.Key);
        Assert.Equal(found, told.Values["is"]);
        Assert.Equal(Wanted(what), told.Values["wanted"]);
    }

    [Fact]
    public void that_differs_in_two_ways_tells_both()
    {
        var (cluster, writer) = (Cluster(), Writer());
        Spoil("publiclyAccessible", "true", cluster, writer);
        Spoil("instanceClass", "db.r6g.16xlarge", cluster, writer);

        var wrong = Assert.IsType<Observation.Wrong>(Observe(cluster, writer));

        Assert.Equal(
            ["differs.publiclyAccessible", "differs.instanceClass"],
            wrong.Finding.Message.Parts!["what"].Select(part => part.Key)
        );
        Assert.Contains("--no-publicly-accessible", wrong.Finding.Paste, StringComparison.Ordinal);
        Assert.Contains("--db-instance-class db.r6g.large", wrong.Finding.Paste, StringComparison.Ordinal);
    }

    /// <summary>Where none was chosen, AWS gives its own for the engine's family, and no other is as approved. It keeps every name in lower case.</summary>
    [Theory]
    [InlineData(null, "default.aurora-mysql8.0", true)]
    [InlineData(null, "default.aurora-postgresql15", true)]
    [InlineData(null, "somebodys", false)]
    [InlineData(null, null, false)]
    [InlineData("dev-altplus-params", "dev-altplus-params", true)]
    [InlineData("Dev-Altplus-Params", "dev-altplus-params", true)]
    [InlineData("dev-altplus-params", null, false)]
    [InlineData("dev-altplus-params", "dev-altplus-params2", false)]
    public void has_the_parameter_group_that_was_approved(string? approved, string? found, bool isSame)
    {
        var plan = Approved with { Restore = Approved.Restore! with { ClusterParameterGroup = approved } };
        var cluster = Cluster();
        cluster.DBClusterParameterGroup = found;
        if (isSame)
            Assert.IsType<Observation.There>(Observe(cluster, Writer(), plan));
        else
            Assert.Equal(
                approved is not null,
                Assert.IsType<Observation.Wrong>(Observe(cluster, Writer(), plan)).Finding.Paste is not null
            );
    }

    [Fact]
    public void that_is_still_changing_is_waited_for()
    {
        var cluster = Cluster();
        cluster.Status = "modifying";
        Assert.Equal("modifying", Assert.IsType<Observation.Underway>(Observe(cluster, Writer())).AwsStatus);
    }

    [Fact]
    public void under_a_key_known_by_its_alias_alone_must_be_under_one_of_its_own_account()
    {
        var plan = Approved with { TargetKey = Approved.TargetKey with { Arn = "arn:aws:kms:ap-northeast-1:123456789000:alias/own" } };
        Assert.IsType<Observation.There>(Observe(Cluster(), Writer(), plan));
        var foreign = Cluster();
        foreign.KmsKeyId = Elsewhere;
        Assert.IsType<Observation.Wrong>(Observe(foreign, Writer(), plan));
    }

    private static void Spoil(string what, string found, DBCluster cluster, DBInstance writer)
    {
        switch (what)
        {
            case "encrypted":
                writer.StorageEncrypted = false;
                break;
            case "key":
                cluster.KmsKeyId = found;
                break;
            case "publiclyAccessible":
                writer.PubliclyAccessible = true;
                break;
            case "subnetGroup":
                cluster.DBSubnetGroup = found;
                break;
            case "parameterGroup":
                cluster.DBClusterParameterGroup = found;
                break;
            case "securityGroups":
                cluster.VpcSecurityGroups = Groups(found);
                break;
            case "writerSecurityGroups":
                writer.VpcSecurityGroups = Groups(found);
                break;
            case "instanceClass":
                writer.DBInstanceClass = found;
                break;
            case "engineVersion":
                cluster.EngineVersion = found;
                break;
            case "backupRetention":
                cluster.BackupRetentionPeriod = 7;
                break;
            case "storageType":
                cluster.StorageType = found;
                break;
            case "extendedSupport":
                cluster.EngineLifecycleSupport = found;
                break;
            case "iamAuthentication":
                cluster.IAMDatabaseAuthenticationEnabled = true;
                break;
            case "masterSecret":
                cluster.MasterUserSecret = null;
                break;
            case "deletionProtection":
                cluster.DeletionProtection = true;
                break;
            case "otherInstances":
                cluster.DBClusterMembers =
                [
                    .. new[] { writer.DBInstanceIdentifier, found }.Select(name => new DBClusterMember { DBInstanceIdentifier = name }),
                ];
                break;
            case "clusterName":
                cluster.DBClusterIdentifier = found;
                break;
            case "writerName":
                writer.DBInstanceIdentifier = found;
                break;
            case "clusterTag":
                cluster.TagList = [];
                break;
            default:
                writer.TagList = [];
                break;
        }
    }

    private static string Wanted(string what) =>
        what switch
        {
            "encrypted" => "true",
            "key" => Approved.TargetKey.Arn,
            "publiclyAccessible" => "false",
            "subnetGroup" => Approved.Restore!.SubnetGroup,
            "parameterGroup" => Approved.Restore!.ClusterParameterGroup ?? "default.*",
            "securityGroups" or "writerSecurityGroups" => string.Join(", ", Approved.Restore!.SecurityGroups),
            "instanceClass" => Approved.Restore!.InstanceClass,
            "engineVersion" => Approved.Source.EngineVersion,
            "backupRetention" => "1",
            "storageType" => "aurora",
            "extendedSupport" => "open-source-rds-extended-support",
            "iamAuthentication" => "false",
            "masterSecret" => "active",
            "deletionProtection" => "false",
            "otherInstances" => "-",
            "clusterName" => Approved.TargetCluster!,
            "writerName" => Approved.WriterInstance!,
            _ => $"{Sample.Id} @ {Sample.Installation}",
        };

    private static DBCluster Cluster() =>
        new()
        {
            DBClusterIdentifier = Approved.TargetCluster,
            DbClusterResourceId = "cluster-1",
            DBClusterArn = $"arn:aws:rds:ap-northeast-1:123456789000:cluster:{Approved.TargetCluster}",
            Status = "available",
            StorageEncrypted = true,
            KmsKeyId = Approved.TargetKey.Arn.Contains(":alias/", StringComparison.Ordinal)
                ? "arn:aws:kms:ap-northeast-1:123456789000:key/1a2b3c4d-5e6f-1a2b-3c4d-5e6f1a2b3c4d"
                : Approved.TargetKey.Arn,
            DBSubnetGroup = Approved.Restore!.SubnetGroup,
            DBClusterParameterGroup = Approved.Restore.ClusterParameterGroup ?? "default.aurora-mysql8.0",
            VpcSecurityGroups = Groups([.. Approved.Restore.SecurityGroups]),
            EngineVersion = Approved.Source.EngineVersion,
            BackupRetentionPeriod = 1,
            StorageType = "aurora",
            EngineLifecycleSupport = "open-source-rds-extended-support",
            IAMDatabaseAuthenticationEnabled = false,
            MasterUserSecret = new MasterUserSecret { SecretStatus = "active" },
            TagList = Tags,
        };

    private static DBInstance Writer() =>
        new()
        {
            DBInstanceIdentifier = Approved.WriterInstance,
            DbiResourceId = "db-1",
            DBInstanceStatus = "available",
            StorageEncrypted = true,
            PubliclyAccessible = false,
            DBInstanceClass = Approved.Restore!.InstanceClass,
            VpcSecurityGroups = Groups([.. Approved.Restore.SecurityGroups]),
            TagList = Tags,
        };

    private static List<Tag> Tags => OwnTags.Of(Sample.Id, Sample.Installation);

    private static List<VpcSecurityGroupMembership> Groups(params string[] ids) =>
        [.. ids.Select(id => new VpcSecurityGroupMembership { VpcSecurityGroupId = id, Status = "active" })];

    private static Observation Observe(DBCluster cluster, DBInstance writer, Plan? plan = null)
    {
        plan ??= Approved;
        var request = new Request
        {
            Id = Sample.Id,
            Installation = Sample.Installation,
            RequesterId = Rig.Developer.Id,
            RequesterName = Rig.Developer.Name,
            CreatedAt = Sample.Now,
            Terms = Rig.Terms,
            Status = RequestStatus.Running,
            Plan = plan,
            PlanVersion = 1,
            SourceCluster = plan.Source.Cluster,
            Steps =
            [
                .. plan.Steps.Select(step => new StepState(step.Name, StepStatus.Running)
                {
                    Identity = step.Name switch
                    {
                        StepName.RestoreCluster => "cluster-1",
                        StepName.CreateWriter => "db-1",
                        _ => null,
                    },
                }),
            ],
        };
        var observed = new ObservedState { TargetClusters = [cluster], TargetInstances = [writer] };
        var context = new StepContext(request, request.Step(StepName.VerifyCluster), Share: null, observed, Sample.Now);
        return Workflow.Step(StepName.VerifyCluster).Observe(context);
    }
}
