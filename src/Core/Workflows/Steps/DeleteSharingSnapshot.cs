using Amazon.RDS.Model;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Workflows.Steps;

/// <summary>⑨ The snapshot made for sharing; a snapshot that was there before us is left alone.</summary>
public sealed class DeleteSharingSnapshot() : Step(StepName.DeleteSharingSnapshot, Reads.SourceSnapshots, TimeSpan.FromHours(4))
{
    public override bool Removes => true;

    public override Observation Look(StepContext context) =>
        SnapshotRules.Removed(context, context.Plan.SharingSnapshot, context.Observed.SourceSnapshots);

    public override AwsChange Act(StepContext context) =>
        new(context.Plan.From.Account, new DeleteDBClusterSnapshotRequest { DBClusterSnapshotIdentifier = context.Plan.SharingSnapshot });
}
