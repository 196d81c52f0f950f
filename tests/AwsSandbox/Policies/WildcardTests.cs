using System.Text.RegularExpressions;
using CsCheck;
using SnapshotShare.AwsSandbox.Policies;

namespace SnapshotShare.AwsSandbox.Tests.Policies;

public sealed class WildcardTests
{
    private static readonly Gen<string> Few = Choice.Of('a', 'b', '*', '?').Array[0, 8].Select(c => new string(c));

    [Theory]
    [InlineData("kms:*", "kms:CreateGrant", true)]
    [InlineData("kms:ReEncrypt*", "kms:ReEncryptFrom", true)]
    [InlineData("kms:GenerateDataKey*", "kms:GenerateDataKey", true)]
    [InlineData("rds:Describe*", "rds:DeleteDBCluster", false)]
    [InlineData("*", "", true)]
    [InlineData("?", "", false)]
    public void patterns_of_policies(string pattern, string text, bool matches) => Assert.Equal(matches, Wildcard.Matches(pattern, text));

    [Fact]
    public void they_mean_what_the_same_regular_expression_means() =>
        Gen.Select(Few, Few)
            .Sample(
                (pattern, text) =>
                {
                    var same =
                        "^"
                        + Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\?", ".", StringComparison.Ordinal)
                        + "$";
                    return Wildcard.Matches(pattern, text) == Regex.IsMatch(text, same, RegexOptions.Singleline);
                },
                iter: 20_000
            );

    [Fact]
    public void no_pattern_makes_it_slow() =>
        Assert.False(Wildcard.Matches(string.Concat(Enumerable.Repeat("*a", 5_000)), new string('a', 4_000) + "b"));
}
