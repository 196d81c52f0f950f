namespace SnapshotShare.Core.Planning.Policies;

/// <summary>KMS's actions on a key (Service Authorization Reference, Actions for AWS KMS), sorted by what they are for.</summary>
internal static class KeyActions
{
    public const string DescribeKey = "kms:DescribeKey";
    public const string CreateGrant = "kms:CreateGrant";
    public const string ListGrants = "kms:ListGrants";

    /// <summary>
    /// Without these a copy cannot succeed: RDS looks at the key and makes itself a grant in the caller's name, and does the
    /// cryptography through that grant (Aurora User Guide, Encryption key management).
    /// </summary>
    public static readonly string[] Needed = [DescribeKey, CreateGrant];

    /// <summary>
    /// AWS's own example for another account allows these too (Aurora User Guide, Sharing encrypted snapshots). That a copy works
    /// without them is believed, not confirmed by AWS's documentation.
    /// </summary>
    public static readonly string[] Usual =
    [
        "kms:Encrypt",
        "kms:Decrypt",
        "kms:ReEncryptFrom",
        "kms:ReEncryptTo",
        "kms:GenerateDataKey",
        "kms:GenerateDataKeyWithoutPlaintext",
    ];

    /// <summary>Who may do one of these can change the key, its policy or its end.</summary>
    public static readonly string[] Administration =
    [
        "kms:PutKeyPolicy",
        "kms:EnableKey",
        "kms:DisableKey",
        "kms:ScheduleKeyDeletion",
        "kms:CancelKeyDeletion",
        "kms:CreateAlias",
        "kms:UpdateAlias",
        "kms:DeleteAlias",
        "kms:EnableKeyRotation",
        "kms:DisableKeyRotation",
        "kms:RotateKeyOnDemand",
        "kms:UpdateKeyDescription",
        "kms:TagResource",
        "kms:UntagResource",
        "kms:ImportKeyMaterial",
        "kms:DeleteImportedKeyMaterial",
        "kms:ReplicateKey",
        "kms:UpdatePrimaryRegion",
    ];

    /// <summary>Only these carry the encryption context that a condition may ask for (KMS Developer Guide, kms:EncryptionContext).</summary>
    public static bool TakesEncryptionContext(string action) =>
        action.Equals(CreateGrant, StringComparison.OrdinalIgnoreCase)
        || action.Equals("kms:RetireGrant", StringComparison.OrdinalIgnoreCase)
        || Usual.Contains(action, StringComparer.OrdinalIgnoreCase)
        || action.StartsWith("kms:GenerateDataKey", StringComparison.OrdinalIgnoreCase);

    public static readonly string[] All =
    [
        .. Needed,
        .. Usual,
        .. Administration,
        "kms:GenerateDataKeyPair",
        "kms:GenerateDataKeyPairWithoutPlaintext",
        ListGrants,
        "kms:RevokeGrant",
        "kms:RetireGrant",
        "kms:GetKeyPolicy",
        "kms:GetKeyRotationStatus",
        "kms:GetParametersForImport",
        "kms:GetPublicKey",
        "kms:ListKeyPolicies",
        "kms:ListKeyRotations",
        "kms:ListResourceTags",
        "kms:Sign",
        "kms:Verify",
        "kms:GenerateMac",
        "kms:VerifyMac",
        "kms:DeriveSharedSecret",
    ];
}
