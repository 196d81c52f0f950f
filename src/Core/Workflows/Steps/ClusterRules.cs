using System.Globalization;
using Amazon.RDS.Model;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Text;

namespace SnapshotShare.Core.Workflows.Steps;

internal static class ClusterRules
{
    private static readonly HashSet<string> Broken = new(StringComparer.Ordinal)
    {
        "failed",
        "restore-failed",
        "restore-error",
        "cloning-failed",
        "migration-failed",
        "incompatible-restore",
        "incompatible-parameters",
        "incompatible-network",
        "incompatible-option-group",
        "incompatible-create",
        "incompatible-credentials",
        "insufficient-capacity",
        "inaccessible-encryption-credentials",
    };

    public static DBCluster? Cluster(StepContext context) =>
        context.Observed.TargetClusters.FirstOrDefault(cluster =>
            StepContext.Same(cluster.DBClusterIdentifier, context.Plan.TargetCluster)
        );

    /// <summary>Somebody may have put another cluster in the place of ours: nothing is added to it or changed in it.</summary>
    public static Observation.Wrong? ForeignCluster(StepContext context) =>
        Cluster(context) is { } cluster && !context.IsOurs(cluster.TagList)
            ? StepContext.Foreign(context.Plan.To.Account, context.Plan.TargetCluster!)
            : null;

    public static DBInstance? Writer(StepContext context) =>
        context.Observed.TargetInstances.FirstOrDefault(instance =>
            StepContext.Same(instance.DBInstanceIdentifier, context.Plan.WriterInstance)
        );

    public static Observation StatusOf(string status, string arn, string? percent, StepContext context) =>
        Broken.Contains(status)
            ? new Observation.Wrong(
                new Finding(
                    "restore-failed",
                    Severity.Blocking,
                    context.Plan.To.Account,
                    arn,
                    Message.Of("finding.restore-failed", ("resource", arn), ("status", status)),
                    Message.Of("remedy.ask-again")
                ),
                Final: true
            )
            : new Observation.Underway(status, int.TryParse(percent, CultureInfo.InvariantCulture, out var value) ? value : null);
}
