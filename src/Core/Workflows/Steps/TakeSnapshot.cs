using Amazon.RDS.Model;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Workflows.Steps;

/// <summary>① A manual snapshot of the source cluster, taken for this request.</summary>
public sealed class TakeSnapshot() : Step(StepName.TakeSnapshot, Reads.SourceSnapshots, TimeSpan.FromHours(12))
{
    public override Observation Look(StepContext context) =>
        SnapshotRules.Own(context, context.Plan.From, context.Plan.Source.Identifier, context.Observed.SourceSnapshots);

    public override AwsChange Act(StepContext context) =>
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
