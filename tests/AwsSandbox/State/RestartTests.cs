using System.Text;

namespace SnapshotShare.AwsSandbox.Tests.State;

public sealed class RestartTests
{
    private static SandboxOptions In(TemporaryFolder folder) => new() { Speed = 1, DataFolder = folder.Path };

    [Fact]
    public void everything_is_there_again_and_the_time_between_has_passed()
    {
        using var folder = new TemporaryFolder();
        TestAws before;
        using (before = new TestAws(In(folder)))
        {
            before.ShareWithDev();
            before.Dev.Copy(TestAws.SharedArn, "dev-copy", "alias/aws/rds").Ok();
            before.Pass(7.5);
            Assert.Equal("50", before.Dev.Snapshot("dev-copy").Text("PercentProgress"));
        }
        before.Time.Advance(TimeSpan.FromMinutes(10));

        using var after = new TestAws(In(folder), before.Time);

        Assert.Equal("available", after.Dev.Snapshot("dev-copy").Ok().Text("Status"));
        Assert.Equal(
            [TestAws.Development],
            after
                .Prod.Rds("DescribeDBClusterSnapshotAttributes", ("DBClusterSnapshotIdentifier", TestAws.ForSharing))
                .Texts("AttributeValue")
        );
        var grants = after.ProdAdmin.Kms("ListGrants", $$"""{"KeyId":"{{TestAws.SharingKey}}"}""").Json["Grants"]!.AsArray();
        Assert.Equal(TestAws.LeftTo, (string)Assert.Single(grants)!["GranteePrincipal"]!);
    }

    [Fact]
    public void a_session_is_still_good_and_still_ends()
    {
        using var folder = new TemporaryFolder();
        TestAws before;
        Reply role;
        using (before = new TestAws(In(folder)))
        {
            role = before.Operator.Sts(
                "AssumeRole",
                ("RoleArn", $"arn:aws:iam::{TestAws.Development}:role/SnapshotShare"),
                ("RoleSessionName", "tests")
            );
        }

        using var after = new TestAws(In(folder), before.Time);
        var session = new TestCaller(after, role.Text("AccessKeyId"), role.Text("SecretAccessKey"), role.Text("SessionToken"));

        session.Rds("DescribeDBClusters").Ok();
        after.Time.Advance(TimeSpan.FromMinutes(61));
        session.Rds("DescribeDBClusters").Refused(403, "ExpiredToken");
    }

    /// <summary>A kill may cut the last line anywhere: what was answered is there, what was not is as if it had never been asked.</summary>
    [Fact]
    public void a_line_cut_short_is_a_request_that_never_was()
    {
        using var folder = new TemporaryFolder();
        TestAws before;
        long answered;
        using (before = new TestAws(In(folder)))
        {
            before.Prod.Copy(TestAws.ProdSnapshot, "answered", null).Ok();
            answered = new FileInfo(folder.Journal).Length;
            before.Prod.Copy(TestAws.ProdSnapshot, "unanswered", null).Ok();
        }
        var whole = File.ReadAllBytes(folder.Journal);

        foreach (var length in new[] { answered, answered + 1, (answered + whole.Length) / 2, whole.Length - 1 })
        {
            File.WriteAllBytes(folder.Journal, whole[..(int)length]);
            using var after = new TestAws(In(folder), before.Time);
            Assert.Equal("copying", after.Prod.Snapshot("answered").Ok().Text("Status"));
            after.Prod.Snapshot("unanswered").Refused(404, "DBClusterSnapshotNotFoundFault");
            after.Prod.Copy(TestAws.ProdSnapshot, "next", null).Ok();
        }
    }

    [Fact]
    public void a_long_journal_is_written_anew_and_loses_nothing()
    {
        using var folder = new TemporaryFolder();
        TestAws before;
        using (before = new TestAws(In(folder)))
        {
            before.Control("snapshots", """{"account":"987654321000","count":8000}""");
            for (var i = 0; i < 3; i++)
                before.Control("snapshots", """{"account":"987654321000","count":8000,"sharedWith":"123456789000"}""");
        }
        var lines = File.ReadLines(folder.Journal).Count();

        using var after = new TestAws(In(folder), before.Time);

        Assert.True(lines < 4, $"{lines} lines");
        Assert.False(File.Exists(folder.Journal + ".new"));
        Assert.Equal("available", after.Prod.Snapshot("bulk-007999").Ok().Text("Status"));
        after.Dev.Snapshot(TestAws.SnapshotArn(TestAws.Production, "bulk-000000"), ("SnapshotType", "shared")).Ok();
    }

    [Fact]
    public void a_folder_has_one_sandbox_at_a_time()
    {
        using var folder = new TemporaryFolder();
        using var first = new TestAws(In(folder));

        Assert.Throws<IOException>(() => new TestAws(In(folder)));
    }

    [Fact]
    public void a_change_is_on_the_disk_before_its_answer()
    {
        using var folder = new TemporaryFolder();
        using var aws = new TestAws(In(folder));

        aws.Prod.Copy(TestAws.ProdSnapshot, "on-disk-first", null).Ok();

        using var file = new FileStream(folder.Journal, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file, Encoding.UTF8);
        Assert.Contains("on-disk-first", reader.ReadToEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public void a_reset_is_the_first_state_again()
    {
        using var folder = new TemporaryFolder();
        using var aws = new TestAws(In(folder));
        aws.ShareWithDev();

        aws.Control("reset");
        aws.Prod.Renew();

        aws.Prod.Snapshot(TestAws.ForSharing).Refused(404, "DBClusterSnapshotNotFoundFault");
    }

    [Fact]
    public void with_a_seed_the_same_requests_get_the_same_bytes()
    {
        static string Run()
        {
            using var aws = new TestAws(new SandboxOptions { Seed = 7 });
            return aws.Prod.Copy(TestAws.ProdSnapshot, "copy", null).Body
                + aws.Dev.Restore("dev-new", "dev-altplus-cluster-2023-12-21-00-00").Body
                + aws.ProdAdmin.Kms("CreateKey", "{}").Body;
        }

        Assert.Equal(Run(), Run());
    }
}
