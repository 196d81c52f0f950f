using SnapshotShare.Core.Exposing.Strays;

namespace SnapshotShare.Simulation.Tests;

/// <summary>Knows what strangers made of requests' data, and holds against it what the product says that there is.</summary>
internal sealed class Descendants(SimulatedRun run)
{
    private readonly Dictionary<string, string> _made = new(StringComparer.Ordinal);

    /// <summary>True when everything of the kind is told, with the request whose data it is, and nothing as gone that is there.</summary>
    public bool AreFound => !run.Scenario.HasWatches || Untold is null;

    private string? Untold =>
        _made.Keys.FirstOrDefault(name =>
            !run
                .Rows.Strays()
                .Any(stray => stray is { Kind: StrayKind.Derived, GoneAt: null } && stray.Name == name && stray.RequestId == _made[name])
        );

    public void Made(string name, string requestId) => _made[name] = requestId;

    public void CheckEnd()
    {
        if (run.Scenario.HasWatches && Untold is { } untold)
            throw new InvariantBrokenException($"I12: {untold} was made of the data of {_made[untold]} and nothing says so");
    }
}
