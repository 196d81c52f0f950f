using Amazon.RDS.Model;
using SnapshotShare.Core.Exposing.Strays;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Tests.Planning;

namespace SnapshotShare.Core.Tests.Exposing;

/// <summary>A copied snapshot names the snapshot that it was copied from and the cluster that this was of: what is ours of either makes it ours.</summary>
public sealed class a_copy_of_what_is_ours
{
    private const string Cluster = "cluster-1";
    private static readonly string Snapshot = Sample.Route.To.ClusterSnapshotArn("ours");

    [Theory]
    [InlineData("", "", null)]
    [InlineData("", Cluster, Cluster)]
    [InlineData("arn:somebodys", Cluster, Cluster)]
    [InlineData("arn:somebodys", "cluster-2", null)]
    [InlineData("ours", "cluster-2", "ours")]
    [InlineData("ours", "", "ours")]
    [InlineData("ours", Cluster, "ours")]
    public void is_derived_from_it(string source, string cluster, string? of)
    {
        var rules = new StrayRules(
            [
                SampleRows.Request(
                    steps:
                    [
                        new StepState(StepName.CopyInTarget, StepStatus.Done) { Identity = $"{Snapshot}@2023-12-21T08:00:00.000Z" },
                        new StepState(StepName.RestoreCluster, StepStatus.Done) { Identity = Cluster },
                    ]
                ),
            ],
            new HashSet<string>(StringComparer.Ordinal) { Sample.Id },
            [],
            Sample.Installation
        );
        var copy = new DBClusterSnapshot
        {
            DBClusterSnapshotIdentifier = "copy",
            DBClusterSnapshotArn = "arn:copy",
            SnapshotCreateTime = Sample.Now,
            SnapshotType = "manual",
            Status = "available",
            SourceDBClusterSnapshotArn = source == "ours" ? Snapshot : source,
            DbClusterResourceId = cluster,
        };
        var seen = rules.In(new AccountContents(Sample.Now, [copy], [], [], [])).SingleOrDefault();
        Assert.Equal(
            of is null ? null : (StrayKind.Derived, Sample.Id, of == "ours" ? Snapshot : of),
            seen is null ? ((StrayKind, string?, string?)?)null : (seen.Kind, seen.RequestId, seen.MadeOf)
        );
    }
}
