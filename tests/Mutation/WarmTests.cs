using System.Diagnostics;
using System.Globalization;

namespace SnapshotShare.Mutation;

/// <summary>
/// A test program that stays and plays one mutant after the other: most of what a process takes is its start and finding its tests. What it makes
/// once and keeps, such as a static table, it makes with the first test that needs it, so a mutant in such code is judged in a process of its own.
/// </summary>
internal sealed class WarmTests(MutatedTree tree, string project) : IDisposable
{
    private static readonly TimeSpan ForAnyTest = TimeSpan.FromMinutes(5);
    private Process? _process;

    /// <summary>Class and method of every test.</summary>
    public IReadOnlyList<string> List() => Ask("list", ForAnyTest)!.Split('\t', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The time a test takes, and the mutants that it meets; null when it fails without any.</summary>
    public TestMethod? Meet(string name)
    {
        if (Ask($"meet\t{name}", ForAnyTest)?.Split('\t') is not [var took, .. var met] || took == "fails")
            return null;
        return new TestMethod(
            project,
            name,
            TimeSpan.FromMilliseconds(double.Parse(took, CultureInfo.InvariantCulture)),
            met.Select(Number).ToHashSet(),
            met.Where(number => number.EndsWith('!')).Select(Number).ToHashSet()
        );
    }

    /// <summary>The first test that failed, empty when none did, null when they did not come to an end within the limit.</summary>
    /// <param name="groups">Played in order; the tests of a group together.</param>
    public string? Judge(int mutant, IEnumerable<IEnumerable<string>> groups, TimeSpan limit) =>
        Ask(
            string.Create(
                CultureInfo.InvariantCulture,
                $"judge\t{mutant}\t{string.Join('\t', groups.Select(group => string.Join(',', group)))}"
            ),
            limit
        );

    public void Dispose()
    {
        _process?.Kill(entireProcessTree: true);
        _process?.Dispose();
        _process = null;
    }

    private static int Number(string met) => int.Parse(met.TrimEnd('!'), CultureInfo.InvariantCulture);

    private string? Ask(string line, TimeSpan limit)
    {
        _process ??= Start();
        _process.StandardInput.WriteLine(line);
        _process.StandardInput.Flush();
        var answer = _process.StandardOutput.ReadLineAsync();
        if (answer.Wait(limit))
        {
            if (answer.Result is { } said)
                return said;
            // It ended itself, or a mutant ended it.
            Dispose();
            return "a crash";
        }
        Dispose();
        return null;
    }

    private Process Start()
    {
        var start = new ProcessStartInfo("dotnet", [tree.TestProgram(project), "serve"])
        {
            WorkingDirectory = tree.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment["DOTNET_TieredPGO"] = "0";
        return Process.Start(start)!;
    }
}
