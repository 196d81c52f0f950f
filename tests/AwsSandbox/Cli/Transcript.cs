namespace SnapshotShare.AwsSandbox.Tests.Cli;

/// <summary>
/// Refusals written as a terminal would show them: what is tried, who types what, and how AWS answers (HTTP status, code and,
/// where AWS's words are known, its words).
/// </summary>
internal static class Transcript
{
    public static TheoryData<string, As, string, string> Of(string text)
    {
        var rows = new TheoryData<string, As, string, string>();
        foreach (var block in text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var lines = block.Split('\n', StringSplitOptions.TrimEntries);
            var (who, command) = Halves(lines[1], "$ ");
            var more = string.Join(' ', lines[2..^1].Prepend(command));
            rows.Add(lines[0], Enum.Parse<As>(who), more, lines[^1]);
        }
        return rows;
    }

    public static async Task JudgeAsync(CliSandbox aws, string what, As who, string command, string refusal)
    {
        AwsProgram.Require();
        TestContext.Current.TestOutputHelper?.WriteLine(what);
        var answer = await aws.RunAsync(who, command);
        var (status, rest) = Halves(refusal, " ");
        var (code, text) = rest.Contains(": ", StringComparison.Ordinal) ? Halves(rest, ": ") : (rest, null);
        answer.Refused(int.Parse(status, null), code, text);
    }

    private static (string Before, string After) Halves(string text, string separator)
    {
        var at = text.IndexOf(separator, StringComparison.Ordinal);
        Assert.True(at > 0, $"There is no '{separator}' in: {text}");
        return (text[..at], text[(at + separator.Length)..]);
    }
}
