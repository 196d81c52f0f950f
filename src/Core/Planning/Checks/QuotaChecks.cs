using System.Globalization;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Planning.Checks;

/// <summary>Judges whether there is room for what the trip makes, and how much is left. A copy has to wait its turn, which is worth knowing.</summary>
internal static class QuotaChecks
{
    private static readonly (string Quota, string Kind, string Code)[] Known =
    [
        ("ManualClusterSnapshots", "snapshots", "L-9B510759"),
        ("DBClusters", "clusters", "L-952B80B8"),
        ("DBInstances", "instances", "L-7B6409FD"),
    ];

    public static IEnumerable<Finding> Of(Facts facts, Plan plan)
    {
        var madeInSource = plan.Steps.Count(step => step.Name is StepName.CopyForSharing or StepName.TakeSnapshot);
        var copied = plan.Step(StepName.CopyForSharing) is null ? 0 : 1;
        IEnumerable<Finding> found =
        [
            .. Room(plan.From, facts.InSource.Quotas, ("snapshots", madeInSource)),
            .. Copies(facts.Route.From, facts.InSource, copied),
        ];
        if (plan.Goal == Goal.Share)
            return found;
        var one = plan.Goal == Goal.Cluster ? 1 : 0;
        return
        [
            .. found,
            .. Room(plan.To, facts.InTarget.Quotas, ("snapshots", 1), ("clusters", one), ("instances", one)),
            .. Copies(facts.Route.To, facts.InTarget, 1),
        ];
    }

    private static IEnumerable<Finding> Room(PlanSide side, IReadOnlyList<QuotaFact>? quotas, params (string Kind, int Needed)[] needs)
    {
        if (quotas is null)
            yield break;
        foreach (var (kind, needed) in needs)
        {
            var (name, _, code) = Array.Find(Known, known => known.Kind == kind);
            if (needed == 0 || quotas.FirstOrDefault(quota => quota.Name == name) is not { } quota)
                continue;
            var values = new[]
            {
                ("account", (string?)side.Account),
                ("used", quota.Used.ToString(CultureInfo.InvariantCulture)),
                ("max", quota.Max.ToString(CultureInfo.InvariantCulture)),
                ("left", quota.Left.ToString(CultureInfo.InvariantCulture)),
            };
            yield return quota.Left < needed
                ? Finding.Blocking($"no-room-for-{kind}", side.Account, name, values) with
                {
                    Paste =
                        $"aws service-quotas request-service-quota-increase --service-code rds --quota-code {code} --desired-value {quota.Max * 2}",
                }
                : Finding.Note($"room-for-{kind}", side.Account, name, values);
        }
    }

    private static IEnumerable<Finding> Copies(Account side, AccountFacts account, int needed)
    {
        var running = account.Snapshots?.Count(snapshot => snapshot.Status == "copying") ?? 0;
        if (needed > 0 && running > 0)
            yield return Finding.Note(
                running >= side.CopiesAtOnce ? "copies-queue" : "copies-running",
                side.Name,
                side.AccountId,
                ("account", side.Name),
                ("running", running.ToString(CultureInfo.InvariantCulture)),
                ("most", side.CopiesAtOnce.ToString(CultureInfo.InvariantCulture))
            );
    }
}
