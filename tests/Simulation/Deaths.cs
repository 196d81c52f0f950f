namespace SnapshotShare.Simulation.Tests;

/// <summary>Every fault point passes here, where the seed decides between life and death, so that none can be met without being counted.</summary>
internal sealed class Deaths(SimulatedRun run)
{
    private readonly string[] _certain = run.Scenario.DiesAt?.Split('|') ?? [];
    private readonly Dictionary<string, bool> _points = new(StringComparer.Ordinal);
    private int _met;

    /// <summary>Fault points met, each with true where a process died there.</summary>
    public IReadOnlyDictionary<string, bool> Points => _points;

    public int Count { get; private set; }

    /// <summary>True where the process dies; to stop it is the caller's part, who knows what it was in the middle of.</summary>
    /// <param name="point">A moment, such as <c>before commit: </c> with the kinds of ledger entries in it, or <c>after aws </c> with the call.</param>
    public bool Strike(ServerProcess process, string point)
    {
        var kinds = Kinds(point);
        foreach (var kind in kinds)
            _points.TryAdd(kind, value: false);
        var dies =
            (
                !run.IsCalm
                && (
                    _met++ == run.Scenario.KillAt
                    || run.Random.NextDouble() < run.Scenario.Kills
                    || kinds.Exists(kind => IsSought(kind) && !_points[kind])
                )
            ) || kinds.Exists(kind => _certain.Contains(kind, StringComparer.Ordinal) && !_points[kind]);
        if (!dies)
            return false;
        foreach (var kind in kinds)
            _points[kind] = true;
        Count++;
        run.Trace.Note($"{process.Name} is killed {point}");
        run.Disturb();
        return true;
    }

    /// <summary>A share of the seeds seeks out a share of the fault points and dies there the first time it comes by, so that none is left out.</summary>
    private bool IsSought(string point) =>
        run.Scenario.Seeks && point.Aggregate(17u, (hash, letter) => (hash * 31) + letter) % 8 == (uint)run.Scenario.Seed / 2 % 8;

    private static List<string> Kinds(string point) =>
        point.Split(": ", 2) is [var moment, var kinds] ? [.. kinds.Split(" + ").Select(kind => $"{moment}: {kind}")] : [point];
}
