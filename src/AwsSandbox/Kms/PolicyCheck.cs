using System.Text;
using System.Text.RegularExpressions;
using SnapshotShare.AwsSandbox.Iam;
using SnapshotShare.AwsSandbox.Wire;

namespace SnapshotShare.AwsSandbox.Kms;

/// <summary>PutKeyPolicy, and what KMS wants of a policy before it takes it.</summary>
internal static partial class PolicyCheck
{
    private const int LargestPolicy = 32 * 1024;

    public static Outcome Put(KmsCall request)
    {
        var call = request.Call;
        var (key, refusal) = KeyLookup.Find(request);
        if (key is null && Managed(request) is { } managed)
            return ManagedRefusal(call, managed);
        if (refusal is not null)
            return refusal;
        if (request.Text("Policy") is not { } policy)
            return KmsFaults.Missing("Policy");
        if (request.Text("PolicyName") is not (null or "default"))
            return KmsFaults.NotFound("No such policy exists");
        if (WhyNot(request, policy) is { } invalid)
            return invalid;
        var wait = call.Takes(call.Durations.KeyPolicyPropagation);
        var changed = key! with
        {
            Policy = policy,
            OldPolicy = wait > TimeSpan.Zero ? key.PolicyAt(call.Now) : null,
            NewPolicyFrom = wait > TimeSpan.Zero ? call.Now + wait : null,
        };
        call.World.Keys.Put(changed);
        KeyStates.PolicyChanged(call.Accounts, changed, call.Now);
        return new JsonResult(null);
    }

    public static Refusal? WhyNot(KmsCall request, string text)
    {
        if (Encoding.UTF8.GetByteCount(text) > LargestPolicy)
            return new(400, "LimitExceededException", $"The key policy is larger than {LargestPolicy} bytes.");
        if (PolicyDocument.Parse(text) is not { } policy)
            return KmsFaults.Malformed("The policy is not valid JSON, or its statements are not.");
        if (policy.Statements.Any(s => s.Principals.Count == 0 && s.NotPrincipals is null))
            return KmsFaults.Malformed("Policy contains a statement with no principal.");
        if (policy.Statements.SelectMany(s => s.Principals.Concat(s.NotPrincipals ?? [])).Any(p => !IsPrincipal(request.Call, p)))
            return KmsFaults.Malformed("Policy contains a statement with one or more invalid principals.");
        if (policy.Statements.SelectMany(s => s.Conditions).Any(c => !Condition.IsKnown(c.Operator)))
            return KmsFaults.Malformed("Policy contains a statement with an unknown condition operator.");
        return request.Bool("BypassPolicyLockoutSafetyCheck") || KeyAccess.AllowsPutPolicy(request.Call, policy)
            ? null
            : KmsFaults.Malformed("The new key policy will not allow you to update the key policy in the future.");
    }

    // Roles and users of the accounts that are here must exist; nobody can say about others.
    private static bool IsPrincipal(Call call, string principal)
    {
        if (principal == "*" || !principal.StartsWith("arn:", StringComparison.Ordinal))
            return principal == "*" || AccountId().IsMatch(principal) || principal.Contains(':', StringComparison.Ordinal);
        if (!PrincipalArn().IsMatch(principal))
            return false;
        var account = principal.Split(':')[4];
        return !principal.Contains(":role/", StringComparison.Ordinal)
            || !call.World.Roles.All.Any(r => r.Account == account)
            || call.World.Roles.Find(principal) is not null;
    }

    private static Key? Managed(KmsCall request) =>
        request.Text("KeyId") is { Length: > 0 } id
        && KeyRing.Find(request.Call.World, request.Call.Place, id) is { IsAwsManaged: true } key
        && key.Account == request.Call.Caller.Account
            ? key
            : null;

    private static Refusal ManagedRefusal(Call call, Key key) =>
        call.Rules.ManagedKeyPolicyIsAccessDenied
            ? call.Errors.Denied(
                call.Caller.Arn,
                "kms:PutKeyPolicy",
                key.Arn,
                "no resource-based policy allows the kms:PutKeyPolicy action"
            )
            : new(400, "UnsupportedOperationException", $"{key.Arn} is an AWS managed key; its policy cannot be changed.");

    [GeneratedRegex("^[0-9]{12}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex AccountId();

    [GeneratedRegex(
        "^arn:aws:(?:iam::[0-9]{12}:(?:root|(?:user|role)/.+)|sts::[0-9]{12}:(?:assumed-role|federated-user)/.+)$",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex PrincipalArn();
}
