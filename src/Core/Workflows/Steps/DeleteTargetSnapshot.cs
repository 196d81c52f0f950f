using Amazon.RDS.Model;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Workflows.Steps;

/// <summary>⑨ The target's own copy, when nothing needs it any more.</summary>
public sealed class DeleteTargetSnapshot() : Step(StepName.DeleteTargetSnapshot, Reads.TargetSnapshots, TimeSpan.FromHours(4))
{
    public override bool Removes => true;

    public override Observation Look(StepContext context) =>
        SnapshotRules.Removed(context, context.Plan.TargetSnapshot!, context.Observed.TargetSnapshots);

    public override AwsChange Act(StepContext context) =>
        new(context.Plan.To.Account, new DeleteDBClusterSnapshotRequest { DBClusterSnapshotIdentifier = context.Plan.TargetSnapshot });
}
