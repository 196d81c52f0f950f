namespace SnapshotShare.Core.Topology;

/// <summary>A way production data may travel, with what the operator decided about it.</summary>
public sealed record Route(
    string Name,
    Account From,
    Account To,
    string SharingKey,
    string TargetKey,
    NameOptions Names,
    RestoreDefaults Restore,
    TimeSpan ShareWindow,
    TimeSpan LongestShareWindow,
    TimeSpan ClusterLife,
    TimeSpan LongestClusterLife
)
{
    public ApprovalRules Approval { get; init; } = ApprovalRules.Default;
}

/// <summary>Where a restored cluster goes. Subnet group and security groups are named, never AWS's defaults.</summary>
public sealed record RestoreDefaults(
    string SubnetGroup,
    IReadOnlyList<string> SecurityGroups,
    string InstanceClass,
    string? ClusterParameterGroup,
    double? MinCapacity,
    double? MaxCapacity
);
