using System.Diagnostics;
using System.Globalization;

namespace SnapshotShare.AwsSandbox.Tests.Rds;

public sealed class ListingTests
{
    [Fact]
    public void an_automated_snapshot_is_found_by_its_identifier_only_with_its_type()
    {
        using var aws = new TestAws();

        aws.Prod.Snapshot(TestAws.ProdSnapshot)
            .Refused(404, "DBClusterSnapshotNotFoundFault", $"DBClusterSnapshot not found: {TestAws.ProdSnapshot}");
        aws.Prod.Snapshot(TestAws.ProdSnapshot, ("SnapshotType", "automated")).Ok();
        aws.Prod.Snapshot(TestAws.ProdSnapshot, ("SnapshotType", "manual")).Refused(404, "DBClusterSnapshotNotFoundFault");
        aws.Control("rules", """{"automatedByIdentifierNeedsType":false}""");
        aws.Prod.Snapshot(TestAws.ProdSnapshot).Ok();
    }

    [Fact]
    public void what_AWS_Backup_took_has_a_type_of_its_own_or_is_told_of_as_manual()
    {
        using var aws = new TestAws();
        const string backup = "awsbackup:job-3f0c6a51-7d2e-4b98-a1c4-5e8f9b0d2a36";
        Assert.Equal(2, Listed("awsbackup").Count);
        Assert.DoesNotContain(backup, Listed("manual"));
        aws.Prod.Snapshot(backup).Ok();
        aws.Prod.Snapshot(backup, ("SnapshotType", "manual")).Refused(404, "DBClusterSnapshotNotFoundFault");

        aws.Control("rules", """{"awsBackupByIdentifierNeedsType":true}""");
        aws.Prod.Snapshot(backup).Refused(404, "DBClusterSnapshotNotFoundFault");
        aws.Prod.Snapshot(backup, ("SnapshotType", "awsbackup")).Ok();

        aws.Control("rules", """{"awsBackupHasItsOwnType":false}""");
        Assert.Contains(backup, Listed("manual"));
        Assert.Equal("manual", aws.Prod.Snapshot(backup, ("SnapshotType", "manual")).Ok().Text("SnapshotType"));
        Assert.Equal(
            ["manual"],
            aws.Prod.Rds(
                    "DescribeDBClusterSnapshots",
                    ("Filters.Filter.1.Name", "db-cluster-snapshot-id"),
                    ("Filters.Filter.1.Values.Value.1", backup)
                )
                .Texts("SnapshotType")
        );
        aws.Prod.Rds("DescribeDBClusterSnapshots", ("SnapshotType", "awsbackup")).Refused(400, "InvalidParameterValue");
        aws.Prod.Rds("DeleteDBClusterSnapshot", ("DBClusterSnapshotIdentifier", backup)).Refused(400, "InvalidDBClusterSnapshotStateFault");

        IReadOnlyList<string> Listed(string type) =>
            aws.Prod.Rds("DescribeDBClusterSnapshots", ("SnapshotType", type)).Ok().Texts("DBClusterSnapshotIdentifier");
    }

    [Fact]
    public void a_shared_one_is_found_by_arn_when_shared_ones_are_asked_for()
    {
        using var aws = new TestAws();
        aws.ShareWithDev();

        aws.Dev.Snapshot(TestAws.SharedArn).Refused(404, "DBClusterSnapshotNotFoundFault");
        aws.Dev.Snapshot(TestAws.SharedArn, ("IncludeShared", "true")).Ok();
        aws.Dev.Snapshot(TestAws.ForSharing, ("IncludeShared", "true")).Refused(404, "DBClusterSnapshotNotFoundFault");
    }

    [Fact]
    public void filters_narrow_and_strange_ones_are_refused()
    {
        using var aws = new TestAws();
        IReadOnlyList<string> Names(params (string, string)[] how) =>
            aws.Prod.Rds("DescribeDBClusterSnapshots", how).Ok().Texts("DBClusterSnapshotIdentifier");

        Assert.Equal(
            8,
            Names(
                ("Filters.Filter.1.Name", "db-cluster-id"),
                ("Filters.Filter.1.Values.Value.1", "prod-altplus-cluster"),
                ("SnapshotType", "automated")
            ).Count
        );
        Assert.Equal(4, Names(("DBClusterIdentifier", "prod-orders-cluster")).Count);
        Assert.Equal(4, Names(("Filters.Filter.1.Name", "engine"), ("Filters.Filter.1.Values.Value.1", "aurora-postgresql")).Count);
        Assert.Empty(Names(("DBClusterIdentifier", "no-such-cluster")));
        aws.Prod.Rds("DescribeDBClusterSnapshots", ("Filters.Filter.1.Name", "colour"), ("Filters.Filter.1.Values.Value.1", "red"))
            .Refused(400, "InvalidParameterValue", "Unrecognized filter name: colour");
        aws.Prod.Rds("DescribeDBClusterSnapshots", ("Filters.Filter.1.Name", "engine"), ("Filters.Filter.1.Values.Value.1", ""))
            .Refused(400, "InvalidParameterCombination");
        aws.Prod.Rds("DescribeDBClusterSnapshots", ("DBClusterIdentifier", "a"), ("DBClusterSnapshotIdentifier", "b"))
            .Refused(400, "InvalidParameterCombination");
    }

    [Theory]
    [InlineData("MaxRecords", "19")]
    [InlineData("MaxRecords", "101")]
    [InlineData("MaxRecords", "many")]
    [InlineData("Marker", "page two")]
    [InlineData("Marker", "bm90IG91cnM=")]
    public void pages_have_20_to_100_records_and_markers_that_were_given(string name, string value)
    {
        using var aws = new TestAws();
        foreach (
            var operation in new[] { "DescribeDBClusterSnapshots", "DescribeDBClusters", "DescribeDBInstances", "DescribeDBSubnetGroups" }
        )
            aws.Prod.Rds(operation, (name, value)).Refused(400, "InvalidParameterValue");
    }

    [Fact]
    public void every_snapshot_is_on_exactly_one_page_own_and_shared_ones_alike()
    {
        using var aws = new TestAws();
        aws.Control("snapshots", """{"account":"123456789000","count":95}""");
        aws.Control("snapshots", """{"account":"987654321000","count":95,"prefix":"theirs","sharedWith":"123456789000"}""");

        var pages = Pages(aws.Dev, 20, ("IncludeShared", "true"));

        var all = pages.SelectMany(p => p).ToList();
        // Besides the 190: four of its own, and the one that was shared by hand.
        Assert.Equal(95 + 95 + 4 + 1, all.Count);
        Assert.Equal(all.Count, all.Distinct().Count());
        Assert.All(pages.SkipLast(1), page => Assert.Equal(20, page.Count));
    }

    [Fact]
    public void ten_thousand_snapshots_are_listed_without_the_last_page_being_slower_than_the_first()
    {
        using var aws = new TestAws();
        aws.Control("snapshots", """{"account":"987654321000","count":10000}""");
        Pages(aws.Prod, 100);

        var times = new List<TimeSpan>();
        var marker = "";
        var seen = 0;
        do
        {
            var start = Stopwatch.GetTimestamp();
            var reply = aws.Prod.Rds("DescribeDBClusterSnapshots", ("SnapshotType", "manual"), ("Marker", marker)).Ok();
            times.Add(Stopwatch.GetElapsedTime(start));
            seen += reply.Texts("DBClusterSnapshotIdentifier").Count;
            marker = reply.Marker;
        } while (marker.Length > 0);

        Assert.Equal(10_004, seen);
        // Medians, and a wide margin: a listing that starts over for every page would be a hundred times slower at its end.
        var first = times.Take(30).Order().ElementAt(15);
        var last = times.TakeLast(30).Order().ElementAt(15);
        Assert.True(
            last < first * 10,
            string.Create(CultureInfo.InvariantCulture, $"first pages {first.TotalMilliseconds} ms, last {last.TotalMilliseconds} ms")
        );
    }

    private static List<IReadOnlyList<string>> Pages(TestCaller caller, int size, params (string, string)[] how)
    {
        var pages = new List<IReadOnlyList<string>>();
        var marker = "";
        do
        {
            var reply = caller
                .Rds(
                    "DescribeDBClusterSnapshots",
                    [.. how, ("MaxRecords", size.ToString(CultureInfo.InvariantCulture)), ("Marker", marker)]
                )
                .Ok();
            pages.Add(reply.Texts("DBClusterSnapshotIdentifier"));
            marker = reply.Marker;
        } while (marker.Length > 0);
        return pages;
    }
}
