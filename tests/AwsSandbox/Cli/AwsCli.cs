namespace SnapshotShare.AwsSandbox.Tests.Cli;

/// <summary>
/// AWS's own command line as one identity. It brings its own models, its own signer and its own paging, so it judges the
/// sandbox without sharing a mistake with it. No file, profile, proxy or setting of this machine reaches it.
/// </summary>
internal sealed class AwsCli(Uri endpoint, string accessKey, string secret, string? token = null)
{
    /// <summary>Runs a command as it would be typed after <c>aws</c>; single quotes hold blanks together.</summary>
    public async Task<CliAnswer> RunAsync(string command, CancellationToken cancellationToken)
    {
        string[] words = [.. Words(command), "--endpoint-url", endpoint.AbsoluteUri, "--output", "json", "--debug"];
        var (exit, output, error) = await AwsProgram.RunAsync(words, Surroundings(), cancellationToken);
        return new(command, exit, output, error);
    }

    private Dictionary<string, string> Surroundings()
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["AWS_ACCESS_KEY_ID"] = accessKey,
            ["AWS_SECRET_ACCESS_KEY"] = secret,
            ["AWS_DEFAULT_REGION"] = Cast.Region,
            ["AWS_CONFIG_FILE"] = Path.Combine(AppContext.BaseDirectory, "no-aws-config"),
            ["AWS_SHARED_CREDENTIALS_FILE"] = Path.Combine(AppContext.BaseDirectory, "no-aws-credentials"),
            ["AWS_EC2_METADATA_DISABLED"] = "true",
            ["AWS_MAX_ATTEMPTS"] = "3",
            ["AWS_PAGER"] = "",
        };
        if (token is not null)
            all["AWS_SESSION_TOKEN"] = token;
        return all;
    }

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
}
