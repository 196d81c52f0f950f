using SnapshotShare.AwsSandbox.Wire;

namespace SnapshotShare.AwsSandbox.Rds;

/// <summary>The members that tell of encryption at rest, of a cluster, an instance or a snapshot.</summary>
internal static class StorageEncryption
{
    /// <param name="isUnderAwsOwnedKey">Encrypted under a key that is AWS's alone, so that there is none to show.</param>
    public static XmlText Encryption(this XmlText xml, Call call, string? keyArn, bool isUnderAwsOwnedKey) =>
        xml.Add("StorageEncrypted", keyArn is not null || (isUnderAwsOwnedKey && call.Rules.AwsOwnedKeyShowsAsEncrypted))
            .Add(
                "StorageEncryptionType",
                isUnderAwsOwnedKey ? "sse-rds"
                    : keyArn is null ? "none"
                    : "sse-kms"
            )
            .Add("KmsKeyId", keyArn);
}
