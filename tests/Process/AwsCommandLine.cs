using System.Diagnostics;
using System.Text.Json;
using SystemProcess = System.Diagnostics.Process;

namespace SnapshotShare.Process.Tests;

/// <summary>Somebody who administers an account and types commands, as its own program and past the application.</summary>
internal sealed class AwsCommandLine
{
    private readonly Uri _aws;
    private readonly Dictionary<string, string> _credentials;

    private AwsCommandLine(Uri aws, Dictionary<string, string> credentials) => (_aws, _credentials) = (aws, credentials);

    public static bool IsThere =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, "aws")));

    /// <param name="account">12 digits.</param>
    public static async Task<AwsCommandLine> OfAdministratorAsync(Uri aws, string account, CancellationToken ct)
    {
        var operators = new AwsCommandLine(
            aws,
            new(StringComparer.Ordinal) { ["AWS_ACCESS_KEY_ID"] = "AKIASANDBOXOPERATOR1", ["AWS_SECRET_ACCESS_KEY"] = "sandbox-secret" }
        );
        var (exit, answer) = await operators.RunAsync(
            $"sts assume-role --role-arn arn:aws:iam::{account}:role/Administrator --role-session-name somebody",
            ct
        );
        Assert.True(exit == 0, answer);
        var session = JsonSerializer.Deserialize<JsonElement>(answer).GetProperty("Credentials");
        return new AwsCommandLine(
            aws,
            new(StringComparer.Ordinal)
            {
                ["AWS_ACCESS_KEY_ID"] = session.GetProperty("AccessKeyId").GetString()!,
                ["AWS_SECRET_ACCESS_KEY"] = session.GetProperty("SecretAccessKey").GetString()!,
                ["AWS_SESSION_TOKEN"] = session.GetProperty("SessionToken").GetString()!,
            }
        );
    }

    /// <summary>Types it again until AWS takes it: what is still being made cannot be changed yet.</summary>
    public async Task DoAsync(string command, CancellationToken ct)
    {
        for (var tries = 1; ; tries++)
        {
            var (exit, answer) = await RunAsync(command, ct);
            if (exit == 0)
                return;
            Assert.True(tries < 40, $"aws {command}\n{answer}");
            await Task.Delay(TimeSpan.FromMilliseconds(250), TimeProvider.System, ct);
        }
    }

    private async Task<(int Exit, string Answer)> RunAsync(string command, CancellationToken ct)
    {
        var start = new ProcessStartInfo("aws", [.. command.Split(' '), "--endpoint-url", _aws.ToString(), "--output", "json"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("AWS_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in _credentials)
            start.Environment[name] = value;
        start.Environment["AWS_DEFAULT_REGION"] = "ap-northeast-1";
        start.Environment["AWS_CONFIG_FILE"] = "/dev/null";
        start.Environment["AWS_SHARED_CREDENTIALS_FILE"] = "/dev/null";
        start.Environment["AWS_PAGER"] = "";
        start.Environment["NO_PROXY"] = "*";
        using var process = SystemProcess.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(ct), process.StandardError.ReadToEndAsync(ct));
        await process.WaitForExitAsync(ct);
        return (process.ExitCode, process.ExitCode == 0 ? await output : await error);
    }
}
