using Amazon.RDS.Model;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Planning.Readers;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Tests.Aws;

namespace SnapshotShare.Core.Tests.Planning.Readers;

public sealed class the_source_as_its_role_sees_it
{
    private static readonly DateTime Taken = Sample.Now.AddHours(-9);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>AWS finds an automated snapshot by name only with its type, and only a manual one can be shared.</summary>
    [Theory]
    [InlineData("rds:it", "automated", false)]
    [InlineData("it", "manual", true)]
    public async Task is_found_by_name_with_its_type(string name, string type, bool isAskedWhoMayRestoreIt)
    {
        var reading = new Reading()
            .On<DescribeDBClusterSnapshotsRequest>(_ => Listed(Snapshot(name, type)))
            .On<DescribeDBClusterSnapshotAttributesRequest>(_ => Shared("222", "111"));
        var found = await SourceReader.FindAsync(reading.Probe, SourceChoice.Named(name), Ct);
        var asked = reading.Only<DescribeDBClusterSnapshotsRequest>();
        Assert.Equal((name, type), (asked.DBClusterSnapshotIdentifier, asked.SnapshotType));
        Assert.Equal(
            new SnapshotFact(
                name,
                $"arn:aws:rds:r:1:cluster-snapshot:{name}",
                type,
                "available",
                "orders",
                Taken,
                "aurora-mysql",
                "8.0",
                true,
                "sse-kms",
                "key",
                []
            ),
            found! with
            {
                SharedWith = [],
            }
        );
        Assert.Equal(isAskedWhoMayRestoreIt ? ["111", "222"] : [], found!.SharedWith);
        Assert.Equal(isAskedWhoMayRestoreIt ? 2 : 1, reading.Asked.Count);
        Assert.Empty(reading.Probe.Refused);
    }

    /// <summary>AWS may give it a type of its own or call it manual, and may find it by name with that type alone.</summary>
    [Theory]
    [InlineData(null, "awsbackup", "-")]
    [InlineData(null, "manual", "-")]
    [InlineData("awsbackup", "awsbackup", "- awsbackup")]
    public async Task is_found_whatever_type_AWS_gives_what_AWS_Backup_took(string? foundWith, string type, string askedWith)
    {
        var reading = new Reading().On<DescribeDBClusterSnapshotsRequest>(request =>
            request.SnapshotType == foundWith
                ? Listed(Snapshot(ByHand.OfAwsBackup, type))
                : throw new DBClusterSnapshotNotFoundException("no") { ErrorCode = "DBClusterSnapshotNotFoundFault" }
        );
        var found = await SourceReader.FindAsync(reading.Probe, SourceChoice.Named(ByHand.OfAwsBackup), Ct);
        Assert.Equal((ByHand.OfAwsBackup, "awsbackup"), (found!.Identifier, found.SnapshotType));
        Assert.Equal(
            askedWith,
            string.Join(
                ' ',
                reading.Asked.Select(call => Assert.IsType<DescribeDBClusterSnapshotsRequest>(call.Request).SnapshotType ?? "-")
            )
        );
        Assert.Empty(reading.Probe.Refused);
    }

    [Theory]
    [InlineData("InvalidParameterValue", true)]
    [InlineData("AccessDenied", false)]
    public async Task is_not_there_where_AWS_knows_no_such_type(string refusal, bool isNoRefusal)
    {
        var reading = new Reading().On<DescribeDBClusterSnapshotsRequest>(request =>
            throw (request.SnapshotType is null ? new DBClusterSnapshotNotFoundException("no") : FakeAws.Refusal(refusal))
        );
        Assert.Null(await SourceReader.FindAsync(reading.Probe, SourceChoice.Named(ByHand.OfAwsBackup), Ct));
        Assert.Equal(isNoRefusal, reading.Probe.Refused.Count == 0);
    }

    [Fact]
    public async Task is_not_there_where_aws_says_so_and_that_is_no_refusal()
    {
        foreach (
            var answer in new Func<object>[]
            {
                () => throw new DBClusterSnapshotNotFoundException("gone") { ErrorCode = "DBClusterSnapshotNotFoundFault" },
                () => Listed(),
                () => new DescribeDBClusterSnapshotsResponse(),
            }
        )
        {
            var reading = new Reading().On<DescribeDBClusterSnapshotsRequest>(_ => answer());
            Assert.Null(await SourceReader.FindAsync(reading.Probe, SourceChoice.Named("it"), Ct));
            Assert.Empty(reading.Probe.Refused);
        }
    }

    [Fact]
    public async Task is_not_there_any_more_where_it_went_between_two_questions()
    {
        var reading = new Reading()
            .On<DescribeDBClusterSnapshotsRequest>(_ => Listed(Snapshot("it", "manual")))
            .On<DescribeDBClusterSnapshotAttributesRequest>(_ => throw new DBClusterSnapshotNotFoundException("gone"));
        Assert.Null(await SourceReader.FindAsync(reading.Probe, SourceChoice.Named("it"), Ct));
    }

    /// <summary>With whom it is shared decides what a plan may do, so it stands in the way where nobody may say.</summary>
    [Fact]
    public async Task is_known_though_nobody_may_say_who_may_restore_it()
    {
        var reading = new Reading().On<DescribeDBClusterSnapshotsRequest>(_ => Listed(Snapshot("it", "manual")));
        Assert.NotNull(await SourceReader.FindAsync(reading.Probe, SourceChoice.Named("it"), Ct));
        var refused = Assert.Single(reading.Probe.Refused);
        Assert.Equal((Severity.Blocking, "rds:DescribeDBClusterSnapshotAttributes it"), (refused.Severity, refused.Resource));
    }

    [Fact]
    public async Task stands_in_the_way_where_nobody_may_look_for_it()
    {
        foreach (var choice in new[] { SourceChoice.Named("it"), SourceChoice.Newest("it") })
        {
            var reading = new Reading();
            Assert.Null(await SourceReader.FindAsync(reading.Probe, choice, Ct));
            var refused = Assert.Single(reading.Probe.Refused);
            Assert.Equal((Severity.Blocking, "rds:DescribeDBClusterSnapshots it"), (refused.Severity, refused.Resource));
        }
    }

    /// <summary>The listing holds what is still being made, and comes in pages in no order.</summary>
    [Fact]
    public async Task is_the_newest_of_all_pages_that_can_be_copied()
    {
        var reading = new Reading().On<DescribeDBClusterSnapshotsRequest>(request =>
            request.Marker is null
                ? Listed(
                    "next",
                    Snapshot("old", "automated", hours: -3),
                    Snapshot("new", "automated", hours: -1),
                    Snapshot("older", "automated", hours: -4)
                )
                : Listed(Snapshot("making", "automated", hours: 0, status: "creating"), Snapshot("middle", "automated", hours: -2))
        );
        Assert.Equal("new", (await SourceReader.FindAsync(reading.Probe, SourceChoice.Newest("orders"), Ct))!.Identifier);
        Assert.Equal(2, reading.Asked.Count);
        var asked = (DescribeDBClusterSnapshotsRequest)reading.Asked[0].Request;
        Assert.Equal(("orders", "automated"), (asked.DBClusterIdentifier, asked.SnapshotType));

        reading = new Reading().On<DescribeDBClusterSnapshotsRequest>(_ => Listed(Snapshot("making", "automated", status: "creating")));
        Assert.Null(await SourceReader.FindAsync(reading.Probe, SourceChoice.Newest("orders"), Ct));
        Assert.Empty(reading.Probe.Refused);
    }

    /// <summary>A route is checked with what there is: the same endpoint lists other engines' clusters too.</summary>
    [Fact]
    public async Task is_any_of_aurora_s_where_a_route_is_checked()
    {
        var reading = new Reading()
            .On<DescribeDBClusterSnapshotsRequest>(_ => Listed(Snapshot("it", "manual")))
            .On<DescribeDBClusterSnapshotAttributesRequest>(_ => Shared("111"));
        Assert.Equal(["111"], (await SourceReader.NewestOfAllAsync(reading.Probe, Ct))!.SharedWith);
        var asked = reading.Only<DescribeDBClusterSnapshotsRequest>();
        Assert.Equal((null, null), (asked.DBClusterIdentifier, asked.SnapshotType));
        var filter = Assert.Single(asked.Filters);
        Assert.Equal("engine", filter.Name);
        Assert.Equal(["aurora-mysql", "aurora-postgresql"], filter.Values);
    }

    [Fact]
    public async Task is_the_cluster_itself_where_a_snapshot_is_taken_now()
    {
        var cluster = new DBCluster
        {
            DBClusterIdentifier = "orders",
            DBClusterArn = "arn:cluster",
            Status = "available",
            Engine = "aurora-mysql",
            EngineVersion = "8.0",
            StorageEncrypted = true,
            StorageEncryptionType = "sse-kms",
            KmsKeyId = "key",
            BackupRetentionPeriod = 7,
        };
        var reading = new Reading().On<DescribeDBClustersRequest>(_ => new DescribeDBClustersResponse { DBClusters = [cluster] });
        Assert.Equal(
            new SnapshotFact("", "arn:cluster", "manual", "available", "orders", null, "aurora-mysql", "8.0", true, "sse-kms", "key", []),
            await SourceReader.FindAsync(reading.Probe, SourceChoice.TakenNow("orders"), Ct)
        );
        Assert.Equal("orders", reading.Only<DescribeDBClustersRequest>().DBClusterIdentifier);
        Assert.Single(reading.Asked);

        reading = new Reading();
        Assert.Null(await SourceReader.FindAsync(reading.Probe, SourceChoice.TakenNow("orders"), Ct));
        Assert.Equal(Severity.Blocking, Assert.Single(reading.Probe.Refused).Severity);

        reading = new Reading().On<DescribeDBClustersRequest>(_ => throw new DBClusterNotFoundException("gone"));
        Assert.Null(await SourceReader.FindAsync(reading.Probe, SourceChoice.TakenNow("orders"), Ct));
        Assert.Empty(reading.Probe.Refused);
    }

    [Fact]
    public async Task is_kept_as_long_as_its_cluster_says_where_it_is_automated()
    {
        var reading = new Reading().On<DescribeDBClustersRequest>(_ => new DescribeDBClustersResponse
        {
            DBClusters = [new DBCluster { BackupRetentionPeriod = 9 }],
        });
        Assert.Null(await SourceReader.RetentionDaysAsync(reading.Probe, Sample.Manual, Ct));
        Assert.Null(await SourceReader.RetentionDaysAsync(reading.Probe, Sample.OfAwsBackup, Ct));
        Assert.Empty(reading.Asked);
        Assert.Equal(9, await SourceReader.RetentionDaysAsync(reading.Probe, Sample.Automated, Ct));
        Assert.Equal(Sample.Automated.Cluster, reading.Only<DescribeDBClustersRequest>().DBClusterIdentifier);

        reading = new Reading();
        Assert.Null(await SourceReader.RetentionDaysAsync(reading.Probe, Sample.Automated, Ct));
        Assert.Equal(Severity.Warning, Assert.Single(reading.Probe.Refused).Severity);

        reading = new Reading().On<DescribeDBClustersRequest>(_ => new DescribeDBClustersResponse());
        Assert.Null(await SourceReader.RetentionDaysAsync(reading.Probe, Sample.Automated, Ct));
        Assert.Empty(reading.Probe.Refused);
    }

    private static DBClusterSnapshot Snapshot(string name, string type, int hours = -9, string status = "available") =>
        new()
        {
            DBClusterSnapshotIdentifier = name,
            DBClusterSnapshotArn = $"arn:aws:rds:r:1:cluster-snapshot:{name}",
            SnapshotType = type,
            Status = status,
            DBClusterIdentifier = "orders",
            SnapshotCreateTime = Sample.Now.AddHours(hours),
            Engine = "aurora-mysql",
            EngineVersion = "8.0",
            StorageEncrypted = true,
            StorageEncryptionType = "sse-kms",
            KmsKeyId = "key",
        };

    private static DescribeDBClusterSnapshotsResponse Listed(params List<DBClusterSnapshot> snapshots) =>
        new() { DBClusterSnapshots = snapshots };

    private static DescribeDBClusterSnapshotsResponse Listed(string marker, params List<DBClusterSnapshot> snapshots) =>
        new() { DBClusterSnapshots = snapshots, Marker = marker };

    private static DescribeDBClusterSnapshotAttributesResponse Shared(params List<string> accounts) =>
        new()
        {
            DBClusterSnapshotAttributesResult = new DBClusterSnapshotAttributesResult
            {
                DBClusterSnapshotAttributes = [new DBClusterSnapshotAttribute { AttributeName = "restore", AttributeValues = accounts }],
            },
        };
}
