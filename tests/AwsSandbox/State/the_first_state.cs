using System.Text.Json.Nodes;

namespace SnapshotShare.AwsSandbox.Tests.State;

/// <summary>The things that a real account collects, of which the product has to make sense before anybody asks for anything.</summary>
public sealed class the_first_state
{
    private const string Backup = "awsbackup:job-3f0c6a51-7d2e-4b98-a1c4-5e8f9b0d2a36";
    private const string Rds = "rds.ap-northeast-1.amazonaws.com";

    private static readonly (string, string)[] Stopped = [("DBClusterIdentifier", "dev-reports-cluster")];

    [Fact]
    public void holds_the_grants_that_RDS_left_and_none_for_a_stranger()
    {
        using var aws = new TestAws();

        var sharing = Assert.Single(Grants(aws, TestAws.SharingKey));
        var own = Assert.Single(Grants(aws, TestAws.ProdDefaultKey));

        Assert.Equal((TestAws.LeftTo, "arn:aws:iam::123456789000:root", Rds), Terms(sharing));
        Assert.Equal((Rds, "arn:aws:iam::987654321000:root", Rds), Terms(own));
        foreach (var grant in new[] { sharing, own })
        {
            Assert.Equal(
                aws.Prod.Cluster("prod-altplus-cluster").Text("DbClusterResourceId"),
                (string)grant["Constraints"]!["EncryptionContextSubset"]!["aws:rds:dbc-id"]!
            );
            Assert.Equal(
                ["CreateGrant", "Decrypt", "DescribeKey", "Encrypt", "GenerateDataKey", "ReEncryptFrom", "ReEncryptTo", "RetireGrant"],
                grant["Operations"]!.AsArray().Select(operation => (string)operation!).Order(StringComparer.Ordinal)
            );
        }
        Assert.Equal(2, aws.Control("state", method: "GET")["grants"]!.AsArray().Count);

        static (string, string, string) Terms(JsonNode grant) =>
            ((string)grant["GranteePrincipal"]!, (string)grant["IssuingAccount"]!, (string)grant["RetiringPrincipal"]!);
    }

    [Fact]
    public void holds_a_grant_that_its_issuer_may_retire_and_its_owner_revoke()
    {
        using var aws = new TestAws();
        var retired = (string)Grants(aws, TestAws.SharingKey)[0]["GrantId"]!;
        aws.DevAdmin.Kms("RetireGrant", $$"""{"KeyId":"{{TestAws.SharingKey}}","GrantId":"{{retired}}"}""").Ok();
        Assert.Empty(Grants(aws, TestAws.SharingKey));

        var revoked = (string)Grants(aws, TestAws.ProdDefaultKey)[0]["GrantId"]!;
        aws.ProdAdmin.Kms("RevokeGrant", $$"""{"KeyId":"{{TestAws.ProdDefaultKey}}","GrantId":"{{revoked}}"}""").Ok();
        Assert.Empty(Grants(aws, TestAws.ProdDefaultKey));
    }

    [Fact]
    public void holds_backups_that_AWS_Backup_took_and_that_nobody_else_may_delete_or_share()
    {
        using var aws = new TestAws();

        var ofBackup = aws.Prod.Rds("DescribeDBClusterSnapshots", ("SnapshotType", "awsbackup")).Ok();

        Assert.Equal(2, ofBackup.Texts("DBClusterSnapshotIdentifier").Count);
        Assert.All(
            ofBackup.Texts("DBClusterSnapshotIdentifier"),
            name => Assert.Matches("^awsbackup:job-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", name)
        );
        Assert.Equal(["prod-altplus-cluster", "prod-altplus-cluster"], ofBackup.Texts("DBClusterIdentifier"));
        Assert.Equal("2026-01-14T05:00:00Z", aws.Prod.Snapshot(Backup).Ok().Text("SnapshotCreateTime")[..19] + "Z");
        aws.Prod.Snapshot(Backup, ("SnapshotType", "manual")).Refused(404, "DBClusterSnapshotNotFoundFault");
        aws.Prod.Rds("DeleteDBClusterSnapshot", ("DBClusterSnapshotIdentifier", Backup))
            .Refused(400, "InvalidDBClusterSnapshotStateFault", "Only manual snapshots may be deleted.");
        aws.Prod.Share(Backup, TestAws.Development)
            .Refused(400, "InvalidParameterValue", $"The parameter {Backup} is not a valid identifier.");
        Assert.Empty(
            aws.Prod.Rds("DescribeDBClusterSnapshotAttributes", ("DBClusterSnapshotIdentifier", Backup)).Ok().Texts("AttributeValue")
        );
    }

    [Fact]
    public void holds_backups_of_AWS_Backup_of_which_a_copy_is_ones_own()
    {
        using var aws = new TestAws();
        aws.Prod.Copy(Backup, "of-a-backup", TestAws.SharingKey).Ok();
        aws.Pass(16);

        var copy = aws.Prod.Snapshot("of-a-backup").Ok();

        Assert.Equal(("manual", "available", TestAws.SharingKey), (copy.Text("SnapshotType"), copy.Text("Status"), copy.Text("KmsKeyId")));
        aws.Prod.Share("of-a-backup", TestAws.Development).Ok();
        aws.Prod.Rds("DeleteDBClusterSnapshot", ("DBClusterSnapshotIdentifier", "of-a-backup")).Ok();
    }

    [Fact]
    public void holds_backups_of_AWS_Backup_that_no_night_takes_away()
    {
        using var aws = new TestAws(new SandboxOptions { Seed = 1, DailyBackups = true });
        aws.Time.Advance(TimeSpan.FromDays(30));

        Assert.Equal(2, aws.Prod.Rds("DescribeDBClusterSnapshots", ("SnapshotType", "awsbackup")).Ok().Texts("SnapshotType").Count);
    }

    [Fact]
    public void holds_a_stopped_cluster_that_AWS_starts_when_its_week_is_over()
    {
        using var aws = new TestAws();
        Assert.Equal(("stopped", "stopped"), Status());
        Assert.StartsWith(
            "2026-01-20T09:30:00",
            aws.Dev.Cluster("dev-reports-cluster").Text("AutomaticRestartTime"),
            StringComparison.Ordinal
        );
        aws.Dev.Rds("DeleteDBCluster", [.. Stopped, ("SkipFinalSnapshot", "true")]).Refused(400, "InvalidDBClusterStateFault");
        aws.Dev.Rds("CreateDBClusterSnapshot", [.. Stopped, ("DBClusterSnapshotIdentifier", "of-what-is-stopped")])
            .Refused(400, "InvalidDBClusterStateFault");

        After(TimeSpan.FromDays(5) - TimeSpan.FromMinutes(1));
        Assert.Equal(("stopped", "stopped"), Status());
        After(TimeSpan.FromMinutes(2));
        Assert.Equal(("starting", "starting"), Status());
        Assert.Empty(aws.Dev.Cluster("dev-reports-cluster").Texts("AutomaticRestartTime"));
        After(TimeSpan.FromMinutes(5));
        Assert.Equal(("available", "available"), Status());

        (string, string) Status() =>
            (aws.Dev.Cluster("dev-reports-cluster").Text("Status"), aws.Dev.Instance("dev-reports").Text("DBInstanceStatus"));

        void After(TimeSpan time)
        {
            aws.Time.Advance(time);
            aws.Dev.Renew();
        }
    }

    [Fact]
    public void holds_a_stopped_cluster_that_somebody_may_start_before_and_stop_for_another_week()
    {
        using var aws = new TestAws();
        aws.DevAdmin.Rds("StartDBCluster", Stopped).Ok();
        aws.Pass(6);
        Assert.Equal("available", aws.Dev.Cluster("dev-reports-cluster").Text("Status"));

        aws.DevAdmin.Rds("StopDBCluster", Stopped).Ok();
        aws.Pass(6);

        Assert.StartsWith(
            "2026-01-22T09:36:00",
            aws.Dev.Cluster("dev-reports-cluster").Text("AutomaticRestartTime"),
            StringComparison.Ordinal
        );
        aws.Time.Advance(TimeSpan.FromDays(8));
        aws.Dev.Renew();
        Assert.Equal("available", aws.Dev.Cluster("dev-reports-cluster").Text("Status"));
    }

    [Fact]
    public void holds_a_copy_that_another_installation_made_and_tagged()
    {
        using var aws = new TestAws();

        var theirs = aws.Dev.Snapshot("team-b-orders-r4t8w2ze").Ok();

        Assert.Equal(["snapshotshare:request", "snapshotshare:installation"], theirs.Texts("Key"));
        Assert.Equal(["r4t8w2ze6k3mhq9b", "vt5n8cye2xk7dgqw"], theirs.Texts("Value"));
        Assert.Equal(
            ("manual", "aurora-postgresql", TestAws.DevDefaultKey),
            (theirs.Text("SnapshotType"), theirs.Text("Engine"), theirs.Text("KmsKeyId"))
        );
        Assert.StartsWith("arn:aws:rds:ap-northeast-1:987654321000:", theirs.Text("SourceDBClusterSnapshotArn"), StringComparison.Ordinal);
        // Nothing else carries such tags.
        Assert.Single(aws.Control("state", method: "GET").ToJsonString().Split("snapshotshare:installation").Skip(1));
    }

    [Fact]
    public void is_shown_to_a_person_with_the_key_that_nobody_sees()
    {
        using var aws = new TestAws();
        var html = aws.Send(new("GET", "/", "", [], ReadOnlyMemory<byte>.Empty, FromLoopback: true)).Body;

        Assert.Contains("<td>prod-survey-cluster</td><td>available</td>", html, StringComparison.Ordinal);
        Assert.Contains("<td>AWS owned key</td>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("not encrypted", html, StringComparison.Ordinal);
    }

    private static List<JsonNode> Grants(TestAws aws, string key) =>
        [.. aws.ProdAdmin.Kms("ListGrants", $$"""{"KeyId":"{{key}}"}""").Ok().Json["Grants"]!.AsArray().Select(grant => grant!)];
}
