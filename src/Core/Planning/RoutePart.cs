using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Planning.Checks;
using SnapshotShare.Core.Planning.Policies;
using SnapshotShare.Core.Planning.Readers;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Planning;

/// <summary>The things a route hangs on.</summary>
public enum RoutePartName
{
    SourceRole,
    TargetRole,
    SharingKey,
    SharingKeyPolicy,
    TargetKey,
}

public enum PartHealth
{
    /// <summary>All that can be asked before the act was asked, and nothing is wrong with it.</summary>
    Fit,

    /// <summary>The trip may work; a warning says what is doubtful.</summary>
    Doubtful,
    Unfit,

    /// <summary>It could not be looked at, or AWS would not say whether it works.</summary>
    Unknown,
}

/// <summary>One role or key of a route, as a preflight saw it.</summary>
/// <param name="Resource">Its ARN; the account ID where the product's own identity acts without a role.</param>
public sealed record RoutePart(RoutePartName Name, PartHealth Health, string Resource)
{
    public static IReadOnlyList<RoutePart> Of(Facts facts, Plan plan)
    {
        var route = facts.Route;
        var rights = KeyRightChecks.Of(facts, plan).ToList();
        var keys = KeyChecks.Keys(facts, plan).Concat(facts.Refused).ToList();
        return
        [
            Role(
                RoutePartName.SourceRole,
                route.From,
                MayUse(route.From, facts.SharingKey) && (facts.Source.KeyArn is null || MayUseOwn(route.From, facts.SourceKey))
            ),
            Role(RoutePartName.TargetRole, route.To, MayUse(route.To, facts.SharingKey) && MayUseOwn(route.To, facts.TargetKey)),
            Key(RoutePartName.SharingKey, facts.SharingKey, route.SharingKey, isOpen: true),
            new(
                RoutePartName.SharingKeyPolicy,
                KeyChecks.Policy(facts)?.ToList() is { } policy
                    ? Proven(Gravest(policy), policy.All(finding => finding.Code != KeyPolicyLint.Unjudgeable))
                    : PartHealth.Unknown,
                facts.SharingKey?.Arn ?? route.SharingKey
            ),
            Key(RoutePartName.TargetKey, facts.TargetKey, route.TargetKey, MayUseOwn(route.To, facts.TargetKey)),
        ];

        // That a key is not there is no fault of the role that asked for it.
        RoutePart Role(RoutePartName name, Account account, bool mayUseKeys)
        {
            var said = facts.Refused.Where(finding => finding.Code != KeyReader.Missing).Concat(rights);
            return new(
                name,
                Proven(Gravest(said.Where(finding => finding.Account == account.Name)), mayUseKeys),
                account.RoleArn ?? account.AccountId
            );
        }

        RoutePart Key(RoutePartName name, KeyFact? key, string named, bool isOpen)
        {
            var said = Gravest(keys.Where(finding => finding.Resource == named || finding.Resource == key?.Arn));
            return new(name, Proven(said, key is not null && isOpen), key?.Arn ?? named);
        }

        // A right that KMS refused may still be there for RDS; one that was never asked for may be missing. Neither is known.
        bool MayUse(Account account, KeyFact? key)
        {
            var asked = facts.KeyRights.Where(right => right.Account == account.Name && right.KeyArn == key?.Arn).ToList();
            return asked.Count > 0 && asked.All(right => right.Refusal is null);
        }

        // An AWS managed key answers RDS alone and lets all of its account use it through RDS.
        bool MayUseOwn(Account account, KeyFact? key) => key is { Manager: "AWS" } || MayUse(account, key);
    }

    /// <summary>No finding is no proof.</summary>
    private static PartHealth Proven(PartHealth said, bool isProven) => said == PartHealth.Fit && !isProven ? PartHealth.Unknown : said;

    private static PartHealth Gravest(IEnumerable<Finding> findings) =>
        findings.Select(finding => finding.Severity).DefaultIfEmpty(Severity.Note).Max() switch
        {
            Severity.Blocking => PartHealth.Unfit,
            Severity.Warning => PartHealth.Doubtful,
            _ => PartHealth.Fit,
        };
}
