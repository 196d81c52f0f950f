using SnapshotShare.Web.Diagram.Model;

namespace SnapshotShare.Web.Tests.Diagram.Model;

public sealed class folding_long_names
{
    [Theory]
    [InlineData("dev-cluster")]
    [InlineData("rds:prod-altplus-cluster-2023-12-21-00-00")]
    [InlineData("arn:aws:rds:ap-northeast-1:987654321000:cluster-snapshot:from-prod-altplus-cluster-to-dev")]
    [InlineData("aVeryLongIdentifierWithoutAnySingleHyphenWhereOneCouldBreakItAtAllxxxxx")]
    public void no_line_is_longer_than_it_may_be(string identifier)
    {
        var lines = Fold.Lines(identifier, 24, 2);

        Assert.InRange(lines.Count, 1, 2);
        Assert.All(lines, line => Assert.InRange(line.Length, 1, 24));
    }

    [Fact]
    public void what_fits_is_kept_whole_and_breaks_after_a_hyphen()
    {
        var lines = Fold.Lines("rds:prod-altplus-cluster-2023-12-21-00-00", 24, 2);

        Assert.Equal(["rds:prod-altplus-", "cluster-2023-12-21-00-00"], lines);
    }

    [Fact]
    public void what_does_not_fit_loses_its_middle_and_keeps_both_ends()
    {
        var shown = string.Concat(Fold.Lines("arn:aws:rds:ap-northeast-1:987654321000:cluster-snapshot:from-prod-to-dev", 24, 2));

        Assert.StartsWith("arn:aws:rds", shown, StringComparison.Ordinal);
        Assert.Contains('…', shown);
        Assert.EndsWith("from-prod-to-dev", shown, StringComparison.Ordinal);
    }
}
