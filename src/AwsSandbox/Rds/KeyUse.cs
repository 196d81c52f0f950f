using SnapshotShare.AwsSandbox.Kms;
using SnapshotShare.AwsSandbox.Policies;
using SnapshotShare.AwsSandbox.Wire;

namespace SnapshotShare.AwsSandbox.Rds;

/// <summary>
/// Asks KMS on a caller's behalf, as RDS does. Whatever is wrong with a key, the wire says the same sentence; which of the three
/// keys is meant is all that it tells.
/// </summary>
internal static class KeyUse
{
    public const string SourceWording = "The source snapshot KMS key";
    public const string SpecifiedWording = "Specified KMS key";

    public static readonly string[] Reading = ["kms:Decrypt", "kms:ReEncryptFrom"];
    public static readonly string[] Writing = ["kms:GenerateDataKey", "kms:Encrypt"];

    /// <summary>The operations of a grant that RDS makes in its caller's name.</summary>
    public static readonly string[] Operations =
    [
        "Decrypt",
        "Encrypt",
        "GenerateDataKey",
        "ReEncryptFrom",
        "ReEncryptTo",
        "CreateGrant",
        "RetireGrant",
        "DescribeKey",
    ];
    private static readonly string[] Always = ["kms:DescribeKey", "kms:CreateGrant"];

    /// <summary>RDS does these through its grant, so that nobody need be allowed them.</summary>
    private static readonly string[] ThroughTheGrant = [.. Reading, .. Writing, "kms:GenerateDataKeyWithoutPlaintext", "kms:ReEncryptTo"];

    /// <summary>A bare key ID or alias is looked up in the caller's account, and AWS then speaks of the specified key.</summary>
    public static string TargetWording(string reference) =>
        Guid.TryParse(reference, out _)
        || reference.StartsWith("alias/", StringComparison.Ordinal)
        || reference.StartsWith("mrk-", StringComparison.Ordinal)
            ? SpecifiedWording
            : "The target KMS key";

    public static (Key? Key, Refusal? Refusal) Check(
        Call call,
        Snapshot snapshot,
        string reference,
        string region,
        string wording,
        string[] crypto
    )
    {
        var key =
            reference == "alias/aws/rds"
                ? KeyRing.Managed(call.Accounts, call.Place, "rds", call.Now)
                : KeyRing.Find(call.World, call.Place, reference);
        var why =
            key is null ? "there is no such key"
            : key.Region != region ? $"it is a key of {key.Region}"
            : key.State != Key.Enabled ? $"it is {key.State}"
            : key.Spec != Key.Symmetric || key.Usage != "ENCRYPT_DECRYPT" ? "it is not a symmetric encryption key"
            : Missing(call, key, snapshot, call.Rules.CopyNeedsCryptoActions ? [.. Always, .. crypto] : Always)
                ?? Denied(call, key, snapshot);
        if (why is null)
            return (key, null);
        call.Note($"key {reference}: {why}");
        return (null, RdsFaults.KeyNotAccessible(wording, reference));
    }

    /// <summary>RDS works under a grant made in the caller's name; it retires it when it is done.</summary>
    public static void GrantToRds(Call call, string keyArn, Snapshot copy)
    {
        var terms = Terms(call.Region, copy);
        call.World.Grants.Put(
            new(keyArn, SigV4.Hash(call.Names.Guid().ToByteArray()), call.Names.Token(), terms.Grantee, terms.Operations, call.Now)
            {
                IssuingAccount = call.Caller.Account,
                Retiring = terms.Retiring,
                ContextSubset = terms.ContextSubset,
                ForSnapshotArn = copy.Arn,
            }
        );
    }

    private static GrantTerms Terms(string region, Snapshot snapshot) =>
        new($"rds.{region}.amazonaws.com", Operations) { Retiring = $"rds.{region}.amazonaws.com", ContextSubset = Context(snapshot) };

    // The encryption context that RDS gives is the cluster's own identifier, which stays the same through all copies.
    private static Dictionary<string, string> Context(Snapshot snapshot) =>
        new(StringComparer.Ordinal) { ["aws:rds:dbc-id"] = snapshot.ClusterResourceId };

    private static string? Denied(Call call, Key key, Snapshot snapshot) =>
        ThroughTheGrant.FirstOrDefault(action => KeyAccess.IsDenied(call, key, Forwarded(call, key, snapshot, action))) is { } denied
            ? $"{denied} is denied with an explicit deny in a resource-based policy"
            : null;

    private static KeyCall Forwarded(Call call, Key key, Snapshot snapshot, string action) =>
        KeyAccess.Ask(call, key, action) with
        {
            ViaService = $"rds.{key.Region}.amazonaws.com",
            Grant = action == "kms:CreateGrant" ? Terms(key.Region, snapshot) : null,
            EncryptionContext = action == "kms:DescribeKey" ? null : Context(snapshot),
        };

    private static string? Missing(Call call, Key key, Snapshot snapshot, string[] actions) =>
        actions
            .Select(action => KeyAccess.WhyNot(call, key, Forwarded(call, key, snapshot, action)))
            .FirstOrDefault(why => why is not null);
}
