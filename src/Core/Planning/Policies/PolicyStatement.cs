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

    public Truth Covers(KeyCall call)
    {
        if (!Actions.Matches(call.Action) || !Resources.Matches(call.KeyArn))
            return Truth.No;
        return Conditions.Aggregate(Principals.Covers(call), (truth, condition) => truth.And(condition.Holds(call)));
    }
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
        // A session of the role, or an account whose acting principal is not known to us.
        return
            call.PrincipalArn is null
            || (Name.Contains(":assumed-role/", StringComparison.Ordinal) && RoleName(Name) == RoleName(call.PrincipalArn))
            ? Truth.Unknown
            : Truth.No;
    }

    private static string RoleName(string arn) =>
        arn.Contains(":assumed-role/", StringComparison.Ordinal) ? arn.Split('/')[1] : arn[(arn.LastIndexOf('/') + 1)..];
}
