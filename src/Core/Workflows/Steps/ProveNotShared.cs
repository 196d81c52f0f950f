using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Text;

namespace SnapshotShare.Core.Workflows.Steps;

/// <summary>⑧ Neither the source's attribute nor the target's listing shows a share.</summary>
public sealed class ProveNotShared : LookingStep
{
    public override StepName Name => StepName.ProveNotShared;

    public override int Number => 8;

    public override StepSide Side => StepSide.Source;

    public override Reads Reads => Reads.SharedWith | Reads.SharedToTarget;

    public override int SightingsNeeded => 1;

    public override TimeSpan? UsualTime => null;

    public override TimeSpan Deadline => TimeSpan.FromMinutes(30);

    public override Undoing? Undoing => new(StepName.Share, StepName.StopSharing);

    public override ShareEffect OnShare(Plan plan) => ShareEffect.Proves;

    public override Observation Observe(StepContext context)
    {
        var inSource = context.Observed.SharedWith?.Contains(context.Plan.To.AccountId, StringComparer.Ordinal) == true;
        if (inSource || SharingRules.Visible(context) is not null)
            return new Observation.Underway(
                AwsStatus: null,
                Percent: null,
                inSource ? Message.Of("shared-again") : Message.Of("still-listed")
            );
        // A listing from before the closing proves nothing.
        if (context.Share is { ClosedAt: { } closed } && context.Observed.SharedToTargetAt < closed)
            return new Observation.Underway(AwsStatus: null, Percent: null, Message.Of("still-listed"));
        return new Observation.There(
            ShareProof.Of(
                context.Plan.SharingSnapshotArn,
                new RestoreAttribute(context.Observed.SharedWith, context.Observed.SharedWithRequestId),
                context.Observed.SharedToTargetRequestId
            )
        );
    }

    public override IReadOnlyList<string> Commands(StepContext context) =>
        [
            $"aws rds describe-db-cluster-snapshot-attributes --db-cluster-snapshot-identifier {AwsCli.Quote(context.Plan.SharingSnapshot)}",
            "aws rds describe-db-cluster-snapshots --snapshot-type shared",
        ];
}
