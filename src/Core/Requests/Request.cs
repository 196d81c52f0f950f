using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Text;

namespace SnapshotShare.Core.Requests;

/// <summary>
/// One trip from production to development: what was asked, what was planned, how far it is. The row is the truth; whatever runs
/// it may die at any moment and another goes on from here.
/// </summary>
public sealed class Request
{
    private RequestStatus _status;
    private IReadOnlyList<StepState> _steps = [];

    /// <summary>Sixteen lower-case letters and digits; the first eight stand in the names of what we make.</summary>
    public required string Id { get; init; }

    /// <summary>The installation it belongs to; what the request makes carries both IDs as tags.</summary>
    public required string Installation { get; init; }

    /// <summary>
    /// True for a request from before installations had an ID: what it made then carries the request's tag alone, and is its own all the same.
    /// </summary>
    public bool MayLackInstallation { get; init; }

    public required string RequesterId { get; init; }
    public required string RequesterName { get; init; }
    public required DateTime CreatedAt { get; init; }

    /// <summary>Until when somebody must have said yes or no.</summary>
    public DateTime DecideBy { get; set; }
    public required RequestTerms Terms { get; init; }

    /// <summary>The cluster the data is from; what earlier trips teach is kept by it.</summary>
    public required string SourceCluster { get; init; }

    /// <summary>Changed by <see cref="MoveTo"/> alone.</summary>
    public required RequestStatus Status
    {
        get => _status;
        init => _status = value;
    }

    /// <summary>Why it stands where it stands, when the status alone does not say.</summary>
    public Message? StatusReason { get; set; }

    /// <summary>The plan as last made; <see cref="PlanVersion"/> counts the times it was made again or shortened.</summary>
    public required Plan Plan { get; set; }
    public required int PlanVersion { get; set; }

    /// <summary>The digest that an approver said yes to. Nothing runs while it differs from the plan's.</summary>
    public string? ApprovedDigest { get; set; }

    /// <summary>Every step of the plan and how far it is, in the plan's order.</summary>
    /// <remarks>Changed by <see cref="Replace"/>, <see cref="Replan"/> and <see cref="TurnRound"/> alone.</remarks>
    public required IReadOnlyList<StepState> Steps
    {
        get => _steps;
        init => _steps = value;
    }

    /// <summary>Where a way out ends; set while <see cref="RequestStatus.Closing"/>.</summary>
    public RequestStatus? ClosingTo { get; set; }

    /// <summary>Goal reached.</summary>
    public DateTime? ReadyAt { get; set; }

    /// <summary>End of the life of the dev cluster or the copy.</summary>
    public DateTime? ExpiresAt { get; set; }
    public DateTime? EndedAt { get; set; }

    /// <summary>When the requester was warned that the life is about to end; null again after an extension.</summary>
    public DateTime? WarnedAt { get; set; }

    /// <summary>A day before the life ends, or a quarter of it where that is shorter.</summary>
    public DateTime? WarnsAt =>
        (ReadyAt, ExpiresAt) is ({ } ready, { } expires) ? expires - Shorter(TimeSpan.FromDays(1), (expires - ready) / 4) : null;

    /// <summary>When the engine looks next; null when nothing is left to do.</summary>
    public DateTime? NextLookAt { get; set; }

    /// <summary>The engine that advances the row now, and until when nobody else may.</summary>
    public string? LeaseOwner { get; set; }
    public DateTime? LeaseUntil { get; set; }

    /// <summary>Concurrency token, counted up by every change.</summary>
    public int Version { get; set; }

    /// <summary>Its result, by the name people look for.</summary>
    public string Title => Plan.TargetCluster ?? Plan.TargetSnapshot ?? Plan.SharingSnapshot;

    /// <summary>
    /// The terms with everything that planning settled: "newest" was resolved to a snapshot when it was asked for, and a newer one since
    /// then is not what was shown.
    /// </summary>
    public RequestTerms SettledTerms =>
        Terms with
        {
            Source = Terms.Source.Resolved(Plan.Source.Identifier),
            TargetCluster = Plan.TargetCluster,
            Window = Plan.Window,
            Life = Plan.Life,
        };

    /// <summary>True when it cannot go on without a person. On its way out it keeps its status, and only the step says so.</summary>
    public bool NeedsHelp =>
        Status is RequestStatus.Blocked || (Status is RequestStatus.Closing && Steps.Any(step => step.Status is StepStatus.Blocked));

    public StepState Step(StepName name) => Steps.First(step => step.Name == name);

    public StepState? FindStep(StepName name) => Steps.FirstOrDefault(step => step.Name == name);

    /// <summary>Goes on to another status, as <see cref="RequestTransitions"/> allows.</summary>
    public void MoveTo(RequestStatus status)
    {
        RequestTransitions.Check(_status, status);
        _status = status;
    }

    /// <summary>
    /// Puts a step's new state in the place of its old one, as <see cref="StepTransitions"/> allows. Times are whole milliseconds, as the
    /// row's own are: otherwise a row could be due when none of its steps is.
    /// </summary>
    public void Replace(StepState state)
    {
        StepTransitions.Check(Step(state.Name), state);
        var written = state with { NextLookAt = state.NextLookAt?.UpToMilliseconds() };
        _steps = [.. _steps.Select(step => step.Name == state.Name ? written : step)];
    }

    /// <summary>Takes another plan, none of whose steps has begun.</summary>
    public void Replan(Plan plan)
    {
        Plan = plan;
        PlanVersion++;
        ApprovedDigest = null;
        _steps = [.. plan.Steps.Select(step => new StepState(step.Name, StepStatus.NotYet))];
    }

    /// <summary>Takes the steps of a way out; those that were there before go only where the table lets them.</summary>
    public void TurnRound(IReadOnlyList<StepState> wayOut)
    {
        foreach (var step in wayOut)
            if (FindStep(step.Name) is { } before)
                StepTransitions.Check(before, step);
        _steps = wayOut;
    }

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
