using Amazon.RDS.Model;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Execution;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Observing;

/// <summary>What can be listed of one account.</summary>
internal sealed class AccountListings
{
    private readonly Func<AccountClients> _clients;
    private readonly TimeProvider _time;

    public AccountListings(Account account, Func<AccountClients> clients, TimeProvider time)
    {
        (_clients, _time) = (clients, time);
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
        AskAsync(
            CallTimeout.ForOne,
            async (clients, within) =>
            {
                try
                {
                    var answer = await clients.Reading.DescribeDBClusterSnapshotsAsync(
                        new DescribeDBClusterSnapshotsRequest { DBClusterSnapshotIdentifier = identifier, SnapshotType = type },
                        within
                    );
                    return answer.DBClusterSnapshots?.FirstOrDefault();
                }
                catch (DBClusterSnapshotNotFoundException)
                {
                    return null;
                }
            },
            ct
        );

    public Task<IReadOnlyList<string>?> SharedWithAsync(string identifier, CancellationToken ct) =>
        AskAsync<IReadOnlyList<string>?>(
            CallTimeout.ForOne,
            async (clients, within) =>
            {
                try
                {
                    var answer = await clients.Reading.DescribeDBClusterSnapshotAttributesAsync(
                        new DescribeDBClusterSnapshotAttributesRequest { DBClusterSnapshotIdentifier = identifier },
                        within
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
            },
            ct
        );

    private Task<IReadOnlyList<DBClusterSnapshot>> SnapshotsAsync(string type, CancellationToken ct) =>
        AskAsync(
            CallTimeout.ForAll,
            (clients, within) =>
                AllAsync(
                    clients
                        .Reading.Paginators.DescribeDBClusterSnapshots(new DescribeDBClusterSnapshotsRequest { SnapshotType = type })
                        .DBClusterSnapshots,
                    within
                ),
            ct
        );

    private Task<IReadOnlyList<DBCluster>> ClustersAsync(CancellationToken ct) =>
        AskAsync(
            CallTimeout.ForAll,
            async (clients, within) =>
            {
                var all = await AllAsync(clients.Reading.Paginators.DescribeDBClusters(new DescribeDBClustersRequest()).DBClusters, within);
                // The same endpoint lists Neptune and DocumentDB clusters too.
                return (IReadOnlyList<DBCluster>)[.. all.Where(cluster => cluster.Engine.StartsWith("aurora", StringComparison.Ordinal))];
            },
            ct
        );

    private Task<IReadOnlyList<DBInstance>> InstancesAsync(CancellationToken ct) =>
        AskAsync(
            CallTimeout.ForAll,
            (clients, within) =>
                AllAsync(clients.Reading.Paginators.DescribeDBInstances(new DescribeDBInstancesRequest()).DBInstances, within),
            ct
        );

    /// <summary>An expired session is renewed and asked once more; it is nobody's failure.</summary>
    private async Task<T> AskAsync<T>(TimeSpan most, Func<AccountClients, CancellationToken, Task<T>> ask, CancellationToken ct)
    {
        var clients = _clients();
        try
        {
            return await CallTimeout.WithinAsync(most, _time, within => ask(clients, within), ct);
        }
        catch (Exception e) when (AwsErrors.IsFromAws(e) && AwsErrors.IsExpiredSession(AwsErrors.Classify(e).Refusal))
        {
            clients.RenewSession();
            return await CallTimeout.WithinAsync(most, _time, within => ask(clients, within), ct);
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
