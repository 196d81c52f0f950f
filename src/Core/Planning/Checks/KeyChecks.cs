using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Planning.Policies;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Planning.Checks;

/// <summary>Judges whether the keys can be used at all, and what the sharing key's policy says.</summary>
internal static class KeyChecks
{
    public static IEnumerable<Finding> Of(Facts facts, Plan plan) => [.. Keys(facts, plan), .. Policy(facts) ?? []];

    /// <summary>The keys themselves, whatever their policies say.</summary>
    public static IEnumerable<Finding> Keys(Facts facts, Plan plan) =>
        [
            .. Usable(facts.SharingKey, plan.From.Account),
            .. facts.SourceKey?.Arn == facts.SharingKey?.Arn ? [] : Usable(facts.SourceKey, plan.From.Account),
            .. Usable(facts.TargetKey, plan.To.Account),
            .. facts.SecretKey?.Arn == facts.TargetKey?.Arn ? [] : Usable(facts.SecretKey, plan.To.Account),
            .. SharingKey(facts, plan),
            .. TargetKey(facts, plan),
        ];

    /// <summary>Names what the sharing key's policy lacks, or gives beyond need; null when it could not be read, or is AWS's own.</summary>
    public static IEnumerable<Finding>? Policy(Facts facts) =>
        facts is { SharingKeyPolicy: { } policy, SharingKey: { Manager: "CUSTOMER" } key }
            ? KeyPolicyLint.Of(policy, key, facts.Route.From, facts.Route.To, facts.SharingKeyGrants, facts.KeyRights, facts.At)
            : null;

    private static IEnumerable<Finding> Usable(KeyFact? key, string account)
    {
        if (key is null)
            yield break;
        if (key.State != "Enabled")
            yield return Finding.Blocking("key-not-enabled", account, key.Arn, ("key", key.Label), ("state", key.State)) with
            {
                Paste = WayOutOf(key),
            };
        if (key.Spec != "SYMMETRIC_DEFAULT")
            yield return Finding.Blocking("key-not-symmetric", account, key.Arn, ("key", key.Label), ("spec", key.Spec)) with
            {
                Paste = "aws kms create-key --key-spec SYMMETRIC_DEFAULT",
            };
    }

    /// <summary>Null where there is nothing to do but to wait (KMS Developer Guide, Key states).</summary>
    private static string? WayOutOf(KeyFact key) =>
        key.State switch
        {
            "Disabled" => $"aws kms enable-key --key-id {key.Arn}",
            "PendingDeletion" => $"aws kms cancel-key-deletion --key-id {key.Arn} && aws kms enable-key --key-id {key.Arn}",
            "PendingImport" =>
                $"aws kms get-parameters-for-import --key-id {key.Arn} --wrapping-algorithm RSAES_OAEP_SHA_256 --wrapping-key-spec RSA_4096",
            "Unavailable" =>
                $"aws kms connect-custom-key-store --custom-key-store-id \"$(aws kms describe-key --key-id {key.Arn} --query KeyMetadata.CustomKeyStoreId --output text)\"",
            _ => null,
        };

    private static IEnumerable<Finding> SharingKey(Facts facts, Plan plan)
    {
        var route = facts.Route;
        if (IsElsewhere(plan.SharingKey.Arn, route.From))
        {
            yield return Finding.Blocking(
                "sharing-key-elsewhere",
                plan.From.Account,
                plan.SharingKey.Arn,
                ("key", plan.SharingKey.Arn),
                ("account", plan.From.AccountId),
                ("region", plan.From.Region)
            ) with
            {
                Paste = NewSharingKey(route),
            };
            yield break;
        }
        if (facts.SharingKey is { Manager: "AWS" } key)
            yield return Finding.Blocking("sharing-key-aws-managed", plan.From.Account, key.Arn, ("key", key.Label)) with
            {
                Paste = NewSharingKey(route),
            };
    }

    private static IEnumerable<Finding> TargetKey(Facts facts, Plan plan)
    {
        if (plan.TargetSnapshot is not null && IsElsewhere(plan.TargetKey.Arn, facts.Route.To))
            yield return Finding.Blocking(
                "target-key-elsewhere",
                plan.To.Account,
                plan.TargetKey.Arn,
                ("key", plan.TargetKey.Arn),
                ("account", plan.To.AccountId),
                ("region", plan.To.Region)
            ) with
            {
                Paste = $"Aws__Routes__{plan.Route}__TargetKey=alias/aws/rds",
            };
    }

    private static bool IsElsewhere(string keyArn, Account account) =>
        !keyArn.Contains($":{account.Region}:{account.AccountId}:", StringComparison.Ordinal);

    private static string NewSharingKey(Route route) =>
        $"""
            aws kms create-key --description 'Snapshots that {route.To.Name} may use' --policy file://key-policy.json

            key-policy.json:
            {KeyStatements.Minimal(route.From, route.To)}
            """;
}
