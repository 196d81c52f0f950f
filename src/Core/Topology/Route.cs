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
)
{
    public RestoreSettings Settings { get; init; } = new();

    /// <summary>The key of the master password's secret, of the target account; null is AWS's own, <c>aws/secretsmanager</c>.</summary>
    public string? SecretKey { get; init; }
}

/// <summary>
/// Settings that a restore takes from production, or from a default that AWS may change, where nothing is said (RDS API Reference,
/// RestoreDBClusterFromSnapshot); so each is said, but for port and zone where the route names none.
/// </summary>
/// <param name="BackupRetention">Days that the cluster's own automated snapshots are kept, 1 to 35; unsaid, as many as production's.</param>
/// <param name="StorageType"><see cref="Standard"/> or <see cref="IoOptimized"/>; unsaid, the first, whatever the source had.</param>
/// <param name="ExtendedSupport">AWS keeps a version past its standard support, and charges for it; otherwise it upgrades the major version then.</param>
/// <param name="IamAuthentication">People and programs may come in with a token of IAM's beside a password.</param>
/// <param name="Port">Null is that of the source's cluster.</param>
/// <param name="Zone">The writer's; null leaves it to AWS.</param>
public sealed record RestoreSettings(
    int BackupRetention = 1,
    string StorageType = RestoreSettings.Standard,
    bool ExtendedSupport = true,
    bool IamAuthentication = false,
    int? Port = null,
    string? Zone = null
)
{
    public const string Standard = "aurora";
    public const string IoOptimized = "aurora-iopt1";
}
