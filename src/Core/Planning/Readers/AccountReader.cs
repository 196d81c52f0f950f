using Amazon.RDS.Model;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Plans;

namespace SnapshotShare.Core.Planning.Readers;

/// <summary>Reads an account's holdings, and how much more it may have.</summary>
internal static class AccountReader
{
    public static async Task<AccountFacts> SourceAsync(AccountProbe side, string? installation, CancellationToken ct) =>
        new() { Snapshots = await SnapshotsAsync(side, installation, ct), Quotas = await QuotasAsync(side, ct) };

    public static async Task<AccountFacts> TargetAsync(AccountProbe side, Goal goal, string? installation, CancellationToken ct) =>
        new()
        {
            Snapshots = goal == Goal.Share ? null : await SnapshotsAsync(side, installation, ct),
            Clusters = goal == Goal.Cluster ? await ClustersAsync(side, installation, ct) : null,
            Instances = goal == Goal.Cluster ? await InstancesAsync(side, installation, ct) : null,
            Quotas = goal == Goal.Share ? null : await QuotasAsync(side, ct),
        };

    private static Task<List<ExistingSnapshot>?> SnapshotsAsync(AccountProbe side, string? installation, CancellationToken ct) =>
        side.AskAsync(
            "rds:DescribeDBClusterSnapshots",
            "*",
            Severity.Blocking,
            async () =>
            {
                var found = new List<ExistingSnapshot>();
                var request = new DescribeDBClusterSnapshotsRequest { SnapshotType = SnapshotTypes.Manual };
                await foreach (
                    var snapshot in side
                        .Clients.Reading.Paginators.DescribeDBClusterSnapshots(request)
                        .DBClusterSnapshots.WithCancellation(ct)
                )
                    found.Add(
                        new ExistingSnapshot(
                            snapshot.DBClusterSnapshotIdentifier,
                            snapshot.Status,
                            OwnTags.RequestOf(snapshot.TagList, installation)
                        )
                    );
                return (List<ExistingSnapshot>?)found;
            }
        );

    private static Task<Dictionary<string, string?>?> ClustersAsync(AccountProbe side, string? installation, CancellationToken ct) =>
        side.AskAsync(
            "rds:DescribeDBClusters",
            "*",
            Severity.Blocking,
            async () =>
            {
                var found = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
                await foreach (
                    var cluster in side
                        .Clients.Reading.Paginators.DescribeDBClusters(new DescribeDBClustersRequest())
                        .DBClusters.WithCancellation(ct)
                )
                    found[cluster.DBClusterIdentifier] = OwnTags.RequestOf(cluster.TagList, installation);
                return (Dictionary<string, string?>?)found;
            }
        );

    private static Task<Dictionary<string, string?>?> InstancesAsync(AccountProbe side, string? installation, CancellationToken ct) =>
        side.AskAsync(
            "rds:DescribeDBInstances",
            "*",
            Severity.Blocking,
            async () =>
            {
                var found = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
                await foreach (
                    var instance in side
                        .Clients.Reading.Paginators.DescribeDBInstances(new DescribeDBInstancesRequest())
                        .DBInstances.WithCancellation(ct)
                )
                    found[instance.DBInstanceIdentifier] = OwnTags.RequestOf(instance.TagList, installation);
                return (Dictionary<string, string?>?)found;
            }
        );

    private static Task<List<QuotaFact>?> QuotasAsync(AccountProbe side, CancellationToken ct) =>
        side.AskAsync(
            "rds:DescribeAccountAttributes",
            "*",
            Severity.Warning,
            async () =>
            {
                var answer = await side.Clients.Reading.DescribeAccountAttributesAsync(new DescribeAccountAttributesRequest(), ct);
                return (List<QuotaFact>?)
                    [
                        .. (answer.AccountQuotas ?? []).Select(quota => new QuotaFact(
                            quota.AccountQuotaName,
                            quota.Used ?? 0,
                            quota.Max ?? long.MaxValue
                        )),
                    ];
            }
        );
}
