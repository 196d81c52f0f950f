namespace SnapshotShare.AwsSandbox.Tests.Rds;

public sealed class ShareTests
{
    private const string Manual = "prod-orders-quarter-end";

    [Fact]
    public void the_other_account_sees_it_a_little_later_by_arn_and_without_tags()
    {
        using var aws = new TestAws();
        aws.Prod.Copy(TestAws.ProdSnapshot, TestAws.ForSharing, TestAws.SharingKey, ("Tags.Tag.1.Key", "k"), ("Tags.Tag.1.Value", "v"))
            .Ok();
        aws.Pass(16);
        aws.Prod.Share(TestAws.ForSharing, TestAws.Development).Ok();

        Assert.DoesNotContain(
            TestAws.SharedArn,
            aws.Dev.Rds("DescribeDBClusterSnapshots", ("SnapshotType", "shared")).Texts("DBClusterSnapshotIdentifier")
        );
        aws.Pass(0.2);
        var seen = aws.Dev.Snapshot(TestAws.SharedArn, ("SnapshotType", "shared")).Ok();

        Assert.Equal(TestAws.SharedArn, seen.Text("DBClusterSnapshotIdentifier"));
        Assert.Equal(TestAws.SharedArn, seen.Text("DBClusterSnapshotArn"));
        Assert.Equal("shared", seen.Text("SnapshotType"));
        Assert.Equal("prod-altplus-cluster", seen.Text("DBClusterIdentifier"));
        Assert.Equal(TestAws.SharingKey, seen.Text("KmsKeyId"));
        Assert.Empty(seen.Texts("Key"));
    }

    [Fact]
    public void a_listing_shows_shared_snapshots_only_when_asked_for()
    {
        using var aws = new TestAws();
        string Types(params (string, string)[] how) =>
            string.Join(',', aws.Dev.Rds("DescribeDBClusterSnapshots", how).Ok().Texts("SnapshotType").Distinct().Order());

        Assert.Equal("automated,manual", Types());
        Assert.Equal("automated,manual,shared", Types(("IncludeShared", "true")));
        Assert.Equal("shared", Types(("SnapshotType", "shared")));
        Assert.Equal("manual", Types(("SnapshotType", "manual"), ("IncludeShared", "true")));
        Assert.Equal("automated", Types(("SnapshotType", "automated"), ("IncludeShared", "true")));
        aws.Dev.Rds("DescribeDBClusterSnapshots", ("SnapshotType", "borrowed")).Refused(400, "InvalidParameterValue");
    }

    [Fact]
    public void after_the_unshare_it_is_gone_a_little_later_for_listing_describing_and_copying()
    {
        using var aws = new TestAws();
        aws.ShareWithDev();

        Assert.Empty(aws.Prod.Unshare(TestAws.ForSharing, TestAws.Development).Ok().Texts("AttributeValue"));
        aws.Dev.Snapshot(TestAws.SharedArn, ("SnapshotType", "shared")).Ok();
        aws.Pass(0.2);

        aws.Dev.Snapshot(TestAws.SharedArn, ("SnapshotType", "shared"))
            .Refused(404, "DBClusterSnapshotNotFoundFault", $"DBClusterSnapshot not found: {TestAws.SharedArn}");
        aws.Dev.Copy(TestAws.SharedArn, "late", "alias/aws/rds").Refused(404, "DBClusterSnapshotNotFoundFault");
    }

    [Fact]
    public void asking_again_to_unshare_keeps_it_visible_no_longer()
    {
        using var aws = new TestAws();
        aws.ShareWithDev();

        aws.Prod.Unshare(TestAws.ForSharing, TestAws.Development).Ok();
        aws.Pass(0.1);
        aws.Prod.Unshare(TestAws.ForSharing, TestAws.Development).Ok();
        aws.Dev.Snapshot(TestAws.SharedArn, ("SnapshotType", "shared")).Ok();
        aws.Pass(0.1);

        aws.Dev.Snapshot(TestAws.SharedArn, ("SnapshotType", "shared")).Refused(404, "DBClusterSnapshotNotFoundFault");
    }

    [Theory]
    [InlineData(TestAws.ProdSnapshot, "123456789000", "InvalidParameterValue")]
    [InlineData("awsbackup:job-1", "123456789000", "InvalidParameterValue")]
    [InlineData("prod-altplus-before-upgrade", "123456789000", "InvalidParameterValue")]
    [InlineData(Manual, "all", "InvalidParameterValue")]
    [InlineData(Manual, "12345678900", "InvalidParameterValue")]
    [InlineData(Manual, "development00", "InvalidParameterValue")]
    [InlineData("no-such-snapshot", "123456789000", "DBClusterSnapshotNotFoundFault")]
    public void what_cannot_be_shared(string snapshot, string account, string code)
    {
        using var aws = new TestAws();
        Assert.Equal(code, aws.Prod.Share(snapshot, account).Code);
    }

    [Fact]
    public void the_words_of_the_two_classic_refusals()
    {
        using var aws = new TestAws();

        aws.Prod.Share(TestAws.ProdSnapshot, TestAws.Development)
            .Refused(
                400,
                "InvalidParameterValue",
                "The parameter DBClusterSnapshotIdentifier is not a valid identifier. Identifiers must begin with a letter; must contain only ASCII letters, digits, and hyphens; and must not end with a hyphen or contain two consecutive hyphens."
            );
        aws.Prod.Share("prod-altplus-before-upgrade", TestAws.Development)
            .Refused(
                400,
                "InvalidParameterValue",
                "Sharing snapshots encrypted with the default service key for RDS is currently not supported."
            );
    }

    [Fact]
    public void twenty_accounts_and_no_more()
    {
        using var aws = new TestAws();
        var accounts = Enumerable.Range(0, 20).Select(i => $"2222222222{i:00}").ToArray();

        aws.Prod.Share(Manual, accounts).Ok();
        aws.Prod.Share(Manual, accounts[0]).Ok();
        aws.Prod.Share(Manual, TestAws.Development).Refused(400, "SharedSnapshotQuotaExceeded");
        aws.Prod.Unshare(Manual, accounts[0]).Ok();
        aws.Prod.Share(Manual, TestAws.Development).Ok();
    }

    [Fact]
    public void sharing_twice_and_unsharing_what_is_not_shared_change_nothing()
    {
        using var aws = new TestAws();

        aws.Prod.Share(Manual, TestAws.Development).Ok();
        Assert.Equal([TestAws.Development], aws.Prod.Share(Manual, TestAws.Development).Ok().Texts("AttributeValue"));
        Assert.Empty(aws.Prod.Unshare(Manual, TestAws.Development, "333333333333").Ok().Texts("AttributeValue"));
        Assert.Empty(aws.Prod.Unshare(Manual, TestAws.Development).Ok().Texts("AttributeValue"));
    }

    [Fact]
    public void a_value_cannot_come_and_go_and_only_restore_is_an_attribute()
    {
        using var aws = new TestAws();

        aws.Prod.Rds(
                "ModifyDBClusterSnapshotAttribute",
                ("DBClusterSnapshotIdentifier", Manual),
                ("AttributeName", "restore"),
                ("ValuesToAdd.AttributeValue.1", "123456789000"),
                ("ValuesToRemove.AttributeValue.1", "123456789000")
            )
            .Refused(400, "InvalidParameterCombination");
        aws.Prod.Rds("ModifyDBClusterSnapshotAttribute", ("DBClusterSnapshotIdentifier", Manual), ("AttributeName", "backup"))
            .Refused(400, "InvalidParameterValue", "Invalid snapshot attribute backup");
    }

    [Fact]
    public void a_snapshot_still_being_made_cannot_be_shared()
    {
        using var aws = new TestAws();
        aws.Prod.Copy(TestAws.ProdSnapshot, TestAws.ForSharing, TestAws.SharingKey).Ok();

        aws.Prod.Share(TestAws.ForSharing, TestAws.Development).Refused(400, "InvalidDBClusterSnapshotStateFault");
    }

    [Fact]
    public void attributes_and_tags_are_the_owners_business()
    {
        using var aws = new TestAws();
        aws.ShareWithDev();

        aws.Dev.Rds("DescribeDBClusterSnapshotAttributes", ("DBClusterSnapshotIdentifier", TestAws.SharedArn)).Refused(403, "AccessDenied");
        aws.Dev.Rds("ListTagsForResource", ("ResourceName", TestAws.SharedArn)).Refused(403, "AccessDenied");
        aws.DevAdmin.Rds("DeleteDBClusterSnapshot", ("DBClusterSnapshotIdentifier", TestAws.SharedArn))
            .Refused(404, "DBClusterSnapshotNotFoundFault");
        aws.DevAdmin.Share(TestAws.SharedArn, "333333333333").Refused(404, "DBClusterSnapshotNotFoundFault");
    }

    [Fact]
    public void the_attributes_of_an_automated_snapshot_can_be_read_and_are_empty()
    {
        using var aws = new TestAws();
        var reply = aws.Prod.Rds("DescribeDBClusterSnapshotAttributes", ("DBClusterSnapshotIdentifier", TestAws.ProdSnapshot)).Ok();
        Assert.Equal("restore", reply.Text("AttributeName"));
        Assert.Empty(reply.Texts("AttributeValue"));
    }

    [Fact]
    public void deleting_a_shared_snapshot_takes_it_from_the_others_at_once()
    {
        using var aws = new TestAws();
        aws.ShareWithDev();
        aws.Prod.Rds("DeleteDBClusterSnapshot", ("DBClusterSnapshotIdentifier", TestAws.ForSharing)).Ok();

        aws.Dev.Snapshot(TestAws.SharedArn, ("SnapshotType", "shared")).Refused(404, "DBClusterSnapshotNotFoundFault");
    }

    [Fact]
    public void every_share_is_remembered_with_its_beginning_and_its_end_by_unsharing_or_deletion()
    {
        using var aws = new TestAws();
        var start = aws.Time.GetUtcNow();
        aws.Prod.Share(Manual, TestAws.Development, "333333333333").Ok();
        aws.Pass(2);
        aws.Prod.Share(Manual, TestAws.Development).Ok();
        aws.Pass(3);
        aws.Prod.Unshare(Manual, TestAws.Development).Ok();
        aws.Pass(1);
        aws.Prod.Share(Manual, TestAws.Development).Ok();
        aws.Pass(1);
        aws.Prod.Rds("DeleteDBClusterSnapshot", ("DBClusterSnapshotIdentifier", Manual)).Ok();

        var shares = aws.Control("shares", method: "GET").AsArray();

        Assert.All(shares, share => Assert.Equal(TestAws.SnapshotArn(TestAws.Production, Manual), (string)share!["snapshotArn"]!));
        Assert.Equal(
            [(TestAws.Development, 0, 5), ("333333333333", 0, 7), (TestAws.Development, 6, 7)],
            shares.Select(share => ((string)share!["account"]!, Minute(share["from"]!), Minute(share["until"]!)))
        );

        double Minute(System.Text.Json.Nodes.JsonNode at) => ((DateTimeOffset)at - start).TotalMinutes;
    }

    [Fact]
    public void a_share_that_stands_has_no_end()
    {
        using var aws = new TestAws();
        aws.Prod.Share(Manual, TestAws.Development).Ok();

        Assert.Null(Assert.Single(aws.Control("shares", method: "GET").AsArray())!["until"]);
    }

    [Fact]
    public void the_first_state_has_a_share_that_nobody_remembers()
    {
        using var aws = new TestAws();
        var shared = aws.Dev.Rds("DescribeDBClusterSnapshots", ("SnapshotType", "shared")).Ok().Texts("DBClusterSnapshotIdentifier");

        Assert.Equal([TestAws.SnapshotArn(TestAws.Production, "prod-altplus-adhoc-for-dev")], shared);
        Assert.Equal(
            ["555566667777"],
            aws.Prod.Rds("DescribeDBClusterSnapshotAttributes", ("DBClusterSnapshotIdentifier", "prod-batch-to-vendor"))
                .Texts("AttributeValue")
        );
    }
}
