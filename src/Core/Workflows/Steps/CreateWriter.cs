using Amazon.RDS.Model;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Text;

namespace SnapshotShare.Core.Workflows.Steps;

/// <summary>⑥ The writer instance, without which there is nothing to connect to. Never publicly accessible.</summary>
public sealed class CreateWriter : ChangingStep
{
    public override StepName Name => StepName.CreateWriter;

    public override int Number => 6;

    public override StepSide Side => StepSide.Target;

    public override Reads Reads => Reads.TargetInstances | Reads.TargetClusters;

    public override int SightingsNeeded => 1;

    public override TimeSpan? UsualTime => TimeSpan.FromMinutes(8);

    public override TimeSpan Deadline => TimeSpan.FromHours(3);

    public override Undoing? Undoing => null;

    public override IReadOnlyList<string> IamActions => ["rds:CreateDBInstance", TagRight];

    public override bool TakesCopySlot => false;

    public override bool MayBeRepeated => false;

    public override bool WaitsForWindow(Plan plan) => false;

    public override MadeData? Makes(Plan plan) => null;

    public override ShareEffect OnShare(Plan plan) => ShareEffect.None;

    public override Observation Observe(StepContext context)
    {
        if (ClusterRules.Writer(context) is not { } writer)
            return ClusterRules.StrangerOfWriter(context) is not null
                ? StepContext.Foreign(context.Plan.To.Account, context.Plan.WriterInstance!)
                : ClusterRules.ForeignCluster(context) ?? NotThere;
        return Seen(context, writer) with { Identity = writer.DbiResourceId };
    }

    private static Observation Seen(StepContext context, DBInstance writer)
    {
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

    public override AwsChange Change(StepContext context) =>
        new(
            context.Plan.To.Account,
            new CreateDBInstanceRequest
            {
                DBInstanceIdentifier = context.Plan.WriterInstance,
                DBClusterIdentifier = ClusterRules.NameOfCluster(context),
                DBInstanceClass = context.Plan.Restore!.InstanceClass,
                Engine = context.Plan.Source.Engine,
                PubliclyAccessible = false,
                AvailabilityZone = context.Plan.Restore!.Settings?.Zone,
                Tags = context.Tags,
            }
        );
}
