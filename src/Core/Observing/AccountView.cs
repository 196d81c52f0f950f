using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Text;

namespace SnapshotShare.Core.Observing;

/// <summary>An account as it was last seen. Pages show this and never ask AWS themselves.</summary>
/// <param name="LookedAt">When the newest part was read; null before the first look.</param>
/// <param name="Trouble">Why the last look failed, in a sentence; null when it worked.</param>
public sealed record AccountView(
    string Account,
    DateTime? LookedAt,
    IReadOnlyList<SnapshotView> Snapshots,
    IReadOnlyList<ClusterView> Clusters,
    Message? Trouble
)
{
    /// <summary>Why AWS Backup's snapshots could not be listed, in a sentence; null when they could. The rest is shown all the same.</summary>
    public Message? AwsBackupTrouble { get; init; }
}

/// <summary>One DB cluster snapshot as an account sees it.</summary>
/// <param name="Type"><c>automated</c>, <c>manual</c>, <c>shared</c>, <c>public</c> or <c>awsbackup</c> (<see cref="SnapshotTypes"/>).</param>
/// <param name="Status">AWS's word, e.g. <c>available</c>, <c>copying</c>.</param>
/// <param name="OwnerAccountId">From the ARN; another account's for a shared one.</param>
/// <param name="KeyAlias">For people; absent where the key cannot be described.</param>
/// <param name="KeyManager"><c>AWS</c> or <c>CUSTOMER</c>; null when unknown or not encrypted.</param>
/// <param name="SharedWith">Account IDs of the <c>restore</c> attribute; null when not read.</param>
public sealed record SnapshotView(
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
    /// <summary><c>none</c>, <c>sse-kms</c> or <c>sse-rds</c>, AWS's word; null where AWS does not say.</summary>
    public string? EncryptionType { get; init; }

    /// <summary>Every alias of the key in its own account: people and routes may know it by any of them.</summary>
    public IReadOnlyList<string> KeyAliases { get; init; } = [];

    /// <summary>Encrypted under a key that only RDS has.</summary>
    public bool IsUnderAwsOwnedKey => EncryptionType == SnapshotFacts.AwsOwnedKey;

    internal static SnapshotView Of(
        SnapshotFacts snapshot,
        IReadOnlyDictionary<string, KeyLabel> keys,
        IReadOnlyDictionary<string, IReadOnlyList<string>> sharing
    )
    {
        var key = snapshot.KeyArn is { } arn ? keys.GetValueOrDefault(arn) : null;
        return new SnapshotView(
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
            key?.Alias,
            key?.Manager,
            sharing.GetValueOrDefault(snapshot.Identifier),
            snapshot.Tags
        )
        {
            EncryptionType = snapshot.EncryptionType,
            KeyAliases = key?.Aliases ?? [],
        };
    }
}

/// <param name="ResourceId">AWS's own ID of it, whatever it is called.</param>
public sealed record ClusterView(
    string ResourceId,
    string Identifier,
    string Arn,
    string Status,
    string Engine,
    string EngineVersion,
    IReadOnlyList<string> Instances
);
