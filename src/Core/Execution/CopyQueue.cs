using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Text;
using SnapshotShare.Core.Topology;
using SnapshotShare.Core.Workflows;
using SnapshotShare.Core.Workflows.Steps;

namespace SnapshotShare.Core.Execution;

/// <summary>
/// An account copies only so many snapshots at once (Aurora User Guide: five). Whoever comes later waits here, in the order of asking,
/// instead of being refused by AWS.
/// </summary>
internal sealed class CopyQueue(IDbContextFactory<Db> databases, AwsTopology topology)
{
    /// <summary>Null when it is this request's turn.</summary>
    public async Task<QueuePosition?> PositionAsync(StepContext context, Step step, CancellationToken ct)
    {
        if (!step.TakesCopySlot)
            return null;
        var isSource = step.Side == StepSide.Source;
        var account = topology.Account(isSource ? context.Plan.From.Account : context.Plan.To.Account);
        var snapshots = isSource ? context.Observed.SourceSnapshots : context.Observed.TargetSnapshots;
        var running = snapshots.Count(snapshot => snapshot.Status == "copying");
        var others = await EarlierAsync(context.Request, account.Name, ct);
        var ahead = others.Count(step => step.Attempt is null);
        if (running + ahead < account.CopiesAtOnce)
            return null;
        var words = Message.Of(
            "in-line",
            ("place", $"{running + ahead - account.CopiesAtOnce + 1}"),
            ("running", $"{running}"),
            ("account", account.Name)
        );
        // A place is free when one of the running copies is seen to have ended, and not before somebody looks at one.
        return new QueuePosition(
            words,
            others.Where(step => step.Attempt is not null && step.NextLookAt > context.Now).Min(step => step.NextLookAt)
        );
    }

    /// <summary>The copies in the same account, under way or next, of requests asked for earlier.</summary>
    private async Task<IReadOnlyList<StepState>> EarlierAsync(Request request, string account, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var earlier = await db
            .Requests.AsNoTracking()
            .Where(other => other.Status == RequestStatus.Running && other.CreatedAt < request.CreatedAt)
            .ToListAsync(ct);
        return
        [
            .. earlier.SelectMany(other =>
                Workflow
                    .Active(other)
                    .Where(copy => Workflow.Step(copy.Name).TakesCopySlot && other.Plan.Step(copy.Name)?.Account == account)
            ),
        ];
    }

    /// <param name="FreedAt">When somebody will next see whether a copy has ended; null when nobody of ours looks.</param>
    internal sealed record QueuePosition(Message Words, DateTime? FreedAt);
}
