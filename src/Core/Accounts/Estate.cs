using SnapshotShare.Core.Approvals;

namespace SnapshotShare.Core.Accounts;

/// <summary>One AWS account in one Region, as the operator named it.</summary>
public sealed record Account(
    string Name,
    string AccountId,
    string Region,
    string? RoleArn,
    string? ExternalId,
    Uri? ServiceUrl,
    int CopiesAtOnce = 5
)
{
    /// <summary><c>aws</c>, <c>aws-cn</c> or <c>aws-us-gov</c>, from the Region's prefix.</summary>
    public string Partition =>
        Region.StartsWith("cn-", StringComparison.Ordinal) ? "aws-cn"
        : Region.StartsWith("us-gov-", StringComparison.Ordinal) ? "aws-us-gov"
        : "aws";

    public string ClusterSnapshotArn(string identifier) => $"arn:{Partition}:rds:{Region}:{AccountId}:cluster-snapshot:{identifier}";

    /// <summary>The full ARN of a key or alias named without one; a bare name would be resolved in the caller's account.</summary>
    public string KeyArn(string key) =>
        key.StartsWith("arn:", StringComparison.Ordinal) ? key
        : key.StartsWith("alias/", StringComparison.Ordinal) ? $"arn:{Partition}:kms:{Region}:{AccountId}:{key}"
        : $"arn:{Partition}:kms:{Region}:{AccountId}:key/{key}";
}

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

/// <summary>Every account and route of this installation, checked.</summary>
public sealed record Estate(IReadOnlyDictionary<string, Account> Accounts, IReadOnlyDictionary<string, Route> Routes)
{
    public Account Account(string name) =>
        Accounts.TryGetValue(name, out var account)
            ? account
            : throw new KeyNotFoundException($"The configuration knows no account by the name '{name}' (Aws:Accounts).");

    public Account? AccountById(string accountId) =>
        Accounts.Values.FirstOrDefault(account => string.Equals(account.AccountId, accountId, StringComparison.Ordinal));
}
