using System.Collections.Concurrent;
using System.Diagnostics;

namespace SnapshotShare.AwsSandbox.Tests.Cli;

/// <summary>The <c>aws</c> of this machine: where it is, and how it is run.</summary>
internal static class AwsProgram
{
    // More than two at once only makes each of them late.
    private static readonly SemaphoreSlim Turns = new(2);
    private static readonly ConcurrentBag<WarmAws> Idle = [];
    private static readonly IReadOnlyList<string> All = OnPath();
    private static readonly Lazy<PythonScript?> Script = new(() =>
        All.Select(PythonScript.Read).FirstOrDefault(script => script is not null)
        ?? All.Select(PythonScript.BehindWrapper).FirstOrDefault(script => script is not null)
    );

    /// <summary>Skips where there is no aws to ask, but never where the build must prove it.</summary>
    public static void Require()
    {
        if (All.Count > 0)
            return;
        Assert.False(Environment.GetEnvironmentVariable("CI") == "true", "CI needs the AWS CLI: install Debian's awscli.");
        Assert.Skip("The AWS CLI (aws) is not installed on this machine.");
    }

    public static async Task<(int Exit, string Output, string Error)> RunAsync(
        IReadOnlyList<string> words,
        IReadOnlyDictionary<string, string> environment,
        CancellationToken cancellationToken
    )
    {
        Require();
        await Turns.WaitAsync(cancellationToken);
        try
        {
            if (Script.Value is not { } script)
                return await RunColdAsync(words, environment, cancellationToken);
            var warm = Idle.TryTake(out var idle) ? idle : new WarmAws(script);
            var answer = await warm.RunAsync(words, environment, cancellationToken);
            Idle.Add(warm);
            return answer;
        }
        finally
        {
            Turns.Release();
        }
    }

    /// <summary>A program that finds no profile, proxy or setting of this machine.</summary>
    public static ProcessStartInfo Describe(string program, IEnumerable<string> words)
    {
        var start = new ProcessStartInfo(program, words)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(IsOfThisMachine).ToList())
            start.Environment.Remove(name);
        start.Environment["NO_PROXY"] = "*";
        start.Environment["PYTHONIOENCODING"] = "utf-8";
        return start;
    }

    private static bool IsOfThisMachine(string variable) =>
        variable.StartsWith("AWS_", StringComparison.OrdinalIgnoreCase) || variable.EndsWith("_PROXY", StringComparison.OrdinalIgnoreCase);

    private static async Task<(int, string, string)> RunColdAsync(
        IReadOnlyList<string> words,
        IReadOnlyDictionary<string, string> environment,
        CancellationToken cancellationToken
    )
    {
        var start = Describe(All[0], words);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private static List<string> OnPath() =>
        [
            .. (Environment.GetEnvironmentVariable("PATH") ?? "")
                .Split(Path.PathSeparator)
                .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "aws.exe" : "aws"))
                .Where(File.Exists),
        ];
}
