using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Workflows;
using SnapshotShare.Core.Workflows.Steps;

namespace SnapshotShare.Core.Execution;

/// <summary>
/// One thing that an advance of a request found out or is about to do, as a value that says what will be written;
/// <see cref="OutcomeWriter"/> writes it, if the row still is what it was found out about.
/// </summary>
internal abstract record Outcome
{
    private Outcome() { }

    /// <summary>The clock alone decides: the end of a life, the warning of it, an answer that nobody gave.</summary>
    /// <param name="Life">The life of a copy that has none yet; null where the request is none.</param>
    public sealed record TimePassed(TimeSpan? Life = null) : Outcome;

    /// <summary>The plan was made again before the first change: the request begins, or goes back for approval.</summary>
    public sealed record PlannedAgain(Plan Again) : Outcome;

    /// <summary>The route is no longer configured, so the request goes back to where a person sees it.</summary>
    public sealed record RouteGone : Outcome;

    /// <summary>There is no plan to begin with: the request waits for what can be cured, and fails where nothing can.</summary>
    public sealed record NotPlanned(Refusal Refusal) : Outcome;

    /// <summary>A step goes on as its reconciler decided.</summary>
    public sealed record StepDecided(StepDecision Decision) : Outcome;

    /// <summary>A step waits for the end of the share's window, which somebody may have pulled to now since it was looked at.</summary>
    public sealed record StepWaitsForWindow(StepState State) : Outcome;

    /// <summary>A change is about to be asked of AWS, unless something holds it back.</summary>
    /// <param name="Queue">The line in which a copy stands; null when it is none.</param>
    public sealed record ChangeIntended(StepState State, AwsChange Change, CopyQueue? Queue) : Outcome;

    /// <param name="Identity">AWS's own ID of what is being made, where the answer has it: from then on it is known, whatever somebody calls or tags it.</param>
    public sealed record ChangeAccepted(StepName Step, string? AwsRequestId, string? Identity = null) : Outcome;

    /// <summary>A call failed.</summary>
    /// <param name="Change">The change that was asked for; null when it was a look.</param>
    public sealed record CallFailed(StepName Step, AwsChange? Change, ErrorHandling Handling, Finding Finding) : Outcome;

    /// <summary>The result that a ready request stands for was looked at again.</summary>
    /// <param name="Step">The step that had seen it as approved.</param>
    /// <param name="Seen">As that step sees it now.</param>
    /// <param name="Connection">The way to the cluster by now; empty where there is none.</param>
    public sealed record StillStands(StepName Step, Observation Seen, IReadOnlyDictionary<string, string> Connection) : Outcome;

    /// <summary>All steps were looked at: what they mean together for the request.</summary>
    public sealed record AllLookedAt : Outcome;
}
