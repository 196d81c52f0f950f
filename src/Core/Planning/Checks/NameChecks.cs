using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Plans;

namespace SnapshotShare.Core.Planning.Checks;

/// <summary>Judges whether what the trip makes can have its names. What this request made itself, by hand or before, is not in its way.</summary>
internal static class NameChecks
{
    public static IEnumerable<Finding> Of(Facts facts, Plan plan, string requestId)
    {
        if (plan.Step(StepName.TakeSnapshot) is not null && facts.InSource.Snapshots.IsTaken(plan.Source.Identifier, requestId))
            yield return SnapshotTaken(plan.From, plan.Source.Identifier);
        if (plan.SharingSnapshot != plan.Source.Identifier && facts.InSource.Snapshots.IsTaken(plan.SharingSnapshot, requestId))
            yield return SnapshotTaken(plan.From, plan.SharingSnapshot);
        if (plan.TargetSnapshot is { } copy && facts.InTarget.Snapshots.IsTaken(copy, requestId))
            yield return SnapshotTaken(plan.To, copy);
        if (plan.TargetCluster is not { } cluster)
            yield break;
        if (facts.InTarget.Clusters.IsTaken(cluster, requestId))
            yield return Finding.Blocking(
                "target-cluster-taken",
                plan.To.Account,
                cluster,
                ("cluster", cluster),
                ("account", plan.To.Account)
            ) with
            {
                Paste = $"aws rds describe-db-clusters --db-cluster-identifier {cluster}",
            };
        else if (plan.WriterInstance is { } writer && facts.InTarget.Instances.IsTaken(writer, requestId))
            yield return Finding.Blocking(
                "target-instance-taken",
                plan.To.Account,
                writer,
                ("instance", writer),
                ("account", plan.To.Account)
            ) with
            {
                Paste = $"aws rds describe-db-instances --db-instance-identifier {writer}",
            };
    }

    private static Finding SnapshotTaken(PlanSide side, string snapshot) =>
        Finding.Blocking("snapshot-taken", side.Account, snapshot, ("snapshot", snapshot), ("account", side.Account)) with
        {
            Paste = $"aws rds describe-db-cluster-snapshots --db-cluster-snapshot-identifier {snapshot}",
        };

    private static bool IsTaken(this IReadOnlyList<ExistingSnapshot>? snapshots, string identifier, string requestId) =>
        snapshots?.Any(snapshot => StringComparer.OrdinalIgnoreCase.Equals(snapshot.Identifier, identifier) && snapshot.MadeBy != requestId)
        == true;

    private static bool IsTaken(this IReadOnlyDictionary<string, string?>? existing, string identifier, string requestId) =>
        existing is not null && existing.TryGetValue(identifier, out var madeBy) && madeBy != requestId;
}
