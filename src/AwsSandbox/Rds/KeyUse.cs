using SnapshotShare.AwsSandbox.Kms;
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
    private static readonly string[] Always = ["kms:DescribeKey", "kms:CreateGrant"];

    /// <summary>A bare key ID or alias is looked up in the caller's account, and AWS then speaks of the specified key.</summary>
    public static string TargetWording(string reference) =>
        Guid.TryParse(reference, out _)
        || reference.StartsWith("alias/", StringComparison.Ordinal)
        || reference.StartsWith("mrk-", StringComparison.Ordinal)
            ? SpecifiedWording
            : "The target KMS key";

    public static (Key? Key, Refusal? Refusal) Check(Call call, string reference, string region, string wording, string[] crypto)
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
            : Missing(call, key, call.Rules.CopyNeedsCryptoActions ? [.. Always, .. crypto] : Always);
        if (why is null)
            return (key, null);
        call.Note($"key {reference}: {why}");
        return (null, RdsFaults.KeyNotAccessible(wording, reference));
    }

    /// <summary>RDS works under a grant made in the caller's name; it retires it when it is done.</summary>
    public static void GrantToRds(Call call, string keyArn, string snapshotArn) =>
        call.World.Grants.Put(
            new(
                keyArn,
                SigV4.Hash(call.Names.Guid().ToByteArray()),
                call.Names.Token(),
                $"rds.{call.Region}.amazonaws.com",
                ["Decrypt", "Encrypt", "GenerateDataKey", "ReEncryptFrom", "ReEncryptTo", "CreateGrant", "RetireGrant", "DescribeKey"],
                call.Now
            )
            {
                IssuingAccount = call.Caller.Account,
                Retiring = $"rds.{call.Region}.amazonaws.com",
                ForSnapshotArn = snapshotArn,
            }
        );

    private static string? Missing(Call call, Key key, string[] actions) =>
        actions
            .Select(action => KeyAccess.WhyNot(call, key, action, $"rds.{key.Region}.amazonaws.com"))
            .FirstOrDefault(why => why is not null);
}
