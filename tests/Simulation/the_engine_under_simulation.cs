using System.Collections.Concurrent;
using System.Globalization;

namespace SnapshotShare.Simulation.Tests;

/// <summary>
/// Seeds 0 to n-1, in parallel. <c>SIMULATION_SEEDS=20000 dotnet run --project tests/Simulation</c> plays more, and
/// <c>SIMULATION_SEED=17</c> replays one and prints its trace. <c>SIMULATION_TRACES=folder</c> keeps every trace in a file, to compare
/// what is played before and after a change that should change nothing. <c>SIMULATION_STOPS=1</c> plays no further than the first that breaks, and <c>SIMULATION_JUMPS=0</c> leaves
/// the machine's clock alone.
/// </summary>
public sealed class the_engine_under_simulation
{
    private const int EnoughToSeek = 50;
    private static readonly int Seeds = Setting("SIMULATION_SEEDS") ?? 80;
    private static readonly bool Stops = Setting("SIMULATION_STOPS") is 1;

    [Fact]
    public void keeps_every_invariant_for_every_seed_and_a_death_at_every_fault_point()
    {
        var from = Setting("SIMULATION_SEED") ?? Setting("SIMULATION_FROM") ?? 0;
        var to = Setting("SIMULATION_SEED") is not null ? from + 1 : from + Seeds;
        var diesAt = Environment.GetEnvironmentVariable("SIMULATION_DIES_AT");
        var broken = new ConcurrentBag<string>();
        // Every fault point met: a run that met it, and whether a process died there.
        var points = new ConcurrentDictionary<string, (Scenario Run, bool Died)>(StringComparer.Ordinal);
        PlayAll(Enumerable.Range(from, to - from).Select(seed => Scenario.Of(seed) with { DiesAt = diesAt }));
        // What chance left out is sought out, with a seed that is known to come by. New points may be met on the way.
        var sought = new HashSet<string>(StringComparer.Ordinal);
        while (
            to - from >= EnoughToSeek
            && !Stops
            && points.Where(point => !point.Value.Died && sought.Add(point.Key)).ToList() is { Count: > 0 } missed
        )
            PlayAll(
                missed.Select(point =>
                    point.Value.Run with
                    {
                        DiesAt = point.Value.Run.DiesAt is { } before ? $"{before}|{point.Key}" : point.Key,
                    }
                )
            );
        var left = points.Where(point => !point.Value.Died).Select(point => point.Key).Order(StringComparer.Ordinal).ToList();
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{to - from} seeds; {points.Count} fault points, {points.Count - left.Count} of them died at, {sought.Count} of these sought out."
            )
        );
        Assert.True(
            broken.IsEmpty,
            string.Join('\n', broken.Order(StringComparer.Ordinal).Take(10)) + $"\n{broken.Count} of {to - from} seeds"
        );
        if (to - from >= EnoughToSeek && !Stops)
            Assert.True(left.Count == 0, $"No process died at: {string.Join("; ", left)}");

        void PlayAll(IEnumerable<Scenario> scenarios)
        {
            var waiting = new ConcurrentQueue<Scenario>(scenarios);
            OnThreadsOfItsOwn(() =>
            {
                // They are begun in their order, so that whichever broke first in time, none before it is left out.
                while (!(Stops && !broken.IsEmpty) && waiting.TryDequeue(out var scenario))
                {
                    var run = Played(scenario);
                    if (run.Broken is not null)
                    {
                        broken.Add($"{Replay(scenario)}: {run.Broken}");
                        Console.WriteLine($"{Replay(scenario)}: {run.Broken}");
                    }
                    foreach (var (point, died) in run.Points)
                        points.AddOrUpdate(point, (scenario, died), (_, before) => (Simpler(before.Run, scenario), before.Died || died));
                    if (Environment.GetEnvironmentVariable("SIMULATION_TRACES") is { } folder)
                        Keep(folder, scenario, run.Trace);
                    if (to - from == 1)
                        Console.WriteLine(string.Join('\n', run.Trace));
                }
            });
        }
    }

    private static void Keep(string folder, Scenario scenario, IReadOnlyList<string> trace)
    {
        var point = scenario.DiesAt?.Replace(' ', '-').Replace('|', '+') is { } diesAt ? $".{diesAt}" : "";
        File.WriteAllLines(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{scenario.Seed:D4}{point}.txt")), trace);
    }

    /// <summary>The same choice whichever run was over first.</summary>
    private static Scenario Simpler(Scenario a, Scenario b) =>
        (a.DiesAt?.Length ?? 0, a.Seed, a.DiesAt).CompareTo((b.DiesAt?.Length ?? 0, b.Seed, b.DiesAt)) <= 0 ? a : b;

    private static string Replay(Scenario scenario) =>
        $"SIMULATION_SEED={scenario.Seed}" + (scenario.DiesAt is { } point ? $" SIMULATION_DIES_AT=\"{point}\"" : "");

    [Theory]
    [InlineData(3)]
    [InlineData(250)]
    [InlineData(321)]
    [InlineData(470)]
    [InlineData(508)]
    public void plays_the_same_trace_for_the_same_seed(int seed)
    {
        var traces = new ConcurrentBag<IReadOnlyList<string>>();
        OnThreadsOfItsOwn(() => traces.Add(Played(Scenario.Of(seed)).Trace), threads: 2);
        Assert.Equal(traces.First(), traces.Last());
    }

    private static (IReadOnlyDictionary<string, bool> Points, IReadOnlyList<string> Trace, string? Broken) Played(Scenario scenario)
    {
        using var run = new SimulatedRun(scenario);
        try
        {
            run.Play();
            return (run.Deaths.Points, run.Trace.Lines, null);
        }
        catch (InvariantBrokenException e)
        {
            return (run.Deaths.Points, run.Trace.Lines, e.Message);
        }
        catch (Exception e)
        {
            return (run.Deaths.Points, run.Trace.Lines, e.ToString());
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
