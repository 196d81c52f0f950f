using System.Globalization;

namespace SnapshotShare.Mutation;

/// <summary>Plays the tests that pass a mutant's code while it is switched on: those that take no time first, in one process, then the others.</summary>
internal sealed class Judge(MutatedTree tree, IReadOnlyList<TestClass> tests)
{
    private static readonly TimeSpan Quick = TimeSpan.FromSeconds(1);

    /// <summary>The time a test process takes before its first test, measured by the quickest class.</summary>
    private readonly TimeSpan _start = tests.Count > 0 ? tests.Min(test => test.Takes) : default;

    public (Verdict Verdict, string By) Of(Mutant mutant)
    {
        var met = tests.Where(test => test.Meets.Contains(mutant.Number)).ToList();
        if (met.Count == 0)
            return (Verdict.Unmet, "");
        foreach (var group in met.GroupBy(test => test.Takes - _start < Quick))
        {
            // An endless loop is a death too: nobody would wait for such a test.
            var limit = TimeSpan.FromSeconds(60) + (10 * group.Aggregate(TimeSpan.Zero, (sum, test) => sum + (test.Takes - _start)));
            var outcome = Tests.Run(
                tree,
                group.First().Project,
                group.Select(test => test.Name),
                limit,
                ("MUTANT", mutant.Number.ToString(CultureInfo.InvariantCulture))
            );
            if (outcome.TookTooLong)
                return (Verdict.Killed, "its time");
            if (outcome.ExitCode != 0)
                return (Verdict.Killed, Failed(outcome.Output));
        }
        return (Verdict.Survived, "");
    }

    private static string Failed(string output) =>
        output
            .Split('\n')
            .FirstOrDefault(line => line.StartsWith("failed ", StringComparison.Ordinal))
            ?["failed ".Length..].Split(" (", 2)[0]
            .Replace('\t', ' ')
        ?? "a crash";
}
