using System.Text;
using System.Text.RegularExpressions;
using SnapshotShare.AwsSandbox.Policies;
using SnapshotShare.AwsSandbox.Wire;

namespace SnapshotShare.AwsSandbox.Kms;

/// <summary>PutKeyPolicy, and what KMS wants of a policy before it takes it.</summary>
internal static partial class PolicyCheck
{
    public const string Bypass = "BypassPolicyLockoutSafetyCheck";
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
        if (WhyNot(request, policy, key!) is { } invalid)
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

    public static Refusal? WhyNot(KmsCall request, string text, Key key)
    {
        if (Encoding.UTF8.GetByteCount(text) > LargestPolicy)
            return new(400, "LimitExceededException", $"The key policy is larger than {LargestPolicy} bytes.");
        if (!Characters().IsMatch(text))
            return KmsFaults.Validation(
                "1 validation error detected: Value at 'policy' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\u0009\\u000A\\u000D\\u0020-\\u00FF]+"
            );
        if (PolicyDocument.Parse(text) is not { } policy)
            return KmsFaults.Malformed("The policy is not valid JSON, or its statements are not.");
        if (policy.Statements.Any(s => (s.Principals ?? s.NotPrincipals) is not { Count: > 0 }))
            return KmsFaults.Malformed("Policy contains a statement with no principal.");
        if (policy.Statements.SelectMany(s => s.Principals ?? s.NotPrincipals!).Any(p => !PolicyPrincipals.Exists(request.Call.World, p)))
            return KmsFaults.Malformed("Policy contains a statement with one or more invalid principals.");
        // A statement without an action or a resource is taken, and has no effect.
        if (policy.Statements.Any(s => s is { Allow: true, NotPrincipals: not null }))
            return KmsFaults.Malformed("NotPrincipal is supported with the effect Deny only.");
        return request.Bool(Bypass) || KeyAccess.AllowsPutPolicy(request.Call, key, policy)
            ? null
            : KmsFaults.Malformed("The new key policy will not allow you to update the key policy in the future.");
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

    [GeneratedRegex("^[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+\\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Characters();
}
