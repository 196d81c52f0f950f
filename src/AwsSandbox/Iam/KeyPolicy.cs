namespace SnapshotShare.AwsSandbox.Iam;

/// <summary>A call as a key policy sees it. Context keys are lower case; one that is not in the request is not in here.</summary>
internal sealed record PolicyRequest(
    string Account,
    string PrincipalArn,
    string CallerArn,
    string Action,
    IReadOnlyDictionary<string, string> Context
);

internal enum PolicyDecision
{
    /// <summary>No statement says anything: refused.</summary>
    Silent,

    /// <summary>The policy names the caller's account, so that account's own IAM decides.</summary>
    AllowedThroughAccount,

    /// <summary>The policy names the caller.</summary>
    Allowed,

    /// <summary>A statement denies it, whatever else says.</summary>
    Denied,
}

/// <summary>Evaluates a key policy ("Key policies in AWS KMS"): a pure function of the policy and the request.</summary>
internal static class KeyPolicy
{
    public static PolicyDecision Evaluate(PolicyDocument policy, PolicyRequest request)
    {
        var decision = PolicyDecision.Silent;
        foreach (var statement in policy.Statements)
        {
            if (
                !ActionMatches(statement, request.Action)
                || !statement.Conditions.All(c => Condition.Holds(c, request.Context, statement.Allow))
            )
                continue;
            var match = Principal(statement, request);
            if (match == PolicyDecision.Silent)
                continue;
            if (!statement.Allow)
                return PolicyDecision.Denied;
            decision = match > decision ? match : decision;
        }
        return decision;
    }

    public static bool ActionMatches(PolicyStatement statement, string action) =>
        statement.Actions is { } actions
            ? actions.Any(a => Wildcard.Matches(a, action, ignoreCase: true))
            : !statement.NotActions!.Any(a => Wildcard.Matches(a, action, ignoreCase: true));

    private static PolicyDecision Principal(PolicyStatement statement, PolicyRequest request)
    {
        if (statement.NotPrincipals is { } others)
            return others.Any(p => One(p, request) != PolicyDecision.Silent) ? PolicyDecision.Silent : PolicyDecision.Allowed;
        return statement.Principals.Select(p => One(p, request)).DefaultIfEmpty(PolicyDecision.Silent).Max();
    }

    private static PolicyDecision One(string principal, PolicyRequest request)
    {
        if (principal == "*" || principal == request.PrincipalArn || principal == request.CallerArn)
            return PolicyDecision.Allowed;
        return principal == request.Account || principal == $"arn:aws:iam::{request.Account}:root"
            ? PolicyDecision.AllowedThroughAccount
            : PolicyDecision.Silent;
    }
}
