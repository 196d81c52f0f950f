using System.Text.RegularExpressions;
using SnapshotShare.Core.Text;

namespace SnapshotShare.Core.Tests.Text;

public sealed partial class the_messages
{
    private static readonly string Sources = string.Join('\n', SourceFiles().Select(File.ReadAllText));

    [Fact]
    public void that_are_said_exist()
    {
        var said = Said()
            .Matches(Sources)
            .Select(match => match.Groups["key"].Value)
            .Where(key => !key.Contains('{', StringComparison.Ordinal));
        var found = FindingCode()
            .Matches(Sources)
            .SelectMany(match => new[] { $"finding.{match.Groups["code"].Value}", $"remedy.{match.Groups["code"].Value}" });
        Assert.Subset(Messages.English.Keys.ToHashSet(), said.Concat(found).ToHashSet());
    }

    /// <summary>A key is used where its text stands in the code, whole or without the prefix that the code puts before it.</summary>
    [Fact]
    public void that_exist_are_said()
    {
        var texts = Text().Matches(Sources).Select(match => match.Groups["text"].Value).ToHashSet(StringComparer.Ordinal);
        var members = Member().Matches(Sources).Select(match => match.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);
        Assert.Empty(Messages.English.Keys.Where(key => !texts.Contains(key) && !texts.Contains(Bare(key)) && !IsOfDigest(key)));

        bool IsOfDigest(string key) => key.StartsWith("changed.", StringComparison.Ordinal) && members.Contains(key["changed.".Length..]);
    }

    [Fact]
    public void are_sentences()
    {
        Assert.All(Messages.English.Values, sentence => Assert.Matches(@"^[A-Z'{].*[.}):]$", sentence));
    }

    [Fact]
    public void tell_a_length_of_time_and_a_moment_as_people_do()
    {
        Assert.Equal(
            "A share window of 3 d 4 h is not possible on this route; it allows a second to 24 h.",
            Message.Of("window-bounds", ("window", $"{TimeSpan.FromHours(76)}"), ("most", $"{TimeSpan.FromDays(1)}")).ToString()
        );
        Assert.Contains(
            "was taken at 2026-01-15 12:00 UTC and must be at least 7 d old",
            Message.Of("finding.rule-youngest-snapshot", ("taken", "2026-01-15T12:00:00.123Z"), ("limit", "7.00:00:00")).ToString(),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "taken at 2026-01-15 12:00 UTC, this one at 2026-01-15 12:00:01 UTC",
            Message
                .Of("finding.source-replaced", ("approved", "2026-01-15T12:00:00.000Z"), ("found", "2026-01-15T12:00:01.000Z"))
                .ToString(),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "taken at 2026-01-15 12:00 UTC, and",
            Message.Of("changed.takenAt", ("before", "2026-01-15T12:00:00.000Z"), ("after", "-")).ToString(),
            StringComparison.Ordinal
        );
        Assert.StartsWith("The reason may have 1000", Message.Of("reason-too-long", ("most", "1000")).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void keep_a_value_that_looks_like_a_place_as_it_is()
    {
        Assert.Equal(
            "Cancelled by {reason}. for {name}",
            Message.Of("cancelled-by", ("name", "{reason}"), ("reason", "for {name}")).ToString()
        );
    }

    private static string Bare(string key) => Prefixes().Replace(key, "");

    private static IEnumerable<string> SourceFiles()
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "SnapshotShare.sln")))
            root = Path.GetDirectoryName(root)!;
        return Directory
            .EnumerateFiles(Path.Combine(root, "src"), "*", SearchOption.AllDirectories)
            .Where(file => file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".razor", StringComparison.Ordinal))
            .Where(file => !file.EndsWith("Messages.cs", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"Message\s*\.\s*Of\(\s*""(?<key>[^""]+)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Said();

    [GeneratedRegex(@"Findings\s*\.\s*(Blocking|Warning|Note)\(\s*""(?<code>[a-z-]+)""", RegexOptions.ExplicitCapture)]
    private static partial Regex FindingCode();

    [GeneratedRegex(@"""(?<text>[a-z][\w.-]*)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Text();

    [GeneratedRegex(@"\[""(?<name>\w+)""\]\s*=", RegexOptions.ExplicitCapture)]
    private static partial Regex Member();

    [GeneratedRegex(@"^((finding|remedy)\.(aws-)?(no-room-for-|room-for-)?|differs\.|not-now-|notice\.)", RegexOptions.ExplicitCapture)]
    private static partial Regex Prefixes();
}
