using System.Globalization;
using Amazon.RDS.Model;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Text;
using SnapshotShare.Core.Topology;

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

    /// <summary>AWS's word for it (RDS API Reference, EngineLifecycleSupport).</summary>
    public static string LifecycleSupport(RestoreSettings settings) =>
        settings.ExtendedSupport ? "open-source-rds-extended-support" : "open-source-rds-extended-support-disabled";

    /// <summary>The request's own cluster, whatever it is called by now.</summary>
    public static DBCluster? Cluster(StepContext context) =>
        ThingKinds.Clusters.Find(context, context.Observed.TargetClusters, StepName.RestoreCluster, context.Plan.TargetCluster!);

    /// <summary>The name it goes by now, or is to have.</summary>
    public static string NameOfCluster(StepContext context) => Cluster(context)?.DBClusterIdentifier ?? context.Plan.TargetCluster!;

    /// <summary>Somebody may have put another cluster in the place of ours: nothing is added to it or changed in it.</summary>
    public static Observation.Wrong? ForeignCluster(StepContext context) =>
        Cluster(context) is null && StrangerOfCluster(context) is not null
            ? StepContext.Foreign(context.Plan.To.Account, context.Plan.TargetCluster!)
            : null;

    public static DBCluster? StrangerOfCluster(StepContext context) =>
        ThingKinds.Clusters.Stranger(context, context.Observed.TargetClusters, StepName.RestoreCluster, context.Plan.TargetCluster!);

    /// <summary>The request's own writer, whatever it is called by now.</summary>
    public static DBInstance? Writer(StepContext context) =>
        ThingKinds.Instances.Find(context, context.Observed.TargetInstances, StepName.CreateWriter, context.Plan.WriterInstance!);

    public static DBInstance? StrangerOfWriter(StepContext context) =>
        ThingKinds.Instances.Stranger(context, context.Observed.TargetInstances, StepName.CreateWriter, context.Plan.WriterInstance!);

    /// <summary>The instances that are the request's own to delete, those that read before the one that writes.</summary>
    public static IReadOnlyList<DBInstance> OwnInstances(StepContext context)
    {
        var (cluster, writer) = (Cluster(context), Writer(context));
        return
        [
            .. context
                .Observed.TargetInstances.Where(instance =>
                    !ReferenceEquals(instance, writer)
                    && cluster is not null
                    && StepContext.Same(instance.DBClusterIdentifier, cluster.DBClusterIdentifier)
                    && context.IsOurs(instance.TagList)
                )
                .Concat(writer is null ? [] : [writer]),
        ];
    }

    /// <summary>AWS is at it: until that is over the cluster can be neither changed nor deleted.</summary>
    public static bool IsBusy(DBCluster cluster) => cluster.Status is "deleting" or "stopping" or "starting";

    /// <summary>Names of the members that no listing shows: gone, or going. AWS itself refuses to delete the cluster while they are not.</summary>
    public static IEnumerable<string> Going(DBCluster cluster, IEnumerable<DBInstance> listed) =>
        (cluster.DBClusterMembers ?? [])
            .Select(member => member.DBInstanceIdentifier)
            .Except(listed.Select(instance => instance.DBInstanceIdentifier), StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Something that a person did to the cluster and that keeps all of it from being deleted. Asked before anything of it is: what is half deleted is of no use to anybody.
    /// </summary>
    /// <param name="account">Name of the account it is in.</param>
    /// <param name="own">Names of the members that may be deleted with it.</param>
    public static Observation.Wrong? InTheWay(string account, DBCluster cluster, IEnumerable<string> own)
    {
        var others = (cluster.DBClusterMembers ?? [])
            .Select(member => member.DBInstanceIdentifier)
            .Except(own, StringComparer.OrdinalIgnoreCase)
            .ToList();
        var name = AwsCli.Quote(cluster.DBClusterIdentifier);
        if (others.Count > 0)
            return Wrong("cluster-has-others", string.Join(", ", others), cure: null);
        if (cluster.DeletionProtection == true)
            return Wrong(
                "cluster-protected",
                cluster.DBClusterIdentifier,
                $"aws rds modify-db-cluster --db-cluster-identifier {name} --no-deletion-protection --apply-immediately"
            );
        return cluster.Status == "stopped" ? Stopped(account, cluster.DBClusterArn, cluster.DBClusterIdentifier) : null;

        Observation.Wrong Wrong(string code, string what, string? cure) =>
            ClusterRules.Wrong(account, cluster.DBClusterArn, cluster.DBClusterIdentifier, code, what, cure);
    }

    private static Observation.Wrong Stopped(string account, string arn, string cluster) =>
        Wrong(
            account,
            arn,
            cluster,
            "cluster-stopped",
            cluster,
            $"aws rds start-db-cluster --db-cluster-identifier {AwsCli.Quote(cluster)}"
        );

    private static Observation.Wrong Wrong(string account, string arn, string cluster, string code, string what, string? cure) =>
        new(
            new Finding(
                code,
                Severity.Blocking,
                account,
                arn,
                Message.Of($"finding.{code}", ("cluster", cluster), ("what", what)),
                Message.Of($"remedy.{code}", ("cluster", cluster), ("what", what)),
                cure
            ),
            Final: false
        );

    public static Observation StatusOf(string status, string arn, string? percent, StepContext context) =>
        status == "stopped" ? Stopped(context.Plan.To.Account, arn, NameOfCluster(context))
        : Broken.Contains(status)
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
