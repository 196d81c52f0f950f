using System.Text.RegularExpressions;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Tests;

public sealed partial class the_patterns
{
    /// <summary><c>$</c> also matches before a line break at the end, and lets it through with the value.</summary>
    [Fact]
    public void end_where_the_value_ends()
    {
        var sources = Directory
            .EnumerateFiles(Repository.Path("src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(file => (Name: Path.GetFileName(file), Text: File.ReadAllText(file)))
            .Where(file => file.Text.Contains("Regex", StringComparison.Ordinal) || file.Text.Contains("Regular", StringComparison.Ordinal))
            .ToList();
        Assert.True(sources.Count > 10, "Where are the sources?");
        Assert.Empty(sources.SelectMany(file => Dollar().Matches(file.Text).Select(match => $"{file.Name}: {match.Value}")));
    }

    [Theory]
    [InlineData("123456789012\n")]
    [InlineData("123456789012\r\n")]
    public void let_no_line_break_through_with_an_account(string id) => Assert.False(Syntax.IsAccountId(id));

    [Theory]
    [InlineData("dev-altplus-params\n")]
    [InlineData("default.aurora-mysql8.0\n")]
    public void let_no_line_break_through_with_a_parameter_group(string name) => Assert.False(Syntax.IsParameterGroup(name));

    // In the pattern itself: at its end, before an alternative, or before the end of a group.
    [GeneratedRegex(
        """(GeneratedRegex|RegularExpression|new Regex|Regex\.[A-Z]\w+)\([^;"]*@?"[^"\r\n]*(?<!\\)\$[|)"]""",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Dollar();
}
