using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Planning.Checks;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;

namespace SnapshotShare.Core.Planning;

/// <summary>Everything in the way of a plan, or should be known before saying yes to it; the gravest first.</summary>
public static class PlanFindings
{
    public static IReadOnlyList<Finding> Of(Facts facts, Plan plan, string requestId) =>
        [
            .. new[]
            {
                facts.Refused,
                SourceChecks.Of(facts, plan),
                KeyChecks.Of(facts, plan),
                KeyRightChecks.Of(facts, plan),
                NameChecks.Of(facts, plan, requestId),
                NetworkChecks.Of(facts, plan),
                QuotaChecks.Of(facts, plan),
                SimilarRequests(facts, plan, requestId),
                RoleChecks.Of(facts, plan),
                RuleChecks.Of(facts, plan),
                Always(plan),
            }
                .SelectMany(findings => findings)
                .OrderByDescending(finding => finding.Severity),
        ];

    private static IEnumerable<Finding> SimilarRequests(Facts facts, Plan plan, string requestId)
    {
        foreach (var other in facts.Unfinished.Where(other => other.Id != requestId && other.Route == plan.Route))
        {
            if (!StringComparer.OrdinalIgnoreCase.Equals(other.Cluster, plan.Source.Cluster))
                continue;
            // Nobody has said yes to one that waits, and nobody may: it moves no data and keeps no rule from saying yes to this one.
            var (code, severity) =
                other.IsReady ? ("similar-ready", Severity.Note)
                : other.Status == nameof(RequestStatus.WaitingForApproval) ? ("similar-waiting", Severity.Note)
                : ("similar-running", Severity.Warning);
            yield return Finding.Of(
                code,
                severity,
                plan.From.Account,
                other.Id,
                ("request", other.Id),
                ("name", other.Requester),
                ("status", other.Status),
                ("source", other.Cluster),
                ("cluster", other.TargetCluster ?? "-")
            );
        }
    }

    /// <summary>True of every trip, and nobody may say later that it was not said.</summary>
    private static IEnumerable<Finding> Always(Plan plan)
    {
        if (plan.Goal != Goal.Share)
            yield return Finding.Note("production-data", plan.To.Account, plan.TargetCluster ?? plan.TargetSnapshot ?? "");
    }
}
