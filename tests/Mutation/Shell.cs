using System.Diagnostics;

namespace SnapshotShare.Mutation;

internal sealed record Outcome(int? ExitCode, string Output, TimeSpan Took)
{
    public bool TookTooLong => ExitCode is null;
}

/// <summary>Runs a program to its end, or to the end of its time.</summary>
internal static class Shell
{
    public static Outcome Run(
        string folder,
        TimeSpan limit,
        IReadOnlyDictionary<string, string> environment,
        params IReadOnlyList<string> command
    )
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (process.WaitForExit(limit))
            return new Outcome(process.ExitCode, output.Result + errors.Result, clock.Elapsed);
        process.Kill(entireProcessTree: true);
        return new Outcome(ExitCode: null, "", clock.Elapsed);
    }

    public static string Git(string folder, params IReadOnlyList<string> arguments)
    {
        var outcome = Run(folder, TimeSpan.FromMinutes(1), new Dictionary<string, string>(StringComparer.Ordinal), ["git", .. arguments]);
        return outcome.ExitCode == 0 ? outcome.Output : throw new InvalidOperationException(outcome.Output);
    }
}
