namespace SnapshotShare.Core.Planning.Policies;

/// <summary>A call that a key policy is asked about.</summary>
/// <param name="PrincipalArn">The role or user; null when only the account is known.</param>
/// <param name="Context">Condition keys in lower case; a null value is a key certainly not in the request, a missing one is not known.</param>
public sealed record KeyCall(
    string AccountId,
    string? PrincipalArn,
    string Action,
    string KeyArn,
    IReadOnlyDictionary<string, string?> Context
)
{
    private static readonly string[] GrantActions = ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"];

    /// <summary>RDS asks in the caller's name, as it does for every copy and restore.</summary>
    public static KeyCall ThroughRds(string accountId, string? principalArn, string action, string keyArn) =>
        new(accountId, principalArn, action, keyArn, Known(accountId, principalArn, action, keyArn, throughRds: true));

    /// <summary>A person or program asks KMS itself.</summary>
    public static KeyCall Direct(string accountId, string? principalArn, string action, string keyArn) =>
        new(accountId, principalArn, action, keyArn, Known(accountId, principalArn, action, keyArn, throughRds: false));

    private static Dictionary<string, string?> Known(string accountId, string? principalArn, string action, string keyArn, bool throughRds)
    {
        var region = keyArn.Split(':') is [_, _, _, var named, ..] ? named : "";
        var china = region.StartsWith("cn-", StringComparison.Ordinal) ? ".cn" : "";
        var known = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["kms:calleraccount"] = accountId,
            ["aws:principalaccount"] = accountId,
            ["aws:requestedregion"] = region,
            ["aws:securetransport"] = "true",
            ["kms:viaservice"] = throughRds ? $"rds.{region}.amazonaws.com{china}" : null,
            // Only requests about grants carry this key; elsewhere a statement that asks for it never matches (KMS Developer Guide).
            ["kms:grantisforawsresource"] =
                !GrantActions.Contains(action, StringComparer.OrdinalIgnoreCase) ? null
                : throughRds ? "true"
                : "false",
        };
        if (principalArn is not null)
            known["aws:principalarn"] = principalArn;
        return known;
    }
}
