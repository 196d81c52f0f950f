using Amazon.RDS.Model;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Exposing.Strays;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Tests.Planning;

namespace SnapshotShare.Core.Tests.Exposing;

/// <summary>Whose each thing in an account is. Names decide nothing.</summary>
public sealed class what_is_a_stray
{
    private const string Over = "over234567abcdef";
    private static readonly Plan Plan = Sample.Plan(Sample.Facts);
    private static readonly DateTime Made = Sample.Now.AddHours(-1);
    private static readonly string CopyArn = Sample.Route.To.ClusterSnapshotArn(Plan.TargetSnapshot!);

    public static TheoryData<string, AccountThings, string> Things =>
        new()
        {
            { "nothing", new(), "" },
            { "what a request under way made", new(Copy(), Cluster("cluster-1"), Writer("db-1")), "" },
            { "the same, renamed and untagged", new(Cluster("cluster-1", "theirs", []), Writer("db-1", "w", [])), "" },
            { "what it asked for and has not seen yet, under its names", new(Cluster("cluster-9"), Writer("db-9")), "" },
            {
                "something with its tags under another name",
                new(Cluster("cluster-9", "theirs", Own())),
                $"LeftOver Cluster theirs {Sample.Id}"
            },
            { "production's own, and a stranger's", new(Snapshot("nightly", tags: []), Cluster("cluster-8", "prod", [])), "" },
            {
                "a snapshot of its cluster",
                new(Cluster("cluster-1"), Snapshot("mine", cluster: "cluster-1", tags: [])),
                $"Derived Snapshot mine {Sample.Id} of cluster-1"
            },
            {
                "AWS's own backup of its cluster",
                new(Cluster("cluster-1"), Snapshot("rds:mine", cluster: "cluster-1", type: "automated", tags: [])),
                ""
            },
            {
                "AWS's own backup that was kept when the cluster went",
                new(Snapshot("rds:mine", cluster: "cluster-1", type: "automated", tags: [])),
                $"Derived Snapshot rds:mine {Sample.Id} of cluster-1"
            },
            {
                "AWS Backup's snapshot of its cluster, which stays when that goes",
                new(Cluster("cluster-1"), Snapshot("awsbackup:job-1", cluster: "cluster-1", type: "awsbackup", tags: Own())),
                $"Derived Snapshot awsbackup:job-1 {Sample.Id} of cluster-1"
            },
            {
                "a copy of its copy",
                new(Copy(), Snapshot("mine", source: CopyArn, tags: [])),
                $"Derived Snapshot mine {Sample.Id} of {CopyArn}"
            },
            {
                "a copy of its copy, with the tags copied too",
                new(Copy(), Snapshot("mine", source: CopyArn, tags: Own())),
                $"Derived Snapshot mine {Sample.Id} of {CopyArn}"
            },
            { "a copy of a stray", new(Snapshot("again", source: "arn:stray", tags: [])), "Derived Snapshot again somebody of arn:stray" },
            {
                "a stray of long ago, whose request and tags are gone",
                new(Snapshot("stray", tags: [])),
                "Derived Snapshot stray somebody of cluster-0"
            },
            {
                "a stray that is being deleted",
                new(Changed(Snapshot("stray", tags: []), s => s.Status = "deleting")),
                "Derived Snapshot stray somebody of cluster-0"
            },
            { "an export of its copy", new(Copy(), Export("mine", CopyArn)), $"Derived Export mine {Sample.Id} of {CopyArn}" },
            { "an export of its copy, which is gone", new(Export("mine", CopyArn)), $"Derived Export mine {Sample.Id} of {CopyArn}" },
            { "an export of a stray", new(Export("mine", "arn:stray")), "Derived Export mine somebody of arn:stray" },
            { "an export of a stranger's", new(Snapshot("nightly", tags: []), Export("mine", "arn:nightly")), "" },
            {
                "a clone of its cluster",
                new(Cluster("cluster-1", group: "g"), Cluster("cluster-7", "clone", [], group: "g")),
                $"Derived Cluster clone {Sample.Id} of cluster-1"
            },
            { "a clone of a stranger's", new(Cluster("cluster-6", "a", [], group: "g"), Cluster("cluster-7", "b", [], group: "g")), "" },
            {
                "what an ended request made",
                new(Cluster("cluster-2", "old", OwnTags.Of(Over, Sample.Installation)), Writer("db-2", "old-w", [])),
                $"LeftOver Cluster old {Over}; LeftOver Instance old-w {Over}"
            },
            {
                "what an ended request made and is being deleted",
                new(
                    Changed(Cluster("cluster-2"), c => c.Status = "deleting"),
                    Changed(Writer("db-2"), w => w.DBInstanceStatus = "deleting")
                ),
                ""
            },
            {
                "what a request made that the database knows of old",
                new(Cluster("cluster-9", "older", OwnTags.Of("older", Sample.Installation))),
                "LeftOver Cluster older older"
            },
            {
                "what a request made that the database does not know",
                new(Cluster("cluster-9", "lost", OwnTags.Of("lost", Sample.Installation))),
                "UnknownRequest Cluster lost lost"
            },
            {
                "another installation's",
                new(Cluster("cluster-9", Plan.TargetCluster!, OwnTags.Of(Sample.Id, "another"))),
                $"AnothersInstallation Cluster {Plan.TargetCluster} {Sample.Id}"
            },
            {
                "one without an installation's tag",
                new(Snapshot("s", tags: OwnTags.Of(Sample.Id, "x")[..1])),
                $"WithoutInstallation Snapshot s {Sample.Id}"
            },
        };

    [Theory]
    [MemberData(nameof(Things))]
    public void is_told_by_identity_and_tags(string what, AccountThings things, string expected)
    {
        var rules = new StrayRules(
            [Request(Sample.Id, "cluster-1", "db-1", endedAt: null), Request(Over, "cluster-2", "db-2", Sample.Now)],
            new HashSet<string>(StringComparer.Ordinal) { Sample.Id, Over, "older" },
            [Stray($"arn:stray@{Timestamp}", "somebody")],
            Sample.Installation
        );
        var seen = string.Join(
            "; ",
            rules
                .In(new AccountContents(Sample.Now, things.Snapshots, things.Clusters, things.Instances, things.Exports))
                .Select(sight => $"{sight.Kind} {sight.Thing} {sight.Name} {sight.RequestId}{(sight.MadeOf is { } of ? $" of {of}" : "")}")
        );
        Assert.True(seen == expected, $"{what}: {seen}");
    }

    private static Request Request(string id, string cluster, string writer, DateTime? endedAt)
    {
        var request = SampleRows.Request(
            id,
            steps:
            [
                new StepState(StepName.CopyInTarget, StepStatus.Done) { Identity = id == Over ? null : $"{CopyArn}@{Timestamp}" },
                new StepState(StepName.RestoreCluster, StepStatus.Done) { Identity = cluster },
                new StepState(StepName.CreateWriter, StepStatus.Done) { Identity = writer },
            ]
        );
        request.EndedAt = endedAt;
        return request;
    }

    private static string Timestamp => HashChain.Timestamp(Made);

    private static Stray Stray(string identity, string request) =>
        new()
        {
            Id = "s",
            Kind = StrayKind.Derived,
            Thing = StrayThing.Snapshot,
            Account = "dev",
            Identity = identity,
            Arn = identity,
            Name = identity,
            RequestId = request,
            MadeOf = "cluster-0",
            FirstSeenAt = Sample.Now,
            LastSeenAt = Sample.Now,
        };

    private static DBClusterSnapshot Copy() => Snapshot(Plan.TargetSnapshot!, arn: CopyArn, source: Plan.SharingSnapshotArn, tags: Own());

    private static DBClusterSnapshot Snapshot(
        string name,
        string? arn = null,
        string? cluster = null,
        string? source = null,
        string type = "manual",
        List<Tag>? tags = null
    ) =>
        new()
        {
            DBClusterSnapshotIdentifier = name,
            DBClusterSnapshotArn = arn ?? $"arn:{name}",
            SnapshotCreateTime = Made,
            SnapshotType = type,
            DbClusterResourceId = cluster,
            SourceDBClusterSnapshotArn = source,
            Status = "available",
            TagList = tags,
        };

    private static DBCluster Cluster(string identity, string? name = null, List<Tag>? tags = null, string? group = null) =>
        new()
        {
            DBClusterIdentifier = name ?? Plan.TargetCluster,
            DBClusterArn = $"arn:{name}",
            DbClusterResourceId = identity,
            CloneGroupId = group,
            Status = "available",
            TagList = tags ?? Own(),
        };

    private static DBInstance Writer(string identity, string? name = null, List<Tag>? tags = null) =>
        new()
        {
            DBInstanceIdentifier = name ?? Plan.WriterInstance,
            DBInstanceArn = $"arn:{name}",
            DbiResourceId = identity,
            DBInstanceStatus = "available",
            TagList = tags ?? Own(),
        };

    private static ExportTask Export(string name, string source) =>
        new()
        {
            ExportTaskIdentifier = name,
            SourceArn = source,
            S3Bucket = "b",
            Status = "COMPLETE",
        };

    private static List<Tag> Own() => OwnTags.Of(Sample.Id, Sample.Installation);

    private static T Changed<T>(T thing, Action<T> change)
    {
        change(thing);
        return thing;
    }

    public sealed class AccountThings(params object[] all)
    {
        public IReadOnlyList<DBClusterSnapshot> Snapshots => [.. all.OfType<DBClusterSnapshot>()];
        public IReadOnlyList<DBCluster> Clusters => [.. all.OfType<DBCluster>()];
        public IReadOnlyList<ExportTask> Exports => [.. all.OfType<ExportTask>()];
        public IReadOnlyList<DBInstance> Instances => [.. all.OfType<DBInstance>()];
    }
}
