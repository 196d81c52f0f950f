using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Shares;

namespace SnapshotShare.Core.Workflows.Steps;

/// <summary>④ The target sees it, under its full ARN and as type <c>shared</c>.</summary>
public sealed class SeeInTarget : LookingStep
{
    public override StepName Name => StepName.SeeInTarget;

    public override int Number => 4;

    public override StepSide Side => StepSide.Target;

    public override Reads Reads => Reads.SharedToTarget;

    public override int SightingsNeeded => 1;

    public override TimeSpan? UsualTime => null;

    public override TimeSpan Deadline => TimeSpan.FromMinutes(30);

    public override Undoing? Undoing => null;

    public override ShareEffect OnShare(Plan plan) => ShareEffect.None;

    public override Observation Observe(StepContext context) =>
        SharingRules.Visible(context) is { } seen
            ? seen.Status == "available"
                ? Seen(
                    ("SnapshotArn", seen.DBClusterSnapshotArn),
                    ("SeenAs", seen.DBClusterSnapshotIdentifier),
                    ("KmsKeyId", seen.KmsKeyId)
                )
                : new Observation.Underway(seen.Status, seen.PercentProgress)
            : context.Share is { IsOpen: false }
                ? SharingRules.TakenAway(context)
                : NotThere;

    public override IReadOnlyList<string> Commands(StepContext context) => ["aws rds describe-db-cluster-snapshots --snapshot-type shared"];
}
