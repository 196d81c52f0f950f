using SnapshotShare.Core.Requests;

namespace SnapshotShare.Core.Pipeline;

/// <summary>How long each step of a trip usually takes, learned from earlier trips of the same source cluster.</summary>
/// <param name="Learned">False when nothing was there to learn from, so that these are typical figures of AWS's public documentation.</param>
public sealed record Expectations(IReadOnlyDictionary<StepName, TimeSpan> Durations, bool Learned)
{
    /// <summary>Real-life minutes; a rhythm for looking, not a promise.</summary>
    private static readonly Dictionary<StepName, double> TypicalMinutes = new()
    {
        [StepName.TakeSnapshot] = 8,
        [StepName.CopyForSharing] = 15,
        [StepName.CopyInTarget] = 15,
        [StepName.RestoreCluster] = 12,
        [StepName.CreateWriter] = 8,
        [StepName.ReplacePassword] = 2,
        [StepName.DeleteSharingSnapshot] = 0.5,
        [StepName.DeleteTakenSnapshot] = 0.5,
        [StepName.DeleteWriter] = 5,
        [StepName.DeleteCluster] = 3,
        [StepName.DeleteTargetSnapshot] = 0.5,
    };

    /// <param name="earlier">Trips of the same source cluster, any order.</param>
    public static Expectations From(IReadOnlyCollection<Request> earlier, Pace pace)
    {
        var durations = TypicalMinutes.ToDictionary(typical => typical.Key, typical => TimeSpan.FromMinutes(typical.Value) * pace.Scale);
        foreach (
            var step in earlier
                // A share alone stands until its deadline; that is nobody's usual time.
                .SelectMany(request =>
                    request.Steps.Where(step => step.Name is not StepName.StopSharing || request.Plan.Goal is not Goal.Share)
                )
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
            var begins = Trip.Waits(request, step.Name).Select(name => ends.GetValueOrDefault(name, now)).DefaultIfEmpty(now).Max();
            var began = step.Attempt?.IntendedAt ?? step.StartedAt ?? begins;
            // A share alone stands until its deadline.
            var takes =
                step.Name is StepName.StopSharing && request.Plan.Goal is Goal.Share && request.Status is not RequestStatus.Closing
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
