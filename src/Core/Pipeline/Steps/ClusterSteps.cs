using System.Globalization;
using Amazon.RDS.Model;
using SnapshotShare.Core.Planning;

namespace SnapshotShare.Core.Pipeline.Steps;

/// <summary>⑥ The cluster, restored from the target's own copy; it has no instance yet and production's master password.</summary>
public sealed class RestoreCluster() : Step(StepName.RestoreCluster, SightNeeds.TargetClusters, TimeSpan.FromHours(12))
{
    public override Sight Look(StepContext context)
    {
        if (ClusterLook.Cluster(context) is not { } cluster)
            return NotThere;
        if (!context.IsOurs(cluster.TagList))
            return StepContext.Foreign(context.Plan.To.Account, context.Plan.TargetCluster!);
        if (cluster.Status != "available")
            return ClusterLook.StatusOf(cluster.Status, cluster.DBClusterArn, cluster.PercentProgress, context);
        return Seen(("Arn", cluster.DBClusterArn), ("KmsKeyId", cluster.KmsKeyId), ("EngineVersion", cluster.EngineVersion));
    }

    public override Deed Act(StepContext context)
    {
        var (plan, restore) = (context.Plan, context.Plan.Restore!);
        return new Deed(
            plan.To.Account,
            new RestoreDBClusterFromSnapshotRequest
            {
                DBClusterIdentifier = plan.TargetCluster,
                SnapshotIdentifier = plan.TargetSnapshot,
                Engine = plan.Source.Engine,
                EngineVersion = plan.Source.EngineVersion,
                DBSubnetGroupName = restore.SubnetGroup,
                VpcSecurityGroupIds = [.. restore.SecurityGroups],
                DBClusterParameterGroupName = restore.ClusterParameterGroup,
                KmsKeyId = plan.TargetKey.Arn,
                // Automated snapshots of the copy need not carry our tag; the cluster itself does.
                CopyTagsToSnapshot = false,
                DeletionProtection = false,
                ServerlessV2ScalingConfiguration = restore.MinCapacity is null
                    ? null
                    : new ServerlessV2ScalingConfiguration { MinCapacity = restore.MinCapacity, MaxCapacity = restore.MaxCapacity },
                Tags = context.Tags,
            }
        );
    }
}

/// <summary>⑥ The writer instance, without which there is nothing to connect to. Never publicly accessible.</summary>
public sealed class CreateWriter()
    : Step(StepName.CreateWriter, SightNeeds.TargetInstances | SightNeeds.TargetClusters, TimeSpan.FromHours(3))
{
    public override Sight Look(StepContext context)
    {
        if (ClusterLook.Writer(context) is not { } writer)
            return ClusterLook.ForeignCluster(context) ?? NotThere;
        if (!context.IsOurs(writer.TagList))
            return StepContext.Foreign(context.Plan.To.Account, context.Plan.WriterInstance!);
        if (writer.DBInstanceStatus != "available")
            return ClusterLook.StatusOf(writer.DBInstanceStatus, writer.DBInstanceArn, writer.PercentProgress, context);
        var isWriter = ClusterLook
            .Cluster(context)
            ?.DBClusterMembers?.Any(member =>
                StepContext.Same(member.DBInstanceIdentifier, writer.DBInstanceIdentifier) && member.IsClusterWriter == true
            );
        return isWriter == true
            ? Seen(("Arn", writer.DBInstanceArn), ("PubliclyAccessible", writer.PubliclyAccessible == true ? "true" : "false"))
            : new Sight.Underway(writer.DBInstanceStatus, Percent: null, Phrase.Of("not-yet-writer"));
    }

    public override Deed Act(StepContext context) =>
        new(
            context.Plan.To.Account,
            new CreateDBInstanceRequest
            {
                DBInstanceIdentifier = context.Plan.WriterInstance,
                DBClusterIdentifier = context.Plan.TargetCluster,
                DBInstanceClass = context.Plan.Restore!.InstanceClass,
                Engine = context.Plan.Source.Engine,
                PubliclyAccessible = false,
                Tags = context.Tags,
            }
        );
}

/// <summary>⑥ A new master password in Secrets Manager, so that production's opens nothing here.</summary>
public sealed class ReplacePassword() : Step(StepName.ReplacePassword, SightNeeds.TargetClusters, TimeSpan.FromHours(1))
{
    public override Sight Look(StepContext context)
    {
        if (ClusterLook.Cluster(context) is not { } cluster)
            return NotThere;
        if (ClusterLook.ForeignCluster(context) is { } foreign)
            return foreign;
        if (cluster.MasterUserSecret is not { } secret)
            return cluster.Status == "available" ? NotThere : new Sight.Underway(cluster.Status, Percent: null);
        if (cluster.Status != "available")
            return new Sight.Underway(cluster.Status, Percent: null);
        if (secret.SecretStatus != "active")
            return new Sight.Underway(secret.SecretStatus, Percent: null, Phrase.Of("secret-not-active"));
        return Seen(
            ("SecretArn", secret.SecretArn),
            ("Endpoint", cluster.Endpoint),
            ("Port", cluster.Port?.ToString(CultureInfo.InvariantCulture)),
            ("MasterUsername", cluster.MasterUsername)
        );
    }

    public override Deed Act(StepContext context) =>
        new(
            context.Plan.To.Account,
            new ModifyDBClusterRequest
            {
                DBClusterIdentifier = context.Plan.TargetCluster,
                ManageMasterUserPassword = true,
                ApplyImmediately = true,
            }
        );
}

/// <summary>⑨ End of life: the writer goes first.</summary>
public sealed class DeleteWriter() : Step(StepName.DeleteWriter, SightNeeds.TargetInstances, TimeSpan.FromHours(4))
{
    public override bool Removes => true;

    public override Sight Look(StepContext context)
    {
        if (ClusterLook.Writer(context) is not { } writer)
            return SnapshotLook.Gone(context.Plan.WriterInstance!);
        if (!context.IsOurs(writer.TagList))
            return Seen(("LeftAlone", context.Plan.WriterInstance));
        return writer.DBInstanceStatus == "deleting" ? new Sight.Underway("deleting", Percent: null) : NotThere;
    }

    public override Deed Act(StepContext context) =>
        new(
            context.Plan.To.Account,
            new DeleteDBInstanceRequest { DBInstanceIdentifier = context.Plan.WriterInstance, SkipFinalSnapshot = true }
        );
}

/// <summary>⑨ End of life: the cluster, once its writer is gone. Instances that somebody added are not ours to delete.</summary>
public sealed class DeleteCluster() : Step(StepName.DeleteCluster, SightNeeds.TargetClusters, TimeSpan.FromHours(4))
{
    public override bool Removes => true;

    public override Sight Look(StepContext context)
    {
        if (ClusterLook.Cluster(context) is not { } cluster)
            return SnapshotLook.Gone(context.Plan.TargetCluster!);
        if (!context.IsOurs(cluster.TagList))
            return Seen(("LeftAlone", context.Plan.TargetCluster));
        if (cluster.Status == "deleting")
            return new Sight.Underway("deleting", Percent: null);
        var others = cluster
            .DBClusterMembers?.Where(member => !StepContext.Same(member.DBInstanceIdentifier, context.Plan.WriterInstance))
            .ToList();
        if (others is { Count: > 0 })
            return InTheWay(
                context,
                cluster,
                "cluster-has-others",
                string.Join(", ", others.Select(member => member.DBInstanceIdentifier))
            );
        if (cluster.DeletionProtection == true)
            return InTheWay(context, cluster, "cluster-protected", cluster.DBClusterIdentifier);
        return NotThere;
    }

    public override Deed Act(StepContext context) =>
        new(
            context.Plan.To.Account,
            new DeleteDBClusterRequest { DBClusterIdentifier = context.Plan.TargetCluster, SkipFinalSnapshot = true }
        );

    private static Sight.Wrong InTheWay(StepContext context, DBCluster cluster, string code, string what) =>
        new(
            new Finding(
                code,
                Severity.Blocking,
                context.Plan.To.Account,
                cluster.DBClusterArn,
                Phrase.Of($"finding.{code}", ("cluster", cluster.DBClusterIdentifier), ("what", what)),
                Phrase.Of($"remedy.{code}", ("cluster", cluster.DBClusterIdentifier), ("what", what))
            ),
            Final: false
        );
}

internal static class ClusterLook
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
        context.Sights.TargetClusters.FirstOrDefault(cluster => StepContext.Same(cluster.DBClusterIdentifier, context.Plan.TargetCluster));

    /// <summary>Somebody may have put another cluster in the place of ours: nothing is added to it or changed in it.</summary>
    public static Sight.Wrong? ForeignCluster(StepContext context) =>
        Cluster(context) is { } cluster && !context.IsOurs(cluster.TagList)
            ? StepContext.Foreign(context.Plan.To.Account, context.Plan.TargetCluster!)
            : null;

    public static DBInstance? Writer(StepContext context) =>
        context.Sights.TargetInstances.FirstOrDefault(instance =>
            StepContext.Same(instance.DBInstanceIdentifier, context.Plan.WriterInstance)
        );

    public static Sight StatusOf(string status, string arn, string? percent, StepContext context) =>
        Broken.Contains(status)
            ? new Sight.Wrong(
                new Finding(
                    "restore-failed",
                    Severity.Blocking,
                    context.Plan.To.Account,
                    arn,
                    Phrase.Of("finding.restore-failed", ("resource", arn), ("status", status)),
                    Phrase.Of("remedy.ask-again")
                ),
                Final: true
            )
            : new Sight.Underway(status, int.TryParse(percent, CultureInfo.InvariantCulture, out var value) ? value : null);
}
