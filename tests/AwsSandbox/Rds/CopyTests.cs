namespace SnapshotShare.AwsSandbox.Tests.Rds;

public sealed class CopyTests
{
    private const string Inaccessible = "does not exist, is not enabled or you do not have permissions to access it.";

    [Fact]
    public void a_copy_takes_its_time_shows_it_and_is_then_available()
    {
        using var aws = new TestAws();

        var answer = aws
            .Prod.Copy(TestAws.ProdSnapshot, "From-Prod", "alias/dev-altplus-key", ("Tags.Tag.1.Key", "k"), ("Tags.Tag.1.Value", "v"))
            .Ok();

        Assert.Equal("copying", answer.Text("Status"));
        Assert.Equal("0", answer.Text("PercentProgress"));
        Assert.Equal("manual", answer.Text("SnapshotType"));
        Assert.Equal("from-prod", answer.Text("DBClusterSnapshotIdentifier"));
        Assert.Equal(TestAws.SharingKey, answer.Text("KmsKeyId"));
        Assert.Equal(TestAws.SnapshotArn(TestAws.Production, TestAws.ProdSnapshot), answer.Text("SourceDBClusterSnapshotArn"));
        Assert.Equal("2023-12-21T00:03:00.000Z", answer.Text("SnapshotCreateTime"));
        aws.Pass(7.5);
        Assert.Equal("50", aws.Prod.Snapshot("from-prod").Text("PercentProgress"));
        aws.Pass(7.3);
        Assert.Equal("copying", aws.Prod.Snapshot("from-prod").Text("Status"));
        aws.Pass(0.2);
        Assert.Equal(
            ("available", "100"),
            (aws.Prod.Snapshot("from-prod").Text("Status"), aws.Prod.Snapshot("from-prod").Text("PercentProgress"))
        );
        Assert.Equal("k", aws.Prod.Snapshot("FROM-PROD").Text("Key"));
    }

    [Fact]
    public void without_a_key_a_copy_keeps_the_sources()
    {
        using var aws = new TestAws();
        Assert.Equal(TestAws.ProdDefaultKey, aws.Prod.Copy(TestAws.ProdSnapshot, "plain", null).Ok().Text("KmsKeyId"));
    }

    [Fact]
    public void development_copies_what_is_shared_under_its_own_key_and_no_longer_needs_production()
    {
        using var aws = new TestAws();
        aws.ShareWithDev();

        var copy = aws.Dev.Copy(TestAws.SharedArn, "dev-copy", "alias/aws/rds").Ok();
        aws.Pass(16);
        aws.Prod.Unshare(TestAws.ForSharing, TestAws.Development).Ok();
        aws.Prod.Rds("DeleteDBClusterSnapshot", ("DBClusterSnapshotIdentifier", TestAws.ForSharing)).Ok();
        aws.Control("keys", $$"""{"key":"{{TestAws.SharingKey}}","state":"Disabled"}""");
        aws.Pass(5);

        Assert.Equal(TestAws.DevDefaultKey, copy.Text("KmsKeyId"));
        Assert.Equal("available", aws.Dev.Snapshot("dev-copy").Ok().Text("Status"));
        aws.Dev.Restore("from-copy", "dev-copy").Ok();
    }

    [Fact]
    public void names_are_checked_taken_ones_refused_and_sources_must_be_there_and_available()
    {
        using var aws = new TestAws();

        aws.Prod.Copy(TestAws.ProdSnapshot, "1copy", null).Refused(400, "InvalidParameterValue", "Invalid snapshot identifier:  1copy");
        foreach (var bad in new[] { "a--b", "a-", "a_b", "rds:x", new string('a', 64) })
        {
            aws.Prod.Copy(TestAws.ProdSnapshot, bad, null)
                .Refused(
                    400,
                    "InvalidParameterValue",
                    "The parameter TargetDBClusterSnapshotIdentifier is not a valid identifier. Identifiers must begin with a letter; must contain only ASCII letters, digits, and hyphens; and must not end with a hyphen or contain two consecutive hyphens."
                );
        }
        aws.Prod.Copy(TestAws.ProdSnapshot, new string('a', 63), null).Ok();
        aws.Prod.Copy(TestAws.ProdSnapshot, "PROD-orders-quarter-end", null)
            .Refused(
                400,
                "DBClusterSnapshotAlreadyExistsFault",
                "Cannot create the snapshot because a snapshot with the identifier prod-orders-quarter-end already exists."
            );
        aws.Prod.Copy(new string('a', 63), "again", null).Refused(400, "InvalidDBClusterSnapshotStateFault");
        aws.Dev.Copy(TestAws.ProdSnapshot, "stolen", "alias/aws/rds")
            .Refused(404, "DBClusterSnapshotNotFoundFault", $"DBClusterSnapshot not found: {TestAws.ProdSnapshot}");
        aws.Dev.Copy(TestAws.SnapshotArn(TestAws.Production, TestAws.ProdSnapshot), "stolen", "alias/aws/rds")
            .Refused(404, "DBClusterSnapshotNotFoundFault");
    }

    [Fact]
    public void a_shared_snapshot_is_not_found_by_its_short_name_nor_copied_without_a_key()
    {
        using var aws = new TestAws();
        aws.ShareWithDev();

        aws.Dev.Copy(TestAws.ForSharing, "dev-copy", "alias/aws/rds").Refused(404, "DBClusterSnapshotNotFoundFault");
        aws.Dev.Copy(TestAws.SharedArn, "dev-copy", null)
            .Refused(400, "KMSKeyNotAccessibleFault", $"The source snapshot KMS key [{TestAws.SharingKey}] {Inaccessible}");
    }

    [Theory]
    [InlineData("0987dcba-09fe-87dc-65ba-ab0987654321", "Specified KMS key")]
    [InlineData("alias/dev-altplus-key", "Specified KMS key")]
    [InlineData("arn:aws:kms:ap-northeast-1:123456789000:key/00000000-0000-4000-8000-000000000000", "The target KMS key")]
    [InlineData("arn:aws:kms:us-east-1:123456789000:key/1a2b3c4d-5e6f-1a2b-3c4d-5e6f1a2b3c4d", "The target KMS key")]
    [InlineData(TestAws.ProdDefaultKey, "The target KMS key")]
    [InlineData("None", "The target KMS key")]
    public void a_key_that_cannot_be_used_is_named_as_it_was_sent(string key, string wording)
    {
        using var aws = new TestAws();
        aws.ShareWithDev();

        aws.Dev.Copy(TestAws.SharedArn, "dev-copy", key).Refused(400, "KMSKeyNotAccessibleFault", $"{wording} [{key}] {Inaccessible}");
    }

    [Fact]
    public void a_snapshot_under_the_default_key_is_of_no_use_to_anybody_else_even_when_shared()
    {
        using var aws = new TestAws(
            new SandboxOptions
            {
                Speed = 1,
                Seed = 1,
                Rules = new() { RefuseSharingUnderDefaultKey = false },
            }
        );
        aws.Prod.Share("prod-altplus-before-upgrade", TestAws.Development).Ok();
        aws.Pass(1);

        aws.Dev.Copy(TestAws.SnapshotArn(TestAws.Production, "prod-altplus-before-upgrade"), "dev-copy", "alias/aws/rds")
            .Refused(400, "KMSKeyNotAccessibleFault", $"The source snapshot KMS key [{TestAws.ProdDefaultKey}] {Inaccessible}");
    }

    [Theory]
    [InlineData("""["kms:Encrypt","kms:Decrypt","kms:ReEncrypt*","kms:GenerateDataKey*","kms:DescribeKey"]""", false)]
    [InlineData("""["kms:CreateGrant","kms:ListGrants","kms:RevokeGrant"]""", false)]
    [InlineData("""["kms:DescribeKey","kms:CreateGrant"]""", true)]
    public void the_key_policy_must_give_both_description_and_grants(string actions, bool enough)
    {
        using var aws = new TestAws();
        aws.ShareWithDev();
        aws.Control("keys", $$"""{"key":"{{TestAws.SharingKey}}","policy":{{Policy(actions)}}}""");

        var reply = aws.Dev.Copy(TestAws.SharedArn, "dev-copy", "alias/aws/rds");

        if (enough)
            reply.Ok();
        else
            reply.Refused(400, "KMSKeyNotAccessibleFault", $"The source snapshot KMS key [{TestAws.SharingKey}] {Inaccessible}");
    }

    [Fact]
    public void grants_for_aws_resources_are_grants_that_rds_makes_and_not_ones_that_people_make()
    {
        using var aws = new TestAws();
        aws.ShareWithDev();
        var policy = Policy("""["kms:DescribeKey","kms:CreateGrant"]""", """{"Bool":{"kms:GrantIsForAWSResource":"true"}}""");
        var withDescribe = policy.Replace(
            "\"Statement\":[",
            $$"""
            "Statement":[{"Effect":"Allow","Principal":{"AWS":"{{TestAws.Development}}"},"Action":"kms:DescribeKey","Resource":"*"},
            """,
            StringComparison.Ordinal
        );
        aws.Control("keys", $$"""{"key":"{{TestAws.SharingKey}}","policy":{{withDescribe}}}""");

        aws.Dev.Kms(
                "CreateGrant",
                $$"""{"KeyId":"{{TestAws.SharingKey}}","GranteePrincipal":"arn:aws:iam::123456789000:root","Operations":["Decrypt"]}"""
            )
            .Refused(400, "AccessDeniedException");
        aws.Dev.Copy(TestAws.SharedArn, "dev-copy", "alias/aws/rds").Ok();
    }

    [Fact]
    public void the_callers_own_rights_on_the_foreign_key_count_as_well()
    {
        using var aws = new TestAws();
        aws.ShareWithDev();
        aws.Control("roles", """{"account":"123456789000","name":"SnapshotShare","actions":["rds:*","kms:DescribeKey"]}""");

        aws.Dev.Copy(TestAws.SharedArn, "dev-copy", "alias/aws/rds").Refused(400, "KMSKeyNotAccessibleFault");
        Assert.Contains(
            "no identity-based policy allows the kms:CreateGrant action",
            aws.Control("calls", method: "GET").ToJsonString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void copies_of_one_source_run_one_after_another_and_others_beside_them()
    {
        using var aws = new TestAws();
        aws.Prod.Copy(TestAws.ProdSnapshot, "first", null).Ok();
        aws.Prod.Copy(TestAws.ProdSnapshot, "second", null).Ok();
        aws.Prod.Copy("prod-altplus-before-upgrade", "other", null).Ok();

        aws.Pass(15);

        Assert.Equal("available", aws.Prod.Snapshot("first").Text("Status"));
        Assert.Equal("available", aws.Prod.Snapshot("other").Text("Status"));
        Assert.Equal("0", aws.Prod.Snapshot("second").Text("PercentProgress"));
        aws.Pass(15);
        Assert.Equal("available", aws.Prod.Snapshot("second").Text("Status"));
    }

    [Fact]
    public void deleting_a_copy_under_way_cancels_it_and_the_next_moves_up()
    {
        using var aws = new TestAws();
        aws.Prod.Copy(TestAws.ProdSnapshot, "first", null).Ok();
        aws.Prod.Copy(TestAws.ProdSnapshot, "second", null).Ok();
        aws.Pass(5);

        Assert.Equal("copying", aws.Prod.Rds("DeleteDBClusterSnapshot", ("DBClusterSnapshotIdentifier", "first")).Ok().Text("Status"));
        aws.Pass(1);

        aws.Prod.Snapshot("first").Refused(404, "DBClusterSnapshotNotFoundFault");
        aws.Pass(14);
        Assert.Equal("available", aws.Prod.Snapshot("second").Text("Status"));
    }

    [Fact]
    public void five_copies_at_once_are_enough()
    {
        using var aws = new TestAws();
        for (var i = 0; i < 5; i++)
            aws.Prod.Copy(TestAws.ProdSnapshot, $"copy-{i}", null).Ok();

        aws.Prod.Copy(TestAws.ProdSnapshot, "copy-5", null)
            .Refused(400, "SnapshotQuotaExceeded", "Cannot copy more than 5 snapshots across regions");
        aws.Pass(15);
        aws.Prod.Copy(TestAws.ProdSnapshot, "copy-5", null).Ok();
    }

    [Fact]
    public void a_hundred_manual_snapshots_are_enough_and_automated_ones_do_not_count()
    {
        using var aws = new TestAws();
        aws.Control("snapshots", """{"account":"987654321000","count":96}""");

        aws.Prod.Copy(TestAws.ProdSnapshot, "one-more", null)
            .Refused(400, "SnapshotQuotaExceeded", "Cannot create more than 100 manual snapshots");
        aws.Prod.Rds("DeleteDBClusterSnapshot", ("DBClusterSnapshotIdentifier", "bulk-000000")).Ok();
        aws.Pass(1);
        aws.Prod.Copy(TestAws.ProdSnapshot, "one-more", null).Ok();
    }

    [Fact]
    public void what_happens_to_the_source_or_its_key_happens_to_the_copy()
    {
        using var aws = new TestAws();
        aws.ShareWithDev();
        aws.Dev.Copy(TestAws.SharedArn, "a-unshared", "alias/aws/rds").Ok();
        aws.Pass(5);
        aws.Prod.Unshare(TestAws.ForSharing, TestAws.Development).Ok();
        aws.Pass(10);
        Assert.Equal("available", aws.Dev.Snapshot("a-unshared").Text("Status"));

        aws.Prod.Share(TestAws.ForSharing, TestAws.Development).Ok();
        aws.Pass(1);
        aws.Dev.Copy(TestAws.SharedArn, "b-disabled", "alias/aws/rds").Ok();
        aws.Pass(6);
        aws.ProdAdmin.Kms("DisableKey", $$"""{"KeyId":"{{TestAws.SharingKey}}"}""").Ok();
        Assert.Equal("failed", aws.Dev.Snapshot("b-disabled").Text("Status"));
        Assert.Equal("40", aws.Dev.Snapshot("b-disabled").Text("PercentProgress"));
        aws.Dev.Copy(TestAws.SharedArn, "c-refused", "alias/aws/rds").Refused(400, "KMSKeyNotAccessibleFault");

        aws.ProdAdmin.Kms("EnableKey", $$"""{"KeyId":"{{TestAws.SharingKey}}"}""").Ok();
        aws.Dev.Copy(TestAws.SharedArn, "d-source-gone", "alias/aws/rds").Ok();
        aws.Prod.Rds("DeleteDBClusterSnapshot", ("DBClusterSnapshotIdentifier", TestAws.ForSharing)).Ok();
        Assert.Equal("failed", aws.Dev.Snapshot("d-source-gone").Text("Status"));
    }

    [Fact]
    public void a_copy_lives_on_its_grant_and_dies_with_it()
    {
        using var aws = new TestAws();
        aws.ShareWithDev();
        aws.Dev.Copy(TestAws.SharedArn, "dev-copy", "alias/aws/rds").Ok();
        var grants = aws
            .ProdAdmin.Kms("ListGrants", $$"""{"KeyId":"{{TestAws.SharingKey}}","GranteePrincipal":"rds.ap-northeast-1.amazonaws.com"}""")
            .Ok()
            .Json["Grants"]!.AsArray();
        Assert.Equal("arn:aws:iam::123456789000:root", (string)grants.Single()!["IssuingAccount"]!);

        aws.ProdAdmin.Kms("RevokeGrant", $$"""{"KeyId":"{{TestAws.SharingKey}}","GrantId":"{{grants[0]!["GrantId"]}}"}""").Ok();

        Assert.Equal("failed", aws.Dev.Snapshot("dev-copy").Text("Status"));
    }

    [Fact]
    public void another_region_needs_another_key()
    {
        using var aws = new TestAws();
        var elsewhere = aws.Assume(TestAws.Production, region: "us-west-2");
        var source = TestAws.SnapshotArn(TestAws.Production, TestAws.ProdSnapshot);

        elsewhere
            .Copy(source, "far", null)
            .Refused(400, "InvalidParameterValue", "Must specify new KMS key for cross region encrypted snapshot copy.");
        var copy = elsewhere.Copy(source, "far", "alias/aws/rds").Ok();

        Assert.StartsWith("arn:aws:kms:us-west-2:987654321000:key/", copy.Text("KmsKeyId"), StringComparison.Ordinal);
        aws.Prod.Snapshot("far").Refused(404, "DBClusterSnapshotNotFoundFault");
    }

    [Fact]
    public void tags_come_along_only_when_asked_for_and_never_across_accounts()
    {
        using var aws = new TestAws();
        aws.Prod.Rds(
                "AddTagsToResource",
                ("ResourceName", TestAws.SnapshotArn(TestAws.Production, "prod-orders-quarter-end")),
                ("Tags.Tag.1.Key", "team"),
                ("Tags.Tag.1.Value", "orders")
            )
            .Ok();
        aws.Prod.Share("prod-orders-quarter-end", TestAws.Development).Ok();
        aws.Pass(1);

        Assert.Empty(aws.Prod.Copy("prod-orders-quarter-end", "without", null).Ok().Texts("Key"));
        Assert.Equal(["team"], aws.Prod.Copy("prod-orders-quarter-end", "with", null, ("CopyTags", "true")).Ok().Texts("Key"));
        // Tags of one's own leave no room for the source's.
        Assert.Equal(
            ["mine"],
            aws.Prod.Copy(
                    "prod-orders-quarter-end",
                    "both",
                    null,
                    ("CopyTags", "true"),
                    ("Tags.Tag.1.Key", "mine"),
                    ("Tags.Tag.1.Value", "x")
                )
                .Ok()
                .Texts("Key")
        );
        var across = aws.Dev.Copy(
            TestAws.SnapshotArn(TestAws.Production, "prod-orders-quarter-end"),
            "across",
            "alias/aws/rds",
            ("CopyTags", "true")
        );
        Assert.Empty(across.Ok().Texts("Key"));
    }

    private static string Policy(string actions, string condition = "{}") =>
        $$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::987654321000:root"},"Action":"kms:*","Resource":"*"},
            {"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789000:root"},"Action":{{actions}},"Resource":"*","Condition":{{condition}}}]}
            """;
}
