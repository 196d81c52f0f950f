using System.Diagnostics;

namespace SnapshotShare.AwsSandbox.Tests.Cli;

/// <summary>
/// AWS's own command line as one identity. It brings its own models, its own signer and its own paging, so it judges the
/// sandbox without sharing a mistake with it. No file, profile, proxy or setting of this machine reaches it.
/// </summary>
internal sealed class AwsCli(Uri endpoint, string accessKey, string secret, string? token = null)
{
    // A call is half a second of processor time; more than two at once only makes each of them late.
    private static readonly SemaphoreSlim Turns = new(2);
    private static readonly string? Program = FindProgram();

    /// <summary>Skips where there is no aws to ask, but never where the build must prove it.</summary>
    public static void Require()
    {
        if (Program is not null)
            return;
        Assert.False(Environment.GetEnvironmentVariable("CI") == "true", "CI needs the AWS CLI: install Debian's awscli.");
        Assert.Skip("The AWS CLI (aws) is not installed on this machine.");
    }

    /// <summary>Runs a command as it would be typed after <c>aws</c>; single quotes hold blanks together.</summary>
    public async Task<CliAnswer> RunAsync(string command, CancellationToken cancellationToken)
    {
        Require();
        await Turns.WaitAsync(cancellationToken);
        try
        {
            using var process = Process.Start(Describe(command))!;
            try
            {
                var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
                var error = process.StandardError.ReadToEndAsync(cancellationToken);
                await process.WaitForExitAsync(cancellationToken);
                return new(command, process.ExitCode, await output, await error);
            }
            finally
            {
                if (!process.HasExited)
                    process.Kill(entireProcessTree: true);
            }
        }
        finally
        {
            Turns.Release();
        }
    }

    private ProcessStartInfo Describe(string command)
    {
        var start = new ProcessStartInfo(Program!)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(IsOfThisMachine).ToList())
            start.Environment.Remove(name);
        start.Environment["AWS_ACCESS_KEY_ID"] = accessKey;
        start.Environment["AWS_SECRET_ACCESS_KEY"] = secret;
        if (token is not null)
            start.Environment["AWS_SESSION_TOKEN"] = token;
        start.Environment["AWS_DEFAULT_REGION"] = Cast.Region;
        start.Environment["AWS_CONFIG_FILE"] = Path.Combine(AppContext.BaseDirectory, "no-aws-config");
        start.Environment["AWS_SHARED_CREDENTIALS_FILE"] = Path.Combine(AppContext.BaseDirectory, "no-aws-credentials");
        start.Environment["AWS_EC2_METADATA_DISABLED"] = "true";
        start.Environment["AWS_MAX_ATTEMPTS"] = "3";
        start.Environment["AWS_PAGER"] = "";
        start.Environment["NO_PROXY"] = "*";
        start.Environment["PYTHONIOENCODING"] = "utf-8";
        foreach (var word in Words(command).Concat(["--endpoint-url", endpoint.AbsoluteUri, "--output", "json", "--debug"]))
            start.ArgumentList.Add(word);
        return start;
    }

    private static bool IsOfThisMachine(string variable) =>
        variable.StartsWith("AWS_", StringComparison.OrdinalIgnoreCase) || variable.EndsWith("_PROXY", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> Words(string command)
    {
        var parts = command.Split('\'');
        for (var i = 0; i < parts.Length; i++)
        {
            if (i % 2 == 1)
                yield return parts[i];
            else
                foreach (var word in parts[i].Split(' ', StringSplitOptions.RemoveEmptyEntries))
                    yield return word;
        }
    }

    private static string? FindProgram() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "aws.exe" : "aws"))
            .FirstOrDefault(File.Exists);
}
