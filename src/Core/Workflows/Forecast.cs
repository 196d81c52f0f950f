using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;

namespace SnapshotShare.Core.Workflows;

/// <summary>When a trip is likely to be where.</summary>
/// <param name="OverAt">When the goal is likely reached or, on a way out, all is gone; null when the request is not on its way.</param>
/// <param name="Ends">The likely end of every step not over yet, where anything is known of it.</param>
public sealed record Forecast(DateTime? OverAt, IReadOnlyDictionary<StepName, DateTime> Ends, bool Learned)
{
    /// <summary>Walks the steps in order: a step begins when those it waits for are over and takes its usual time, or a little longer than it has.</summary>
    public static Forecast Of(Request request, Expectations usual, DateTime now)
    {
        var (ends, told) = (new Dictionary<StepName, DateTime>(), new Dictionary<StepName, DateTime>());
        if (request.Status is not (RequestStatus.Running or RequestStatus.Approved or RequestStatus.Closing))
            return new Forecast(OverAt: null, told, usual.Learned);
        foreach (var step in request.Steps.Where(step => step is { IsOver: false, Status: not StepStatus.Failed }))
        {
            var begins = Workflow.Waits(request, step.Name).Select(name => ends.GetValueOrDefault(name, now)).DefaultIfEmpty(now).Max();
            var began = step.Attempt?.IntendedAt ?? step.StartedAt ?? begins;
            // A share alone stands until its deadline.
            var takes =
                request.Status is not RequestStatus.Closing && Workflow.Step(step.Name).WaitsForWindow(request.Plan)
                    ? request.Plan.Window
                    : usual.Of(step.Name);
            var end = began + (takes ?? TimeSpan.Zero);
            ends[step.Name] = end > now ? end : now;
            if (takes is not null || end > now)
                told[step.Name] = ends[step.Name];
        }
        return new Forecast(ends.Count == 0 ? null : ends.Values.Max(), told, usual.Learned);
    }
}
