using Amazon.RDS.Model;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Text;

namespace SnapshotShare.Core.Workflows.Steps;

internal static class SharingRules
{
    public static DBClusterSnapshot? Visible(StepContext context) =>
        context.Observed.SharedToTarget.FirstOrDefault(snapshot =>
            StepContext.Same(snapshot.DBClusterSnapshotArn, context.Plan.SharingSnapshotArn)
        );

    /// <summary>A share is granted once: when it has been closed, or its time has passed, only a new request opens another.</summary>
    public static bool IsOver(StepContext context) => context.Share is { } share && (!share.IsOpen || share.Deadline <= context.Now);

    public static AwsChange Close(Plan plan) => RestoreAttribute.Remove(plan.From.Account, plan.SharingSnapshot, plan.To.AccountId);

    public static Observation.Wrong SharedByOthers(StepContext context) =>
        new(
            Finding.Blocking(
                "source-shared-by-others",
                context.Plan.From.Account,
                context.Plan.SharingSnapshotArn,
                ("snapshot", context.Plan.SharingSnapshot),
                ("account", context.Plan.To.AccountId)
            ) with
            {
                Paste = Close(context.Plan).Cli,
            },
            Final: false
        );

    /// <summary>Only who wants a copy can have it too late.</summary>
    public static Observation TakenAway(StepContext context) =>
        Wrong(context, "share-closed-early", context.Plan.Goal == Goal.Share ? "finding.share-ended-early" : "finding.share-closed-early");

    public static Observation SnapshotGone(StepContext context) => Wrong(context, "sharing-snapshot-gone", "finding.sharing-snapshot-gone");

    private static Observation.Wrong Wrong(StepContext context, string code, string message) =>
        new(
            new Finding(
                code,
                Severity.Blocking,
                context.Plan.From.Account,
                context.Plan.SharingSnapshotArn,
                Message.Of(message, ("snapshot", context.Plan.SharingSnapshot)),
                Message.Of("remedy.ask-again")
            ),
            Final: true
        );
}
