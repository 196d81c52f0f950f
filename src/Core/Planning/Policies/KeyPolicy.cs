namespace SnapshotShare.Core.Planning.Policies;

/// <summary>Judges what a KMS key policy lets whom do (KMS Developer Guide, Key policies). An explicit Deny wins, whatever else allows.</summary>
public static class KeyPolicy
{
    /// <summary>An account that is nobody's in particular: what it may do, everybody may.</summary>
    internal const string Anybody = "000000000000";

    /// <param name="granted">The word of a grant, which gives besides, and which a Deny overrules too (KMS Developer Guide, Grants).</param>
    public static Truth Allows(PolicyDocument policy, KeyCall call, Truth granted = Truth.No) =>
        Covers(policy, call, isAllow: true).Or(granted).And(Denies(policy, call).Not());

    public static Truth Denies(PolicyDocument policy, KeyCall call) => Covers(policy, call, isAllow: false);

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
    internal static IReadOnlyList<AdmittedPrincipal> Admitted(PolicyDocument policy, PolicyStatement statement, string keyArn)
    {
        var admitted = Asked(policy, statement, keyArn)
            .Where(who =>
                KeyActions.All.Any(action =>
                    Calls(who, action, keyArn).Any(call => statement.Covers(call) != Truth.No && Allows(policy, call) != Truth.No)
                )
            )
            .ToList();
        // Where everybody is let in, it says nothing more to name some of them.
        return admitted.Exists(who => who.IsEverybody) ? [.. admitted.Where(who => who.IsEverybody)] : admitted;
    }

    /// <summary>The two ways in which a principal may ask for an action: itself, and through RDS.</summary>
    internal static IEnumerable<KeyCall> Calls(AdmittedPrincipal who, string action, string keyArn) =>
        [
            who.Asking(KeyCall.Direct(who.CallingAccount, who.PrincipalArn, action, keyArn)),
            who.Asking(KeyCall.ThroughRds(who.CallingAccount, who.PrincipalArn, action, keyArn)),
        ];

    private static Truth Covers(PolicyDocument policy, KeyCall call, bool isAllow) =>
        policy
            .Statements.Where(statement => statement.IsAllow == isAllow)
            .Aggregate(Truth.No, (truth, statement) => truth.Or(statement.Covers(call)));

    private static IEnumerable<AdmittedPrincipal> Asked(PolicyDocument policy, PolicyStatement statement, string keyArn)
    {
        var partition = keyArn.Split(':') is [_, var named, ..] ? named : "aws";
        if (statement.Principals.IsInverted)
            return Everybody(
                policy,
                statement,
                partition,
                $"everybody but {string.Join(", ", statement.Principals.Names.Select(p => p.Name))}"
            );
        return statement
            .Principals.Names.Where(principal => principal.Kind == PolicyPrincipal.Aws)
            .SelectMany(principal =>
                principal.Name == "*" ? Everybody(policy, statement, partition, "*")
                : principal.IsWholeAccount ? [AdmittedPrincipal.Whole(principal.AccountId!, partition)]
                : [new AdmittedPrincipal(principal.Name, principal.AccountId, principal.Name)]
            );
    }

    /// <summary>Those to whom its own conditions narrow it; or a stranger, and each whom a Deny lets past that keeps strangers out.</summary>
    private static IEnumerable<AdmittedPrincipal> Everybody(PolicyDocument policy, PolicyStatement statement, string partition, string name)
    {
        var narrowed = statement
            .Conditions.Where(condition => condition.NamesTheOnlyOnes())
            .Select(condition => Named(condition, partition))
            .Where(named => named is not null)
            .MinBy(named => named!.Rank);
        if (narrowed is not null)
            return narrowed.Who;
        var stranger = new AdmittedPrincipal(name, AccountId: null, $"arn:{partition}:iam::{Anybody}:role/anybody") { IsEverybody = true };
        return [stranger, .. policy.Statements.Where(other => !other.IsAllow).SelectMany(denial => Exempt(denial, partition))];
    }

    private static IEnumerable<AdmittedPrincipal> Exempt(PolicyStatement denial, string partition)
    {
        var byName = denial.Principals.IsInverted
            ? denial
                .Principals.Names.Where(principal => principal.AccountId is not null)
                .Select(principal =>
                    principal.IsWholeAccount
                        ? AdmittedPrincipal.Whole(principal.AccountId!, partition)
                        : new AdmittedPrincipal(principal.Name, principal.AccountId, principal.Name)
                )
            : [];
        return byName.Concat(
            denial.Conditions.Where(condition => condition.NamesTheExempt()).SelectMany(condition => Named(condition, partition)?.Who ?? [])
        );
    }

    /// <summary>The principals that a condition names, and how closely; null where it names none.</summary>
    private static Narrowing? Named(PolicyCondition condition, string partition) =>
        condition.Key.ToLowerInvariant() switch
        {
            "aws:principalarn" => new(0, condition.Values.Select(OfArn)),
            // Whoever makes the grant, this is who can use it; an AWS service uses it for whomever it likes.
            "kms:granteeprincipal" when condition.Values.All(value => value.StartsWith("arn:", StringComparison.Ordinal)) => new(
                1,
                condition.Values.Select(OfArn)
            ),
            "kms:calleraccount" or "aws:principalaccount" => new(2, condition.Values.Select(value => OfAccount(value, partition))),
            "aws:principalorgid" => new(3, condition.Values.Select(OfOrganization)),
            "aws:principalorgpaths" => new(3, condition.Values.Select(value => OfOrganization(value.Split('/')[0]))),
            _ => null,
        };

    /// <summary>A pattern matches itself, so it may stand for all that it matches.</summary>
    private static AdmittedPrincipal OfArn(string arn) =>
        arn.Split(':') is ["arn", var partition, "iam", "", { Length: 12 } whole, "*"] ? AdmittedPrincipal.Whole(whole, partition)
        : arn.Split(':') is [_, _, _, _, { Length: > 0 } account, ..] ? new AdmittedPrincipal(arn, account, arn)
        : new AdmittedPrincipal(arn, AccountId: null, arn) { IsEverybody = arn.Trim('*').Length == 0 };

    private static AdmittedPrincipal OfAccount(string id, string partition) =>
        id.Length == 12 && id.All(char.IsAsciiDigit)
            ? AdmittedPrincipal.Whole(id, partition)
            : new AdmittedPrincipal(id, id, PrincipalArn: null) { IsEverybody = id.Trim('*').Length == 0 };

    private static AdmittedPrincipal OfOrganization(string id) =>
        new($"organization {id}", AccountId: null, PrincipalArn: null) { Organization = id, IsEverybody = id.Trim('*').Length == 0 };

    private sealed record Narrowing(int Rank, IEnumerable<AdmittedPrincipal> Who);
}

/// <summary>Somebody whom a statement lets in: a principal, an account as a whole, an organization, or everybody.</summary>
/// <param name="AccountId">Null where it is no single account's.</param>
/// <param name="PrincipalArn">Null where it is nobody in particular.</param>
internal sealed record AdmittedPrincipal(string Name, string? AccountId, string? PrincipalArn)
{
    public string? Organization { get; init; }
    public bool IsEverybody { get; init; }

    public string CallingAccount => AccountId ?? KeyPolicy.Anybody;

    public static AdmittedPrincipal Whole(string accountId, string partition) =>
        new($"arn:{partition}:iam::{accountId}:root", accountId, PrincipalArn: null);

    /// <summary>A stranger is in no organization that a policy could name.</summary>
    public KeyCall Asking(KeyCall call) => Organization is not null || IsEverybody ? call.Of(Organization) : call;
}
