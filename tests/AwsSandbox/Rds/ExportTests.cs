namespace SnapshotShare.AwsSandbox.Tests.Rds;

public sealed class ExportTests
{
    private const string Copy = "dev-altplus-cluster-2023-12-21-00-00";
    private const string Writer = "arn:aws:iam::123456789000:role/ExportToS3";
    private static readonly string Source = TestAws.SnapshotArn(TestAws.Development, Copy);

    private static (string, string)[] Export(string name, params (string Name, string Value)[] more) =>
        [
            .. new (string Name, string Value)[]
            {
                ("ExportTaskIdentifier", name),
                ("SourceArn", Source),
                ("S3BucketName", "dev-exports"),
                ("IamRoleArn", Writer),
                ("KmsKeyId", "alias/aws/rds"),
            }
                .Where(usual => more.All(given => given.Name != usual.Name))
                .Concat(more),
        ];

    private static Reply Start(TestAws aws, string name, params (string, string)[] more) =>
        aws.DevAdmin.Rds("StartExportTask", Export(name, more));

    private static Reply Task(TestAws aws, string name) => aws.Dev.Rds("DescribeExportTasks", ("ExportTaskIdentifier", name));

    private static Reply Cancel(TestAws aws, string name) => aws.DevAdmin.Rds("CancelExportTask", ("ExportTaskIdentifier", name));

    [Fact]
    public void an_export_starts_goes_on_and_is_complete_and_stays_on_the_list()
    {
        using var aws = new TestAws();

        var answer = Start(aws, "Mine", ("S3Prefix", "altplus/2026"), ("ExportOnly.member.1", "altplus.users")).Ok();

        Assert.Equal(
            ("Mine", "STARTING", "0"),
            (answer.Text("ExportTaskIdentifier"), answer.Text("Status"), answer.Text("PercentProgress"))
        );
        Assert.Equal((Source, "SNAPSHOT"), (answer.Text("SourceArn"), answer.Text("SourceType")));
        Assert.Equal(
            ("dev-exports", "altplus/2026", Writer, TestAws.DevDefaultKey),
            (answer.Text("S3Bucket"), answer.Text("S3Prefix"), answer.Text("IamRoleArn"), answer.Text("KmsKeyId"))
        );
        Assert.Equal(["altplus.users"], answer.Texts("member"));
        Assert.Equal(aws.Dev.Snapshot(Copy).Text("SnapshotCreateTime"), answer.Text("SnapshotTime"));
        Assert.Empty(answer.Texts("TaskStartTime"));
        aws.Pass(4);
        var under = Task(aws, "Mine");
        Assert.Equal("IN_PROGRESS", under.Text("Status"));
        Assert.Equal("2026-01-15T09:33:39.000Z", under.Text("TaskStartTime"));
        Assert.Equal("10", under.Text("PercentProgress"));
        Assert.Empty(under.Texts("TaskEndTime"));
        aws.Pass(33);
        var complete = Task(aws, "mine");
        Assert.Equal(("COMPLETE", "100"), (complete.Text("Status"), complete.Text("PercentProgress")));
        Assert.Equal("2026-01-15T09:33:39.000Z", complete.Text("TaskStartTime"));
        Assert.Equal("2026-01-15T10:06:30.000Z", complete.Text("TaskEndTime"));
        Assert.Equal("33", complete.Text("TotalExtractedDataInGB"));
        aws.DevAdmin.Rds("DeleteDBClusterSnapshot", ("DBClusterSnapshotIdentifier", Copy)).Ok();
        aws.Pass(600);
        Assert.Equal("COMPLETE", Task(aws, "mine").Text("Status"));
    }

    [Fact]
    public void a_cluster_is_exported_too_and_has_no_time_of_a_snapshot()
    {
        using var aws = new TestAws();
        var arn = "arn:aws:rds:ap-northeast-1:123456789000:cluster:dev-altplus-cluster";

        var answer = Start(aws, "live", ("SourceArn", arn)).Ok();

        Assert.Equal((arn, "CLUSTER"), (answer.Text("SourceArn"), answer.Text("SourceType")));
        Assert.Empty(answer.Texts("SnapshotTime"));
    }

    [Fact]
    public void an_export_that_is_canceled_stops_where_it_is()
    {
        using var aws = new TestAws();
        Start(aws, "early").Ok();
        Assert.Equal(("CANCELING", "0"), (Cancel(aws, "early").Ok().Text("Status"), Task(aws, "early").Text("PercentProgress")));
        Start(aws, "late").Ok();
        aws.Pass(20);
        Assert.Equal("CANCELING", Cancel(aws, "late").Ok().Text("Status"));
        Cancel(aws, "late").Refused(400, "InvalidExportTaskStateFault");
        aws.Pass(3);

        Assert.Equal(["CANCELED", "CANCELED"], aws.Dev.Rds("DescribeExportTasks").Ok().Texts("Status"));
        Assert.Empty(Task(aws, "early").Texts("TaskStartTime"));
        Assert.Equal(
            ("54", "2026-01-15T09:33:39.000Z"),
            (Task(aws, "late").Text("PercentProgress"), Task(aws, "late").Text("TaskStartTime"))
        );
        Cancel(aws, "late").Refused(400, "InvalidExportTaskStateFault");
        Cancel(aws, "nobodys").Refused(404, "ExportTaskNotFound");
    }

    [Fact]
    public void an_export_fails_on_demand_and_a_complete_one_cannot_be_canceled()
    {
        using var aws = new TestAws();
        aws.Control("faults", """{"kind":"ExportFails","percent":40}""");
        Start(aws, "fails").Ok();
        Start(aws, "works").Ok();
        aws.Pass(37);

        var failed = Task(aws, "fails");
        Assert.Equal(("FAILED", "40"), (failed.Text("Status"), failed.Text("PercentProgress")));
        Assert.NotEmpty(failed.Text("FailureCause"));
        Cancel(aws, "fails").Refused(400, "InvalidExportTaskStateFault");
        Cancel(aws, "works").Refused(400, "InvalidExportTaskStateFault");
        Start(aws, "FAILS").Refused(400, "ExportTaskAlreadyExists");
    }

    [Fact]
    public void exports_are_found_by_source_type_and_filter_each_in_its_account()
    {
        using var aws = new TestAws();
        var cluster = "arn:aws:rds:ap-northeast-1:123456789000:cluster:dev-playground-cluster";
        Start(aws, "a").Ok();
        Start(aws, "b", ("S3BucketName", "other-bucket")).Ok();
        Start(aws, "c", ("SourceArn", cluster)).Ok();

        Assert.Equal(["a", "b", "c"], Names());
        Assert.Equal(["a", "b"], Names(("SourceArn", Source)));
        Assert.Equal(["c"], Names(("SourceType", "CLUSTER")));
        Assert.Equal(["b"], Names(Filter("s3-bucket", "other-bucket")));
        Assert.Equal(["c"], Names(Filter("source-arn", cluster)));
        Assert.Equal(["a"], Names(Filter("export-task-identifier", "a")));
        Assert.Equal(["a", "b", "c"], Names(Filter("status", "starting")));
        Assert.Empty(Names(Filter("status", "complete")));
        Assert.Empty(aws.Prod.Rds("DescribeExportTasks").Ok().Texts("ExportTaskIdentifier"));
        aws.Dev.Rds("DescribeExportTasks", ("SourceType", "cluster")).Refused(400, "InvalidParameterValue");
        aws.Dev.Rds("DescribeExportTasks", Filter("colour", "red")).Refused(400, "InvalidParameterValue");
        Task(aws, "nobodys").Refused(404, "ExportTaskNotFound");

        IReadOnlyList<string> Names(params (string, string)[] how) =>
            aws.Dev.Rds("DescribeExportTasks", how).Ok().Texts("ExportTaskIdentifier");

        static (string, string)[] Filter(string name, string value) =>
            [("Filters.Filter.1.Name", name), ("Filters.Filter.1.Values.Value.1", value)];
    }

    [Fact]
    public void exports_come_page_by_page()
    {
        using var aws = new TestAws();
        for (var i = 10; i < 35; i++)
            Start(aws, $"e{i}").Ok();

        var first = aws.Dev.Rds("DescribeExportTasks", ("MaxRecords", "20")).Ok();
        var rest = aws.Dev.Rds("DescribeExportTasks", ("MaxRecords", "20"), ("Marker", first.Marker)).Ok();

        Assert.Equal((20, 5), (first.Texts("ExportTaskIdentifier").Count, rest.Texts("ExportTaskIdentifier").Count));
        Assert.Equal("", rest.Marker);
        aws.Dev.Rds("DescribeExportTasks", ("MaxRecords", "19")).Refused(400, "InvalidParameterValue");
    }

    [Theory]
    [InlineData("ExportTaskIdentifier", "not a name", 400, "InvalidParameterValue")]
    [InlineData("SourceArn", "mine", 400, "InvalidParameterValue")]
    [InlineData("SourceArn", "arn:aws:rds:ap-northeast-1:123456789000:cluster-snapshot:nope", 404, "DBClusterSnapshotNotFoundFault")]
    [InlineData("SourceArn", "arn:aws:rds:ap-northeast-1:123456789000:snapshot:nope", 404, "DBSnapshotNotFound")]
    [InlineData("SourceArn", "arn:aws:rds:ap-northeast-1:123456789000:cluster:nope", 404, "DBClusterNotFoundFault")]
    [InlineData("SourceArn", "arn:aws:rds:ap-northeast-1:987654321000:cluster:prod-altplus-cluster", 404, "DBClusterNotFoundFault")]
    [InlineData("ExportOnly.member.1", "a.b.c.d", 400, "InvalidExportOnly")]
    [InlineData("S3BucketName", "No_Bucket", 400, "InvalidS3BucketFault")]
    [InlineData("IamRoleArn", "arn:aws:iam::123456789000:role/Nobody", 404, "IamRoleNotFound")]
    [InlineData("IamRoleArn", "arn:aws:iam::987654321000:role/Administrator", 404, "IamRoleNotFound")]
    [InlineData("IamRoleArn", "arn:aws:iam::123456789000:role/ReadOnly", 400, "IamRoleMissingPermissions")]
    [InlineData("KmsKeyId", TestAws.ProdDefaultKey, 400, "KMSKeyNotAccessibleFault")]
    public void an_export_is_refused(string name, string value, int status, string code)
    {
        using var aws = new TestAws();

        Start(aws, "mine", (name, value)).Refused(status, code);

        Assert.Empty(aws.Dev.Rds("DescribeExportTasks").Ok().Texts("ExportTaskIdentifier"));
    }

    [Fact]
    public void only_what_is_available_is_exported_and_only_under_keys_that_can_be_used()
    {
        using var aws = new TestAws();
        aws.Dev.Rds("CreateDBClusterSnapshot", ("DBClusterIdentifier", "dev-altplus-cluster"), ("DBClusterSnapshotIdentifier", "young"))
            .Ok();
        Start(aws, "mine", ("SourceArn", TestAws.SnapshotArn(TestAws.Development, "young"))).Refused(400, "InvalidExportSourceState");
        aws.Control("keys", $$"""{"key":"{{TestAws.DevDefaultKey}}","state":"Disabled"}""");
        Start(aws, "mine").Refused(400, "KMSKeyNotAccessibleFault");
    }

    [Fact]
    public void an_export_can_be_started_from_outside_as_somebody_with_every_right_would()
    {
        using var aws = new TestAws();
        var cluster = "arn:aws:rds:ap-northeast-1:123456789000:cluster:dev-altplus-cluster";
        aws.Control("exports", $$"""{"source":"{{Source}}","name":"theirs","bucket":"loot"}""");
        aws.Control("exports", $$"""{"source":"{{cluster}}"}""");

        var (theirs, whole) = (Task(aws, "theirs").Ok(), Task(aws, "export").Ok());

        Assert.Equal((Source, "SNAPSHOT", "loot"), (theirs.Text("SourceArn"), theirs.Text("SourceType"), theirs.Text("S3Bucket")));
        Assert.Equal((cluster, "CLUSTER", "exports"), (whole.Text("SourceArn"), whole.Text("SourceType"), whole.Text("S3Bucket")));
        aws.Pass(37);
        Assert.Equal("COMPLETE", Task(aws, "theirs").Text("Status"));
    }

    [Fact]
    public void the_products_role_may_look_at_exports_and_nothing_else()
    {
        using var aws = new TestAws();
        aws.Dev.Rds("StartExportTask", Export("mine")).Refused(403, "AccessDenied");
        Start(aws, "mine").Ok();
        aws.Dev.Rds("CancelExportTask", ("ExportTaskIdentifier", "mine")).Refused(403, "AccessDenied");
        Task(aws, "mine").Ok();
        // Who starts one hands a role over, which needs a right of its own.
        aws.Control("roles", """{"account":"123456789000","name":"Narrow","actions":["rds:*","kms:*"]}""");
        aws.Assume(TestAws.Development, "Narrow").Rds("StartExportTask", Export("other")).Refused(403, "AccessDenied");
    }

    [Fact]
    public void an_export_goes_on_after_a_restart_and_at_another_speed()
    {
        using var folder = new TemporaryFolder();
        var options = new SandboxOptions
        {
            Speed = 1,
            Seed = 1,
            DataFolder = folder.Path,
        };
        var time = default(Microsoft.Extensions.Time.Testing.FakeTimeProvider);
        using (var aws = new TestAws(options))
        {
            Start(aws, "mine").Ok();
            aws.Pass(10);
            time = aws.Time;
        }
        using (var aws = new TestAws(options, time))
        {
            Assert.Equal("IN_PROGRESS", Task(aws, "mine").Text("Status"));
            aws.Control("speed", """{"speed":10}""");
            aws.Pass(2.7);
            Assert.Equal("COMPLETE", Task(aws, "mine").Text("Status"));
            Assert.Equal("COMPLETE", (string?)aws.Control("state", method: "GET")["exports"]![0]!["status"]);
        }
    }
}
