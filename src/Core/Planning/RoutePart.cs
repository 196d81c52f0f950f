using SnapshotShare.Core.Accounts;
using SnapshotShare.Core.Planning.Checks;
using SnapshotShare.Core.Planning.Looks;

namespace SnapshotShare.Core.Planning;

/// <summary>What a route hangs on.</summary>
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
    Fit,

    /// <summary>The trip may work; a warning says what is doubtful.</summary>
    Doubtful,
    Unfit,

    /// <summary>It could not be looked at, because what it is looked at with is not fit.</summary>
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
            Role(RoutePartName.SourceRole, route.From),
            Role(RoutePartName.TargetRole, route.To),
            Key(RoutePartName.SharingKey, facts.SharingKey, route.SharingKey),
            new(
                RoutePartName.SharingKeyPolicy,
                KeyChecks.Policy(facts) is { } policy ? Gravest(policy) : PartHealth.Unknown,
                facts.SharingKey?.Arn ?? route.SharingKey
            ),
            Key(RoutePartName.TargetKey, facts.TargetKey, route.TargetKey),
        ];

        // That a key is not there is no fault of the role that asked for it.
        RoutePart Role(RoutePartName name, Account account) =>
            new(
                name,
                Gravest(
                    facts
                        .Refused.Where(finding => finding.Code != KeyLook.Missing)
                        .Concat(rights)
                        .Where(finding => finding.Account == account.Name)
                ),
                account.RoleArn ?? account.AccountId
            );

        RoutePart Key(RoutePartName name, KeyFact? key, string named)
        {
            var said = Gravest(keys.Where(finding => finding.Resource == named || finding.Resource == key?.Arn));
            return new(name, key is null && said == PartHealth.Fit ? PartHealth.Unknown : said, key?.Arn ?? named);
        }
    }

    private static PartHealth Gravest(IEnumerable<Finding> findings) =>
        findings.Select(finding => finding.Severity).DefaultIfEmpty(Severity.Note).Max() switch
        {
            Severity.Blocking => PartHealth.Unfit,
            Severity.Warning => PartHealth.Doubtful,
            _ => PartHealth.Fit,
        };
}
