using Amazon.RDS.Model;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Plans;

namespace SnapshotShare.Core.Planning.Readers;

/// <summary>The snapshot a trip starts from.</summary>
internal static class SourceReader
{
    public static async Task<SnapshotFact?> FindAsync(AccountProbe side, SourceChoice choice, CancellationToken ct)
    {
        if (choice.TakenNowOfCluster is { } taken)
            return await ClusterAsync(side, taken, Severity.Blocking, ct) is { } source ? Fact(source) : null;
        var found = choice.NewestOfCluster is { } cluster
            ? await NewestAsync(
                side,
                cluster,
                new DescribeDBClusterSnapshotsRequest { DBClusterIdentifier = cluster, SnapshotType = SnapshotTypes.Automated },
                ct
            )
            : await NamedAsync(side, choice.SnapshotIdentifier!, ct);
        return await WithSharesAsync(side, found, ct);
    }

    /// <summary>
    /// The newest of the account's own, automated or manual, that no request made: what a running one shares would be told as somebody's. Null when it has none.
    /// </summary>
    public static async Task<SnapshotFact?> NewestOfAllAsync(AccountProbe side, CancellationToken ct)
    {
        // The same endpoint lists Neptune, DocumentDB and Multi-AZ clusters too.
        var aurora = new Filter { Name = "engine", Values = ["aurora-mysql", "aurora-postgresql"] };
        return await WithSharesAsync(
            side,
            await NewestAsync(side, "*", new DescribeDBClusterSnapshotsRequest { Filters = [aurora] }, ct, IsMadeByARequest),
            ct
        );
    }

    /// <summary>The days for which the source cluster keeps its automated snapshots; null when the cluster is gone.</summary>
    public static async Task<int?> RetentionDaysAsync(AccountProbe side, SnapshotFact source, CancellationToken ct)
    {
        if (source.SnapshotType != SnapshotTypes.Automated)
            return null;
        return (await ClusterAsync(side, source.Cluster, Severity.Warning, ct))?.BackupRetentionPeriod;
    }

    private static Task<DBCluster?> ClusterAsync(AccountProbe side, string cluster, Severity without, CancellationToken ct) =>
        side.AskAsync(
            "rds:DescribeDBClusters",
            cluster,
            without,
            async () =>
            {
                try
                {
                    var request = new DescribeDBClustersRequest { DBClusterIdentifier = cluster };
                    return (await side.Clients.Reading.DescribeDBClustersAsync(request, ct)).DBClusters?.FirstOrDefault();
                }
                catch (DBClusterNotFoundException)
                {
                    return null;
                }
            }
        );

    private static Task<SnapshotFact?> NewestAsync(
        AccountProbe side,
        string resource,
        DescribeDBClusterSnapshotsRequest request,
        CancellationToken ct,
        Func<DBClusterSnapshot, bool>? isLeftOut = null
    ) =>
        side.AskAsync(
            "rds:DescribeDBClusterSnapshots",
            resource,
            Severity.Blocking,
            async () =>
            {
                DBClusterSnapshot? newest = null;
                await foreach (
                    var snapshot in side
                        .Clients.Reading.Paginators.DescribeDBClusterSnapshots(request)
                        .DBClusterSnapshots.WithCancellation(ct)
                )
                    // The listing holds snapshots still being made; only an available one can be copied.
                    if (
                        snapshot.Status == "available"
                        && isLeftOut?.Invoke(snapshot) is not true
                        && (newest is null || snapshot.SnapshotCreateTime > newest.SnapshotCreateTime)
                    )
                        newest = snapshot;
                return newest is null ? null : Fact(newest);
            }
        );

    private static bool IsMadeByARequest(DBClusterSnapshot snapshot) => OwnTags.RequestOfAnybody(snapshot.TagList) is not null;

    private static Task<SnapshotFact?> NamedAsync(AccountProbe side, string name, CancellationToken ct) =>
        side.AskAsync(
            "rds:DescribeDBClusterSnapshots",
            name,
            Severity.Blocking,
            async () => await SnapshotTypes.FindAsync(side.Clients.Reading, name, ct) is { } found ? Fact(found) : null
        );

    private static async Task<SnapshotFact?> WithSharesAsync(AccountProbe side, SnapshotFact? found, CancellationToken ct)
    {
        if (found is not { SnapshotType: SnapshotTypes.Manual })
            return found;
        var restore = await side.AskAsync(
            "rds:DescribeDBClusterSnapshotAttributes",
            found.Identifier,
            Severity.Blocking,
            async () => (RestoreAttribute?)await RestoreAttribute.ReadAsync(side.Clients.Reading, found.Identifier, ct)
        );
        return restore switch
        {
            // Refused, which is among the findings.
            null => found,
            // Deleted since it was found.
            { SharedWith: null } => null,
            { SharedWith: { } accounts } => found with { SharedWith = [.. accounts.Order(StringComparer.Ordinal)] },
        };
    }

    /// <summary>The snapshot as it will be; planning gives it its name.</summary>
    private static SnapshotFact Fact(DBCluster cluster) =>
        new(
            Identifier: "",
            Arn: cluster.DBClusterArn,
            SnapshotTypes.Manual,
            cluster.Status,
            cluster.DBClusterIdentifier,
            TakenAt: null,
            cluster.Engine,
            cluster.EngineVersion,
            SnapshotFacts.IsEncrypted(cluster.StorageEncrypted, cluster.StorageEncryptionType),
            cluster.StorageEncryptionType,
            cluster.KmsKeyId,
            []
        )
        {
            StorageType = cluster.StorageType,
        };

    internal static SnapshotFact Fact(DBClusterSnapshot snapshot)
    {
        var facts = SnapshotFacts.Of(snapshot);
        return new SnapshotFact(
            facts.Identifier,
            facts.Arn,
            facts.Type,
            facts.Status,
            facts.Cluster,
            facts.TakenAt,
            facts.Engine,
            facts.EngineVersion,
            facts.Encrypted,
            facts.EncryptionType,
            facts.KeyArn,
            []
        )
        {
            StorageType = snapshot.StorageType,
        };
    }
}
