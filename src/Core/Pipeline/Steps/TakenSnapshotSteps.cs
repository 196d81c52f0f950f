using Amazon.RDS.Model;

namespace SnapshotShare.Core.Pipeline.Steps;

/// <summary>① A manual snapshot of the source cluster, taken for this request.</summary>
public sealed class TakeSnapshot() : Step(StepName.TakeSnapshot, SightNeeds.SourceSnapshots, TimeSpan.FromHours(12))
{
    public override Sight Look(StepContext context) =>
        SnapshotLook.Own(context, context.Plan.From, context.Plan.Source.Identifier, context.Sights.SourceSnapshots);

    public override Deed Act(StepContext context) =>
        new(
            context.Plan.From.Account,
            new CreateDBClusterSnapshotRequest
            {
                DBClusterIdentifier = context.Plan.Source.Cluster,
                DBClusterSnapshotIdentifier = context.Plan.Source.Identifier,
                Tags = context.Tags,
            }
        );
}

/// <summary>⑨ The snapshot that was taken for this request.</summary>
public sealed class DeleteTakenSnapshot() : Step(StepName.DeleteTakenSnapshot, SightNeeds.SourceSnapshots, TimeSpan.FromHours(4))
{
    public override bool Removes => true;

    public override Sight Look(StepContext context) =>
        SnapshotLook.Removed(context, context.Plan.Source.Identifier, context.Sights.SourceSnapshots);

    public override Deed Act(StepContext context) =>
        new(context.Plan.From.Account, new DeleteDBClusterSnapshotRequest { DBClusterSnapshotIdentifier = context.Plan.Source.Identifier });
}
