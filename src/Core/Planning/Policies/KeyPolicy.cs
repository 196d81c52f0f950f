namespace SnapshotShare.Core.Planning.Policies;

/// <summary>Judges what a KMS key policy lets whom do (KMS Developer Guide, Key policies). An explicit Deny wins, whatever else allows.</summary>
public static class KeyPolicy
{
    /// <summary>An account that is nobody's in particular: what it may do, everybody may.</summary>
    internal const string Anybody = "000000000000";

    public static Truth Allows(PolicyDocument policy, KeyCall call)
    {
        var (allowed, denied) = (Truth.No, Truth.No);
        foreach (var statement in policy.Statements)
        {
            if (statement.IsAllow)
                allowed = allowed.Or(statement.Covers(call));
            else
                denied = denied.Or(statement.Covers(call));
        }
        return allowed.And(denied.Not());
    }

    /// <summary>Every AWS principal outside the owner's account that the policy lets do anything at all, <c>*</c> included.</summary>
    public static IReadOnlyList<string> AdmittedPrincipals(PolicyDocument policy, string keyArn, string ownerAccountId) =>
        [
            .. policy
                .Statements.Where(statement => statement.IsAllow)
                .SelectMany(statement => Admitted(policy, statement, keyArn))
                .Where(admitted => admitted.AccountId != ownerAccountId)
                .Select(admitted => admitted.Name)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>Whom a statement really lets do something: narrowed by its own conditions and by what the policy denies.</summary>
    internal static IEnumerable<AdmittedPrincipal> Admitted(PolicyDocument policy, PolicyStatement statement, string keyArn) =>
        Named(statement, keyArn)
            .Where(admitted =>
                KeyActions.All.Any(action =>
                    Calls(admitted, action, keyArn).Any(call => statement.Covers(call) != Truth.No && Allows(policy, call) != Truth.No)
                )
            );

    /// <summary>The two ways in which a principal may ask for an action: itself, and through RDS.</summary>
    private static IEnumerable<KeyCall> Calls(AdmittedPrincipal who, string action, string keyArn)
    {
        var account = who.AccountId ?? Anybody;
        yield return KeyCall.Direct(account, who.PrincipalArn, action, keyArn);
        yield return KeyCall.ThroughRds(account, who.PrincipalArn, action, keyArn);
    }

    private static IEnumerable<AdmittedPrincipal> Named(PolicyStatement statement, string keyArn)
    {
        var partition = keyArn.Split(':') is [_, var named, ..] ? named : "aws";
        if (statement.Principals.IsInverted)
            return Everybody(statement, partition, $"everybody but {string.Join(", ", statement.Principals.Names.Select(p => p.Name))}");
        return statement
            .Principals.Names.Where(principal => principal.Kind == PolicyPrincipal.Aws)
            .SelectMany(principal =>
                principal.Name == "*" ? Everybody(statement, partition, "*")
                : principal.IsWholeAccount ? [Whole(principal.AccountId!, partition)]
                : [new AdmittedPrincipal(principal.Name, principal.AccountId, principal.Name)]
            );
    }

    private static IEnumerable<AdmittedPrincipal> Everybody(PolicyStatement statement, string partition, string name)
    {
        var accounts = statement
            .Conditions.Select(condition => condition.NarrowsToAccounts())
            .FirstOrDefault(narrowed => narrowed is not null);
        return accounts is null
            ? [new AdmittedPrincipal(name, AccountId: null, PrincipalArn: null)]
            : accounts.Select(account => Whole(account, partition));
    }

    private static AdmittedPrincipal Whole(string accountId, string partition) =>
        new($"arn:{partition}:iam::{accountId}:root", accountId, PrincipalArn: null);
}

/// <param name="AccountId">Null for everybody.</param>
/// <param name="PrincipalArn">Null for an account as a whole.</param>
internal sealed record AdmittedPrincipal(string Name, string? AccountId, string? PrincipalArn);
