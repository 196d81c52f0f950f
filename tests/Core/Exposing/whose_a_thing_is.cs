using Amazon.RDS.Model;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Exposing.Strays;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Tests.Planning;

namespace SnapshotShare.Core.Tests.Exposing;

/// <summary>One thing at a time, where two rules could be meant.</summary>
public sealed class whose_a_thing_is
{
    private const string Old = "old2345678abcdef";
    private static readonly Plan Plan = Sample.Plan(Sample.Facts);
    private static readonly List<Tag> None = [];

    private static string Told(Request request, params object[] things) => Told([request], [], things);

    private static string Told(IReadOnlyList<Request> requests, IReadOnlyList<Stray> standing, params object[] things)
    {
        var rules = new StrayRules(
            requests,
            requests.Select(request => request.Id).ToHashSet(StringComparer.Ordinal),
            standing,
            Sample.Installation
        );
        var contents = new AccountContents(
            Sample.Now,
            [.. things.OfType<DBClusterSnapshot>()],
            [.. things.OfType<DBCluster>()],
            [.. things.OfType<DBInstance>()],
            [.. things.OfType<ExportTask>()]
        );
        return string.Join(
            "; ",
            rules.In(contents).Select(sight => $"{sight.Kind} {sight.Thing} {sight.Name}{(sight.MadeOf is { } of ? $" of {of}" : "")}")
        );
    }

    private static Request Request(string id = Sample.Id, Plan? plan = null, DateTime? ended = null, params IReadOnlyList<StepState> steps)
    {
        var request = SampleRows.Request(id, plan: plan, steps: steps);
        request.EndedAt = ended;
        return request;
    }

    /// <summary>From before installations had an ID.</summary>
    private static Request FromBefore() =>
        new()
        {
            Id = Old,
            Installation = Sample.Installation,
            MayLackInstallation = true,
            RequesterId = "somebody",
            RequesterName = "somebody",
            CreatedAt = Sample.Now,
            Terms = Rig.Terms,
            Status = RequestStatus.Running,
            Plan = Plan,
            PlanVersion = 1,
            SourceCluster = Plan.Source.Cluster,
            Steps = [],
        };

    private static StepState Made(StepName name, string identity) => new(name, StepStatus.Done) { Identity = identity };

    private static DBClusterSnapshot Snapshot(string name, List<Tag> tags, string? source = null, string? cluster = null) =>
        new()
        {
            DBClusterSnapshotIdentifier = name,
            DBClusterSnapshotArn = $"arn:{name}",
            SnapshotCreateTime = Sample.Now,
            SnapshotType = "manual",
            SourceDBClusterSnapshotArn = source,
            DbClusterResourceId = cluster,
            Status = "available",
            TagList = tags,
        };

    private static DBCluster Cluster(string? identity, List<Tag> tags, string? group = null) =>
        new()
        {
            DBClusterIdentifier = $"name-of-{identity}",
            DBClusterArn = $"arn:{identity}",
            DbClusterResourceId = identity,
            CloneGroupId = group,
            Status = "available",
            TagList = tags,
        };

    private static DBInstance Instance(string? identity, List<Tag> tags) =>
        new()
        {
            DBInstanceIdentifier = $"name-of-{identity}",
            DBInstanceArn = $"arn:{identity}",
            DbiResourceId = identity,
            DBInstanceStatus = "available",
            TagList = tags,
        };

    private static ExportTask Export(string source, string status = "COMPLETE", DateTime? started = null) =>
        new()
        {
            ExportTaskIdentifier = "mine",
            SourceArn = source,
            S3Bucket = "dev-exports",
            S3Prefix = "altplus",
            Status = status,
            TaskStartTime = started,
        };

    private static IReadOnlyList<StraySight> Seen(IReadOnlyList<Stray> standing, ExportTask task) =>
        new StrayRules(
            [Request(steps: [Made(StepName.CopyInTarget, "arn:copy@2023")])],
            new HashSet<string>(StringComparer.Ordinal) { Sample.Id },
            standing,
            Sample.Installation
        ).In(new AccountContents(Sample.Now, [], [], [], [task]));

    private static Stray Standing(StrayThing thing, string identity) =>
        new()
        {
            Id = identity,
            Kind = StrayKind.LeftOver,
            Thing = thing,
            Account = "dev",
            Identity = identity,
            Arn = $"arn:{identity}",
            Name = identity,
            RequestId = Old,
            FirstSeenAt = Sample.Now,
            LastSeenAt = Sample.Now,
        };

    [Fact]
    public void is_told_by_the_snapshot_that_it_was_copied_of_before_the_cluster()
    {
        var request = Request(steps: [Made(StepName.CopyInTarget, "arn:copy@2023"), Made(StepName.RestoreCluster, "cluster-1")]);
        Assert.Equal("Derived Snapshot mine of arn:copy", Told(request, Snapshot("mine", None, "arn:copy", "cluster-1")));
        Assert.Equal("Derived Snapshot mine of cluster-1", Told(request, Snapshot("mine", None, "arn:another", "cluster-1")));
        Assert.Equal("", Told(request, Snapshot("mine", None, "", "cluster-2")));
    }

    [Fact]
    public void is_nobodys_while_it_is_being_deleted()
    {
        var snapshot = Snapshot("mine", None, cluster: "cluster-1");
        var request = Request(steps: [Made(StepName.RestoreCluster, "cluster-1")]);
        Assert.NotEmpty(Told(request, snapshot));
        snapshot.Status = "deleting";
        Assert.Empty(Told(request, snapshot));
    }

    [Fact]
    public void is_not_told_before_AWS_says_what_it_is()
    {
        Assert.Empty(
            Told(Request(), Cluster(identity: null, OwnTags.Of("lost", "another")), Instance(identity: null, OwnTags.Of("lost", "x")))
        );
        Assert.NotEmpty(Told(Request(), Cluster("c", OwnTags.Of("lost", "another")), Instance("i", OwnTags.Of("lost", "x"))));
    }

    [Fact]
    public void is_a_clone_of_the_first_of_ours_in_its_group()
    {
        var request = Request(steps: [Made(StepName.RestoreCluster, "cluster-1"), Made(StepName.CreateWriter, "db-1")]);
        var second = Request(Old, steps: [Made(StepName.RestoreCluster, "cluster-2")]);
        Assert.Equal(
            "Derived Cluster name-of-clone of cluster-1",
            Told([request, second], [], Cluster("cluster-1", None, "g"), Cluster("cluster-2", None, "g"), Cluster("clone", None, "g"))
        );
        Assert.Empty(Told([request], [], Cluster("cluster-1", None, "g"), Cluster("clone", None, "h")));
        Assert.Empty(Told([request], [], Cluster("cluster-1", None), Cluster("clone", None)));
    }

    /// <summary>Only a cluster or a snapshot can be copied; an instance has the data of its cluster.</summary>
    [Fact]
    public void is_not_derived_of_an_instance()
    {
        var request = Request(steps: [Made(StepName.CreateWriter, "db-1")]);
        Assert.Empty(Told(request, Snapshot("mine", None, cluster: "db-1")));
        Assert.Empty(Told([], [Standing(StrayThing.Instance, "db-2")], Snapshot("mine", None, cluster: "db-2")));
        Assert.Equal(
            "Derived Snapshot mine of cluster-2",
            Told([], [Standing(StrayThing.Cluster, "cluster-2")], Snapshot("mine", None, cluster: "cluster-2"))
        );
    }

    [Fact]
    public void is_its_requests_without_an_installations_tag_only_where_that_is_from_before_there_was_one()
    {
        var bare = OwnTags.Of(Old, "x")[..1];
        Assert.Empty(Told(FromBefore(), Snapshot(Plan.TargetSnapshot!, bare)));
        Assert.Equal("LeftOver Snapshot else", Told(FromBefore(), Snapshot("else", bare)));
        Assert.Equal($"WithoutInstallation Snapshot {Plan.TargetSnapshot}", Told(Request(Old), Snapshot(Plan.TargetSnapshot!, bare)));
        Assert.Equal(
            $"AnothersInstallation Snapshot {Plan.TargetSnapshot}",
            Told(FromBefore(), Snapshot(Plan.TargetSnapshot!, OwnTags.Of(Old, "another")))
        );
    }

    [Fact]
    public void is_its_requests_under_each_name_of_the_plan_whatever_the_case()
    {
        foreach (var name in new[] { Plan.SharingSnapshot, Plan.TargetSnapshot!, Plan.TargetSnapshot!.ToUpperInvariant() })
            Assert.Empty(Told(Request(), Snapshot(name, OwnTags.Of(Sample.Id, Sample.Installation))));
        Assert.NotEmpty(Told(Request(), Snapshot("else", OwnTags.Of(Sample.Id, Sample.Installation))));
    }

    /// <summary>The source's name is the request's own only where the request takes that snapshot itself.</summary>
    [Fact]
    public void is_its_requests_under_the_sources_name_where_it_takes_that_itself()
    {
        var taken = Sample.Plan(
            Sample.Facts with
            {
                Terms = Rig.Terms with { Source = SourceChoice.TakenNow("prod-altplus-cluster") },
                Source = Sample.Manual,
            }
        );
        var tags = OwnTags.Of(Sample.Id, Sample.Installation);
        Assert.Empty(Told(Request(plan: taken), Snapshot(taken.Source.Identifier, tags)));
        Assert.Equal($"LeftOver Snapshot {Plan.Source.Identifier}", Told(Request(), Snapshot(Plan.Source.Identifier, tags)));
    }

    [Fact]
    public void is_left_over_as_soon_as_its_request_is_over()
    {
        Assert.Empty(Told(Request(steps: [Made(StepName.RestoreCluster, "c")]), Cluster("c", None)));
        Assert.Equal(
            "LeftOver Cluster name-of-c",
            Told(Request(ended: Sample.Now, steps: [Made(StepName.RestoreCluster, "c")]), Cluster("c", None))
        );
        Assert.Equal(
            $"LeftOver Snapshot {Plan.TargetSnapshot}",
            Told(Request(ended: Sample.Now), Snapshot(Plan.TargetSnapshot!, OwnTags.Of(Sample.Id, Sample.Installation)))
        );
    }

    [Fact]
    public void is_an_export_of_a_cluster_that_a_request_made()
    {
        var request = Request(steps: [Made(StepName.RestoreCluster, "cluster-1"), Made(StepName.CreateWriter, "db-1")]);
        var (ours, others) = (Cluster("cluster-1", None), Cluster("cluster-2", None));
        Assert.Equal("Derived Export mine of cluster-1", Told(request, ours, Export("arn:cluster-1")));
        Assert.Empty(Told(request, ours, others, Export("arn:cluster-2")));
        Assert.Empty(Told(request, ours, Export("arn:cluster-3")));
        // A cluster is exported by its ARN; an instance is not exported at all.
        Assert.Empty(Told(request, ours, Instance("db-1", None), Export("arn:db-1"), Export("db-1")));
    }

    /// <summary>Who asks for a cluster chooses its name, and may choose one that another had before.</summary>
    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(null, true)]
    public void is_no_export_of_what_came_after_it_under_the_same_name(int? seconds, bool isOurs)
    {
        var request = Request(steps: [Made(StepName.RestoreCluster, "cluster-1"), Made(StepName.CopyInTarget, "arn:copy@2023")]);
        var (cluster, copy) = (Cluster("cluster-1", None), Snapshot("copy", None));
        cluster.ClusterCreateTime = Sample.Now;
        var started = seconds is { } by ? Sample.Now.AddSeconds(by) : (DateTime?)null;
        var task = Export("arn:copy");
        // While it starts, AWS tells the snapshot's time alone.
        task.SnapshotTime = started;

        Assert.Equal(isOurs ? "Derived Export mine of cluster-1" : "", Told(request, cluster, Export("arn:cluster-1", started: started)));
        Assert.Equal(isOurs ? "Derived Export mine of arn:copy" : "", Told(request, copy, Export("arn:copy", started: started)));
        Assert.Equal(isOurs ? "Derived Export mine of arn:copy" : "", Told(request, copy, task));
    }

    [Fact]
    public void is_an_export_of_a_snapshot_that_somebody_made_of_ours_though_it_was_never_seen_before()
    {
        var request = Request(steps: [Made(StepName.CopyInTarget, "arn:copy@2023"), Made(StepName.RestoreCluster, "cluster-1")]);
        var (copy, backup) = (Snapshot("mine", None, "arn:copy"), Snapshot("rds:b", None, cluster: "cluster-1"));
        backup.SnapshotType = "automated";
        Assert.Equal("Derived Snapshot mine of arn:copy; Derived Export mine of arn:mine", Told(request, copy, Export("arn:mine")));
        // AWS's own backups are not told while their cluster is there, and an export of one is.
        Assert.Equal("Derived Export mine of arn:rds:b", Told(request, Cluster("cluster-1", None), backup, Export("arn:rds:b")));
        Assert.Empty(Told(request, Snapshot("theirs", None, "arn:another", "cluster-9"), Export("arn:theirs")));
    }

    [Fact]
    public void is_an_export_of_a_stray_and_nothing_is_of_an_export()
    {
        Assert.Equal(
            "LeftOver Cluster name-of-cluster-2; Derived Export mine of cluster-2",
            Told([], [Standing(StrayThing.Cluster, "cluster-2")], Cluster("cluster-2", None), Export("arn:cluster-2"))
        );
        Assert.Empty(Told([], [Standing(StrayThing.Export, "arn:copy@x"), Standing(StrayThing.Instance, "db-2")], Export("arn:copy")));
    }

    [Fact]
    public void is_the_export_that_was_found_whatever_AWS_tells_of_it_meanwhile()
    {
        var starting = Assert.Single(Seen([], Export("arn:copy", "STARTING")));
        var complete = Assert.Single(Seen([], Export("arn:copy", started: Sample.Now)));
        Assert.Equal(("export:mine@arn:copy", "s3://dev-exports/altplus/mine", "mine"), (starting.Identity, starting.Arn, starting.Name));
        Assert.Equal(starting with { MadeAt = Sample.Now }, complete);
        Assert.Equal((null, Sample.Id), (starting.MadeAt, starting.RequestId));

        var standing = Standing(StrayThing.Export, "export:mine@arn:gone");
        var still = Assert.Single(Seen([standing], Export("arn:gone")));
        Assert.Equal((StrayKind.LeftOver, Old), (still.Kind, still.RequestId));
        // Two accounts may have exported the same shared snapshot under the same name.
        Assert.Single(Seen([standing, Standing(StrayThing.Export, standing.Identity)], Export("arn:gone")));
    }

    [Theory]
    [InlineData(null, "s3://dev-exports/mine")]
    [InlineData("", "s3://dev-exports/mine")]
    [InlineData("a/b", "s3://dev-exports/a/b/mine")]
    [InlineData("/a/", "s3://dev-exports/a/mine")]
    public void is_told_by_the_place_of_its_files(string? prefix, string place)
    {
        var task = Export("arn:copy");
        task.S3Prefix = prefix;
        Assert.Equal(place, Assert.Single(Seen([], task)).Arn);
    }

    /// <summary>AWS does not take back what was written before an export ended.</summary>
    [Theory]
    [InlineData("STARTING", 0, 0, true)]
    [InlineData("IN_PROGRESS", 0, 0, true)]
    [InlineData("CANCELING", 0, 0, true)]
    [InlineData("CANCELED", 0, 0, false)]
    [InlineData("FAILED", 0, 0, false)]
    [InlineData("FAILED", null, null, false)]
    [InlineData("CANCELED", 1, 0, true)]
    [InlineData("FAILED", 0, 1, true)]
    public void is_not_there_where_nothing_was_written(string status, int? percent, int? gigabytes, bool isThere)
    {
        var task = Export("arn:copy", status);
        (task.PercentProgress, task.TotalExtractedDataInGB) = (percent, gigabytes);
        Assert.Equal(isThere ? 1 : 0, Seen([], task).Count);
        Assert.Equal(isThere ? 1 : 0, Seen([Standing(StrayThing.Export, "export:mine@arn:copy")], task).Count);
    }

    [Fact]
    public void is_nobodys_while_AWS_does_not_say_what_was_exported()
    {
        Assert.Empty(Seen([], Export(null!)));
        var nameless = Export("arn:copy");
        nameless.ExportTaskIdentifier = null;
        Assert.Empty(Seen([], nameless));
    }
}
