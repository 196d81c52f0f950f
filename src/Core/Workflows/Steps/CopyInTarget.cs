using Amazon.RDS.Model;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Text;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Workflows.Steps;

/// <summary>⑤ The target account's own copy, under its own key: from here on nothing of production's is needed.</summary>
public sealed class CopyInTarget() : Step(StepName.CopyInTarget, Reads.TargetSnapshots, TimeSpan.FromHours(36))
{
    public override int SightingsNeeded => 2;

    public override Observation Look(StepContext context)
    {
        var sight = SnapshotRules.OwnCopy(context, context.Plan.To, context.Plan.TargetSnapshot!, context.Observed.TargetSnapshots);
        if (sight is Observation.NotThere && context.Share is { IsOpen: false })
            return new Observation.Wrong(
                new Finding(
                    "share-closed-early",
                    Severity.Blocking,
                    context.Plan.To.Account,
                    context.Plan.SharingSnapshotArn,
                    Message.Of("finding.share-closed-early", ("snapshot", context.Plan.SharingSnapshot)),
                    Message.Of("remedy.ask-again")
                ),
                Final: true
            );
        return sight;
    }

    public override AwsChange Act(StepContext context) =>
        new(
            context.Plan.To.Account,
            new CopyDBClusterSnapshotRequest
            {
                // A shared snapshot is known by its ARN alone; its short name would be looked up in the caller's own account.
                SourceDBClusterSnapshotIdentifier = context.Plan.SharingSnapshotArn,
                TargetDBClusterSnapshotIdentifier = context.Plan.TargetSnapshot,
                KmsKeyId = context.Plan.TargetKey.Arn,
                Tags = context.Tags,
            }
        );
}
