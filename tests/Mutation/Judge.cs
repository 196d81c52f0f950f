using System.Collections.Concurrent;
using System.Globalization;

namespace SnapshotShare.Mutation;

/// <summary>
/// Plays the tests that pass a mutant's code while it is switched on: those that take no time first, together, then the others, one by one, those
/// of the same room before whole trips. What they have not found within <see cref="Patience"/> counts as survived: a rule wants a test of its own.
/// </summary>
/// <param name="cold">Every mutant has a process of its own, to see whether the quick way says the same.</param>
internal sealed class Judge(MutatedTree tree, IReadOnlyList<TestClass> tests, bool cold) : IDisposable
{
    private const int FirstClasses = 40;
    private static readonly TimeSpan Quick = TimeSpan.FromSeconds(1);

    /// <summary>As long as the slow tests of a mutant take together when they are played alone.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<string, ConcurrentBag<WarmTests>> _idle = new(StringComparer.Ordinal);

    /// <summary>The time a test process takes before its first test, measured by the quickest class.</summary>
    private readonly TimeSpan _start = tests.Count > 0 ? tests.Min(test => test.Takes) : default;

    public (Verdict Verdict, string By) Of(Mutant mutant)
    {
        var met = tests.Where(test => test.Meets.Contains(mutant.Number)).ToList();
        if (met.Count == 0)
            return (Verdict.Unmet, "");
        met = Patiently(mutant, met);
        var isCold = cold || met.Exists(test => test.Once.Contains(mutant.Number));
        return isCold ? OfItsOwn(mutant, met) : Warm(mutant, met);
    }

    public void Dispose()
    {
        foreach (var warm in _idle.Values.SelectMany(bag => bag))
            warm.Dispose();
    }

    private (Verdict Verdict, string By) Warm(Mutant mutant, List<TestClass> met)
    {
        var project = met[0].Project;
        var bag = _idle.GetOrAdd(project, _ => []);
        if (!bag.TryTake(out var warm))
            warm = new WarmTests(
                tree,
                project,
                [.. tests.Where(test => test.Project == project).Take(FirstClasses).Select(test => test.Name)]
            );
        try
        {
            var quick = met.Where(IsQuick).ToList();
            foreach (
                var group in (quick.Count > 0 ? [quick] : Array.Empty<List<TestClass>>()).Concat(
                    met.Where(test => !IsQuick(test)).Select(test => new List<TestClass> { test })
                )
            )
                switch (warm.Play(mutant.Number, group.Select(test => test.Name), Limit(group)))
                {
                    case null:
                        return (Verdict.Killed, "its time");
                    case { Length: > 0 } failed:
                        return (Verdict.Killed, failed.Replace('\t', ' '));
                }
            return (Verdict.Survived, "");
        }
        finally
        {
            bag.Add(warm);
        }
    }

    private (Verdict Verdict, string By) OfItsOwn(Mutant mutant, List<TestClass> met)
    {
        foreach (var group in met.GroupBy(IsQuick))
        {
            var outcome = Tests.Run(
                tree,
                group.First().Project,
                group.Select(test => test.Name),
                Limit(group),
                ("MUTANT", mutant.Number.ToString(CultureInfo.InvariantCulture))
            );
            if (outcome.TookTooLong)
                return (Verdict.Killed, "its time");
            if (outcome.ExitCode != 0)
                return (Verdict.Killed, Failed(outcome.Output));
        }
        return (Verdict.Survived, "");
    }

    /// <summary>All that are quick, and of the others as many as there is patience for.</summary>
    private List<TestClass> Patiently(Mutant mutant, List<TestClass> met)
    {
        var room = mutant.File.Split('/')[^2];
        var spent = TimeSpan.Zero;
        return
        [
            .. met.Where(IsQuick),
            .. met.Where(test => !IsQuick(test))
                .OrderByDescending(test => test.Name.Split('.').Contains(room, StringComparer.Ordinal))
                .ThenBy(test => test.Takes)
                .TakeWhile(test => (spent += test.Takes - _start) <= Patience),
        ];
    }

    private bool IsQuick(TestClass test) => test.Takes - _start < Quick;

    /// <summary>An endless loop is a death too: nobody would wait for such a test.</summary>
    private TimeSpan Limit(IEnumerable<TestClass> group) =>
        TimeSpan.FromSeconds(60) + (10 * group.Aggregate(TimeSpan.Zero, (sum, test) => sum + (test.Takes - _start)));

    private static string Failed(string output) =>
        output
            .Split('\n')
            .FirstOrDefault(line => line.StartsWith("failed ", StringComparison.Ordinal))
            ?["failed ".Length..].Split(" (", 2)[0]
            .Replace('\t', ' ')
        ?? "a crash";
}
