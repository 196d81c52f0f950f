using System.Text.RegularExpressions;

namespace SnapshotShare.Core.Tests;

public sealed partial class the_doc_comments
{
    /// <summary>A summary has a subject and a verb of its own: one that opens so is half a sentence about the code's name.</summary>
    [Fact]
    public void open_with_none_of_what_whether_and_how()
    {
        var sources = new[] { "*.cs", "*.razor" }
            .SelectMany(kind => Directory.EnumerateFiles(Repository.Path("src"), kind, SearchOption.AllDirectories))
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));
        Assert.Empty(
            sources.SelectMany(file =>
                Opening().Matches(File.ReadAllText(file)).Select(match => $"{Path.GetFileName(file)}: {match.Value.Trim()}")
            )
        );
    }

    [GeneratedRegex(@"<(summary|returns|param name=""\w+"")>\s*(///\s*)?(What|Whether|How)\b[^\n]*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Opening();
}
