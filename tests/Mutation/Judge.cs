using System.Collections.Concurrent;
using System.Globalization;

namespace SnapshotShare.Mutation;

/// <summary>
/// Plays the tests that pass a mutant's code while it is switched on, the quickest first. What they have not found within <see cref="Patience"/> counts
/// as survived: a rule wants a test of its own, not a whole trip.
/// </summary>
/// <param name="cold">Every mutant has a process of its own, to see whether the quick way says the same.</param>
internal sealed class Judge(MutatedTree tree, IReadOnlyList<TestMethod> tests, bool cold) : IDisposable
{
    /// <summary>As long as the tests of a mutant take together when nothing else runs.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    /// <summary>The first tests of a mutant are played together for this long, the next for twice as long, and so on.</summary>
    private static readonly TimeSpan FirstGroup = TimeSpan.FromMilliseconds(200);

    private readonly ConcurrentDictionary<string, ConcurrentBag<WarmTests>> _idle = new(StringComparer.Ordinal);
    private readonly HashSet<int> _once =
    [
        .. tests.SelectMany(test => test.Once).Except(tests.SelectMany(test => test.Meets.Except(test.Once))),
    ];

    public (Verdict Verdict, string By) Of(Mutant mutant)
    {
        var met = tests.Where(test => test.Meets.Contains(mutant.Number)).ToList();
        if (met.Count == 0)
            return (Verdict.Unmet, "");
        return cold || _once.Contains(mutant.Number) ? OfItsOwn(mutant, met) : Warm(mutant, Patiently(met));
    }

    public void Dispose()
    {
        foreach (var warm in _idle.Values.SelectMany(bag => bag))
            warm.Dispose();
    }

    private (Verdict Verdict, string By) Warm(Mutant mutant, List<TestMethod> met)
    {
        var bag = _idle.GetOrAdd(met[0].Project, _ => []);
        if (!bag.TryTake(out var warm))
            warm = new WarmTests(tree, met[0].Project);
        try
        {
            return warm.Judge(mutant.Number, Groups(met), Limit(met)) switch
            {
                null => (Verdict.Killed, "its time"),
                "" => (Verdict.Survived, ""),
                var failed => (Verdict.Killed, failed.Replace('\t', ' ')),
            };
        }
        finally
        {
            bag.Add(warm);
        }
    }

    /// <summary>Another test than the one that met it first may need what is made once, so every class that passes the file is asked.</summary>
    private (Verdict Verdict, string By) OfItsOwn(Mutant mutant, List<TestMethod> met)
    {
        var ofFile = tree.Mutants.Where(other => other.File == mutant.File).Select(other => other.Number).ToHashSet();
        var passing = tests.Where(test => test.Meets.Overlaps(ofFile)).ToList();
        var classes = Patiently(passing).Concat(met.Take(1)).Select(test => test.Class).Distinct(StringComparer.Ordinal).ToList();
        var outcome = Shell.Run(
            tree.Folder,
            Limit([.. tests.Where(test => classes.Contains(test.Class))]),
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["MUTANT"] = mutant.Number.ToString(CultureInfo.InvariantCulture),
                ["TESTINGPLATFORM_TELEMETRY_OPTOUT"] = "1",
                ["DOTNET_TieredPGO"] = "0",
            },
            ["dotnet", tree.TestProgram(met[0].Project), "--filter-class", .. classes, "--stop-on-fail", "on", "--no-progress", "--no-ansi"]
        );
        return outcome.TookTooLong ? (Verdict.Killed, "its time")
            : outcome.ExitCode != 0 ? (Verdict.Killed, Failed(outcome.Output))
            : (Verdict.Survived, "");
    }

    private static List<TestMethod> Patiently(IEnumerable<TestMethod> met)
    {
        var spent = TimeSpan.Zero;
        return [.. met.TakeWhile((test, i) => (spent += test.Takes) <= Patience || i == 0)];
    }

    private static List<List<string>> Groups(List<TestMethod> met)
    {
        var groups = new List<List<string>> { new() };
        var (spent, most) = (TimeSpan.Zero, FirstGroup);
        foreach (var test in met)
        {
            if (spent > most)
            {
                groups.Add([]);
                (spent, most) = (TimeSpan.Zero, most * 2);
            }
            groups[^1].Add(test.Name);
            spent += test.Takes;
        }
        return groups;
    }

    /// <summary>An endless loop is a death too: nobody would wait for such a test.</summary>
    private static TimeSpan Limit(IReadOnlyCollection<TestMethod> group) =>
        TimeSpan.FromSeconds(20) + (10 * group.Aggregate(TimeSpan.Zero, (sum, test) => sum + test.Takes));

    private static string Failed(string output) =>
        output
            .Split('\n')
            .FirstOrDefault(line => line.StartsWith("failed ", StringComparison.Ordinal))
            ?["failed ".Length..].Split(" (", 2)[0]
            .Replace('\t', ' ')
        ?? "a crash";
}
