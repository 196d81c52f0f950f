using System.Globalization;
using Amazon.RDS.Model;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Execution;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Workflows.Steps;

/// <summary>⑥ The cluster, restored from the target's own copy; it has no instance yet and production's master password.</summary>
public sealed class RestoreCluster() : Step(StepName.RestoreCluster, Reads.TargetClusters, TimeSpan.FromHours(12))
{
    public override Observation Look(StepContext context)
    {
        if (ClusterRules.Cluster(context) is not { } cluster)
            return NotThere;
        if (!context.IsOurs(cluster.TagList))
            return StepContext.Foreign(context.Plan.To.Account, context.Plan.TargetCluster!);
        if (cluster.Status != "available")
            return ClusterRules.StatusOf(cluster.Status, cluster.DBClusterArn, cluster.PercentProgress, context);
        return Seen(("Arn", cluster.DBClusterArn), ("KmsKeyId", cluster.KmsKeyId), ("EngineVersion", cluster.EngineVersion));
    }

    public override AwsChange Act(StepContext context)
    {
        var (plan, restore) = (context.Plan, context.Plan.Restore!);
        return new AwsChange(
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
