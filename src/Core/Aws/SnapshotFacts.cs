using Amazon.RDS.Model;

namespace SnapshotShare.Core.Aws;

/// <summary>A DB cluster snapshot as AWS describes it: the one reading of it, so that a page and a plan never disagree about one.</summary>
/// <param name="Identifier">Its name; the whole ARN for a shared one.</param>
/// <param name="Type"><c>automated</c>, <c>manual</c>, <c>shared</c>, <c>public</c> or <c>awsbackup</c>: AWS's word, but for what AWS Backup took (<see cref="SnapshotTypes.Of"/>).</param>
/// <param name="Status">AWS's word, e.g. <c>available</c>, <c>copying</c>.</param>
/// <param name="TakenAt">UTC.</param>
/// <param name="OwnerAccountId">From the ARN; another account's for a shared one.</param>
/// <param name="EncryptionType"><c>none</c>, <c>sse-kms</c> or <see cref="AwsOwnedKey"/>; null where AWS does not say.</param>
public sealed record SnapshotFacts(
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
    string? EncryptionType,
    string? KeyArn,
    IReadOnlyDictionary<string, string> Tags
)
{
    /// <summary>Encrypted under a key that only RDS has; AWS names no key then.</summary>
    public const string AwsOwnedKey = "sse-rds";

    public static SnapshotFacts Of(DBClusterSnapshot snapshot) =>
        new(
            snapshot.DBClusterSnapshotIdentifier,
            snapshot.DBClusterSnapshotArn,
            SnapshotTypes.Of(snapshot),
            snapshot.Status,
            snapshot.PercentProgress,
            snapshot.SnapshotCreateTime?.ToUniversalTime(),
            snapshot.DBClusterIdentifier,
            snapshot.Engine,
            snapshot.EngineVersion,
            snapshot.DBClusterSnapshotArn.Split(':')[4],
            IsEncrypted(snapshot.StorageEncrypted, snapshot.StorageEncryptionType),
            snapshot.StorageEncryptionType,
            snapshot.KmsKeyId,
            (snapshot.TagList ?? []).ToDictionary(tag => tag.Key, tag => tag.Value, StringComparer.Ordinal)
        );

    /// <summary>Under a key that only RDS has, <c>StorageEncrypted</c> may say false (believed, not confirmed by AWS's documentation).</summary>
    public static bool IsEncrypted(bool? storageEncrypted, string? encryptionType) =>
        storageEncrypted == true || encryptionType == AwsOwnedKey;
}
