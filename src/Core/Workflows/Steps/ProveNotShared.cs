using Amazon.RDS.Model;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Text;

namespace SnapshotShare.Core.Workflows.Steps;

/// <summary>⑧ Neither the source's attribute nor the target's listing shows a share.</summary>
public sealed class ProveNotShared() : Step(StepName.ProveNotShared, Reads.SharedWith | Reads.SharedToTarget, TimeSpan.FromMinutes(30))
{
    public override bool Removes => true;

    public override Observation Look(StepContext context)
    {
        var inSource = context.Observed.SharedWith?.Contains(context.Plan.To.AccountId, StringComparer.Ordinal) == true;
        if (inSource || SharingRules.Visible(context) is not null)
            return new Observation.Underway(
                AwsStatus: null,
                Percent: null,
                inSource ? Message.Of("shared-again") : Message.Of("still-listed")
            );
        return Seen(
            ("SnapshotArn", context.Plan.SharingSnapshotArn),
            ("SourceRestoreAttribute", context.Observed.SharedWith is { } left ? $"[{string.Join(',', left)}]" : "snapshot deleted"),
            ("TargetListing", "not listed")
        );
    }
}
