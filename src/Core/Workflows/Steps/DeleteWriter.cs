using Amazon.RDS.Model;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Shares;

namespace SnapshotShare.Core.Workflows.Steps;

/// <summary>⑨ End of life: the writer goes first.</summary>
public sealed class DeleteWriter : ChangingStep
{
    public override StepName Name => StepName.DeleteWriter;

    public override int Number => 9;

    public override StepSide Side => StepSide.Target;

    public override Reads Reads => Reads.TargetInstances;

    public override int SightingsNeeded => 1;

    public override TimeSpan? UsualTime => TimeSpan.FromMinutes(5);

    public override TimeSpan Deadline => TimeSpan.FromHours(4);

    public override Undoing? Undoing => new(StepName.CreateWriter, StepName.StopSharing);

    public override IReadOnlyList<string> IamActions => ["rds:DeleteDBInstance"];

    public override bool TakesCopySlot => false;

    public override bool MayBeRepeated => true;

    public override bool WaitsForWindow(Plan plan) => false;

    public override MadeData? Makes(Plan plan) => null;

    public override ShareEffect OnShare(Plan plan) => ShareEffect.None;

    public override Observation Observe(StepContext context)
    {
        if (ClusterRules.Writer(context) is not { } writer)
            return SnapshotRules.Gone(context.Plan.WriterInstance!);
        if (!context.IsOurs(writer.TagList))
            return Seen(("LeftAlone", context.Plan.WriterInstance));
        return writer.DBInstanceStatus == "deleting" ? new Observation.Underway("deleting", Percent: null) : NotThere;
    }

    public override AwsChange Change(StepContext context) =>
        new(
            context.Plan.To.Account,
            new DeleteDBInstanceRequest { DBInstanceIdentifier = context.Plan.WriterInstance, SkipFinalSnapshot = true }
        );
}
