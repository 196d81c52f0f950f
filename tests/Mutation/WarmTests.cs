using System.Diagnostics;
using System.Globalization;

namespace SnapshotShare.Mutation;

/// <summary>
/// A test program that stays and plays one mutant after the other: most of what a process takes is its start. What it makes once and keeps,
/// such as a static table, it has made before the first mutant, so a mutant in such code is judged in a process of its own.
/// </summary>
internal sealed class WarmTests(MutatedTree tree, string project, IReadOnlyList<string> first) : IDisposable
{
    private static readonly TimeSpan ForTheFirst = TimeSpan.FromMinutes(5);
    private Process? _process;

    /// <summary>The first test that failed, empty when none did, null when they did not come to an end within the limit.</summary>
    public string? Play(int mutant, IEnumerable<string> classes, TimeSpan limit)
    {
        if (_process is null)
        {
            _process = Start();
            if (Ask(0, first, ForTheFirst) is not "" and var failed)
                throw new InvalidOperationException($"Tests of {project} fail without a mutant: {failed ?? "no answer"}");
        }
        return Ask(mutant, classes, limit);
    }

    public void Dispose()
    {
        _process?.Kill(entireProcessTree: true);
        _process?.Dispose();
        _process = null;
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

    private string? Ask(int mutant, IEnumerable<string> classes, TimeSpan limit)
    {
        _process!.StandardInput.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{mutant}\t{string.Join(',', classes)}"));
        _process.StandardInput.Flush();
        var answer = _process.StandardOutput.ReadLineAsync();
        if (answer.Wait(limit))
        {
            if (answer.Result is { } failed)
                return failed;
            // It ended itself, or a mutant ended it.
            Dispose();
            return "a crash";
        }
        Dispose();
        return null;
    }
}
