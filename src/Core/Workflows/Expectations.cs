using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Workflows;

/// <summary>The usual time of each step, learned from earlier trips of the same source cluster.</summary>
/// <param name="Learned">False when nothing was there to learn from, so that these are typical figures of AWS's public documentation.</param>
public sealed record Expectations(IReadOnlyDictionary<StepName, TimeSpan> Durations, bool Learned)
{
    /// <param name="earlier">Trips of the same source cluster, any order.</param>
    public static Expectations From(IReadOnlyCollection<Request> earlier, Timings timings)
    {
        var durations = Workflow
            .Steps.Where(step => step.UsualTime is not null)
            .ToDictionary(step => step.Name, step => step.UsualTime!.Value * timings.Scale);
        foreach (
            var step in earlier
                // A share alone stands until its deadline; that is nobody's usual time.
                .SelectMany(request => request.Steps.Where(step => !Workflow.Step(step.Name).WaitsForWindow(request.Plan)))
                .Where(step => step is { Status: StepStatus.Done, StartedAt: not null, EndedAt: not null })
                .GroupBy(step => step.Name)
        )
            durations[step.Key] = Median(
                step.Select(state => state.EndedAt!.Value - (state.Attempt?.IntendedAt ?? state.StartedAt!.Value))
            );
        return new Expectations(durations, Learned: earlier.Count > 0);
    }

    public TimeSpan? Of(StepName name) => Durations.TryGetValue(name, out var usual) ? usual : null;

    private static TimeSpan Median(IEnumerable<TimeSpan> durations)
    {
        var sorted = durations.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
