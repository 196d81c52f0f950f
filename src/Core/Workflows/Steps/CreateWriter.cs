using System.Globalization;
using Amazon.RDS.Model;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Execution;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Text;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Workflows.Steps;

/// <summary>⑥ The writer instance, without which there is nothing to connect to. Never publicly accessible.</summary>
public sealed class CreateWriter() : Step(StepName.CreateWriter, Reads.TargetInstances | Reads.TargetClusters, TimeSpan.FromHours(3))
{
    public override Observation Look(StepContext context)
    {
        if (ClusterRules.Writer(context) is not { } writer)
            return ClusterRules.ForeignCluster(context) ?? NotThere;
        if (!context.IsOurs(writer.TagList))
            return StepContext.Foreign(context.Plan.To.Account, context.Plan.WriterInstance!);
        if (writer.DBInstanceStatus != "available")
            return ClusterRules.StatusOf(writer.DBInstanceStatus, writer.DBInstanceArn, writer.PercentProgress, context);
        var isWriter = ClusterRules
            .Cluster(context)
            ?.DBClusterMembers?.Any(member =>
                StepContext.Same(member.DBInstanceIdentifier, writer.DBInstanceIdentifier) && member.IsClusterWriter == true
            );
        return isWriter == true
            ? Seen(("Arn", writer.DBInstanceArn), ("PubliclyAccessible", writer.PubliclyAccessible == true ? "true" : "false"))
            : new Observation.Underway(writer.DBInstanceStatus, Percent: null, Message.Of("not-yet-writer"));
    }

    public override AwsChange Act(StepContext context) =>
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
