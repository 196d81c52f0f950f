using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Planning.Policies;

/// <summary>
/// Reads the sharing key's policy in both directions: what the trip needs and the policy does not give, and what it gives beyond need.
/// That the owner's root may do everything is AWS's default and no finding.
/// </summary>
public static class KeyPolicyLint
{
    /// <summary>The finding that only AWS knows what the policy gives.</summary>
    public const string Unjudgeable = "sharing-key-hangs-on-conditions";

    /// <param name="grants">The key's grants; null where they could not be read.</param>
    /// <param name="rights">KMS's own answers to the roles.</param>
    public static IEnumerable<Finding> Of(
        string policy,
        KeyFact key,
        Account owner,
        Account target,
        IReadOnlyList<GrantFact>? grants = null,
        IReadOnlyList<KeyRight>? rights = null,
        DateTime? now = null
    )
    {
        if (PolicyDocument.Parse(policy) is not { } document)
            return [Finding.Warning("key-policy-not-understood", owner.Name, key.Arn, ("key", key.Label))];
        var subject = new Subject(document, key, owner, target, grants ?? [], rights ?? [], now);
        return [.. Lacking(subject), .. BeyondNeed(subject), .. GrantedBeyondNeed(subject)];
    }

    private sealed record Subject(
        PolicyDocument Policy,
        KeyFact Key,
        Account Owner,
        Account Target,
        IReadOnlyList<GrantFact> Grants,
        IReadOnlyList<KeyRight> Rights,
        DateTime? Now
    )
    {
        public Truth Allows(Account account, string action) => KeyPolicy.Allows(Policy, Call(account, action), Granted(account, action));

        /// <summary>True where no statement gives it, none takes it away, and KMS told the role that it may.</summary>
        public bool IsGivenOtherwise(Account account, string action) =>
            Allows(account, action) == Truth.No
            && KeyPolicy.Denies(Policy, Call(account, action)) == Truth.No
            && Rights.Any(right => right.Refusal is null && (right.Account, right.KeyArn, right.Action) == (account.Name, Key.Arn, action));

        public KeyCall Call(Account account, string action) =>
            KeyCall.ThroughRds(account.AccountId, account.RoleArn, action, Key.Arn).From(Now);

        public IEnumerable<GrantFact> GrantsOf(Account account, string action) =>
            Grants.Where(grant =>
                grant.Gives(action)
                && (grant.Grantee == account.RoleArn || grant.Grantee == $"arn:{account.Partition}:iam::{account.AccountId}:root")
            );

        private Truth Granted(Account account, string action) =>
            GrantsOf(account, action).Aggregate(Truth.No, (truth, grant) => truth.Or(grant.IsConstrained ? Truth.Unknown : Truth.Yes));
    }

    private static IEnumerable<Finding> Lacking(Subject s)
    {
        var owns = Refused(s, s.Owner, KeyActions.Needed);
        if (owns.Count > 0)
            yield return Finding.Blocking(
                "sharing-key-closed-to-source",
                s.Owner.Name,
                s.Key.Arn,
                ("key", s.Key.Label),
                ("account", s.Owner.AccountId),
                ("actions", string.Join(", ", owns))
            ) with
            {
                Paste = KeyStatements.OfOwner(s.Owner),
            };
        var needed = Refused(s, s.Target, KeyActions.Needed);
        var usual = Refused(s, s.Target, KeyActions.Usual);
        if (needed.Count > 0)
            yield return Missing("sharing-key-closed-to-target", Severity.Blocking, [.. needed, .. usual]);
        else if (KeyActions.Needed.Where(action => s.IsGivenOtherwise(s.Target, action)).ToList() is { Count: > 0 } otherwise)
            yield return Missing("sharing-key-given-otherwise", Severity.Warning, [.. otherwise, .. usual]);
        else if (usual.Count > 0)
            yield return Missing("sharing-key-lacks-usual", Severity.Warning, usual);
        foreach (var (account, refused) in new[] { (s.Owner, owns), (s.Target, needed) })
        {
            // RDS does the cryptography through its grant, which needs no statement and against which a Deny stands all the same.
            if (
                KeyActions.Usual.Where(action => KeyPolicy.Denies(s.Policy, s.Call(account, action)) == Truth.Yes).ToList() is
                { Count: > 0 } denied
            )
                yield return Finding.Warning(
                    "sharing-key-denies-use",
                    s.Owner.Name,
                    s.Key.Arn,
                    ("key", s.Key.Label),
                    ("account", account.AccountId),
                    ("actions", string.Join(", ", denied))
                );
            var unsure = KeyActions.Needed.Where(action => s.Allows(account, action) == Truth.Unknown).ToList();
            if (refused.Count == 0 && unsure.Count > 0)
                yield return Finding.Note(
                    Unjudgeable,
                    s.Owner.Name,
                    s.Key.Arn,
                    ("key", s.Key.Label),
                    ("account", account.AccountId),
                    ("actions", string.Join(", ", unsure)),
                    ("conditions", Unjudged(s, account, unsure))
                );
            if (ByGrant(s, account) is { } given)
                yield return given;
        }

        Finding Missing(string code, Severity severity, IReadOnlyList<string> actions) =>
            Finding.Of(
                code,
                severity,
                s.Owner.Name,
                s.Key.Arn,
                ("key", s.Key.Label),
                ("account", s.Target.AccountId),
                ("actions", string.Join(", ", actions))
            ) with
            {
                Paste = KeyStatements.For(s.Target),
            };
    }

    private static List<string> Refused(Subject s, Account account, string[] actions) =>
        [.. actions.Where(action => s.Allows(account, action) == Truth.No && !s.IsGivenOtherwise(account, action))];

    /// <summary>Null where the policy alone gives what is needed.</summary>
    private static Finding? ByGrant(Subject s, Account account)
    {
        var given = KeyActions
            .Needed.Where(action =>
                KeyPolicy.Allows(s.Policy, s.Call(account, action)) == Truth.No && s.Allows(account, action) == Truth.Yes
            )
            .ToList();
        return given.Count == 0
            ? null
            : Finding.Note(
                "sharing-key-given-by-grant",
                s.Owner.Name,
                s.Key.Arn,
                ("key", s.Key.Label),
                ("account", account.AccountId),
                ("actions", string.Join(", ", given)),
                (
                    "grants",
                    string.Join(
                        ", ",
                        given
                            .SelectMany(action => s.GrantsOf(account, action))
                            .Select(grant => grant.Id)
                            .Distinct()
                            .Order(StringComparer.Ordinal)
                    )
                )
            );
    }

    /// <summary>The conditions, principals and grants on which the unsure actions hang; one at least.</summary>
    private static string Unjudged(Subject s, Account account, List<string> unsure) =>
        string.Join(
            "; ",
            unsure
                .SelectMany(action =>
                    s.Policy.Statements.SelectMany(statement => statement.Unknowns(s.Call(account, action)))
                        .Concat(s.GrantsOf(account, action).Where(grant => grant.IsConstrained).Select(grant => $"grant {grant.Id}"))
                )
                .Distinct(StringComparer.Ordinal)
        );

    /// <summary>An AWS service holds a grant for somebody who may; anybody else outside both accounts is a stranger.</summary>
    private static IEnumerable<Finding> GrantedBeyondNeed(Subject s)
    {
        var foreign = s
            .Grants.Where(grant => grant.GranteesAccount is { } account && account != s.Owner.AccountId && account != s.Target.AccountId)
            .OrderBy(grant => grant.Id, StringComparer.Ordinal)
            .ToList();
        if (foreign.Count > 0)
            yield return Finding.Warning(
                "sharing-key-granted-to-others",
                s.Owner.Name,
                s.Key.Arn,
                ("key", s.Key.Label),
                ("principals", string.Join(", ", foreign.Select(grant => grant.Grantee).Distinct().Order(StringComparer.Ordinal))),
                ("grants", string.Join(", ", foreign.Select(grant => grant.Id)))
            ) with
            {
                Paste = string.Join('\n', foreign.Select(grant => $"aws kms revoke-grant --key-id {s.Key.Arn} --grant-id {grant.Id}")),
            };
    }

    private static IEnumerable<Finding> BeyondNeed(Subject s)
    {
        var (administered, grants) = (new Excess(), new Excess());
        var strangers = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var statement in s.Policy.Statements.Where(statement => statement.IsAllow))
        foreach (var who in KeyPolicy.Admitted(s.Policy, statement, s.Key.Arn).Where(who => !IsOwnersRoot(who, s.Owner)))
        {
            if (who.AccountId != s.Owner.AccountId && who.AccountId != s.Target.AccountId)
                strangers.Add(who.Name);
            if (KeyActions.Administration.Any(action => MayDirectly(s, statement, who, action)))
                administered.Add(statement, who, s.Owner);
            else if (MayDirectly(s, statement, who, KeyActions.CreateGrant))
                grants.Add(statement, who, s.Owner);
        }
        if (administered.Any)
            yield return Beyond("sharing-key-administered", administered);
        if (grants.Any)
            yield return Beyond("sharing-key-open-grants", grants);
        if (strangers.Count > 0)
            yield return Finding.Warning(
                "sharing-key-open-to-others",
                s.Owner.Name,
                s.Key.Arn,
                ("key", s.Key.Label),
                ("principals", string.Join(", ", strangers))
            ) with
            {
                Paste = KeyStatements.Minimal(s.Owner, s.Target),
            };

        // Of the owner's own people an approver need not be warned; of anybody else's they must.
        Finding Beyond(string code, Excess excess) =>
            Finding.Of(
                code,
                excess.IsForeign ? Severity.Warning : Severity.Note,
                s.Owner.Name,
                s.Key.Arn,
                ("key", s.Key.Label),
                ("statements", string.Join(", ", excess.Statements)),
                ("principals", string.Join(", ", excess.Principals))
            ) with
            {
                Paste = KeyStatements.Minimal(s.Owner, s.Target),
            };
    }

    private static bool IsOwnersRoot(AdmittedPrincipal who, Account owner) => who.AccountId == owner.AccountId && who.PrincipalArn is null;

    /// <summary>True when somebody may do it for themselves: what only RDS may do for them is no excess.</summary>
    private static bool MayDirectly(Subject s, PolicyStatement statement, AdmittedPrincipal who, string action)
    {
        var call = who.Asking(KeyCall.Direct(who.CallingAccount, who.PrincipalArn, action, s.Key.Arn));
        return statement.Covers(call) != Truth.No && KeyPolicy.Allows(s.Policy, call) != Truth.No;
    }

    private sealed class Excess
    {
        public SortedSet<string> Statements { get; } = new(StringComparer.Ordinal);
        public SortedSet<string> Principals { get; } = new(StringComparer.Ordinal);
        public bool IsForeign { get; private set; }
        public bool Any => Statements.Count > 0;

        public void Add(PolicyStatement statement, AdmittedPrincipal who, Account owner)
        {
            Statements.Add(statement.Label);
            Principals.Add(who.Name);
            IsForeign |= who.AccountId != owner.AccountId;
        }
    }
}
