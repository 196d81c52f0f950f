namespace SnapshotShare.Core.Requests;

/// <summary>The table of the ways a step's status may go. What is done or skipped stays so.</summary>
public static class StepTransitions
{
    public static IReadOnlyList<(StepStatus From, StepStatus To)> Allowed { get; } =
    [
        (StepStatus.NotYet, StepStatus.Running),
        (StepStatus.NotYet, StepStatus.Done),
        (StepStatus.NotYet, StepStatus.Blocked),
        (StepStatus.NotYet, StepStatus.Failed),
        (StepStatus.NotYet, StepStatus.Skipped),
        (StepStatus.Running, StepStatus.Done),
        (StepStatus.Running, StepStatus.Blocked),
        (StepStatus.Running, StepStatus.Failed),
        (StepStatus.Running, StepStatus.Skipped),
        (StepStatus.Blocked, StepStatus.Running),
        (StepStatus.Blocked, StepStatus.Done),
        (StepStatus.Blocked, StepStatus.Failed),
        (StepStatus.Blocked, StepStatus.Skipped),
        // A way out begins what takes away anew.
        (StepStatus.Running, StepStatus.NotYet),
        (StepStatus.Blocked, StepStatus.NotYet),
        (StepStatus.Failed, StepStatus.NotYet),
    ];

    /// <exception cref="InvalidOperationException">The table does not know the way: a mistake of the product, so nothing is written.</exception>
    public static void Check(StepState before, StepState after)
    {
        if (before.Status != after.Status && !Allowed.Contains((before.Status, after.Status)))
            throw new InvalidOperationException($"Step {after.Name} does not go from {before.Status} to {after.Status}.");
    }
}
