namespace SnapshotShare.AwsSandbox.Tests.Rds;

/// <summary>RDS API Reference, RestoreDBClusterToPointInTime: a full copy of a moment, or a clone that shares its source's pages.</summary>
public sealed class a_cluster_as_it_was
{
    private const string Source = "dev-altplus-cluster";
    private static readonly (string, string) Latest = ("UseLatestRestorableTime", "true");
    private static readonly (string, string) CopyOnWrite = ("RestoreType", "copy-on-write");

    /// <summary>What is asked for beside the name, and the refusal's status and code.</summary>
    public static TheoryData<string, string, int, string> Refused =>
        new()
        {
            { "no moment", "", 400, "InvalidParameterCombination" },
            { "neither moment", "UseLatestRestorableTime=false", 400, "InvalidParameterCombination" },
            { "no moment for a clone", "RestoreType=copy-on-write", 400, "InvalidParameterCombination" },
            { "both moments", "UseLatestRestorableTime=true&RestoreToTime=2026-01-15T09:00:00Z", 400, "InvalidParameterCombination" },
            { "a clone of the past", "RestoreType=copy-on-write&RestoreToTime=2026-01-15T09:00:00Z", 400, "InvalidParameterCombination" },
            { "no time at all", "RestoreToTime=yesterday", 400, "InvalidParameterValue" },
            { "a word for a boolean", "UseLatestRestorableTime=maybe", 400, "InvalidParameterValue" },
            { "the last five minutes", "RestoreToTime=2026-01-15T09:26:00Z", 400, "InvalidParameterValue" },
            { "the future", "RestoreToTime=2026-01-16T09:30:00Z", 400, "InvalidParameterValue" },
            { "before its retention", "RestoreToTime=2026-01-14T09:29:00Z", 400, "InvalidParameterValue" },
            { "another type", "UseLatestRestorableTime=true&RestoreType=shallow", 400, "InvalidParameterValue" },
            { "too long a retention", "UseLatestRestorableTime=true&BackupRetentionPeriod=36", 400, "InvalidParameterValue" },
            { "nothing's name", "UseLatestRestorableTime=true&SourceDBClusterIdentifier=no-such-cluster", 404, "DBClusterNotFoundFault" },
            {
                "another account's",
                $"UseLatestRestorableTime=true&SourceDBClusterIdentifier={OfProduction}",
                404,
                "DBClusterNotFoundFault"
            },
            { "no subnet group", "UseLatestRestorableTime=true&DBSubnetGroupName=nowhere", 404, "DBSubnetGroupNotFoundFault" },
            { "too few zones", "UseLatestRestorableTime=true&DBSubnetGroupName=dev-one-zone", 400, "DBSubnetGroupDoesNotCoverEnoughAZs" },
            {
                "a parameter group of others",
                "UseLatestRestorableTime=true&DBClusterParameterGroupName=dev-postgres15-params",
                400,
                "InvalidParameterCombination"
            },
            { "no key", "UseLatestRestorableTime=true&KmsKeyId=alias/nothing", 400, "KMSKeyNotAccessibleFault" },
            {
                "production's default key",
                $"UseLatestRestorableTime=true&KmsKeyId={TestAws.ProdDefaultKey}",
                400,
                "KMSKeyNotAccessibleFault"
            },
            {
                "a clone under another key",
                $"UseLatestRestorableTime=true&RestoreType=copy-on-write&KmsKeyId={TestAws.SharingKey}",
                400,
                "InvalidParameterCombination"
            },
        };

    private const string OfProduction = "arn:aws:rds:ap-northeast-1:987654321000:cluster:prod-altplus-cluster";

    private static Reply Restore(TestAws aws, string name, params (string, string)[] more) =>
        aws.DevAdmin.Rds(
            "RestoreDBClusterToPointInTime",
            [
                ("DBClusterIdentifier", name),
                .. more.Any(m => m.Item1.StartsWith("SourceD", StringComparison.Ordinal))
                    ? Array.Empty<(string, string)>()
                    : [("SourceDBClusterIdentifier", Source)],
                .. more,
            ]
        );

    [Theory]
    [MemberData(nameof(Refused))]
    public void is_refused(string what, string parameters, int status, string code)
    {
        using var aws = new TestAws();
        var more = parameters
            .Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(p => (p.Split('=')[0], p[(p.IndexOf('=', StringComparison.Ordinal) + 1)..]));

        var reply = Restore(aws, "dev-then", [.. more]);

        Assert.Equal((what, status, code), (what, reply.Status, reply.Code));
        aws.Dev.Cluster("dev-then").Refused(404, "DBClusterNotFoundFault");
    }

    [Fact]
    public void is_a_full_copy_of_a_moment_within_the_retention()
    {
        using var aws = new TestAws();

        var answer = Restore(aws, "Dev-Then", ("RestoreToTime", "2026-01-15T08:00:00Z"), ("Tags.Tag.1.Key", "k"), ("Tags.Tag.1.Value", "v"))
            .Ok();

        Assert.Equal(("dev-then", "creating"), (answer.Text("DBClusterIdentifier"), answer.Text("Status")));
        Assert.Empty(answer.Texts("DBClusterMember"));
        Assert.Empty(answer.Texts("EarliestRestorableTime"));
        aws.Pass(11.5);
        Assert.Equal("backing-up", aws.Dev.Cluster("dev-then").Text("Status"));
        aws.Pass(0.6);
        var (then, now) = (aws.Dev.Cluster("dev-then").Ok(), aws.Dev.Cluster(Source).Ok());
        Assert.Equal("available", then.Text("Status"));
        foreach (
            var same in new[]
            {
                "Engine",
                "EngineVersion",
                "MasterUsername",
                "DatabaseName",
                "DBSubnetGroup",
                "DBClusterParameterGroup",
                "BackupRetentionPeriod",
                "Port",
            }
        )
            Assert.Equal(now.Text(same), then.Text(same));
        Assert.NotEqual(now.Text("DbClusterResourceId"), then.Text("DbClusterResourceId"));
        Assert.Equal(TestAws.DevDefaultKey, then.Xml.Descendants().Last(e => e.Name.LocalName == "KmsKeyId").Value);
        Assert.Equal(["k"], then.Texts("Key"));
        Assert.Equal("false", then.Text("DeletionProtection"));
        Assert.Empty(then.Texts("SecretArn"));
        Assert.Empty(then.Texts("CloneGroupId"));
        aws.Dev.CreateInstance("dev-then-1", "dev-then").Ok();
    }

    [Theory]
    [InlineData("2026-01-15T09:25:00Z")]
    [InlineData("2026-01-14T09:30:00Z")]
    [InlineData("2026-01-15T12:00:00.000+09:00")]
    public void is_that_of_any_moment_between_the_first_and_the_last(string time)
    {
        using var aws = new TestAws();
        var cluster = aws.Dev.Cluster(Source).Ok();
        Assert.StartsWith("2026-01-14T09:30:00", cluster.Text("EarliestRestorableTime"), StringComparison.Ordinal);
        Assert.StartsWith("2026-01-15T09:25:00", cluster.Text("LatestRestorableTime"), StringComparison.Ordinal);
        Restore(aws, "dev-then", ("RestoreToTime", time)).Ok();
    }

    [Fact]
    public void is_under_another_key_where_one_is_given()
    {
        using var aws = new TestAws();
        var key = (string)aws.DevAdmin.Kms("CreateKey", "{}").Json["KeyMetadata"]!["Arn"]!;
        Assert.Equal(key, Restore(aws, "dev-then", Latest, ("KmsKeyId", key)).Ok().Text("KmsKeyId"));
        aws.Pass(13);

        // Of what cannot be read any more there is neither a copy nor a clone.
        aws.DevAdmin.Kms("DisableKey", $$"""{"KeyId":"{{key}}"}""").Ok();
        Restore(aws, "dev-again", Latest, ("SourceDBClusterIdentifier", "dev-then")).Refused(400, "InvalidDBClusterStateFault");
    }

    [Fact]
    public void is_a_clone_at_once_whatever_its_size_and_in_a_group_with_its_source()
    {
        using var aws = new TestAws();
        Assert.Empty(aws.Dev.Cluster(Source).Texts("CloneGroupId"));

        var first = Restore(aws, "dev-clone", Latest, CopyOnWrite).Ok();
        aws.Pass(4.1);

        var group = first.Text("CloneGroupId");
        Assert.Matches("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", group);
        Assert.Equal((group, group), (aws.Dev.Cluster(Source).Text("CloneGroupId"), aws.Dev.Cluster("dev-clone").Text("CloneGroupId")));
        Assert.Equal("available", aws.Dev.Cluster("dev-clone").Text("Status"));
        Assert.Equal("false", aws.Dev.Cluster("dev-clone").Text("CrossAccountClone"));

        // A clone of the clone, and one with the key that it has anyway.
        Assert.Equal(
            group,
            Restore(aws, "dev-clone-2", Latest, CopyOnWrite, ("SourceDBClusterIdentifier", "dev-clone")).Ok().Text("CloneGroupId")
        );
        Assert.Equal(
            group,
            Restore(aws, "dev-clone-3", Latest, CopyOnWrite, ("KmsKeyId", TestAws.DevDefaultKey)).Ok().Text("CloneGroupId")
        );
        Assert.Equal(
            ["dev-altplus-cluster", "dev-clone", "dev-clone-2", "dev-clone-3"],
            aws.Dev.Rds("DescribeDBClusters", ("Filters.Filter.1.Name", "clone-group-id"), ("Filters.Filter.1.Values.Value.1", group))
                .Ok()
                .Texts("DBClusterIdentifier")
        );
        // A full copy inherits the group; a cluster of a snapshot does not.
        Assert.Equal(group, Restore(aws, "dev-then", Latest).Ok().Text("CloneGroupId"));
        Assert.Empty(aws.Dev.Restore("dev-new", "dev-altplus-cluster-2023-12-21-00-00").Ok().Texts("CloneGroupId"));
    }

    [Fact]
    public void is_found_by_AWSs_own_ID_of_its_source_too()
    {
        using var aws = new TestAws();
        var id = aws.Dev.Cluster(Source).Text("DbClusterResourceId");

        Restore(aws, "dev-then", Latest, ("SourceDbClusterResourceId", id)).Ok();

        Restore(aws, "dev-again", Latest, ("SourceDbClusterResourceId", "cluster-NONE"))
            .Refused(404, "DBClusterAutomatedBackupNotFoundFault");
        Restore(aws, "dev-again", Latest, ("SourceDbClusterResourceId", id), ("SourceDBClusterIdentifier", Source))
            .Refused(400, "InvalidParameterCombination");
        aws.DevAdmin.Rds("RestoreDBClusterToPointInTime", ("DBClusterIdentifier", "dev-again"), Latest)
            .Refused(400, "InvalidParameterCombination");
        Assert.Equal(400, aws.DevAdmin.Rds("RestoreDBClusterToPointInTime", ("SourceDBClusterIdentifier", Source), Latest).Status);
    }

    [Fact]
    public void is_restored_of_a_stopped_cluster_but_not_cloned()
    {
        using var aws = new TestAws();
        (string, string) source = ("SourceDBClusterIdentifier", "dev-reports-cluster");

        Restore(aws, "dev-clone", Latest, CopyOnWrite, source)
            .Refused(
                400,
                "InvalidDBClusterStateFault",
                "DbCluster dev-reports-cluster is in stopped state but expected it to be one of available."
            );
        Restore(aws, "dev-then", Latest, source).Ok();
        Restore(aws, "dev-again", Latest, ("SourceDBClusterIdentifier", "dev-then")).Refused(400, "InvalidDBClusterStateFault");
    }

    [Fact]
    public void takes_a_name_and_a_place_that_are_free()
    {
        using var aws = new TestAws();
        Restore(aws, Source, Latest).Refused(400, "DBClusterAlreadyExistsFault");
        Restore(aws, "two--hyphens", Latest).Refused(400, "InvalidParameterValue");
        aws.Control("quotas", """{"clusters":3}""");
        Restore(aws, "dev-then", Latest).Refused(403, "DBClusterQuotaExceededFault");
    }

    [Fact]
    public void needs_a_right_that_the_product_does_not_have()
    {
        using var aws = new TestAws();
        aws.Dev.Rds("RestoreDBClusterToPointInTime", ("DBClusterIdentifier", "dev-then"), ("SourceDBClusterIdentifier", Source), Latest)
            .Refused(403, "AccessDenied");
    }

    [Fact]
    public void stays_under_the_key_that_AWS_owns_where_its_source_is()
    {
        using var aws = new TestAws();
        (string, string)[] survey =
        [
            ("DBClusterIdentifier", "prod-survey-then"),
            ("SourceDBClusterIdentifier", "prod-survey-cluster"),
            Latest,
        ];

        var then = aws.ProdAdmin.Rds("RestoreDBClusterToPointInTime", survey).Ok();

        Assert.Equal(("sse-rds", 0), (then.Text("StorageEncryptionType"), then.Texts("KmsKeyId").Count));
        aws.ProdAdmin.Rds(
                "RestoreDBClusterToPointInTime",
                [("DBClusterIdentifier", "prod-survey-clone"), survey[1], Latest, CopyOnWrite, ("KmsKeyId", TestAws.SharingKey)]
            )
            .Refused(400, "InvalidParameterCombination");
        var under = aws.ProdAdmin.Rds(
            "RestoreDBClusterToPointInTime",
            [("DBClusterIdentifier", "prod-survey-under"), survey[1], Latest, ("KmsKeyId", TestAws.SharingKey)]
        );
        Assert.Equal(("sse-kms", TestAws.SharingKey), (under.Ok().Text("StorageEncryptionType"), under.Text("KmsKeyId")));
    }

    [Fact]
    public void can_come_to_nothing()
    {
        using var aws = new TestAws();
        aws.Control("faults", """{"kind":"RestoreFails"}""");
        Restore(aws, "dev-then", Latest).Ok();
        aws.Pass(13);
        Assert.Equal("incompatible-restore", aws.Dev.Cluster("dev-then").Text("Status"));
    }
}
