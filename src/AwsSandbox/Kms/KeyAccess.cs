using SnapshotShare.AwsSandbox.Iam;
using SnapshotShare.AwsSandbox.Wire;

namespace SnapshotShare.AwsSandbox.Kms;

/// <summary>Judges whether a caller may do something with a key: its policy, its grants, and the caller's own IAM.</summary>
internal static class KeyAccess
{
    private static readonly string[] GrantActions = ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"];

    /// <summary>Null where it is allowed; otherwise which of the two sides does not allow it, in AWS's words.</summary>
    public static string? WhyNot(Call call, Key key, string action, string? viaService = null)
    {
        var decision = Decide(call, key, action, viaService);
        if (decision == PolicyDecision.Denied)
            return "with an explicit deny in a resource-based policy";
        var own = key.Account == call.Caller.Account;
        if (decision == PolicyDecision.Silent)
            return HasGrant(call, key, action) ? null : $"no resource-based policy allows the {action} action";
        var needsIam = !own || decision == PolicyDecision.AllowedThroughAccount;
        return needsIam && !call.Caller.May(action) ? $"no identity-based policy allows the {action} action" : null;
    }

    /// <summary>The lockout check: whoever writes a policy must still be able to write the next.</summary>
    public static bool AllowsPutPolicy(Call call, PolicyDocument policy)
    {
        var context = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["kms:calleraccount"] = call.Caller.Account,
            ["aws:principalaccount"] = call.Caller.Account,
            ["aws:principalarn"] = call.Caller.PrincipalArn,
        };
        var request = new PolicyRequest(call.Caller.Account, call.Caller.PrincipalArn, call.Caller.Arn, "kms:PutKeyPolicy", context);
        return KeyPolicy.Evaluate(policy, request) is PolicyDecision.Allowed or PolicyDecision.AllowedThroughAccount;
    }

    /// <summary>True when the policy would still let a role have RDS make a grant.</summary>
    public static bool StillMayGrant(Key key, string account, string principalArn, DateTimeOffset now) =>
        Decide(key, account, principalArn, principalArn, key.Region, "kms:CreateGrant", $"rds.{key.Region}.amazonaws.com", now)
            is PolicyDecision.Allowed
                or PolicyDecision.AllowedThroughAccount;

    private static PolicyDecision Decide(Call call, Key key, string action, string? viaService) =>
        Decide(key, call.Caller.Account, call.Caller.PrincipalArn, call.Caller.Arn, call.Region, action, viaService, call.Now);

    private static PolicyDecision Decide(
        Key key,
        string account,
        string principalArn,
        string callerArn,
        string region,
        string action,
        string? viaService,
        DateTimeOffset now
    )
    {
        if (PolicyDocument.Parse(key.PolicyAt(now)) is not { } policy)
            return PolicyDecision.Silent;
        var context = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["kms:calleraccount"] = account,
            ["aws:principalaccount"] = account,
            ["aws:principalarn"] = principalArn,
            ["aws:requestedregion"] = region,
        };
        if (viaService is not null)
            context["kms:viaservice"] = viaService;
        // Only requests about grants carry this key; elsewhere a statement that asks for it never matches.
        if (GrantActions.Contains(action))
            context["kms:grantisforawsresource"] = viaService is null ? "false" : "true";
        return KeyPolicy.Evaluate(policy, new(account, principalArn, callerArn, action, context));
    }

    private static bool HasGrant(Call call, Key key, string action) =>
        call
            .World.Grants.Range(key.Arn + "/")
            .Any(g =>
                (
                    g.Grantee == call.Caller.PrincipalArn
                    || g.Grantee == call.Caller.Arn
                    || g.Grantee == $"arn:aws:iam::{call.Caller.Account}:root"
                ) && g.Operations.Contains(action["kms:".Length..])
            );
}
