namespace SnapshotShare.AwsSandbox.Policies;

/// <summary>A request as a policy sees it.</summary>
public sealed record PolicyRequest(PolicyPrincipal Principal, string Action, string Resource, PolicyContext Context);

/// <summary>A policy's word on a request. Of several statements the last in this order counts.</summary>
public enum PolicyEffect
{
    /// <summary>No statement says anything.</summary>
    Silent,

    /// <summary>A statement names the caller's account, whose own IAM decides.</summary>
    AllowsAccount,

    /// <summary>A statement names the caller's role.</summary>
    AllowsRole,

    /// <summary>A statement names the caller: the user, the session, or everybody.</summary>
    AllowsCaller,

    /// <summary>A statement denies it, whatever else says.</summary>
    Denies,
}

/// <summary>One policy against one request ("Policy evaluation logic"): a pure function of both.</summary>
public static class PolicyEvaluation
{
    /// <summary>A policy of a resource, whose statements name principals.</summary>
    public static PolicyEffect OfResource(PolicyDocument policy, PolicyRequest request) =>
        Of(policy, request, statement => Principal(statement, request.Principal));

    /// <summary>A policy of an identity or a session, which names nobody.</summary>
    public static PolicyEffect OfIdentity(PolicyDocument policy, PolicyRequest request) =>
        Of(policy, request, _ => PolicyEffect.AllowsCaller);

    private static PolicyEffect Of(PolicyDocument policy, PolicyRequest request, Func<PolicyStatement, PolicyEffect> match)
    {
        var effect = PolicyEffect.Silent;
        foreach (var statement in policy.Statements.Where(s => Applies(s, request, policy.HasVariables)))
        {
            var said = match(statement);
            if (said != PolicyEffect.Silent && !statement.Allow)
                return PolicyEffect.Denies;
            effect = said > effect ? said : effect;
        }
        return effect;
    }

    private static bool Applies(PolicyStatement statement, PolicyRequest request, bool variables) =>
        ActionApplies(statement, request.Action)
        && ResourceApplies(statement, request, variables)
        && statement.Conditions.All(c => Condition.Holds(c, request.Context, variables));

    // A statement without an action, or without a resource, has no effect.
    private static bool ActionApplies(PolicyStatement statement, string action)
    {
        bool Is(string pattern) => Wildcard.Matches(pattern, action, ignoreCase: true);
        return statement.Actions is { } actions ? actions.Any(Is) : statement.NotActions is { } others && !others.Any(Is);
    }

    private static bool ResourceApplies(PolicyStatement statement, PolicyRequest request, bool variables)
    {
        bool Is(string pattern) =>
            (variables ? PolicyVariables.Expand(pattern, request.Context) : pattern) is { } expanded
            && Wildcard.MatchesArn(expanded, request.Resource);
        return statement.Resources is { } resources ? resources.Any(Is) : statement.NotResources is { } others && !others.Any(Is);
    }

    private static PolicyEffect Principal(PolicyStatement statement, PolicyPrincipal caller)
    {
        if (statement.NotPrincipals is { } exempt)
        {
            // The account is validated, then the user or role, then the session; each that is not exempt is denied.
            var spared = Faces(caller).All(face => exempt.Any(p => Names(p, face)));
            return spared ? PolicyEffect.Silent : PolicyEffect.AllowsCaller;
        }
        return (statement.Principals ?? []).Select(p => One(p, caller)).DefaultIfEmpty(PolicyEffect.Silent).Max();
    }

    private static IEnumerable<string> Faces(PolicyPrincipal caller) =>
        new[] { caller.Root, caller.IdentityArn, caller.Arn }.Distinct(StringComparer.Ordinal);

    private static bool Names(NamedPrincipal principal, string arn) =>
        principal.Kind == "AWS" && (principal.Name == "*" || principal.Name == arn || PolicyPrincipal.RootOf(principal.Name) == arn);

    private static PolicyEffect One(NamedPrincipal principal, PolicyPrincipal caller) =>
        Names(principal, caller.Arn) ? PolicyEffect.AllowsCaller
        : Names(principal, caller.IdentityArn) || IsRoleId(principal, caller) ? PolicyEffect.AllowsRole
        : Names(principal, caller.Root) ? PolicyEffect.AllowsAccount
        : PolicyEffect.Silent;

    // AWS keeps a role by its unique ID, and shows that once the role is gone.
    private static bool IsRoleId(NamedPrincipal principal, PolicyPrincipal caller) =>
        principal.Kind == "AWS" && caller.UserId.Split(':')[0] is { Length: > 0 } id && principal.Name == id;
}
