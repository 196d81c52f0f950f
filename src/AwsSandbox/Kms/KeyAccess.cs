using SnapshotShare.AwsSandbox.Policies;
using SnapshotShare.AwsSandbox.Wire;

namespace SnapshotShare.AwsSandbox.Kms;

/// <summary>Asks the policies about a call on a key as the world has them now.</summary>
internal static class KeyAccess
{
    /// <summary>A call as the key's policies see it; what only some operations carry is added by who asks.</summary>
    public static KeyCall Ask(Call call, Key key, string action) => Ask(key, call.Caller.Principal, action, call.Now);

    /// <summary>Null where it is allowed; otherwise which side does not allow it, in AWS's words.</summary>
    public static string? WhyNot(Call call, Key key, KeyCall asked) =>
        KeyAuthorization.WhyNot(
            asked,
            Policy(key, call.Now),
            call.World.Grants.Range(key.Arn + "/").Select(g => g.Terms),
            call.Caller.Policies,
            call.Caller.SessionPolicy
        );

    /// <summary>The key's policy has an explicit Deny for the call, which no grant lifts.</summary>
    public static bool IsDenied(Call call, Key key, KeyCall asked) =>
        PolicyEvaluation.OfResource(Policy(key, call.Now), asked.Request()) == PolicyEffect.Denies;

    /// <summary>The lockout check: whoever writes a policy must still be able to write the next.</summary>
    public static bool AllowsPutPolicy(Call call, Key key, PolicyDocument policy) => Allows(policy, Ask(call, key, "kms:PutKeyPolicy"));

    /// <summary>True when the policy would still let a role have RDS make a grant.</summary>
    public static bool StillMayGrant(Key key, PolicyPrincipal principal, DateTimeOffset now) =>
        Allows(Policy(key, now), Ask(key, principal, "kms:CreateGrant", now) with { ViaService = $"rds.{key.Region}.amazonaws.com" });

    private static bool Allows(PolicyDocument policy, KeyCall call) =>
        PolicyEvaluation.OfResource(policy, call.Request()) is not (PolicyEffect.Silent or PolicyEffect.Denies);

    private static KeyCall Ask(Key key, PolicyPrincipal principal, string action, DateTimeOffset now) =>
        new(principal, key.Arn, action, now)
        {
            KeySpec = key.Spec,
            KeyUsage = key.Usage,
            MultiRegion = key.MultiRegion,
            KeyTags = key.Tags.ToDictionary(t => t.Key, t => t.Value, StringComparer.Ordinal),
        };

    // A policy from an older journal that cannot be read allows nothing.
    private static PolicyDocument Policy(Key key, DateTimeOffset now) => PolicyDocument.Parse(key.PolicyAt(now)) ?? new([]);
}
