using System.Linq.Expressions;
using Amazon.RDS.Model;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Text;
using SnapshotShare.Core.Topology;
using SnapshotShare.Core.Workflows;
using SnapshotShare.Core.Workflows.Steps;

namespace SnapshotShare.Core.Execution;

/// <summary>
/// An account copies only so many snapshots at once (Aurora User Guide: five). Whoever comes later waits here, in the order of asking,
/// instead of being refused by AWS. Pure: asked once after the look, and again where the intent is committed, because others look too.
/// </summary>
/// <param name="Account">The account that makes the copy.</param>
/// <param name="Listing">Its manual snapshots as they were just looked at.</param>
internal sealed record CopyQueue(Account Account, IReadOnlyList<DBClusterSnapshot> Listing)
{
    /// <summary>The requests whose copies count: those that run, and those that are blocked by something else.</summary>
    public static readonly Expression<Func<Request, bool>> Counts = request =>
        request.Status == RequestStatus.Running || request.Status == RequestStatus.Blocked;

    /// <summary>Null for a step that copies nothing.</summary>
    public static CopyQueue? Of(StepContext context, Step step, AwsTopology topology) =>
        !step.TakesCopySlot ? null
        : step.Side == StepSide.Source ? new(topology.Account(context.Plan.From.Account), context.Observed.SourceSnapshots)
        : new(topology.Account(context.Plan.To.Account), context.Observed.TargetSnapshots);

    /// <summary>Where this request stands in line; null when it is its turn.</summary>
    /// <param name="all">Every request that runs or is blocked, this one or not.</param>
    public QueuePosition? PositionOf(Request request, IEnumerable<Request> all, DateTime now, Timings timings)
    {
        var copies = all.Where(other => other.Id != request.Id).SelectMany(CopiesHere).ToList();
        var running =
            Listing.Count(snapshot => snapshot.Status == "copying")
            + copies.Count(copy => IsOnItsWay(copy.State.Attempt, now, timings) && !IsListed(copy.Makes));
        var ahead = copies.Count(copy => copy.State.Attempt is null && IsAhead(copy.Request, request));
        if (running + ahead < Account.CopiesAtOnce)
            return null;
        var words = Message.Of(
            "in-line",
            ("place", $"{running + ahead - Account.CopiesAtOnce + 1}"),
            ("running", $"{running}"),
            ("account", Account.Name)
        );
        // A place is free when one of the running copies is seen to have ended, and not before somebody looks at one.
        var looks = copies.Where(copy => copy.State.Attempt is not null && copy.State.NextLookAt > now);
        return new QueuePosition(words, looks.Min(copy => copy.State.NextLookAt));
    }

    private IEnumerable<(Request Request, StepState State, string Makes)> CopiesHere(Request request) =>
        from state in Workflow.Active(request)
        let step = Workflow.Step(state.Name)
        where step.TakesCopySlot && request.Plan.Step(state.Name)?.Account == Account.Name
        select (request, state, step.Makes(request.Plan)!.Identifier);

    private bool IsListed(string snapshot) => Listing.Any(listed => StepContext.Same(listed.DBClusterSnapshotIdentifier, snapshot));

    /// <summary>
    /// AWS may be making it though no listing shows it yet. Not for ever: what has not come into sight by its time is asked for again, and whoever
    /// waited for it would wait for one that waits.
    /// </summary>
    private static bool IsOnItsWay(Attempt? attempt, DateTime now, Timings timings) =>
        attempt switch
        {
            null or { Response.Accepted: false } => false,
            { Response: { } accepted } => now < accepted.At + timings.Propagation,
            _ => now < attempt.IntendedAt + timings.ChangeTimeout + timings.Settle,
        };

    /// <summary>In the order of asking; of two that were asked for in the same moment one is first all the same. Nobody waits for one that is blocked.</summary>
    private static bool IsAhead(Request other, Request request) =>
        other.Status == RequestStatus.Running
        && (other.CreatedAt, string.CompareOrdinal(other.Id, request.Id)).CompareTo((request.CreatedAt, 0)) < 0;
}

/// <param name="FreedAt">When somebody will next see whether a copy has ended; null when nobody of ours looks.</param>
internal sealed record QueuePosition(Message Words, DateTime? FreedAt)
{
    /// <summary>The step as it waits in line, with nothing asked of AWS.</summary>
    public StepState Waiting(StepState state, int inFlight, DateTime now, Timings timings) =>
        state with
        {
            AwsStatus = null,
            Note = Words,
            NextLookAt = PollSchedule.OnGrid(FreedAt ?? now + timings.Look, inFlight, timings),
        };
}
