using Amazon.RDS.Model;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Shares;

namespace SnapshotShare.Core.Workflows.Steps;

/// <summary>⑥ The cluster, restored from the target's own copy; it has no instance yet and production's master password.</summary>
public sealed class RestoreCluster : ChangingStep
{
    public override StepName Name => StepName.RestoreCluster;

    public override int Number => 6;

    public override StepSide Side => StepSide.Target;

    public override Reads Reads => Reads.TargetClusters;

    public override int SightingsNeeded => 1;

    public override TimeSpan? UsualTime => TimeSpan.FromMinutes(12);

    public override TimeSpan Deadline => TimeSpan.FromHours(12);

    public override Undoing? Undoing => null;

    public override IReadOnlyList<string> IamActions => ["rds:RestoreDBClusterFromSnapshot", TagRight];

    public override bool TakesCopySlot => false;

    public override bool MayBeRepeated => false;

    public override bool WaitsForWindow(Plan plan) => false;

    public override MadeData? Makes(Plan plan) => new(DataLocationKind.Cluster, plan.TargetCluster!);

    public override ShareEffect OnShare(Plan plan) => ShareEffect.None;

    public override Observation Observe(StepContext context)
    {
        if (ClusterRules.Cluster(context) is not { } cluster)
            return ClusterRules.ForeignCluster(context) ?? NotThere;
        var seen =
            cluster.Status != "available"
                ? ClusterRules.StatusOf(cluster.Status, cluster.DBClusterArn, cluster.PercentProgress, context)
                : Seen(("Arn", cluster.DBClusterArn), ("KmsKeyId", cluster.KmsKeyId), ("EngineVersion", cluster.EngineVersion));
        return seen with { Identity = cluster.DbClusterResourceId };
    }

    public override AwsChange Change(StepContext context)
    {
        var (plan, restore) = (context.Plan, context.Plan.Restore!);
        return new AwsChange(
            plan.To.Account,
            new RestoreDBClusterFromSnapshotRequest
            {
                DBClusterIdentifier = plan.TargetCluster,
                SnapshotIdentifier = plan.TargetSnapshot,
                Engine = plan.Source.Engine,
                EngineVersion = plan.EngineVersion,
                DBSubnetGroupName = restore.SubnetGroup,
                VpcSecurityGroupIds = [.. restore.SecurityGroups],
                DBClusterParameterGroupName = restore.ClusterParameterGroup,
                KmsKeyId = plan.TargetKey.Arn,
                BackupRetentionPeriod = restore.Settings?.BackupRetention,
                StorageType = restore.Settings?.StorageType,
                EngineLifecycleSupport = restore.Settings is { } said ? ClusterRules.LifecycleSupport(said) : null,
                EnableIAMDatabaseAuthentication = restore.Settings?.IamAuthentication,
                Port = restore.Settings?.Port,
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
