using SnapshotShare.Core.Accounts;
using SnapshotShare.Core.Observing;

namespace SnapshotShare.Web.Api.Shapes;

/// <summary>An account as it was last seen.</summary>
/// <param name="Trouble">Why the last look failed; null when it worked.</param>
public sealed record AccountShape(
    string Name,
    string AccountId,
    string Region,
    DateTime? LookedAt,
    string? Trouble,
    IReadOnlyList<ClusterShape> Clusters
)
{
    public static AccountShape Of(Account account, AccountView view) =>
        new(
            account.Name,
            account.AccountId,
            account.Region,
            view.LookedAt,
            view.Trouble?.ToString(),
            [.. view.Clusters.Select(ClusterShape.Of)]
        );
}

public sealed record ClusterShape(
    string Identifier,
    string Arn,
    string Status,
    string Engine,
    string EngineVersion,
    IReadOnlyList<string> Instances
)
{
    public static ClusterShape Of(ClusterView cluster) =>
        new(cluster.Identifier, cluster.Arn, cluster.Status, cluster.Engine, cluster.EngineVersion, cluster.Instances);
}

/// <summary>One DB cluster snapshot as an account sees it; types and statuses are AWS's words.</summary>
public sealed record SnapshotShape(
    string Identifier,
    string Arn,
    string Type,
    string Status,
    int? Percent,
    DateTime? TakenAt,
    string Cluster,
    string Engine,
    string EngineVersion,
    string OwnerAccountId,
    bool Encrypted,
    string? KeyArn,
    string? KeyAlias,
    string? KeyManager,
    IReadOnlyList<string>? SharedWith,
    IReadOnlyDictionary<string, string> Tags
)
{
    public static SnapshotShape Of(SnapshotView snapshot) =>
        new(
            snapshot.Identifier,
            snapshot.Arn,
            snapshot.Type,
            snapshot.Status,
            snapshot.Percent,
            snapshot.TakenAt,
            snapshot.Cluster,
            snapshot.Engine,
            snapshot.EngineVersion,
            snapshot.OwnerAccountId,
            snapshot.Encrypted,
            snapshot.KeyArn,
            snapshot.KeyAlias,
            snapshot.KeyManager,
            snapshot.SharedWith,
            snapshot.Tags
        );
}

/// <summary>A way production data may travel, with the operator's limits.</summary>
public sealed record RouteShape(
    string Name,
    string From,
    string To,
    string SharingKey,
    string TargetKey,
    string SubnetGroup,
    IReadOnlyList<string> SecurityGroups,
    string InstanceClass,
    TimeSpan ShareWindow,
    TimeSpan LongestShareWindow,
    TimeSpan ClusterLife,
    TimeSpan LongestClusterLife
)
{
    public static RouteShape Of(Core.Accounts.Route route) =>
        new(
            route.Name,
            route.From.Name,
            route.To.Name,
            route.SharingKey,
            route.TargetKey,
            route.Restore.SubnetGroup,
            route.Restore.SecurityGroups,
            route.Restore.InstanceClass,
            route.ShareWindow,
            route.LongestShareWindow,
            route.ClusterLife,
            route.LongestClusterLife
        );
}
