using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace SnapshotShare.AwsSandbox.Tests.Cli;

/// <summary>What the command line printed, and what it says about the conversation behind it.</summary>
internal sealed partial record CliAnswer(string Command, int Exit, string Output, string Error)
{
    /// <summary>The HTTP statuses of every request that the command made, in order.</summary>
    public IReadOnlyList<int> Statuses => [.. StatusLine().Matches(Error).Select(m => int.Parse(m.Groups[1].ValueSpan, null))];

    public string Code => Refusal.Groups["code"].Value;

    public string Text => Refusal.Groups["text"].Value.Trim();

    /// <summary>The last lines, without what --debug adds.</summary>
    public string Complaint => string.Join('\n', Error.Split('\n').Where(line => !DebugLine().IsMatch(line)).TakeLast(12));

    private Match Refusal => RefusalLine().Match(Error);

    public JsonNode Json
    {
        get
        {
            Assert.True(Exit == 0, $"aws {Command}\n{Complaint}");
            return JsonNode.Parse(Output) ?? throw new InvalidOperationException($"aws {Command} printed no JSON.");
        }
    }

    public void Succeeded() => Assert.True(Exit == 0, $"aws {Command}\n{Complaint}");

    /// <summary>Codes may be given as one|another where AWS's documentation leaves it open; … in the text stands for anything.</summary>
    public void Refused(int status, string codes, string? text = null)
    {
        Assert.True(Exit != 0, $"aws {Command}\nwas not refused:\n{Output}");
        Assert.True(Code.Length > 0, $"aws {Command}\nfailed without an answer from AWS:\n{Complaint}");
        Assert.True(codes.Split('|').Contains(Code), $"aws {Command}\nanswered {Code}: {Text}\ninstead of {codes}");
        if (text is null)
            Assert.NotEmpty(Text);
        else if (!Regex.IsMatch(Text, Pattern(text), RegexOptions.Singleline))
            Assert.Equal(text, Text);
        Assert.Equal(status, Statuses[^1]);
    }

    private static string Pattern(string text) => "^" + string.Join(".*", text.Split('…').Select(Regex.Escape)) + "$";

    [GeneratedRegex("""urllib3\.connectionpool - DEBUG - \S+ "POST \S+ HTTP/1\.1" (\d{3})""")]
    private static partial Regex StatusLine();

    [GeneratedRegex(
        @"An error occurred \((?<code>[^)]+)\) when calling the \w+ operation(?: \(reached max retries: \d+\))?: (?<text>[^\n]*)\s*\z"
    )]
    private static partial Regex RefusalLine();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d+ - ")]
    private static partial Regex DebugLine();
}
