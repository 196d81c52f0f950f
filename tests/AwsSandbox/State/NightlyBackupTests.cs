namespace SnapshotShare.AwsSandbox.Tests.State;

public sealed class NightlyBackupTests
{
    private static readonly (string, string)[] Automated = [("DBClusterIdentifier", "prod-altplus-cluster"), ("SnapshotType", "automated")];

    [Fact]
    public void each_night_brings_one_and_takes_the_oldest_however_long_nobody_looked()
    {
        using var aws = new TestAws(
            new SandboxOptions
            {
                Seed = 1,
                Speed = 30,
                DailyBackups = true,
            }
        );
        aws.Time.Advance(TimeSpan.FromDays(30));

        var names = aws.Prod.Rds("DescribeDBClusterSnapshots", Automated).Ok().Texts("DBClusterSnapshotIdentifier");

        // 7 nights of retention, and the article's own.
        Assert.Equal(8, names.Count);
        Assert.Contains(TestAws.ProdSnapshot, names);
        Assert.Contains("rds:prod-altplus-cluster-2026-02-14-00-00", names);
        Assert.Contains("rds:prod-altplus-cluster-2026-02-08-00-00", names);
    }

    [Fact]
    public void a_snapshot_that_goes_takes_its_running_copy_along()
    {
        using var aws = new TestAws(
            new SandboxOptions
            {
                Seed = 1,
                Speed = 1,
                DailyBackups = true,
            }
        );
        aws.Time.Advance(TimeSpan.FromHours(14.4));
        aws.Prod.Copy("rds:prod-altplus-cluster-2026-01-09-00-00", "late", null).Ok();

        aws.Pass(10);

        Assert.Equal("failed", aws.Prod.Snapshot("late").Ok().Text("Status"));
    }

    [Fact]
    public void without_them_nothing_comes_and_nothing_goes()
    {
        using var aws = new TestAws();
        var before = aws.Prod.Rds("DescribeDBClusterSnapshots", Automated).Ok().Texts("DBClusterSnapshotIdentifier");
        aws.Time.Advance(TimeSpan.FromDays(30));
        aws.Prod.Renew();

        Assert.Equal(before, aws.Prod.Rds("DescribeDBClusterSnapshots", Automated).Ok().Texts("DBClusterSnapshotIdentifier"));
    }
}
