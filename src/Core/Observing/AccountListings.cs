using Amazon.RDS.Model;
using Amazon.Runtime;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Observing;

/// <summary>The listings of one account.</summary>
internal sealed class AccountListings
{
    private readonly Func<AccountClients> _clients;
    private readonly TimeProvider _time;

    public AccountListings(Account account, Func<AccountClients> clients, TimeProvider time)
    {
        (_clients, _time) = (clients, time);
        Manual = new(ct => SnapshotsAsync(SnapshotTypes.Manual, ct), time);
        Automated = new(ct => SnapshotsAsync(SnapshotTypes.Automated, ct), time);
        AwsBackup = new(ct => SnapshotsAsync(SnapshotTypes.AwsBackup, ct), time);
        Shared = new(ct => SnapshotsAsync(SnapshotTypes.Shared, ct), time);
        Clusters = new(ClustersAsync, time);
        Instances = new(InstancesAsync, time);
        Exports = new(ExportsAsync, time);
        Keys = new KeyLabels(account, clients);
        Sharing = new SharingAttributes(async (name, ct) => (await RestoreAttributeAsync(name, ct)).SharedWith, time);
    }

    public Listing<DBClusterSnapshot> Manual { get; }
    public Listing<DBClusterSnapshot> Automated { get; }

    /// <summary>Those that AWS gives a type of their own, which its documentation of cluster snapshots does not name; it may refuse to.</summary>
    public Listing<DBClusterSnapshot> AwsBackup { get; }
    public Listing<DBClusterSnapshot> Shared { get; }
    public Listing<DBCluster> Clusters { get; }
    public Listing<DBInstance> Instances { get; }
    public Listing<ExportTask> Exports { get; }
    public KeyLabels Keys { get; }
    public SharingAttributes Sharing { get; }

    /// <summary>One of the account's own by name, whatever type AWS gives it.</summary>
    public Task<DBClusterSnapshot?> SnapshotAsync(string identifier, CancellationToken ct) =>
        AskAsync(CallTimeout.ForOne, (clients, within) => SnapshotTypes.FindAsync(clients.Reading, identifier, within), ct);

    public Task<RestoreAttribute> RestoreAttributeAsync(string identifier, CancellationToken ct) =>
        AskAsync(CallTimeout.ForOne, (clients, within) => RestoreAttribute.ReadAsync(clients.Reading, identifier, within), ct);

    private Task<Pages<DBClusterSnapshot>> SnapshotsAsync(string type, CancellationToken ct) =>
        AllAsync(
            clients =>
                clients
                    .Reading.Paginators.DescribeDBClusterSnapshots(new DescribeDBClusterSnapshotsRequest { SnapshotType = type })
                    .Responses,
            page => page.DBClusterSnapshots,
            ct
        );

    private async Task<Pages<DBCluster>> ClustersAsync(CancellationToken ct)
    {
        var all = await AllAsync(
            clients => clients.Reading.Paginators.DescribeDBClusters(new DescribeDBClustersRequest()).Responses,
            page => page.DBClusters,
            ct
        );
        // The same endpoint lists Neptune and DocumentDB clusters too.
        return all with { Items = [.. all.Items.Where(cluster => cluster.Engine.StartsWith("aurora", StringComparison.Ordinal))] };
    }

    private Task<Pages<DBInstance>> InstancesAsync(CancellationToken ct) =>
        AllAsync(
            clients => clients.Reading.Paginators.DescribeDBInstances(new DescribeDBInstancesRequest()).Responses,
            page => page.DBInstances,
            ct
        );

    private Task<Pages<ExportTask>> ExportsAsync(CancellationToken ct) =>
        AllAsync(
            clients => clients.Reading.Paginators.DescribeExportTasks(new DescribeExportTasksRequest()).Responses,
            page => page.ExportTasks,
            ct
        );

    private Task<Pages<T>> AllAsync<TPage, T>(
        Func<AccountClients, IPaginatedEnumerable<TPage>> ask,
        Func<TPage, List<T>?> itemsOf,
        CancellationToken ct
    )
        where TPage : AmazonWebServiceResponse =>
        AskAsync(
            CallTimeout.ForAll,
            async (clients, within) =>
            {
                var (all, requestId) = (new List<T>(), (string?)null);
                await foreach (var page in ask(clients).WithCancellation(within))
                {
                    all.AddRange(itemsOf(page) ?? []);
                    requestId = page.ResponseMetadata?.RequestId;
                }
                return new Pages<T>(all, requestId);
            },
            ct
        );

    private Task<T> AskAsync<T>(TimeSpan most, Func<AccountClients, CancellationToken, Task<T>> ask, CancellationToken ct)
    {
        var clients = _clients();
        return clients.AskAsync(() => CallTimeout.WithinAsync(most, _time, within => ask(clients, within), ct));
    }
}
