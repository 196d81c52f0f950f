using SnapshotShare.Core.Requests;

namespace SnapshotShare.Core.Workflows;

/// <summary>One step's next move.</summary>
public abstract record StepDecision
{
    private StepDecision(StepState state) => State = state;

    /// <summary>The step as it is from here on.</summary>
    public StepState State { get; }

    /// <summary>Nothing to do but look again.</summary>
    public sealed record Wait(StepState Next) : StepDecision(Next);

    /// <summary>It is this step's turn to change AWS.</summary>
    public sealed record Act(StepState Next) : StepDecision(Next);

    public sealed record Finish(StepState Next) : StepDecision(Next);

    /// <summary>A person must help; the step keeps looking, slowly.</summary>
    public sealed record Block(StepState Next) : StepDecision(Next);

    /// <summary>The request cannot reach its goal any more.</summary>
    public sealed record Fail(StepState Next) : StepDecision(Next);
}
