namespace SnapshotShare.AwsSandbox.Tests.Rds;

/// <summary>
/// RDS API Reference, DBCluster, DBClusterSnapshot and DBInstance: StorageEncryptionType. What AWS does not say about copying and sharing is
/// refused here, or has a switch.
/// </summary>
public sealed class what_an_AWS_owned_key_allows
{
    private const string Cluster = "prod-survey-cluster";
    private const string Automated = "rds:prod-survey-cluster-2026-01-15-00-00";

    private static (string, string)[] Restore(string snapshot) =>
        [
            ("DBClusterIdentifier", "prod-again"),
            ("SnapshotIdentifier", snapshot),
            ("Engine", "aurora-mysql"),
            ("DBSubnetGroupName", "prod-db-subnets"),
        ];

    private static (string Type, string Encrypted, string Keys) Encryption(Reply one) =>
        (one.Text("StorageEncryptionType"), one.Text("StorageEncrypted"), string.Concat(one.Texts("KmsKeyId")));

    [Fact]
    public void a_cluster_its_instance_and_its_snapshots_tell_of_it_and_show_no_key()
    {
        using var aws = new TestAws();
        aws.Prod.Rds("CreateDBClusterSnapshot", ("DBClusterIdentifier", Cluster), ("DBClusterSnapshotIdentifier", "survey-now")).Ok();

        foreach (
            var one in new[]
            {
                aws.Prod.Cluster(Cluster),
                aws.Prod.Instance("prod-survey"),
                aws.Prod.Snapshot(Automated, ("SnapshotType", "automated")),
                aws.Prod.Snapshot("survey-now"),
            }
        )
            Assert.Equal(("sse-rds", "false", ""), Encryption(one.Ok()));
        Assert.Equal(("sse-kms", "true", TestAws.ProdDefaultKey), Encryption(aws.Prod.Cluster("prod-altplus-cluster").Ok()));
        Assert.Equal(("sse-kms", "true", TestAws.ProdDefaultKey), Encryption(aws.Prod.Instance("prod-altplus").Ok()));
    }

    [Fact]
    public void StorageEncrypted_can_say_either()
    {
        using var aws = new TestAws();
        aws.Control("rules", """{"awsOwnedKeyShowsAsEncrypted":true}""");

        Assert.Equal(("sse-rds", "true", ""), Encryption(aws.Prod.Cluster(Cluster).Ok()));
        Assert.Equal(("sse-rds", "true", ""), Encryption(aws.Prod.Instance("prod-survey").Ok()));
        Assert.Equal(("sse-rds", "true", ""), Encryption(aws.Prod.Snapshot(Automated, ("SnapshotType", "automated")).Ok()));
    }

    [Fact]
    public void a_copy_stays_under_it()
    {
        using var aws = new TestAws();

        Assert.Equal(("sse-rds", "false", ""), Encryption(aws.Prod.Copy(Automated, "survey-copy", null).Ok()));

        aws.Pass(6);
        Assert.Equal("available", aws.Prod.Snapshot("survey-copy").Ok().Text("Status"));
        Assert.Equal(("sse-rds", "false", ""), Encryption(aws.Prod.Copy("survey-copy", "survey-copy-2", null).Ok()));
    }

    [Theory]
    [InlineData(TestAws.SharingKey)]
    [InlineData("alias/aws/rds")]
    public void a_copy_is_not_put_under_another_key(string key)
    {
        using var aws = new TestAws();
        aws.Prod.Copy(Automated, "survey-copy", key)
            .Refused(
                400,
                "InvalidParameterCombination",
                "You cannot specify a KMS key when you copy a DB cluster snapshot that is encrypted with an AWS owned key."
            );
        aws.Prod.Snapshot("survey-copy").Refused(404, "DBClusterSnapshotNotFoundFault");
    }

    [Fact]
    public void a_copy_does_not_leave_its_region()
    {
        using var aws = new TestAws();
        var elsewhere = aws.Assume(TestAws.Production, region: "us-west-2");
        var source = TestAws.SnapshotArn(TestAws.Production, Automated);

        elsewhere.Copy(source, "far", null).Refused(400, "InvalidParameterValue");
        elsewhere.Copy(source, "far", "alias/aws/rds").Refused(400, "InvalidParameterCombination");
    }

    [Fact]
    public void a_copy_under_another_key_is_like_any_where_AWS_allows_it()
    {
        using var aws = new TestAws();
        aws.Control("rules", """{"copyMayLeaveAwsOwnedKey":true}""");

        aws.Prod.Copy(Automated, "survey-copy", TestAws.DevDefaultKey).Refused(400, "KMSKeyNotAccessibleFault");
        Assert.Equal(("sse-kms", "true", TestAws.SharingKey), Encryption(aws.Prod.Copy(Automated, "survey-copy", TestAws.SharingKey).Ok()));
        aws.Pass(6);

        aws.Prod.Share("survey-copy", TestAws.Development).Ok();
    }

    [Theory]
    [InlineData(TestAws.Development, true)]
    [InlineData(TestAws.Development, false)]
    [InlineData("all", true)]
    public void nothing_under_it_is_shared(string with, bool refusesDefaultKey)
    {
        using var aws = new TestAws();
        aws.Control("rules", $$"""{"refuseSharingUnderDefaultKey":{{(refusesDefaultKey ? "true" : "false")}}}""");
        aws.Prod.Copy(Automated, "survey-copy", null).Ok();
        aws.Pass(6);

        aws.Prod.Share("survey-copy", with).Refused(400, "InvalidParameterValue");
        // Taking away what nobody has is allowed of any.
        aws.Prod.Unshare("survey-copy", with).Ok();
    }

    [Fact]
    public void a_restored_cluster_stays_under_it_and_its_instances_too()
    {
        using var aws = new TestAws();
        Assert.Equal(("sse-rds", "false", ""), Encryption(aws.ProdAdmin.Rds("RestoreDBClusterFromSnapshot", Restore(Automated)).Ok()));
        aws.Pass(13);

        Assert.Equal(("sse-rds", "false", ""), Encryption(aws.ProdAdmin.CreateInstance("prod-again-1", "prod-again").Ok()));
    }

    [Fact]
    public void a_restored_cluster_can_be_put_under_another_key()
    {
        using var aws = new TestAws();
        var restored = aws.ProdAdmin.Rds("RestoreDBClusterFromSnapshot", [.. Restore(Automated), ("KmsKeyId", TestAws.SharingKey)]).Ok();
        Assert.Equal(("sse-kms", "true", TestAws.SharingKey), Encryption(restored));
        aws.Pass(13);
        var taken = aws.Prod.Rds(
            "CreateDBClusterSnapshot",
            ("DBClusterIdentifier", "prod-again"),
            ("DBClusterSnapshotIdentifier", "survey-under-a-key")
        );
        Assert.Equal(("sse-kms", "true", TestAws.SharingKey), Encryption(taken.Ok()));
    }

    [Fact]
    public void a_night_brings_another_under_it()
    {
        using var aws = new TestAws(
            new SandboxOptions
            {
                Speed = 1,
                Seed = 1,
                DailyBackups = true,
            }
        );
        aws.Time.Advance(TimeSpan.FromDays(1));
        aws.Prod.Renew();

        var tonight = aws.Prod.Snapshot("rds:prod-survey-cluster-2026-01-16-00-00", ("SnapshotType", "automated")).Ok();

        Assert.Equal(("sse-rds", "false", ""), Encryption(tonight));
    }
}
