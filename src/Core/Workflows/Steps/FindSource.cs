using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Text;

namespace SnapshotShare.Core.Workflows.Steps;

/// <summary>① The base snapshot is there and available.</summary>
public sealed class FindSource : LookingStep
{
    private const string Describe = "aws rds describe-db-cluster-snapshot";

    public override StepName Name => StepName.FindSource;

    public override int Number => 1;

    public override StepSide Side => StepSide.Source;

    public override Reads Reads => Reads.SourceSnapshot;

    public override int SightingsNeeded => 1;

    public override TimeSpan? UsualTime => null;

    public override TimeSpan Deadline => TimeSpan.FromHours(12);

    public override Undoing? Undoing => null;

    public override ShareEffect OnShare(Plan plan) => ShareEffect.None;

    public override Observation Observe(StepContext context)
    {
        if (context.Observed.SourceSnapshot is not { } source)
            return new Observation.Wrong(
                new Finding(
                    "source-gone",
                    Severity.Blocking,
                    context.Plan.From.Account,
                    context.Plan.Source.Arn,
                    Message.Of("finding.source-gone", ("snapshot", context.Plan.Source.Identifier), ("account", context.Plan.From.Account)),
                    Message.Of("remedy.source-gone")
                ),
                Final: true
            );
        if (SnapshotRules.Another(context, source, isOurs: false) is { } another)
            return another;
        return source.Status == "available"
            ? Seen(("Arn", source.DBClusterSnapshotArn), ("KmsKeyId", source.KmsKeyId))
            : SnapshotRules.StatusOf(source, context.Plan.From.Account);
    }

    public override IReadOnlyList<string> Commands(StepContext context) =>
        [$"{Describe}s --db-cluster-snapshot-identifier {AwsCli.Quote(context.Plan.Source.Identifier)}"];
}
