using Amazon.RDS.Model;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Shares;

namespace SnapshotShare.Core.Workflows.Steps;

/// <summary>④ The target sees it, under its full ARN and as type <c>shared</c>.</summary>
public sealed class SeeInTarget() : Step(StepName.SeeInTarget, Reads.SharedToTarget, TimeSpan.FromMinutes(30))
{
    public override Observation Look(StepContext context) =>
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
}
