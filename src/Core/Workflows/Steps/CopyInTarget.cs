using Amazon.RDS.Model;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Text;

namespace SnapshotShare.Core.Workflows.Steps;

/// <summary>⑤ The target account's own copy, under its own key: from here on nothing of production's is needed.</summary>
public sealed class CopyInTarget : ChangingStep
{
    public override StepName Name => StepName.CopyInTarget;

    public override int Number => 5;

    public override StepSide Side => StepSide.Target;

    public override Reads Reads => Reads.TargetSnapshots;

    public override int SightingsNeeded => 2;

    public override TimeSpan? UsualTime => TimeSpan.FromMinutes(15);

    public override TimeSpan Deadline => TimeSpan.FromHours(36);

    public override Undoing? Undoing => null;

    public override IReadOnlyList<string> IamActions => ["rds:CopyDBClusterSnapshot", TagRight];

    public override bool TakesCopySlot => true;

    public override bool MayBeRepeated => false;

    public override bool WaitsForWindow(Plan plan) => false;

    public override MadeData? Makes(Plan plan) => new(DataLocationKind.TargetCopy, plan.TargetSnapshot!);

    public override ShareEffect OnShare(Plan plan) => ShareEffect.None;

    public override Observation Observe(StepContext context)
    {
        var seen = SnapshotRules.OwnCopy(context, Name, context.Plan.To, context.Plan.TargetSnapshot!, context.Observed.TargetSnapshots);
        if (seen is Observation.NotThere && context.Share is { IsOpen: false })
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
        return seen;
    }

    public override AwsChange Change(StepContext context) =>
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
