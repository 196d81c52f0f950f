namespace SnapshotShare.AwsSandbox.Tests.Faults;

public sealed class FaultTests
{
    [Fact]
    public void throttling_hits_as_many_calls_as_asked_in_each_protocol_s_words()
    {
        using var aws = new TestAws();
        aws.Control("faults", """{"kind":"Throttling","operation":"Describe*","count":3}""");

        aws.Prod.Rds("DescribeDBClusters").Refused(400, "Throttling", "Rate exceeded");
        aws.Prod.Kms("DescribeKey", """{"KeyId":"alias/aws/rds"}""").Refused(400, "ThrottlingException", "Rate exceeded");
        aws.Prod.Kms("ListKeys", "{}").Ok();
        aws.Prod.Ec2("DescribeVpcs").Refused(503, "RequestLimitExceeded");
        aws.Prod.Rds("DescribeDBClusters").Ok();
    }

    [Fact]
    public void a_fault_is_for_its_account_and_its_operation_and_may_wait_for_its_turn()
    {
        using var aws = new TestAws();
        aws.Control("faults", """{"kind":"InternalFailure","account":"123456789000","operation":"DescribeDBClusters","skip":1}""");
        _ = (aws.Prod, aws.Dev);

        aws.Prod.Rds("DescribeDBClusters").Ok();
        aws.Dev.Rds("DescribeDBInstances").Ok();
        aws.Dev.Rds("DescribeDBClusters").Ok();
        var failed = aws.Dev.Rds("DescribeDBClusters");
        failed.Refused(500, "InternalFailure");
        Assert.Equal("Receiver", failed.Text("Type"));
        aws.Dev.Rds("DescribeDBClusters").Ok();
    }

    [Fact]
    public void unavailable_and_expired()
    {
        using var aws = new TestAws();
        _ = aws.Dev;
        aws.Control("faults", """{"kind":"ServiceUnavailable"}""");
        aws.Dev.Rds("DescribeDBClusters").Refused(503, "ServiceUnavailable");
        aws.Control("faults", """{"kind":"ExpiredToken"}""");
        aws.Dev.Rds("DescribeDBClusters").Refused(403, "ExpiredToken");
        aws.Dev.Rds("DescribeDBClusters").Ok();
    }

    [Fact]
    public void an_answer_is_lost_after_the_work_and_a_request_before_it()
    {
        using var aws = new TestAws();
        aws.Control("faults", """{"kind":"AnswerLost","operation":"CopyDBClusterSnapshot"}""");
        aws.Control("faults", """{"kind":"RequestLost","operation":"CreateDBClusterSnapshot"}""");

        Assert.True(aws.Prod.Copy(TestAws.ProdSnapshot, "done", null).Lost);
        Assert.True(
            aws.Prod.Rds(
                "CreateDBClusterSnapshot",
                ("DBClusterSnapshotIdentifier", "not-done"),
                ("DBClusterIdentifier", "prod-altplus-cluster")
            ).Lost
        );

        Assert.Equal("copying", aws.Prod.Snapshot("done").Ok().Text("Status"));
        aws.Prod.Snapshot("not-done").Refused(404, "DBClusterSnapshotNotFoundFault");
    }

    [Fact]
    public void a_refusal_has_no_answer_to_lose()
    {
        using var aws = new TestAws();
        aws.Control("faults", """{"kind":"AnswerLost","operation":"CopyDBClusterSnapshot"}""");

        aws.Prod.Copy("nothing", "copy", null).Refused(404, "DBClusterSnapshotNotFoundFault");
        Assert.True(aws.Prod.Copy(TestAws.ProdSnapshot, "copy", null).Lost);
    }

    [Fact]
    public void a_copy_fails_where_it_was_told_to()
    {
        using var aws = new TestAws();
        aws.Control("faults", """{"kind":"CopyFails","percent":40}""");
        aws.Prod.Copy(TestAws.ProdSnapshot, "copy", null).Ok();

        aws.Pass(5.9);
        Assert.Equal(("copying", "39"), (aws.Prod.Snapshot("copy").Text("Status"), aws.Prod.Snapshot("copy").Text("PercentProgress")));
        aws.Pass(0.2);
        Assert.Equal(("failed", "40"), (aws.Prod.Snapshot("copy").Text("Status"), aws.Prod.Snapshot("copy").Text("PercentProgress")));
        aws.Prod.Copy("copy", "copy-of-nothing", null).Refused(400, "InvalidDBClusterSnapshotStateFault");
        aws.Prod.Rds("DeleteDBClusterSnapshot", ("DBClusterSnapshotIdentifier", "copy")).Ok();
    }

    [Fact]
    public void a_key_goes_in_the_middle_of_a_copy()
    {
        using var aws = new TestAws();
        aws.ShareWithDev();
        aws.Control("faults", """{"kind":"KeyDisabledMidCopy","percent":50,"account":"123456789000"}""");
        aws.Dev.Copy(TestAws.SharedArn, "copy", "alias/aws/rds").Ok();

        aws.Pass(7);
        Assert.Equal("copying", aws.Dev.Snapshot("copy").Text("Status"));
        aws.Pass(1);
        Assert.Equal("failed", aws.Dev.Snapshot("copy").Text("Status"));
        Assert.Equal(
            "Disabled",
            (string)aws.Prod.Kms("DescribeKey", """{"KeyId":"alias/dev-altplus-key"}""").Json["KeyMetadata"]!["KeyState"]!
        );
    }

    [Fact]
    public void a_share_and_its_end_may_be_slow_to_be_seen()
    {
        using var aws = new TestAws();
        aws.Control("faults", """{"kind":"SlowShare","seconds":120,"count":2}""");
        aws.Prod.Share("prod-orders-quarter-end", TestAws.Development).Ok();
        var arn = TestAws.SnapshotArn(TestAws.Production, "prod-orders-quarter-end");

        aws.Pass(1.9);
        aws.Dev.Snapshot(arn, ("SnapshotType", "shared")).Refused(404, "DBClusterSnapshotNotFoundFault");
        aws.Pass(0.2);
        aws.Dev.Snapshot(arn, ("SnapshotType", "shared")).Ok();
        aws.Prod.Unshare("prod-orders-quarter-end", TestAws.Development).Ok();
        aws.Pass(1.9);
        aws.Dev.Snapshot(arn, ("SnapshotType", "shared")).Ok();
        aws.Pass(0.2);
        aws.Dev.Snapshot(arn, ("SnapshotType", "shared")).Refused(404, "DBClusterSnapshotNotFoundFault");
    }

    [Fact]
    public void a_restore_and_an_instance_may_end_badly()
    {
        using var aws = new TestAws();
        aws.Control("faults", """{"kind":"RestoreFails"}""");
        aws.Control("faults", """{"kind":"InstanceFails","status":"insufficient-capacity"}""");
        aws.Dev.Restore("dev-new", "dev-altplus-cluster-2023-12-21-00-00").Ok();
        aws.Dev.CreateInstance("dev-new-1", "dev-altplus-cluster").Ok();
        aws.Pass(13);

        Assert.Equal("incompatible-restore", aws.Dev.Cluster("dev-new").Text("Status"));
        Assert.Equal("insufficient-capacity", aws.Dev.Instance("dev-new-1").Text("DBInstanceStatus"));
        aws.Dev.Rds("DeleteDBCluster", ("DBClusterIdentifier", "dev-new"), ("SkipFinalSnapshot", "true")).Ok();
    }

    [Fact]
    public void calls_are_counted_and_what_trouble_hit_them()
    {
        using var aws = new TestAws();
        _ = aws.Prod;
        var before = (long)aws.Control("totals", method: "GET")["calls"]!;
        aws.Control("faults", """{"kind":"Throttling","operation":"Describe*","count":2}""");
        aws.Control("faults", """{"kind":"AnswerLost","operation":"DescribeDBClusters"}""");
        aws.Control("faults", """{"kind":"SlowShare"}""");
        for (var i = 0; i < 4; i++)
            aws.Prod.Rds("DescribeDBClusters");

        var totals = aws.Control("totals", method: "GET");

        Assert.Equal(before + 4, (long)totals["calls"]!);
        Assert.Equal("""{"Throttling":2,"AnswerLost":1}""", totals["faults"]!.ToJsonString());
    }

    [Fact]
    public void another_speed_is_another_speed_for_what_is_under_way_too()
    {
        using var aws = new TestAws();
        aws.Prod.Copy(TestAws.ProdSnapshot, "copy", null).Ok();
        aws.Pass(5);
        aws.Control("speed", """{"speed":10}""");

        aws.Pass(0.9);
        Assert.Equal("copying", aws.Prod.Snapshot("copy").Text("Status"));
        aws.Pass(0.2);
        Assert.Equal("available", aws.Prod.Snapshot("copy").Text("Status"));
    }

    [Theory]
    [InlineData("faults", """{"kind":"Gremlins"}""")]
    [InlineData("faults", "{}")]
    [InlineData("faults", "[")]
    [InlineData("faults", """{"kind":"CopyFails","percent":101}""")]
    [InlineData("speed", """{"speed":0}""")]
    [InlineData("speed", """{"speed":"fast"}""")]
    [InlineData("rules", """{"noSuchRule":true}""")]
    [InlineData("quotas", """{"clusters":"many"}""")]
    [InlineData("keys", """{"key":"arn:aws:kms:ap-northeast-1:987654321000:alias/dev-altplus-key","state":"Lost"}""")]
    [InlineData("roles", """{"account":"1"}""")]
    [InlineData("snapshots", """{"count":-1}""")]
    public void a_control_that_makes_no_sense_says_so(string path, string body)
    {
        using var aws = new TestAws();
        var answer = aws.Send(new("POST", "/_sandbox/" + path, "", [], System.Text.Encoding.UTF8.GetBytes(body), FromLoopback: true));
        Assert.Equal(400, answer.Status);
        Assert.Contains("error", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void the_controls_answer_to_this_machine_only_and_to_no_other_site()
    {
        using var aws = new TestAws();
        int Status(bool loopback, string path, params KeyValuePair<string, string>[] headers) =>
            aws.Send(new(path == "/" ? "GET" : "POST", path, "", headers, "{}"u8.ToArray(), loopback)).Status;

        Assert.Equal(403, Status(false, "/_sandbox/reset"));
        Assert.Equal(403, Status(false, "/"));
        Assert.Equal(403, Status(true, "/_sandbox/reset", new("Host", "127.0.0.1:1"), new("Origin", "https://elsewhere.example")));
        Assert.Equal(200, Status(true, "/_sandbox/reset", new("Host", "127.0.0.1:1"), new("Origin", "http://127.0.0.1:1")));
        Assert.Equal(200, Status(true, "/"));
    }

    [Fact]
    public void the_rules_that_documentation_leaves_open_can_be_turned()
    {
        using var aws = new TestAws();
        aws.Control(
            "rules",
            """{"coarseCopyProgress":true,"copyAnswerMirrorsSource":true,"unshareFailsRunningCopy":true,"missingCopyKeyIsKeyFault":false}"""
        );
        aws.ShareWithDev();

        var mirrored = aws.Prod.Copy(TestAws.ProdSnapshot, "mirror", null).Ok();
        Assert.Equal(
            ("available", "automated", "100"),
            (mirrored.Text("Status"), mirrored.Text("SnapshotType"), mirrored.Text("PercentProgress"))
        );
        aws.Pass(7);
        Assert.Equal(("copying", "0"), (aws.Prod.Snapshot("mirror").Text("Status"), aws.Prod.Snapshot("mirror").Text("PercentProgress")));
        aws.Dev.Copy(TestAws.SharedArn, "dev-copy", null).Refused(400, "InvalidParameterCombination");
        aws.Dev.Copy(TestAws.SharedArn, "dev-copy", "alias/aws/rds").Ok();
        aws.Prod.Unshare(TestAws.ForSharing, TestAws.Development).Ok();
        Assert.Equal("failed", aws.Dev.Snapshot("dev-copy").Text("Status"));
    }
}
