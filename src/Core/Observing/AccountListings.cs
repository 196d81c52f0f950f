using Amazon.RDS.Model;
using SnapshotShare.Core.Accounts;

namespace SnapshotShare.Core.Observing;

/// <summary>What can be listed of one account.</summary>
internal sealed class AccountListings
{
    private readonly Func<AccountClients> _clients;

    public AccountListings(Account account, Func<AccountClients> clients, TimeProvider time)
    {
        _clients = clients;
        Manual = new(ct => SnapshotsAsync("manual", ct), time);
        Automated = new(ct => SnapshotsAsync("automated", ct), time);
        Shared = new(ct => SnapshotsAsync("shared", ct), time);
        Clusters = new(ClustersAsync, time);
        Instances = new(InstancesAsync, time);
        Keys = new KeyLabels(account, clients);
        Sharing = new SharingAttributes(SharedWithAsync, time);
    }

    public Listing<DBClusterSnapshot> Manual { get; }
    public Listing<DBClusterSnapshot> Automated { get; }
    public Listing<DBClusterSnapshot> Shared { get; }
    public Listing<DBCluster> Clusters { get; }
    public Listing<DBInstance> Instances { get; }
    public KeyLabels Keys { get; }
    public SharingAttributes Sharing { get; }

    /// <summary>One snapshot by name; an automated one is only found when its type is said (RDS API Reference, DescribeDBClusterSnapshots).</summary>
    public Task<DBClusterSnapshot?> SnapshotAsync(string identifier, string type, CancellationToken ct) =>
        AskAsync(async clients =>
        {
            try
            {
                var answer = await clients.Reading.DescribeDBClusterSnapshotsAsync(
                    new DescribeDBClusterSnapshotsRequest { DBClusterSnapshotIdentifier = identifier, SnapshotType = type },
                    ct
                );
                return answer.DBClusterSnapshots?.FirstOrDefault();
            }
            catch (DBClusterSnapshotNotFoundException)
            {
                return null;
            }
        });

    public Task<IReadOnlyList<string>?> SharedWithAsync(string identifier, CancellationToken ct) =>
        AskAsync<IReadOnlyList<string>?>(async clients =>
        {
            try
            {
                var answer = await clients.Reading.DescribeDBClusterSnapshotAttributesAsync(
                    new DescribeDBClusterSnapshotAttributesRequest { DBClusterSnapshotIdentifier = identifier },
                    ct
                );
                return
                [
                    .. (answer.DBClusterSnapshotAttributesResult?.DBClusterSnapshotAttributes ?? [])
                        .Where(attribute => attribute.AttributeName == "restore")
                        .SelectMany(attribute => attribute.AttributeValues ?? []),
                ];
            }
            catch (DBClusterSnapshotNotFoundException)
            {
                return null;
            }
        });

    private Task<IReadOnlyList<DBClusterSnapshot>> SnapshotsAsync(string type, CancellationToken ct) =>
        AskAsync(clients =>
            AllAsync(
                clients
                    .Reading.Paginators.DescribeDBClusterSnapshots(new DescribeDBClusterSnapshotsRequest { SnapshotType = type })
                    .DBClusterSnapshots,
                ct
            )
        );

    private Task<IReadOnlyList<DBCluster>> ClustersAsync(CancellationToken ct) =>
        AskAsync(async clients =>
        {
            var all = await AllAsync(clients.Reading.Paginators.DescribeDBClusters(new DescribeDBClustersRequest()).DBClusters, ct);
            // The same endpoint lists Neptune and DocumentDB clusters too.
            return (IReadOnlyList<DBCluster>)[.. all.Where(cluster => cluster.Engine.StartsWith("aurora", StringComparison.Ordinal))];
        });

    private Task<IReadOnlyList<DBInstance>> InstancesAsync(CancellationToken ct) =>
        AskAsync(clients => AllAsync(clients.Reading.Paginators.DescribeDBInstances(new DescribeDBInstancesRequest()).DBInstances, ct));

    /// <summary>An expired session is renewed and asked once more; it is nobody's failure.</summary>
    private async Task<T> AskAsync<T>(Func<AccountClients, Task<T>> ask)
    {
        var clients = _clients();
        try
        {
            return await ask(clients);
        }
        catch (Exception e) when (AwsFaults.IsFromAws(e) && AwsFaults.IsExpiredSession(AwsFaults.Sort(e).Refusal))
        {
            clients.RenewSession();
            return await ask(clients);
        }
    }

    private static async Task<IReadOnlyList<T>> AllAsync<T>(Amazon.Runtime.IPaginatedEnumerable<T> pages, CancellationToken ct)
    {
        var all = new List<T>();
        await foreach (var item in pages.WithCancellation(ct))
            all.Add(item);
        return all;
    }
}
