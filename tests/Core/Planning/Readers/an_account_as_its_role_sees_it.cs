using System.Net;
using Amazon.RDS.Model;
using Amazon.SecurityToken;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Planning.Readers;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Tests.Aws;
using SnapshotShare.Core.Topology;
using DescribeSecurityGroupsRequest = Amazon.EC2.Model.DescribeSecurityGroupsRequest;
using DescribeSecurityGroupsResponse = Amazon.EC2.Model.DescribeSecurityGroupsResponse;

namespace SnapshotShare.Core.Tests.Planning.Readers;

public sealed class an_account_as_its_role_sees_it
{
    private static readonly RestoreDefaults Restore = new("subnets", ["sg-1", "sg-2"], "db.r6g.large", "parameters", null, null);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task has_snapshots_with_whose_they_are_and_room_for_more()
    {
        var reading = Holding();
        var facts = await AccountReader.SourceAsync(reading.Probe, Sample.Installation, Ct);
        Assert.Equal([new("a", "available", Sample.Id), new("b", "copying", null)], facts.Snapshots!);
        Assert.Equal("manual", ((DescribeDBClusterSnapshotsRequest)reading.Asked[0].Request).SnapshotType);
        Assert.Equal([new QuotaFact("DBClusters", 3, 40), new QuotaFact("Unsaid", 0, long.MaxValue)], facts.Quotas!);
        Assert.Equal((null, null), (facts.Clusters, facts.Instances));
    }

    /// <summary>Only what is made there is asked for.</summary>
    [Theory]
    [InlineData(Goal.Share, "")]
    [InlineData(Goal.Copy, "DescribeAccountAttributes DescribeDBClusterSnapshots")]
    [InlineData(Goal.Cluster, "DescribeAccountAttributes DescribeDBClusterSnapshots DescribeDBClusters DescribeDBInstances")]
    public async Task is_asked_for_what_the_goal_makes_there(Goal goal, string operations)
    {
        var reading = Holding();
        var facts = await AccountReader.TargetAsync(reading.Probe, goal, Sample.Installation, Ct);
        Assert.Equal(operations, string.Join(' ', reading.Operations.Distinct().Order(StringComparer.Ordinal)));
        Assert.Equal((goal != Goal.Share, goal != Goal.Share), (facts.Snapshots is not null, facts.Quotas is not null));
        Assert.Equal((goal == Goal.Cluster, goal == Goal.Cluster), (facts.Clusters is not null, facts.Instances is not null));
        if (goal != Goal.Cluster)
            return;
        Assert.Equal((Sample.Id, null), (facts.Clusters!["OURS"], facts.Clusters["theirs"]));
        Assert.Equal((Sample.Id, null), (facts.Instances!["OURS"], facts.Instances["theirs"]));
    }

    [Fact]
    public async Task that_may_not_be_read_stands_in_the_way_but_for_its_quotas()
    {
        var reading = new Reading();
        await AccountReader.TargetAsync(reading.Probe, Goal.Cluster, Sample.Installation, Ct);
        Assert.Equal(
            [
                ("rds:DescribeDBClusterSnapshots *", Severity.Blocking),
                ("rds:DescribeDBClusters *", Severity.Blocking),
                ("rds:DescribeDBInstances *", Severity.Blocking),
                ("rds:DescribeAccountAttributes *", Severity.Warning),
            ],
            reading.Probe.Refused.Select(refused => (refused.Resource, refused.Severity))
        );
        Assert.Empty(
            (
                await AccountReader.SourceAsync(
                    new Reading()
                        .On<DescribeDBClusterSnapshotsRequest>(_ => new DescribeDBClusterSnapshotsResponse())
                        .On<DescribeAccountAttributesRequest>(_ => new DescribeAccountAttributesResponse())
                        .Probe,
                    Sample.Installation,
                    Ct
                )
            ).Quotas!
        );
    }

    [Fact]
    public async Task says_where_a_cluster_would_go()
    {
        var reading = Networked();
        var network = await NetworkReader.FindAsync(reading.Probe, Restore, Ct);
        Assert.Equal((true, true), (network.SubnetGroupKnown, network.ParameterGroupKnown));
        Assert.Equal(("subnets", "vpc-1"), (network.SubnetGroup!.Name, network.SubnetGroup.VpcId));
        Assert.Equal(["zone-a", "zone-b"], network.SubnetGroup.Zones);
        Assert.Equal([new SecurityGroupFact("sg-1", "vpc-1")], network.SecurityGroups!);
        Assert.Equal(new ParameterGroupFact("parameters", "aurora-mysql8.0"), network.ParameterGroup);
        Assert.Equal("subnets", reading.Only<DescribeDBSubnetGroupsRequest>().DBSubnetGroupName);
        Assert.Equal("parameters", reading.Only<DescribeDBClusterParameterGroupsRequest>().DBClusterParameterGroupName);
        // One that is missing does not hide the others.
        var filter = Assert.Single(reading.Only<DescribeSecurityGroupsRequest>().Filters);
        Assert.Equal(("group-id", "sg-1,sg-2"), (filter.Name, string.Join(',', filter.Values)));

        // Aurora's own is used where the route names none: then nothing is to be asked.
        reading = Networked();
        network = await NetworkReader.FindAsync(reading.Probe, Restore with { ClusterParameterGroup = null }, Ct);
        Assert.Equal((true, null), (network.ParameterGroupKnown, network.ParameterGroup));
        Assert.DoesNotContain("DescribeDBClusterParameterGroups", reading.Operations);
    }

    /// <summary>On every page, without what AWS has withdrawn. Without the right to ask nobody is kept from planning.</summary>
    [Fact]
    public async Task offers_versions_of_an_engine()
    {
        var reading = new Reading().On<DescribeDBEngineVersionsRequest>(request =>
            request.Marker is null
                ? new DescribeDBEngineVersionsResponse
                {
                    Marker = "more",
                    DBEngineVersions =
                    [
                        new DBEngineVersion { EngineVersion = "15.2", Status = "deprecated" },
                        new DBEngineVersion { EngineVersion = "15.4", Status = "available" },
                    ],
                }
                : new DescribeDBEngineVersionsResponse { DBEngineVersions = [new DBEngineVersion { EngineVersion = "16.4" }] }
        );
        Assert.Equal(["15.4", "16.4"], await NetworkReader.VersionsAsync(reading.Probe, "aurora-postgresql", Ct));
        Assert.All(
            reading.Asked.Select(asked => (DescribeDBEngineVersionsRequest)asked.Request),
            request => Assert.Equal("aurora-postgresql", request.Engine)
        );

        var refused = new Reading();
        Assert.Null(await NetworkReader.VersionsAsync(refused.Probe, "aurora-mysql", Ct));
        Assert.Equal(Severity.Note, Assert.Single(refused.Probe.Refused).Severity);
    }

    /// <summary>That there is none is known; what may not be read is not, and neither is what is answered with nothing.</summary>
    [Theory]
    [InlineData("missing", true)]
    [InlineData("missing by its other code", true)]
    [InlineData("refused", false)]
    [InlineData("nothing", false)]
    public async Task tells_a_group_that_is_missing_from_one_that_may_not_be_read(string what, bool known)
    {
        var reading = new Reading();
        if (what == "nothing")
            reading
                .On<DescribeDBSubnetGroupsRequest>(_ => new DescribeDBSubnetGroupsResponse())
                .On<DescribeDBClusterParameterGroupsRequest>(_ => new DescribeDBClusterParameterGroupsResponse())
                .On<DescribeSecurityGroupsRequest>(_ => new DescribeSecurityGroupsResponse());
        else if (what != "refused")
            reading
                .On<DescribeDBSubnetGroupsRequest>(_ => throw new DBSubnetGroupNotFoundException("none"))
                .On<DescribeDBClusterParameterGroupsRequest>(_ =>
                    throw FakeAws.Refusal(what == "missing" ? "DBClusterParameterGroupNotFound" : "DBParameterGroupNotFound")
                )
                .On<DescribeSecurityGroupsRequest>(_ => new DescribeSecurityGroupsResponse());
        var network = await NetworkReader.FindAsync(reading.Probe, Restore, Ct);
        Assert.Equal((known, known), (network.SubnetGroupKnown, network.ParameterGroupKnown));
        Assert.Equal((null, null), (network.SubnetGroup, network.ParameterGroup));
        Assert.Equal(what == "refused", network.SecurityGroups is null);
        Assert.Equal(
            what == "refused"
                ?
                [
                    ("rds:DescribeDBSubnetGroups subnets", Severity.Warning),
                    ("ec2:DescribeSecurityGroups sg-1, sg-2", Severity.Warning),
                    ("rds:DescribeDBClusterParameterGroups parameters", Severity.Warning),
                ]
                : [],
            reading.Probe.Refused.Select(refused => (refused.Resource, refused.Severity))
        );
    }

    [Fact]
    public async Task offers_a_class_in_some_zones_and_names_the_others_only_where_it_does_not()
    {
        var reading = new Reading().On<DescribeOrderableDBInstanceOptionsRequest>(request =>
            request.DBInstanceClass switch
            {
                "db.wanted" => Offered(("db.wanted", "zone-b"), ("db.wanted", "zone-a"), ("db.wanted", "zone-b")),
                null => Offered(("db.other", "zone-a"), ("db.another", "zone-a"), ("db.other", "zone-c")),
                _ => new DescribeOrderableDBInstanceOptionsResponse(),
            }
        );
        var offer = await NetworkReader.OfferAsync(reading.Probe, Sample.Automated.Engine, Sample.Automated.EngineVersion, "db.wanted", Ct);
        Assert.Equal("zone-a zone-b / db.wanted", Told(offer));
        var asked = reading.Only<DescribeOrderableDBInstanceOptionsRequest>();
        Assert.Equal(
            (Sample.Automated.Engine, Sample.Automated.EngineVersion, "db.wanted"),
            (asked.Engine, asked.EngineVersion, asked.DBInstanceClass)
        );

        Assert.Equal(
            " / db.another db.other",
            Told(await NetworkReader.OfferAsync(reading.Probe, Sample.Automated.Engine, Sample.Automated.EngineVersion, "db.unknown", Ct))
        );
        Assert.Null(
            await NetworkReader.OfferAsync(new Reading().Probe, Sample.Automated.Engine, Sample.Automated.EngineVersion, "db.wanted", Ct)
        );

        static string Told(OfferFact? offer) => $"{string.Join(' ', offer!.Zones)} / {string.Join(' ', offer.Classes)}";
    }

    /// <summary>A person must change what is refused. What may be answered otherwise later ends the plan, unless that can be made without the answer.</summary>
    [Theory]
    [InlineData("AccessDenied", 400, Severity.Blocking, "not-readable")]
    [InlineData("AccessDenied", 400, Severity.Warning, "not-readable")]
    [InlineData("InvalidParameterValue", 400, Severity.Warning, "question-refused")]
    [InlineData("Throttling", 400, Severity.Blocking, null)]
    [InlineData("KMSKeyNotAccessibleFault", 400, Severity.Blocking, null)]
    [InlineData("DBClusterSnapshotNotFoundFault", 400, Severity.Blocking, null)]
    [InlineData("InternalFailure", 500, Severity.Blocking, null)]
    [InlineData("Throttling", 400, Severity.Warning, "question-unanswered")]
    [InlineData("InternalFailure", 500, Severity.Note, "question-unanswered")]
    public async Task is_planned_without_what_is_refused_and_not_without_an_answer_that_it_needs(
        string code,
        int status,
        Severity without,
        string? found
    )
    {
        var failure = FakeAws.Refusal(code);
        failure.StatusCode = (HttpStatusCode)status;
        var reading = new Reading().On<DescribeDBClustersRequest>(_ => throw failure);
        var asking = reading.Probe.AskAsync("rds:It", "it", without, async () => (object?)await Ask(reading));
        if (found is not null)
        {
            Assert.Null(await asking);
            var finding = Assert.Single(reading.Probe.Refused);
            Assert.Equal(
                (found, without, "prod", "rds:It it", code),
                (finding.Code, finding.Severity, finding.Account, finding.Resource, finding.Fault!.Code)
            );
            Assert.False(reading.Probe.IsClosed);
        }
        else
        {
            var unanswered = await Assert.ThrowsAsync<NoAnswerException>(() => asking);
            Assert.Equal(("prod", "rds:It", code), (unanswered.Account.Name, unanswered.Action, unanswered.Refusal.Code));
            Assert.Empty(reading.Probe.Refused);
        }
    }

    [Fact]
    public async Task whose_role_cannot_be_assumed_is_asked_nothing_more_and_that_is_said_once()
    {
        var reading = new Reading().On<DescribeDBClustersRequest>(_ =>
            throw new AmazonSecurityTokenServiceException("no") { ErrorCode = "AccessDenied" }
        );
        foreach (var _ in Enumerable.Range(0, 2))
            Assert.Null(await reading.Probe.AskAsync("rds:It", "it", Severity.Warning, async () => (object?)await Ask(reading)));
        Assert.True(reading.Probe.IsClosed);
        Assert.Single(reading.Asked);
        Assert.Equal("role-not-assumable", Assert.Single(reading.Probe.Refused).Code);
        Assert.Equal((null, null), await reading.Probe.AdviseAsync(async () => (object?)await Ask(reading)));
    }

    private static Task<DescribeDBClustersResponse> Ask(Reading reading) =>
        reading.Probe.Clients.Reading.DescribeDBClustersAsync(new DescribeDBClustersRequest(), Ct);

    private static Reading Holding() =>
        new Reading()
            .On<DescribeDBClusterSnapshotsRequest>(request =>
                request.Marker is null
                    ? new DescribeDBClusterSnapshotsResponse { Marker = "next", DBClusterSnapshots = [Snapshot("a", "available", OurTags)] }
                    : new DescribeDBClusterSnapshotsResponse { DBClusterSnapshots = [Snapshot("b", "copying", [])] }
            )
            .On<DescribeDBClustersRequest>(_ => new DescribeDBClustersResponse
            {
                DBClusters =
                [
                    new DBCluster { DBClusterIdentifier = "ours", TagList = OurTags },
                    new DBCluster { DBClusterIdentifier = "theirs" },
                ],
            })
            .On<DescribeDBInstancesRequest>(_ => new DescribeDBInstancesResponse
            {
                DBInstances =
                [
                    new DBInstance { DBInstanceIdentifier = "ours", TagList = OurTags },
                    new DBInstance { DBInstanceIdentifier = "theirs" },
                ],
            })
            .On<DescribeAccountAttributesRequest>(_ => new DescribeAccountAttributesResponse
            {
                AccountQuotas =
                [
                    new AccountQuota
                    {
                        AccountQuotaName = "DBClusters",
                        Used = 3,
                        Max = 40,
                    },
                    new AccountQuota { AccountQuotaName = "Unsaid" },
                ],
            });

    private static Reading Networked() =>
        new Reading()
            .On<DescribeDBSubnetGroupsRequest>(_ => new DescribeDBSubnetGroupsResponse
            {
                DBSubnetGroups =
                [
                    new DBSubnetGroup
                    {
                        DBSubnetGroupName = "subnets",
                        VpcId = "vpc-1",
                        Subnets = [In("zone-b"), In("zone-a"), In("zone-b"), new Subnet()],
                    },
                ],
            })
            .On<DescribeSecurityGroupsRequest>(_ => new DescribeSecurityGroupsResponse
            {
                SecurityGroups = [new Amazon.EC2.Model.SecurityGroup { GroupId = "sg-1", VpcId = "vpc-1" }],
            })
            .On<DescribeDBClusterParameterGroupsRequest>(_ => new DescribeDBClusterParameterGroupsResponse
            {
                DBClusterParameterGroups =
                [
                    new DBClusterParameterGroup { DBClusterParameterGroupName = "parameters", DBParameterGroupFamily = "aurora-mysql8.0" },
                ],
            });

    private static Subnet In(string zone) => new() { SubnetAvailabilityZone = new AvailabilityZone { Name = zone } };

    private static DescribeOrderableDBInstanceOptionsResponse Offered(params IEnumerable<(string Class, string Zone)> options) =>
        new()
        {
            OrderableDBInstanceOptions =
            [
                .. options.Select(option => new OrderableDBInstanceOption
                {
                    DBInstanceClass = option.Class,
                    AvailabilityZones = [new AvailabilityZone { Name = option.Zone }],
                }),
            ],
        };

    private static List<Tag> OurTags => OwnTags.Of(Sample.Id, Sample.Installation);

    private static DBClusterSnapshot Snapshot(string name, string status, List<Tag> tags) =>
        new()
        {
            DBClusterSnapshotIdentifier = name,
            Status = status,
            TagList = tags,
        };
}
