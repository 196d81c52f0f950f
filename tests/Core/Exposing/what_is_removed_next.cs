using Amazon.RDS.Model;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Exposing.Strays;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Tests.Planning;

namespace SnapshotShare.Core.Tests.Exposing;

/// <summary>The very thing that was decided about, under the name it has now, and nothing of a cluster before all of it may be.</summary>
public sealed class what_is_removed_next
{
    private const string Over = "over234567abcdef";
    private const string DeletesIt = "delete it of cluster-1";
    private static readonly DateTime Made = Sample.Now.AddHours(-1);
    private static readonly HashSet<string> Nothing = [];

    public static TheoryData<string, Action<Estate>, string> Clusters =>
        new()
        {
            { "did nothing", _ => { }, "delete w of db-1" },
            { "renamed it", e => e.Rename("theirs"), "delete w of db-1" },
            {
                "renamed it, and the writer is gone",
                e =>
                {
                    e.Rename("theirs");
                    e.Remove("w");
                },
                "delete theirs of cluster-1"
            },
            { "took its tags off", e => e.Cluster.TagList = e.Writer.TagList = [], "hold cluster-has-others" },
            { "took the cluster's tags off", e => e.Cluster.TagList = [], "delete w of db-1" },
            { "deleted the writer", e => e.Remove("w"), DeletesIt },
            { "is deleting the writer", e => e.Writer.DBInstanceStatus = "deleting", "wait" },
            { "gave it a reader of the same tags", e => e.Add("r", "db-2", Own()), "delete r of db-2" },
            { "gave it a reader", e => e.Add("r", "db-2", []), "hold cluster-has-others" },
            { "gave it a reader of another installation", e => e.Add("r", "db-2", OwnTags.Of(Over, "another")), "hold cluster-has-others" },
            { "protected it", e => e.Cluster.DeletionProtection = true, "hold cluster-protected" },
            { "stopped it", e => e.Cluster.Status = "stopped", "hold cluster-stopped" },
            { "is stopping it", e => e.Cluster.Status = "stopping", "wait" },
            { "is deleting it", e => e.Cluster.Status = "deleting", "wait" },
            { "deleted it", e => e.Clusters.Clear(), "wait" },
            {
                "deleted it and made another of its name and tags",
                e => (e.Cluster.DbClusterResourceId, e.Writer.DbiResourceId) = ("cluster-2", "db-2"),
                "wait"
            },
            { "gave it another installation's tags", e => e.Cluster.TagList = OwnTags.Of(Over, "another"), "hold stray-claimed" },
            { "gave it another request's tags", e => e.Cluster.TagList = OwnTags.Of("other", Sample.Installation), "hold stray-claimed" },
            {
                "gave it a reader of another ended request",
                e => e.Add("r", "db-2", OwnTags.Of(e.End(), Sample.Installation)),
                "hold cluster-has-others"
            },
            {
                "has a member that no listing shows",
                e => e.Cluster.DBClusterMembers.Add(new() { DBInstanceIdentifier = "gone" }),
                "delete w of db-1"
            },
            {
                "is adding a reader that is no member yet",
                e =>
                {
                    e.Remove("w");
                    e.AddToListing("r", "it");
                },
                "wait"
            },
            {
                "has a reader in another cluster",
                e =>
                {
                    e.Remove("w");
                    e.AddToListing("r", "another");
                },
                DeletesIt
            },
        };

    [Theory]
    [MemberData(nameof(Clusters))]
    public void of_a_cluster_is_what_it_is_by_identity_and_nothing_while_something_keeps_all_of_it(
        string did,
        Action<Estate> act,
        string expected
    )
    {
        var estate = new Estate();
        act(estate);
        var next = Told(estate.Next(Stray(StrayThing.Cluster, "cluster-1"), Nothing));
        Assert.True(next == expected, $"Somebody {did}: {next}");
    }

    [Fact]
    public void of_a_cluster_are_its_readers_before_its_writer_and_itself_last()
    {
        var estate = new Estate();
        estate.Add("r", "db-2", Own());
        var (stray, asked) = (Stray(StrayThing.Cluster, "cluster-1"), new HashSet<string>(StringComparer.Ordinal));
        var order = new List<string>();
        while (estate.Next(stray, asked) is Removal.Delete delete && order.Count < 5)
        {
            order.Add(Told(delete));
            asked.Add(delete.Identity);
        }
        // What was asked for may stand in the listing for a while: the cluster waits until it does not.
        Assert.Equal(["delete r of db-2", "delete w of db-1"], order);
        Assert.Equal("wait", Told(estate.Next(stray, asked)));
        estate.Remove("r");
        estate.Remove("w");
        Assert.Equal(DeletesIt, Told(estate.Next(stray, asked)));
    }

    public static TheoryData<string, Action<Estate>, string> Snapshots =>
        new()
        {
            { "did nothing", _ => { }, $"delete left of {SnapshotIdentity}" },
            { "took its tags off", e => e.Snapshot.TagList = [], $"delete left of {SnapshotIdentity}" },
            { "deleted it and took another of its name", e => e.Snapshot.SnapshotCreateTime = Made.AddSeconds(1), "wait" },
            { "is deleting it", e => e.Snapshot.Status = "deleting", "wait" },
            { "gave it another installation's tags", e => e.Snapshot.TagList = OwnTags.Of(Over, "another"), "hold stray-claimed" },
            { "asked for its data", e => e.UnderWay.Add(UsesIt()), "hold stray-in-use" },
            {
                "shares it as it is",
                e => e.UnderWay.Add(Planned(plan => plan with { SharingSnapshotArn = "arn:left" })),
                "hold stray-in-use"
            },
            { "has it in one of the steps", e => e.UnderWay.Add(HasMade("another", SnapshotIdentity)), "hold stray-in-use" },
            { "asked for something else", e => e.UnderWay.Add(HasMade("another", "a third")), $"delete left of {SnapshotIdentity}" },
        };

    [Theory]
    [MemberData(nameof(Snapshots))]
    public void of_a_snapshot_is_the_one_that_was_taken_then_unless_somebody_answers_for_it(string did, Action<Estate> act, string expected)
    {
        var estate = new Estate();
        act(estate);
        var next = Told(estate.Next(Stray(StrayThing.Snapshot, SnapshotIdentity), Nothing));
        Assert.True(next == expected, $"Somebody {did}: {next}");
    }

    [Fact]
    public void of_what_was_asked_for_already_is_nothing()
    {
        var estate = new Estate();
        Assert.Equal(
            "wait",
            Told(
                estate.Next(Stray(StrayThing.Snapshot, SnapshotIdentity), new HashSet<string>(StringComparer.Ordinal) { SnapshotIdentity })
            )
        );
        estate.Remove("w");
        Assert.Equal(
            "wait",
            Told(estate.Next(Stray(StrayThing.Cluster, "cluster-1"), new HashSet<string>(StringComparer.Ordinal) { "cluster-1" }))
        );
    }

    [Fact]
    public void of_what_several_requests_need_is_told_the_first_of_them()
    {
        var estate = new Estate();
        estate.UnderWay.Add(UsesIt());
        estate.UnderWay.Add(SampleRows.Request("later234567abcde", plan: UsesIt().Plan));
        var hold = Assert.IsType<Removal.Hold>(estate.Next(Stray(StrayThing.Snapshot, SnapshotIdentity), Nothing));
        Assert.Equal("alive234567abcde", hold.Finding.Message.Values["request"]);
    }

    /// <summary>What is listed of a thing that was asked for, and whether it is on its way, or has arrived.</summary>
    [Theory]
    [InlineData("", true)]
    [InlineData("available", false)]
    [InlineData("deleting", true)]
    public void is_going_or_gone_where_AWS_says_so(string status, bool isGoing)
    {
        var estate = new Estate();
        foreach (var identity in new[] { SnapshotIdentity, "cluster-1", "db-1" })
        {
            // Others are listed beside it, and what becomes of them says nothing of it.
            var snapshots = new List<DBClusterSnapshot>
            {
                new()
                {
                    DBClusterSnapshotArn = "arn:else",
                    SnapshotCreateTime = Made,
                    Status = "available",
                },
            };
            var clusters = new List<DBCluster>
            {
                new() { DbClusterResourceId = "cluster-else", Status = "available" },
            };
            var instances = new List<DBInstance>
            {
                new() { DbiResourceId = "db-else", DBInstanceStatus = "available" },
            };
            Assert.True(RemovalRules.IsGoing(identity, new(Sample.Now, snapshots, clusters, instances, Exports: null)), identity);
            if (status.Length == 0)
                continue;
            (estate.Snapshot.Status, estate.Cluster.Status, estate.Writer.DBInstanceStatus) = (status, status, status);
            var listed = new AccountContents(
                Sample.Now,
                identity == SnapshotIdentity ? [.. snapshots, estate.Snapshot] : snapshots,
                identity == "cluster-1" ? [.. clusters, estate.Cluster] : clusters,
                identity == "db-1" ? [.. instances, estate.Writer] : instances,
                Exports: null
            );
            Assert.True(isGoing == RemovalRules.IsGoing(identity, listed), identity);
        }
    }

    [Fact]
    public void of_an_export_is_nothing() =>
        Assert.Equal("wait", Told(new Estate().Next(Stray(StrayThing.Export, "export:mine@arn:left"), Nothing)));

    private static string SnapshotIdentity => $"arn:left@{HashChain.Timestamp(Made)}";

    private static Request UsesIt() => Planned(plan => plan with { Source = plan.Source with { Arn = "arn:left" } });

    private static Request Planned(Func<Plan, Plan> change) =>
        SampleRows.Request("alive234567abcde", plan: change(Sample.Plan(Sample.Facts)));

    /// <summary>A request under way that made two things.</summary>
    private static Request HasMade(string first, string second) =>
        SampleRows.Request(
            "alive234567abcde",
            steps:
            [
                new StepState(StepName.CopyForSharing, StepStatus.Done) { Identity = first },
                new StepState(StepName.CopyInTarget, StepStatus.Done) { Identity = second },
            ]
        );

    private static string Told(Removal next) =>
        next switch
        {
            Removal.Delete { Change.Request: DeleteDBInstanceRequest instance } delete =>
                $"delete {instance.DBInstanceIdentifier} of {delete.Identity}{Kept(instance.SkipFinalSnapshot)}",
            Removal.Delete { Change.Request: DeleteDBClusterRequest cluster } delete =>
                $"delete {cluster.DBClusterIdentifier} of {delete.Identity}{Kept(cluster.SkipFinalSnapshot)}",
            Removal.Delete { Change.Request: DeleteDBClusterSnapshotRequest snapshot } delete =>
                $"delete {snapshot.DBClusterSnapshotIdentifier} of {delete.Identity}",
            Removal.Hold hold => $"hold {hold.Finding.Code}",
            _ => "wait",
        };

    private static string Kept(bool? skipsFinalSnapshot) => skipsFinalSnapshot == true ? "" : ", and keep a last snapshot";

    private static List<Tag> Own() => OwnTags.Of(Over, Sample.Installation);

    private static Stray Stray(StrayThing thing, string identity) =>
        new()
        {
            Id = "it",
            Kind = StrayKind.LeftOver,
            Thing = thing,
            Account = "dev",
            Identity = identity,
            Arn = "arn:it",
            Name = thing == StrayThing.Snapshot ? "left" : "it",
            RequestId = Over,
            FirstSeenAt = Sample.Now,
            LastSeenAt = Sample.Now,
        };

    /// <summary>A cluster with its writer, and a snapshot, that an ended request left.</summary>
    public sealed class Estate
    {
        public Estate()
        {
            Clusters =
            [
                new DBCluster
                {
                    DBClusterIdentifier = "it",
                    DBClusterArn = "arn:it",
                    DbClusterResourceId = "cluster-1",
                    Status = "available",
                    TagList = Own(),
                    DBClusterMembers = [],
                },
            ];
            Add("w", "db-1", Own());
            Cluster.DBClusterMembers[0].IsClusterWriter = true;
        }

        public List<DBCluster> Clusters { get; }
        public List<DBInstance> Instances { get; } = [];
        public IList<Request> UnderWay { get; } = [];
        public IList<Request> Ended { get; } = [];
        public DBCluster Cluster => Clusters[0];
        public DBInstance Writer => Instances[0];

        public DBClusterSnapshot Snapshot { get; } =
            new()
            {
                DBClusterSnapshotIdentifier = "left",
                DBClusterSnapshotArn = "arn:left",
                SnapshotCreateTime = Made,
                SnapshotType = "manual",
                Status = "available",
                TagList = Own(),
            };

        public void Add(string name, string identity, List<Tag> tags)
        {
            Cluster.DBClusterMembers.Add(new DBClusterMember { DBInstanceIdentifier = name, IsClusterWriter = false });
            Instances.Add(
                new DBInstance
                {
                    DBInstanceIdentifier = name,
                    DBInstanceArn = $"arn:{name}",
                    DbiResourceId = identity,
                    DBClusterIdentifier = Cluster.DBClusterIdentifier,
                    DBInstanceStatus = "available",
                    TagList = tags,
                }
            );
        }

        /// <summary>An instance that only the listing of instances shows so far.</summary>
        public void AddToListing(string name, string cluster) =>
            Instances.Add(
                new DBInstance
                {
                    DBInstanceIdentifier = name,
                    DbiResourceId = $"id-{name}",
                    DBClusterIdentifier = cluster,
                    DBInstanceStatus = "creating",
                }
            );

        /// <summary>Another request that is over.</summary>
        public string End()
        {
            Ended.Add(SampleRows.Request("ended234567abcde"));
            Ended[^1].EndedAt = Sample.Now;
            return Ended[^1].Id;
        }

        public void Remove(string name)
        {
            Instances.RemoveAll(instance => instance.DBInstanceIdentifier == name);
            Cluster.DBClusterMembers.RemoveAll(member => member.DBInstanceIdentifier == name);
        }

        public void Rename(string name)
        {
            Cluster.DBClusterIdentifier = name;
            foreach (var instance in Instances)
                instance.DBClusterIdentifier = name;
        }

        internal Removal Next(Stray stray, IReadOnlySet<string> asked)
        {
            var contents = new AccountContents(Sample.Now, [Snapshot], Clusters, Instances, Exports: null);
            List<Request> requests = [.. UnderWay, .. Ended, SampleRows.Request(Over)];
            requests[^1].EndedAt = Sample.Now;
            var rules = new StrayRules(
                requests,
                requests.Select(request => request.Id).ToHashSet(StringComparer.Ordinal),
                [stray],
                Sample.Installation
            );
            return new RemovalRules(rules.In(contents), [.. UnderWay], Sample.Installation).Next(stray, contents, asked);
        }
    }
}
