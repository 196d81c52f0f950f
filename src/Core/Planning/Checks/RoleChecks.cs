using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Planning.Policies;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Planning.Checks;

/// <summary>RDS has no dry run: what a role may change shows only when it does. So the plan says which rights each role needs.</summary>
internal static class RoleChecks
{
    public static IEnumerable<Finding> Of(Facts facts, Plan plan)
    {
        var route = facts.Route;
        yield return NotVerifiable(route.From, RolePolicy.OfSource(route, facts.SharingKey?.Arn, facts.SourceKey));
        if (plan.TargetSnapshot is not null)
            yield return NotVerifiable(route.To, RolePolicy.OfTarget(route, facts.SharingKey?.Arn, facts.TargetKey, facts.SecretKey));
    }

    private static Finding NotVerifiable(Account account, string policy) =>
        Finding.Note(
            "rights-not-verifiable",
            account.Name,
            account.RoleArn ?? account.AccountId,
            ("account", account.Name),
            ("role", account.RoleArn ?? account.AccountId)
        ) with
        {
            Paste = policy,
        };
}
