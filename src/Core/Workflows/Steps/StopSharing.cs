using Amazon.RDS.Model;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Plans;

namespace SnapshotShare.Core.Workflows.Steps;

/// <summary>⑦ The target leaves the <c>restore</c> attribute again.</summary>
public sealed class StopSharing() : Step(StepName.StopSharing, Reads.SharedWith, TimeSpan.FromMinutes(30))
{
    public override bool Removes => true;

    public override Observation Look(StepContext context)
    {
        if (context.Observed.SharedWith is not { } sharedWith)
            return Seen(("SnapshotArn", context.Plan.SharingSnapshotArn), ("SnapshotGone", "true"));
        if (!sharedWith.Contains(context.Plan.To.AccountId, StringComparer.Ordinal))
            return Seen(("SnapshotArn", context.Plan.SharingSnapshotArn), ("SharedWith", string.Join(',', sharedWith)));
        return NotThere;
    }

    public override AwsChange Act(StepContext context) => SharingRules.TakeAway(context.Plan);
}
