using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Web.Api.Contracts;

/// <summary>An account as it was last seen.</summary>
/// <param name="Trouble">Why the last look failed; null when it worked.</param>
/// <param name="AwsBackupTrouble">Why AWS Backup's snapshots could not be listed, though the rest could; null when they could.</param>
public sealed record AccountContract(
    string Name,
    string AccountId,
    string Region,
    DateTime? LookedAt,
    string? Trouble,
    string? AwsBackupTrouble,
    IReadOnlyList<ClusterContract> Clusters
)
{
    public static AccountContract Of(Account account, AccountView view) =>
        new(
            account.Name,
            account.AccountId,
            account.Region,
            view.LookedAt,
            view.Trouble?.ToString(),
            view.AwsBackupTrouble?.ToString(),
            [.. view.Clusters.Select(ClusterContract.Of)]
        );
}

public sealed record ClusterContract(
    string Identifier,
    string Arn,
    string Status,
    string Engine,
    string EngineVersion,
    IReadOnlyList<string> Instances
)
{
    public static ClusterContract Of(ClusterView cluster) =>
        new(cluster.Identifier, cluster.Arn, cluster.Status, cluster.Engine, cluster.EngineVersion, cluster.Instances);
}

/// <summary>One DB cluster snapshot as an account sees it; types and statuses are AWS's words.</summary>
public sealed record SnapshotContract(
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
    public static SnapshotContract Of(SnapshotView snapshot) =>
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
public sealed record RouteContract(
    string Name,
    string From,
    string To,
    string SharingKey,
    string TargetKey,
    string SubnetGroup,
    IReadOnlyList<string> SecurityGroups,
    string InstanceClass,
    RestoreSettings Settings,
    string? SecretKey,
    TimeSpan ShareWindow,
    TimeSpan LongestShareWindow,
    TimeSpan ClusterLife,
    TimeSpan LongestClusterLife,
    ApprovalRulesContract Approval
)
{
    public static RouteContract Of(Core.Topology.Route route) =>
        new(
            route.Name,
            route.From.Name,
            route.To.Name,
            route.SharingKey,
            route.TargetKey,
            route.Restore.SubnetGroup,
            route.Restore.SecurityGroups,
            route.Restore.InstanceClass,
            route.Restore.Settings,
            route.Restore.SecretKey,
            route.ShareWindow,
            route.LongestShareWindow,
            route.ClusterLife,
            route.LongestClusterLife,
            ApprovalRulesContract.Of(route)
        );
}

/// <summary>The route's demands before production data travels.</summary>
/// <param name="Version">Part of every plan's digest.</param>
/// <param name="Ticket">A regular expression that the reason must contain a match of.</param>
public sealed record ApprovalRulesContract(
    string Version,
    int Approvers,
    IReadOnlyList<string> Groups,
    int ReasonLength,
    string? Ticket,
    TimeSpan? YoungestSnapshot,
    TimeSpan? OldestSnapshot,
    IReadOnlyList<string> InstanceClasses,
    AutomaticApproval? Automatic
)
{
    public static ApprovalRulesContract Of(Core.Topology.Route route) =>
        new(
            RulesVersion.Of(route),
            route.Approval.Approvers,
            route.Approval.Groups,
            route.Approval.ReasonLength,
            route.Approval.Ticket?.ToString(),
            route.Approval.YoungestSnapshot,
            route.Approval.OldestSnapshot,
            route.Approval.InstanceClasses,
            route.Approval.Automatic
        );
}
