using System.Globalization;
using Amazon.RDS.Model;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Workflows.Steps;

/// <summary>⑨ End of life: the writer goes first.</summary>
public sealed class DeleteWriter() : Step(StepName.DeleteWriter, Reads.TargetInstances, TimeSpan.FromHours(4))
{
    public override bool Removes => true;

    public override Observation Look(StepContext context)
    {
        if (ClusterRules.Writer(context) is not { } writer)
            return SnapshotRules.Gone(context.Plan.WriterInstance!);
        if (!context.IsOurs(writer.TagList))
            return Seen(("LeftAlone", context.Plan.WriterInstance));
        return writer.DBInstanceStatus == "deleting" ? new Observation.Underway("deleting", Percent: null) : NotThere;
    }

    public override AwsChange Act(StepContext context) =>
        new(
            context.Plan.To.Account,
            new DeleteDBInstanceRequest { DBInstanceIdentifier = context.Plan.WriterInstance, SkipFinalSnapshot = true }
        );
}
