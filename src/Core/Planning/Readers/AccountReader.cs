using Amazon.RDS.Model;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Plans;

namespace SnapshotShare.Core.Planning.Readers;

/// <summary>Reads an account's holdings, and how much more it may have.</summary>
internal static class AccountReader
{
    public static async Task<AccountFacts> SourceAsync(AccountProbe side, CancellationToken ct) =>
        new() { Snapshots = await SnapshotsAsync(side, ct), Quotas = await QuotasAsync(side, ct) };

    public static async Task<AccountFacts> TargetAsync(AccountProbe side, Goal goal, CancellationToken ct) =>
        new()
        {
            Snapshots = goal == Goal.Share ? null : await SnapshotsAsync(side, ct),
            Clusters = goal == Goal.Cluster ? await ClustersAsync(side, ct) : null,
            Instances = goal == Goal.Cluster ? await InstancesAsync(side, ct) : null,
            Quotas = goal == Goal.Share ? null : await QuotasAsync(side, ct),
        };

    private static Task<List<ExistingSnapshot>?> SnapshotsAsync(AccountProbe side, CancellationToken ct) =>
        side.AskAsync(
            "rds:DescribeDBClusterSnapshots",
            "*",
            Severity.Blocking,
            async () =>
            {
                var found = new List<ExistingSnapshot>();
                var request = new DescribeDBClusterSnapshotsRequest { SnapshotType = "manual" };
                await foreach (
                    var snapshot in side
                        .Clients.Reading.Paginators.DescribeDBClusterSnapshots(request)
                        .DBClusterSnapshots.WithCancellation(ct)
                )
                    found.Add(
                        new ExistingSnapshot(
                            snapshot.DBClusterSnapshotIdentifier,
                            snapshot.Status,
                            SnapshotFacts.RequestOf(snapshot.TagList)
                        )
                    );
                return (List<ExistingSnapshot>?)found;
            }
        );

    private static Task<Dictionary<string, string?>?> ClustersAsync(AccountProbe side, CancellationToken ct) =>
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
                    found[cluster.DBClusterIdentifier] = SnapshotFacts.RequestOf(cluster.TagList);
                return (Dictionary<string, string?>?)found;
            }
        );

    private static Task<Dictionary<string, string?>?> InstancesAsync(AccountProbe side, CancellationToken ct) =>
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
                    found[instance.DBInstanceIdentifier] = SnapshotFacts.RequestOf(instance.TagList);
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
