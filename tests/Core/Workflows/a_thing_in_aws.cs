using System.Globalization;
using Amazon.RDS.Model;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Tests.Planning;
using SnapshotShare.Core.Topology;
using SnapshotShare.Core.Workflows;
using SnapshotShare.Core.Workflows.Steps;

namespace SnapshotShare.Core.Tests.Workflows;

/// <summary>I12: what a request made is known by AWS's own ID of it and by our tags. A name is only a name.</summary>
public sealed class a_thing_in_aws
{
    private static readonly Plan Plan = Sample.Plan(Sample.Facts);

    /// <summary>What somebody did to the cluster and its writer, and what the two steps that remove them see and would send then.</summary>
    public static TheoryData<string, Action<Estate>, string, string> Ends =>
        new()
        {
            { "nothing", _ => { }, $"delete {Plan.WriterInstance}", $"delete {Plan.TargetCluster}" },
            { "renamed the cluster", e => e.Rename("theirs"), $"delete {Plan.WriterInstance}", "delete theirs" },
            {
                "renamed the writer",
                e => e.Writer.DBInstanceIdentifier = e.Member.DBInstanceIdentifier = "w",
                "delete w",
                $"delete {Plan.TargetCluster}"
            },
            {
                "took the tags off both",
                e => (e.Cluster.TagList, e.Writer.TagList) = ([], []),
                $"delete {Plan.WriterInstance}",
                $"delete {Plan.TargetCluster}"
            },
            {
                "renamed it and took its tags off",
                e =>
                {
                    e.Rename("theirs");
                    e.Cluster.TagList = [];
                },
                $"delete {Plan.WriterInstance}",
                "delete theirs"
            },
            {
                "renamed it and put another of its name in its place",
                e =>
                {
                    e.Rename("theirs");
                    e.Add(
                        new DBCluster
                        {
                            DBClusterIdentifier = Plan.TargetCluster,
                            DbClusterResourceId = "cluster-2",
                            Status = "available",
                        }
                    );
                },
                $"delete {Plan.WriterInstance}",
                "delete theirs"
            },
            {
                "deleted both and made others of the same names",
                e =>
                    (e.Cluster.DbClusterResourceId, e.Writer.DbiResourceId, e.Cluster.TagList, e.Writer.TagList) = (
                        "cluster-2",
                        "db-2",
                        [],
                        []
                    ),
                "LeftAlone",
                "LeftAlone"
            },
            {
                "deleted both and restored the copy, with our tags, under another name",
                e =>
                {
                    e.Rename("theirs");
                    (e.Cluster.DbClusterResourceId, e.Writer.DbiResourceId) = ("cluster-2", "db-2");
                    e.Writer.DBInstanceIdentifier = e.Member.DBInstanceIdentifier = "w";
                },
                "Gone",
                "Gone"
            },
            { "gave it a reader", e => e.AddReader("r", []), "cluster-has-others: r", "cluster-has-others: r" },
            {
                "gave it a reader with our tags",
                e => e.AddReader("r", OwnTags.Of(Sample.Id, Sample.Installation)),
                "delete r",
                $"delete {Plan.TargetCluster}"
            },
            {
                "gave it a reader with another installation's tags",
                e => e.AddReader("r", OwnTags.Of(Sample.Id, "another")),
                "cluster-has-others: r",
                "cluster-has-others: r"
            },
            { "protected it", e => e.Cluster.DeletionProtection = true, "cluster-protected", "cluster-protected" },
            { "stopped it", e => e.Cluster.Status = e.Writer.DBInstanceStatus = "stopped", "cluster-stopped", "cluster-stopped" },
            { "is stopping it", e => e.Cluster.Status = "stopping", "stopping", "stopping" },
            { "is starting it", e => e.Cluster.Status = "starting", "starting", "starting" },
            { "is deleting the writer", e => e.Writer.DBInstanceStatus = "deleting", "deleting", $"delete {Plan.TargetCluster}" },
            { "deleted the writer", e => e.Instances.Clear(), "Gone", $"delete {Plan.TargetCluster}" },
            { "deleted the cluster", e => e.Clusters.Clear(), $"delete {Plan.WriterInstance}", "Gone" },
        };

    [Theory]
    [MemberData(nameof(Ends))]
    public void is_ended_as_what_it_is_and_nothing_of_it_before_all_of_it_may_be(
        string what,
        Action<Estate> did,
        string writer,
        string cluster
    )
    {
        var estate = new Estate();
        did(estate);
        Assert.True(estate.Told(StepName.DeleteWriter) == writer, $"Somebody {what}; its writer: {estate.Told(StepName.DeleteWriter)}");
        Assert.True(estate.Told(StepName.DeleteCluster) == cluster, $"Somebody {what}; the cluster: {estate.Told(StepName.DeleteCluster)}");
    }

    /// <summary>What is done to a cluster that somebody renamed is done to it, and nothing to what has its name now.</summary>
    [Fact]
    public void is_changed_and_added_to_under_the_name_that_it_has_now()
    {
        var estate = new Estate();
        estate.Rename("theirs");
        foreach (var name in new[] { StepName.CreateWriter, StepName.ReplacePassword })
            Assert.Equal("theirs", Workflow.Step(name).Change(estate.Context(name))!.Parameters["DBClusterIdentifier"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(StepName.RestoreCluster, "cluster-1")]
    [InlineData(StepName.CreateWriter, "db-1")]
    [InlineData(StepName.CopyInTarget, "arn:copy@2023-10-10T00:00:00.000Z")]
    public void is_known_from_the_first_look_on(StepName maker, string identity)
    {
        var estate = new Estate { Knows = false };
        Assert.Equal(identity, Workflow.Step(maker).Observe(estate.Context(maker)).Identity);
    }

    [Fact]
    public void keeps_what_it_is_known_by_through_looks_that_do_not_see_it()
    {
        var state = new StepState(StepName.RestoreCluster, StepStatus.Running) { Identity = "cluster-1" };
        var after = StepReconciler.AfterObservation(
            Workflow.Step(StepName.RestoreCluster),
            state,
            new Observation.NotThere(),
            maker: null,
            onWayOut: false,
            canAct: true,
            new PollHints(Usual: null, InFlight: 1),
            Sample.Now,
            Timings.From(new TimingOptions(), speed: 1)
        );
        Assert.Equal("cluster-1", after.State.Identity);
    }

    /// <summary>Somebody deletes the target's copy and takes another snapshot under its name.</summary>
    [Theory]
    [InlineData(false, false, "LeftAlone")]
    [InlineData(false, true, "delete")]
    [InlineData(true, false, "delete")]
    public void is_a_snapshot_by_its_time_or_our_tags(bool isSame, bool hasTags, string expected)
    {
        var estate = new Estate();
        estate.Copy.TagList = hasTags ? estate.Copy.TagList : [];
        estate.Copy.SnapshotCreateTime = isSame ? estate.Copy.SnapshotCreateTime : estate.Copy.SnapshotCreateTime!.Value.AddMinutes(1);
        var seen = Workflow.Step(StepName.DeleteTargetSnapshot).Observe(estate.Context(StepName.DeleteTargetSnapshot));
        Assert.Equal(expected, seen is Observation.There there ? Assert.Single(there.Evidence.Keys) : "delete");
    }

    /// <summary>The target account as one request's trip left it, and as somebody changed it since.</summary>
    public sealed class Estate
    {
        public Estate()
        {
            Member = new DBClusterMember { DBInstanceIdentifier = Plan.WriterInstance, IsClusterWriter = true };
            Cluster = new DBCluster
            {
                DBClusterIdentifier = Plan.TargetCluster,
                DBClusterArn = "arn:cluster",
                DbClusterResourceId = "cluster-1",
                Status = "available",
                DBClusterMembers = [Member],
                TagList = OwnTags.Of(Sample.Id, Sample.Installation),
            };
            Writer = Instance(Plan.WriterInstance!, "db-1", OwnTags.Of(Sample.Id, Sample.Installation));
            (Clusters, Instances) = ([Cluster], [Writer]);
        }

        public DBCluster Cluster { get; }
        public DBClusterMember Member { get; }
        public DBInstance Writer { get; }
        public List<DBCluster> Clusters { get; }
        public List<DBInstance> Instances { get; }

        public DBClusterSnapshot Copy { get; } =
            new()
            {
                DBClusterSnapshotIdentifier = Plan.TargetSnapshot,
                DBClusterSnapshotArn = "arn:copy",
                Status = "available",
                PercentProgress = 100,
                KmsKeyId = Sample.TargetKeyArn,
                SnapshotCreateTime = DateTime.Parse("2023-10-10T00:00:00Z", CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal),
                TagList = OwnTags.Of(Sample.Id, Sample.Installation),
            };

        /// <summary>Every step that made something has seen it.</summary>
        public bool Knows { get; init; } = true;

        public void Rename(string name)
        {
            Cluster.DBClusterIdentifier = name;
            foreach (var instance in Instances)
                instance.DBClusterIdentifier = name;
        }

        public void Add(DBCluster cluster) => Clusters.Insert(0, cluster);

        public void AddReader(string name, List<Tag> tags)
        {
            Instances.Add(Instance(name, "db-3", tags));
            Cluster.DBClusterMembers.Add(new DBClusterMember { DBInstanceIdentifier = name });
        }

        public string Told(StepName name)
        {
            var context = Context(name);
            return Workflow.Step(name).Observe(context) switch
            {
                Observation.There there => Assert.Single(there.Evidence.Keys),
                Observation.Underway way => way.AwsStatus!,
                Observation.Wrong { Final: false, Finding: { Code: "cluster-has-others" } finding } =>
                    $"{finding.Code}: {finding.Message.Values["what"]}",
                Observation.Wrong { Final: false } wrong => wrong.Finding.Code,
                Observation.NotThere => "delete "
                    + Workflow.Step(name).Change(context)!.Parameters[
                        name == StepName.DeleteWriter ? "DBInstanceIdentifier" : "DBClusterIdentifier"
                    ],
                var other => throw new InvalidOperationException($"{other}"),
            };
        }

        public StepContext Context(StepName name) =>
            new(
                SampleRows.Request(
                    steps:
                    [
                        Made(StepName.CopyInTarget, $"arn:copy@2023-10-10T00:00:00.000Z"),
                        Made(StepName.RestoreCluster, "cluster-1"),
                        Made(StepName.CreateWriter, "db-1"),
                    ]
                ),
                new StepState(name, StepStatus.Running),
                Share: null,
                new ObservedState
                {
                    TargetClusters = Clusters,
                    TargetInstances = Instances,
                    TargetSnapshots = [Copy],
                },
                Sample.Now
            );

        private StepState Made(StepName name, string identity) => new(name, StepStatus.Done) { Identity = Knows ? identity : null };

        private DBInstance Instance(string name, string identity, List<Tag> tags) =>
            new()
            {
                DBInstanceIdentifier = name,
                DbiResourceId = identity,
                DBClusterIdentifier = Cluster.DBClusterIdentifier,
                DBInstanceStatus = "available",
                TagList = tags,
            };
    }
}
