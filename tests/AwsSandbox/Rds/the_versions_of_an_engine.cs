namespace SnapshotShare.AwsSandbox.Tests.Rds;

/// <summary>RDS API Reference, DescribeDBEngineVersions; and what becomes of a snapshot whose version AWS offers no more.</summary>
public sealed class the_versions_of_an_engine
{
    private const string Copy = "dev-altplus-cluster-2023-12-21-00-00";
    private const string Withdrawn = """{"version":"8.0.mysql_aurora.3.04.1","status":"deprecated"}""";
    private const string Mine = "8.0.mysql_aurora.3.04.1";
    private const string Next = "8.0.mysql_aurora.3.04.2";
    private static readonly (string, string) MySql = ("Engine", "aurora-mysql");
    private static readonly (string, string) PostgreSql = ("Engine", "aurora-postgresql");
    private static readonly (string, string) All = ("IncludeAll", "true");

    /// <summary>What is asked for, and the last part of each version that is found.</summary>
    public static TheoryData<string, string> Found =>
        new()
        {
            { "Engine=aurora-mysql", "04.0 04.1 04.2 05.2 07.1 08.0" },
            { "Engine=aurora-mysql&IncludeAll=false", "04.0 04.1 04.2 05.2 07.1 08.0" },
            { "Engine=aurora-mysql&IncludeAll=true", "02.2 04.0 04.1 04.2 05.2 07.1 08.0" },
            { "Engine=aurora-postgresql", "14.9 15.4 15.8 16.4" },
            { "Engine=aurora-postgresql&IncludeAll=true", "14.6 14.9 15.2 15.4 15.8 16.4" },
            { "Engine=aurora-postgresql&EngineVersion=15.4", "15.4" },
            { "Engine=aurora-postgresql&EngineVersion=15", "15.4 15.8" },
            { "Engine=aurora-postgresql&EngineVersion=15.2", "" },
            { "Engine=aurora-postgresql&EngineVersion=15.2&IncludeAll=true", "15.2" },
            { "Engine=aurora-postgresql&EngineVersion=99.9", "" },
            { "EngineVersion=16.4", "16.4" },
            { "DBParameterGroupFamily=aurora-postgresql14", "14.9" },
            { "Engine=aurora-mysql&DBParameterGroupFamily=aurora-postgresql14", "" },
            { "DefaultOnly=true", "08.0 16.4" },
            { "Engine=aurora-postgresql&DefaultOnly=true", "16.4" },
            { "Engine=aurora-postgresql&EngineVersion=15&DefaultOnly=true", "15.8" },
            { "DBParameterGroupFamily=aurora-postgresql14&DefaultOnly=true&IncludeAll=true", "14.9" },
            { "Filters.Filter.1.Name=engine&Filters.Filter.1.Values.Value.1=aurora-postgresql", "14.9 15.4 15.8 16.4" },
            { "Filters.Filter.1.Name=engine-version&Filters.Filter.1.Values.Value.1=15.4", "15.4" },
            { "Engine=aurora-postgresql&Filters.Filter.1.Name=engine-mode&Filters.Filter.1.Values.Value.1=serverless", "" },
            {
                "Engine=aurora-postgresql&Filters.Filter.1.Name=engine-mode&Filters.Filter.1.Values.Value.1=provisioned",
                "14.9 15.4 15.8 16.4"
            },
            {
                "Filters.Filter.1.Name=db-parameter-group-family&Filters.Filter.1.Values.Value.1=aurora-postgresql15&IncludeAll=true",
                "15.2 15.4 15.8"
            },
            { "IncludeAll=true&Filters.Filter.1.Name=status&Filters.Filter.1.Values.Value.1=deprecated", "02.2 14.6 15.2" },
            { "Filters.Filter.1.Name=status&Filters.Filter.1.Values.Value.1=deprecated", "" },
        };

    private static (string, string)[] Pairs(string parameters) =>
        [.. parameters.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('=')).Select(p => (p[0], p[1]))];

    private static Reply Ask(TestAws aws, params (string, string)[] more) => aws.Dev.Rds("DescribeDBEngineVersions", more);

    private static IEnumerable<string> Versions(Reply reply) =>
        reply
            .Ok()
            .Xml.Descendants()
            .Where(e => e.Name.LocalName == "DBEngineVersion")
            .Select(e => e.Elements().Single(m => m.Name.LocalName == "EngineVersion").Value);

    private static IEnumerable<(string Version, bool IsMajor)> Targets(Reply reply) =>
        reply
            .Ok()
            .Xml.Descendants()
            .Where(e => e.Name.LocalName == "UpgradeTarget")
            .Select(e =>
                (
                    e.Elements().Single(m => m.Name.LocalName == "EngineVersion").Value,
                    e.Elements().Single(m => m.Name.LocalName == "IsMajorVersionUpgrade").Value == "true"
                )
            );

    [Theory]
    [MemberData(nameof(Found))]
    public void are_those_that_are_asked_for(string parameters, string found)
    {
        using var aws = new TestAws();
        Assert.Equal(found, string.Join(' ', Versions(Ask(aws, Pairs(parameters))).Select(v => v.Split("aurora.3.")[^1])));
    }

    [Theory]
    [InlineData("Engine=oracle-ee")]
    [InlineData("DBParameterGroupFamily=aurora-mysql9.9")]
    [InlineData("IncludeAll=perhaps")]
    [InlineData("DefaultOnly=1")]
    [InlineData("ListSupportedCharacterSets=x")]
    [InlineData("ListSupportedTimezones=x")]
    [InlineData("MaxRecords=19")]
    [InlineData("MaxRecords=101")]
    [InlineData("Marker=mine")]
    [InlineData("Filters.Filter.1.Name=licence&Filters.Filter.1.Values.Value.1=x")]
    public void are_not_told_of_who_asks_wrongly(string parameters)
    {
        using var aws = new TestAws();
        Ask(aws, Pairs(parameters)).Refused(400, "InvalidParameterValue");
    }

    [Fact]
    public void come_page_by_page_in_the_order_of_their_numbers()
    {
        using var aws = new TestAws();
        for (var minor = 10; minor < 40; minor++)
            aws.Control("versions", $$"""{"engine":"aurora-postgresql","version":"14.{{minor}}","status":"available"}""");

        var first = Ask(aws, PostgreSql, ("MaxRecords", "20"));
        var second = Ask(aws, PostgreSql, ("MaxRecords", "20"), ("Marker", first.Marker));

        var all = Versions(first).Concat(Versions(second)).ToList();
        Assert.Equal((20, 34, ""), (Versions(first).Count(), all.Count, second.Marker));
        Assert.Equal(["14.9", "14.10", "14.11"], all.Take(3));
        Assert.Equal(["14.39", "15.4", "15.8", "16.4"], all.TakeLast(4));
    }

    [Fact]
    public void say_what_each_is_and_what_it_can_become()
    {
        using var aws = new TestAws();

        var one = Ask(aws, MySql, ("EngineVersion", Mine)).Ok();

        Assert.Equal(
            ("aurora-mysql", "8.0", "aurora-mysql8.0", "available", "Aurora MySQL 3.04.1 (compatible with MySQL 8.0)"),
            (
                one.Text("Engine"),
                one.Text("MajorEngineVersion"),
                one.Text("DBParameterGroupFamily"),
                one.Text("Status"),
                one.Text("DBEngineVersionDescription")
            )
        );
        Assert.Equal(("0.5", "128.0"), (one.Text("MinCapacity"), one.Text("MaxCapacity")));
        Assert.Equal("provisioned", one.Xml.Descendants().First(e => e.Name.LocalName == "SupportedEngineModes").Value);
        Assert.Equal(
            [(Next, false), ("8.0.mysql_aurora.3.05.2", false), ("8.0.mysql_aurora.3.07.1", false), ("8.0.mysql_aurora.3.08.0", false)],
            Targets(one)
        );
        Assert.Equal([("15.8", false), ("16.4", true)], Targets(Ask(aws, PostgreSql, ("EngineVersion", "15.4"))));
        Assert.Empty(Targets(Ask(aws, PostgreSql, ("EngineVersion", "16.4"))));
        Assert.Equal([("14.9", false)], Targets(Ask(aws, PostgreSql, ("EngineVersion", "14.6"), All)).Take(1));
    }

    [Theory]
    [InlineData("aurora-mysql", "8.0.mysql_aurora.3.08.0", "0.0", "256.0")]
    [InlineData("aurora-mysql", "8.0.mysql_aurora.3.07.1", "0.5", "256.0")]
    [InlineData("aurora-mysql", "8.0.mysql_aurora.3.05.2", "0.5", "128.0")]
    [InlineData("aurora-postgresql", "15.4", "0.5", "128.0")]
    [InlineData("aurora-postgresql", "15.8", "0.0", "256.0")]
    [InlineData("aurora-postgresql", "16.2", "0.5", "256.0")]
    [InlineData("aurora-postgresql", "14.2", null, null)]
    [InlineData("aurora-postgresql", "13.9", null, null)]
    public void say_between_which_capacities_a_serverless_instance_scales(string engine, string version, string? least, string? most)
    {
        using var aws = new TestAws();
        aws.Control("versions", $$"""{"engine":"{{engine}}","version":"{{version}}","status":"available"}""");
        var one = Ask(aws, ("Engine", engine), ("EngineVersion", version)).Ok();
        Assert.Equal((least, most), (one.Texts("MinCapacity").SingleOrDefault(), one.Texts("MaxCapacity").SingleOrDefault()));
    }

    [Fact]
    public void are_told_to_whoever_may_ask_for_them()
    {
        using var aws = new TestAws();
        aws.Control("roles", """{"account":"123456789000","name":"Narrow","actions":["rds:DescribeDBClusters"]}""");

        Assert.NotEmpty(Versions(aws.Prod.Rds("DescribeDBEngineVersions", MySql)));
        Assert.NotEmpty(Versions(aws.Assume(TestAws.Development, "ReadOnly").Rds("DescribeDBEngineVersions", MySql)));
        var refused = aws.Assume(TestAws.Development, "Narrow").Rds("DescribeDBEngineVersions", MySql);
        refused.Refused(403, "AccessDenied");
        Assert.Contains("rds:DescribeDBEngineVersions", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void are_withdrawn_by_AWS_and_offered_again()
    {
        using var aws = new TestAws();

        aws.Control("versions", Withdrawn);

        Assert.DoesNotContain(Mine, Versions(Ask(aws, MySql)));
        Assert.Equal("deprecated", Ask(aws, MySql, ("EngineVersion", Mine), All).Ok().Text("Status"));
        Assert.Equal(Next, Targets(Ask(aws, MySql, ("EngineVersion", Mine), All)).First().Version);
        Assert.DoesNotContain((Mine, false), Targets(Ask(aws, MySql, ("EngineVersion", "8.0.mysql_aurora.3.04.0"))));
        Assert.Empty(aws.Dev.Rds("DescribeOrderableDBInstanceOptions", MySql, ("EngineVersion", Mine)).Ok().Texts("DBInstanceClass"));
        aws.Control("versions", Withdrawn.Replace("deprecated", "available", StringComparison.Ordinal));
        Assert.Contains(Mine, Versions(Ask(aws, MySql)));
        aws.Control("versions", Withdrawn);
        aws.Control("reset");
        aws.Dev.Renew();
        Assert.Contains(Mine, Versions(Ask(aws, MySql)));
    }

    [Fact]
    public void stay_withdrawn_after_a_restart()
    {
        using var folder = new TemporaryFolder();
        var options = new SandboxOptions
        {
            Seed = 1,
            Speed = 1,
            DataFolder = folder.Path,
        };
        TestAws before;
        using (before = new TestAws(options))
            before.Control("versions", Withdrawn);

        using var after = new TestAws(options, before.Time);

        Assert.DoesNotContain(Mine, Versions(Ask(after, MySql)));
    }

    [Fact]
    public void that_are_withdrawn_can_be_restored_as_a_later_one_of_the_same_major_version()
    {
        using var aws = new TestAws();
        const string Gone = "Cannot find version 8.0.mysql_aurora.3.04.1 for aurora-mysql";
        aws.Control("versions", Withdrawn);

        aws.Dev.Restore("dev-new", Copy).Refused(400, "InvalidParameterCombination", Gone);
        aws.Dev.Restore("dev-new", Copy, ("EngineVersion", Mine)).Refused(400, "InvalidParameterCombination", Gone);
        Assert.Equal(Next, aws.Dev.Restore("dev-new", Copy, ("EngineVersion", Next)).Ok().Text("EngineVersion"));

        aws.Pass(13);
        aws.Dev.CreateInstance("dev-new-1", "dev-new", ("EngineVersion", Mine)).Refused(400, "InvalidParameterCombination");
        Assert.Equal(Next, aws.Dev.CreateInstance("dev-new-1", "dev-new").Ok().Text("EngineVersion"));
        // What runs runs on, is copied and restored to a moment; only what is new has no such version.
        aws.Dev.Copy(Copy, "dev-copy", null).Ok();
        aws.Dev.CreateInstance("dev-altplus-2", "dev-altplus-cluster").Refused(400, "InvalidParameterCombination");
        var then = aws.DevAdmin.Rds(
            "RestoreDBClusterToPointInTime",
            ("DBClusterIdentifier", "dev-then"),
            ("SourceDBClusterIdentifier", "dev-altplus-cluster"),
            ("UseLatestRestorableTime", "true")
        );
        Assert.Equal(Mine, then.Ok().Text("EngineVersion"));
    }

    [Theory]
    [InlineData("14.9", "is earlier than the engine version of the DB cluster snapshot (15.4).")]
    [InlineData("16.4", "is of another major version than the DB cluster snapshot (15.4).")]
    [InlineData("15.2", "Cannot find version 15.2 for aurora-postgresql")]
    [InlineData("15.5", "Cannot find version 15.5 for aurora-postgresql")]
    [InlineData("15.4", null)]
    [InlineData("15.8", null)]
    public void can_be_chosen_at_a_restore_forwards_and_within_one_major_version(string version, string? refusal)
    {
        using var aws = new TestAws();

        var reply = aws.Dev.Rds(
            "RestoreDBClusterFromSnapshot",
            ("DBClusterIdentifier", "dev-new"),
            ("SnapshotIdentifier", "dev-playground-before-experiment"),
            PostgreSql,
            ("EngineVersion", version),
            ("DBSubnetGroupName", "dev-db-subnets")
        );

        Assert.Equal(refusal is null ? (200, "") : (400, "InvalidParameterCombination"), (reply.Status, reply.Code));
        Assert.EndsWith(refusal ?? "", reply.Message, StringComparison.Ordinal);
        if (refusal is null)
            Assert.Equal(version, reply.Text("EngineVersion"));
    }

    [Fact]
    public void change_with_their_cluster_and_to_another_major_version_only_on_a_word()
    {
        using var aws = new TestAws();
        Reply Upgrade(string version, params (string, string)[] more) =>
            aws.Dev.Rds(
                "ModifyDBCluster",
                [("DBClusterIdentifier", "dev-playground-cluster"), ("EngineVersion", version), ("ApplyImmediately", "true"), .. more]
            );

        Upgrade("14.9").Refused(400, "InvalidParameterCombination", "Cannot upgrade aurora-postgresql from 15.4 to 14.9");
        Upgrade("15.2").Refused(400, "InvalidParameterCombination", "Cannot find version 15.2 for aurora-postgresql");
        Upgrade("16.4")
            .Refused(
                400,
                "InvalidParameterCombination",
                "The AllowMajorVersionUpgrade flag must be present when upgrading to a new major version."
            );
        Assert.Equal(("15.8", "default.aurora-postgresql15"), Of(Upgrade("15.8")));
        Assert.Equal("15.8", aws.Dev.Instance("dev-playground").Text("EngineVersion"));
        Assert.Equal(("16.4", "default.aurora-postgresql16"), Of(Upgrade("16.4", ("AllowMajorVersionUpgrade", "true"))));
        aws.Control("versions", """{"engine":"aurora-postgresql","version":"16.4","status":"deprecated"}""");
        Assert.Equal(("16.4", "default.aurora-postgresql16"), Of(Upgrade("16.4")));

        static (string, string) Of(Reply reply) => (reply.Ok().Text("EngineVersion"), reply.Text("DBClusterParameterGroup"));
    }

    [Fact]
    public void of_a_snapshot_can_be_long_gone()
    {
        using var aws = new TestAws();
        aws.Control("snapshots", """{"account":"987654321000","prefix":"kept","version":"8.0.mysql_aurora.3.02.2"}""");
        Assert.Equal("8.0.mysql_aurora.3.02.2", aws.Prod.Snapshot("kept-000000").Ok().Text("EngineVersion"));
    }

    [Theory]
    [InlineData("""{"version":"8.0","status":"deprecated"}""")]
    [InlineData("""{"engine":"aurora-postgresql","version":"8.0.mysql_aurora.3.04.1","status":"deprecated"}""")]
    [InlineData("""{"engine":"oracle-ee","version":"19.0","status":"deprecated"}""")]
    [InlineData("""{"version":"8.0.mysql_aurora.3.04.1","status":"gone"}""")]
    [InlineData("""{"status":"deprecated"}""")]
    public void are_not_changed_by_nonsense(string body)
    {
        using var aws = new TestAws();
        var answer = aws.Send(new("POST", "/_sandbox/versions", "", [], System.Text.Encoding.UTF8.GetBytes(body), FromLoopback: true));
        Assert.Equal(400, answer.Status);
    }
}
