using SnapshotShare.Core.Text;

namespace SnapshotShare.Core.Planning.Policies;

/// <param name="Number">Its place in the policy, from 1; how people find a statement without a Sid.</param>
public sealed record PolicyStatement(
    int Number,
    string? Sid,
    bool IsAllow,
    PrincipalSet Principals,
    NameSet Actions,
    NameSet Resources,
    IReadOnlyList<PolicyCondition> Conditions
)
{
    public string Label => Sid is { Length: > 0 } ? $"'{Sid}'" : $"no. {Number}";

    /// <summary>The parts of it that nobody but AWS can judge for this call, in its own words; empty where there are none.</summary>
    public IEnumerable<string> Unknowns(KeyCall call)
    {
        if (Covers(call) != Truth.Unknown)
            return [];
        var named =
            Who(call) == Truth.Unknown
                ? [$"Principal {string.Join(", ", Principals.Names.Select(who => who.Name))}"]
                : Array.Empty<string>();
        return
        [
            .. named,
            .. Conditions.Where(condition => Holds(condition, call) == Truth.Unknown).Select(condition => condition.ToString()),
        ];
    }

    public Truth Covers(KeyCall call)
    {
        if (!Actions.Matches(call.Action) || !Resources.Matches(call.KeyArn))
            return Truth.No;
        return Conditions.Aggregate(Who(call), (truth, condition) => truth.And(Holds(condition, call)));
    }

    /// <summary>A Deny that excepts a role by name does not except its sessions for sure (IAM User Guide, NotPrincipal with Deny).</summary>
    private Truth Who(KeyCall call) =>
        Principals.Covers(call) is var who && !IsAllow && Principals.IsInverted && who == Truth.No ? Truth.Unknown : who;

    /// <summary>
    /// An AWS service does later what it was let do, and asks under another name then: a Deny that spares a role by its ARN alone, and not the account,
    /// may meet that (Aurora User Guide, AWS KMS key management).
    /// </summary>
    private Truth Holds(PolicyCondition condition, KeyCall call) =>
        condition.Holds(call) is var holds && !IsAllow && call.IsForwarded && holds == Truth.No && condition.SparesByArn
            ? Truth.Unknown
            : holds;
}

/// <summary>The <c>Action</c> or <c>Resource</c> of a statement, or its <c>Not…</c> form.</summary>
public sealed record NameSet(IReadOnlyList<string> Patterns, bool IsInverted)
{
    public bool Matches(string name) =>
        Patterns.Any(pattern => Wildcard.Matches(pattern, name, StringComparison.OrdinalIgnoreCase)) != IsInverted;
}

/// <summary>The <c>Principal</c> of a statement, or its <c>NotPrincipal</c>.</summary>
public sealed record PrincipalSet(IReadOnlyList<PolicyPrincipal> Names, bool IsInverted)
{
    public Truth Covers(KeyCall call)
    {
        var named = Names.Aggregate(Truth.No, (truth, name) => truth.Or(name.Is(call)));
        return IsInverted ? named.Not() : named;
    }
}

/// <param name="Kind"><c>AWS</c>, <c>Service</c>, <c>Federated</c> or <c>CanonicalUser</c>.</param>
public sealed record PolicyPrincipal(string Kind, string Name)
{
    public const string Aws = "AWS";

    /// <summary>The account it belongs to; null for everybody, and for what is not an account's.</summary>
    public string? AccountId =>
        Kind != Aws || Name == "*" ? null
        : Name.Length == 12 && Name.All(char.IsAsciiDigit) ? Name
        : Name.Split(':') is ["arn", _, _, _, { Length: 12 } account, ..] ? account
        : null;

    /// <summary>The account as a whole: what it may do, its own IAM may hand on (KMS Developer Guide, Default key policy).</summary>
    public bool IsWholeAccount => AccountId is { } id && (Name == id || Name.EndsWith(":root", StringComparison.Ordinal));

    public Truth Is(KeyCall call)
    {
        if (Kind != Aws)
            return Truth.No;
        if (Name == "*")
            return Truth.Yes;
        if (AccountId != call.AccountId)
            return Truth.No;
        if (IsWholeAccount || Name == call.PrincipalArn)
            return Truth.Yes;
        // An account whose acting principal is not known to us. One session of a role is none of ours: each of them has a name of its own.
        return call.PrincipalArn is null ? Truth.Unknown : Truth.No;
    }
}
