using Amazon.RDS.Model;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Workflows.Steps;

/// <summary>② A copy in the source account under the customer managed key that the target may use.</summary>
public sealed class CopyForSharing() : Step(StepName.CopyForSharing, Reads.SourceSnapshots, TimeSpan.FromHours(36))
{
    public override int SightingsNeeded => 2;

    public override Observation Look(StepContext context)
    {
        var sight = SnapshotRules.OwnCopy(context, context.Plan.From, context.Plan.SharingSnapshot, context.Observed.SourceSnapshots);
        // It may have stood in line for hours since its source was looked at.
        return
            sight is Observation.NotThere
            && context.Plan.Source.SnapshotType == "manual"
            && SnapshotRules.Find(context.Observed.SourceSnapshots, context.Plan.Source.Identifier) is { } source
            && SnapshotRules.Another(context, source, context.Plan.Step(StepName.TakeSnapshot) is not null) is { } another
            ? another
            : sight;
    }

    public override AwsChange Act(StepContext context) =>
        new(
            context.Plan.From.Account,
            new CopyDBClusterSnapshotRequest
            {
                SourceDBClusterSnapshotIdentifier = context.Plan.Source.Arn,
                TargetDBClusterSnapshotIdentifier = context.Plan.SharingSnapshot,
                KmsKeyId = context.Plan.SharingKey.Arn,
                Tags = context.Tags,
            }
        );
}
