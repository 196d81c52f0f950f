namespace SnapshotShare.Core.Topology;

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

    /// <summary>True when a key, known by its ARN and its aliases, is the one named here by alias, alias ARN, key ID or key ARN.</summary>
    public bool Means(string named, string keyArn, IEnumerable<string> aliases)
    {
        var meant = KeyArn(named);
        // An alias stands in the account and Region of its key: the same name elsewhere is another key.
        var home = keyArn[..(keyArn.LastIndexOf(':') + 1)];
        return meant == keyArn || aliases.Any(alias => meant == home + alias);
    }
}
