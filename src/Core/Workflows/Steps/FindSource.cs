using Amazon.RDS.Model;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Text;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Workflows.Steps;

/// <summary>① The base snapshot is there and available.</summary>
public sealed class FindSource() : Step(StepName.FindSource, Reads.SourceSnapshot, TimeSpan.FromHours(12))
{
    public override Observation Look(StepContext context)
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
}
