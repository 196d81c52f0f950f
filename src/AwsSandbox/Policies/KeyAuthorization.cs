namespace SnapshotShare.AwsSandbox.Policies;

/// <summary>
/// The decision on a call, from everything that has a say: the key's policy, its grants, the caller's own policies and the one of the
/// session. Written from IAM's "Policy evaluation logic" and KMS's "Determining access" alone, so that whatever else judges key policies
/// can be held against it.
/// </summary>
public static class KeyAuthorization
{
    /// <summary>Null where it is allowed; otherwise why not, in AWS's words.</summary>
    public static string? WhyNot(
        KeyCall call,
        PolicyDocument keyPolicy,
        IEnumerable<GrantTerms> grants,
        IReadOnlyList<PolicyDocument> identityPolicies,
        PolicyDocument? sessionPolicy
    )
    {
        var request = call.Request();
        var key = PolicyEvaluation.OfResource(keyPolicy, request);
        var identity = Identity(identityPolicies, request);
        var session = sessionPolicy is null ? PolicyEffect.AllowsCaller : PolicyEvaluation.OfIdentity(sessionPolicy, request);
        if (key == PolicyEffect.Denies)
            return "with an explicit deny in a resource-based policy";
        if (Denied(identity, session) is { } denied)
            return denied;
        var given = Given(call, grants);
        var inOwnAccount = call.KeyAccount == call.Principal.Account;
        // Across accounts a key's policy gives no more than the right to give: the other account's IAM must do so.
        if (key > PolicyEffect.AllowsAccount && !inOwnAccount)
            key = PolicyEffect.AllowsAccount;
        return (key > given ? key : given) switch
        {
            PolicyEffect.Silent => $"no resource-based policy allows the {call.Action} action",
            PolicyEffect.AllowsCaller => null,
            PolicyEffect.AllowsRole => Missing(call.Action, PolicyEffect.AllowsCaller, session),
            _ => Missing(call.Action, identity, session),
        };
    }

    /// <summary>The same for a call on no key: the caller's own policies decide.</summary>
    public static string? WhyNot(PolicyRequest request, IReadOnlyList<PolicyDocument> identityPolicies, PolicyDocument? sessionPolicy)
    {
        var identity = Identity(identityPolicies, request);
        var session = sessionPolicy is null ? PolicyEffect.AllowsCaller : PolicyEvaluation.OfIdentity(sessionPolicy, request);
        return Denied(identity, session) ?? Missing(request.Action, identity, session);
    }

    private static PolicyEffect Identity(IReadOnlyList<PolicyDocument> policies, PolicyRequest request) =>
        request.Principal.IdentityArn == request.Principal.Root
            ? PolicyEffect.AllowsCaller
            : policies.Select(p => PolicyEvaluation.OfIdentity(p, request)).DefaultIfEmpty(PolicyEffect.Silent).Max();

    private static string? Denied(PolicyEffect identity, PolicyEffect session) =>
        identity == PolicyEffect.Denies ? "with an explicit deny in an identity-based policy"
        : session == PolicyEffect.Denies ? "with an explicit deny in a session policy"
        : null;

    private static string? Missing(string action, PolicyEffect identity, PolicyEffect session) =>
        identity == PolicyEffect.Silent ? $"no identity-based policy allows the {action} action"
        : session == PolicyEffect.Silent ? $"no session policy allows the {action} action"
        : null;

    // A grant needs no policy beside it, in whichever account the grantee is; one for an account leaves it to that account's IAM.
    private static PolicyEffect Given(KeyCall call, IEnumerable<GrantTerms> grants) =>
        grants
            .Where(g => g.Allows(call.Operation, call.Grant?.Context ?? call.EncryptionContext, call.Grant))
            .Select(g =>
                g.Grantee == call.Principal.Arn ? PolicyEffect.AllowsCaller
                : g.Grantee == call.Principal.IdentityArn ? PolicyEffect.AllowsRole
                : g.Grantee == call.Principal.Root ? PolicyEffect.AllowsAccount
                : PolicyEffect.Silent
            )
            .DefaultIfEmpty(PolicyEffect.Silent)
            .Max();
}
