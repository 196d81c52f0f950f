using System.Collections.Concurrent;
using System.Globalization;
using Xunit;

namespace SnapshotShare.Simulation;

/// <summary>
/// Seeds 0 to n-1, in parallel. <c>SIMULATION_SEEDS=20000 dotnet run --project tests/Simulation</c> plays more, and
/// <c>SIMULATION_SEED=17</c> replays one and prints its trace.
/// </summary>
public sealed class the_engine_under_simulation
{
    private static readonly int Seeds = Setting("SIMULATION_SEEDS") ?? 250;

    [Fact]
    public void keeps_every_invariant_for_every_seed()
    {
        var from = Setting("SIMULATION_SEED") ?? Setting("SIMULATION_FROM") ?? 0;
        var to = Setting("SIMULATION_SEED") is { } one ? one + 1 : from + Seeds;
        var broken = new ConcurrentBag<string>();
        var points = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        var next = from - 1;
        OnThreadsOfItsOwn(() =>
        {
            while (Interlocked.Increment(ref next) is var seed && seed < to)
            {
                var run = Played(seed);
                if (run.Broken is not null)
                    broken.Add($"SIMULATION_SEED={seed}: {run.Broken}");
                foreach (var (point, died) in run.Points)
                    points.AddOrUpdate(point, died, (_, before) => before || died);
                if (to - from == 1)
                    Console.WriteLine(string.Join('\n', run.Trace));
            }
        });
        var missed = points.Where(point => !point.Value).Select(point => point.Key).Order(StringComparer.Ordinal).ToList();
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{to - from} seeds; {points.Count} fault points, {points.Count - missed.Count} of them died at."
            )
        );
        Assert.True(
            broken.IsEmpty,
            string.Join('\n', broken.Order(StringComparer.Ordinal).Take(10)) + $"\n{broken.Count} of {to - from} seeds"
        );
        if (to - from >= 500)
            Assert.True(missed.Count == 0, $"No process died at: {string.Join("; ", missed)}");
    }

    [Theory]
    [InlineData(3)]
    [InlineData(250)]
    [InlineData(321)]
    public void plays_the_same_trace_for_the_same_seed(int seed)
    {
        var traces = new ConcurrentBag<IReadOnlyList<string>>();
        OnThreadsOfItsOwn(() => traces.Add(Played(seed).Trace), threads: 2);
        Assert.Equal(traces.First(), traces.Last());
    }

    private static (IReadOnlyDictionary<string, bool> Points, IReadOnlyList<string> Trace, string? Broken) Played(int seed)
    {
        using var run = new SimulatedRun(Scenario.Of(seed));
        try
        {
            run.Play();
            return (run.Points, run.Trace, null);
        }
        catch (InvariantBrokenException e)
        {
            return (run.Points, run.Trace, e.Message);
        }
        catch (Exception e)
        {
            return (run.Points, run.Trace, e.ToString());
        }
    }

    /// <summary>A thread without a synchronization context: there a continuation runs where its task is completed, and nowhere else.</summary>
    private static void OnThreadsOfItsOwn(Action play, int? threads = null)
    {
        var all = Enumerable.Range(0, threads ?? Environment.ProcessorCount).Select(_ => new Thread(() => play())).ToList();
        all.ForEach(thread => thread.Start());
        all.ForEach(thread => thread.Join());
    }

    private static int? Setting(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : null;
}
