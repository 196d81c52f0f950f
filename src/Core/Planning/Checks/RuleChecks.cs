using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Text;

namespace SnapshotShare.Core.Planning.Checks;

/// <summary>The route's approval rules about what is planned: the age of the data, then the instance class.</summary>
internal static class RuleChecks
{
    public static IEnumerable<Finding> Of(Facts facts, Plan plan)
    {
        var rules = facts.Route.Approval;
        if (plan.Source.TakenAt is { } taken && rules.YoungestSnapshot is { } youngest && facts.At - taken < youngest)
            yield return AgeFinding("rule-youngest-snapshot", plan, taken, youngest);
        if (plan.Source.TakenAt is { } takenAt && rules.OldestSnapshot is { } oldest && facts.At - takenAt > oldest)
            yield return AgeFinding("rule-oldest-snapshot", plan, takenAt, oldest);
        if (
            plan.Restore is { } restore
            && rules.InstanceClasses.Count > 0
            && !Wildcard.MatchesAny(rules.InstanceClasses, restore.InstanceClass)
        )
            yield return Finding.Blocking(
                "rule-instance-class",
                plan.To.Account,
                restore.InstanceClass,
                ("route", plan.Route),
                ("class", restore.InstanceClass),
                ("classes", string.Join(", ", rules.InstanceClasses))
            );
    }

    private static Finding AgeFinding(string code, Plan plan, DateTime taken, TimeSpan limit) =>
        Finding.Blocking(
            code,
            plan.From.Account,
            plan.Source.Identifier,
            ("route", plan.Route),
            ("snapshot", plan.Source.Identifier),
            ("taken", HashChain.Timestamp(taken)),
            ("limit", limit.ToString())
        );
}
