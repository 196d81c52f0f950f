using SnapshotShare.Core.Planning;
using SnapshotShare.Core.Plans;

namespace SnapshotShare.Core.Tests.Planning;

public sealed class the_source_of_a_request
{
    [Theory]
    [InlineData("a-snapshot", null, null)]
    [InlineData(null, "a-cluster", null)]
    [InlineData(null, null, "a-cluster")]
    [InlineData("a-snapshot", "", "")]
    public void is_one_of_three(string? snapshot, string? newest, string? taken) =>
        Assert.Null(TermsRules.Check(Rig.Terms with { Source = new SourceChoice(snapshot, newest, taken) }, Sample.Route));

    [Theory]
    [InlineData(null, null, null, "source-missing")]
    [InlineData(" ", "", null, "source-missing")]
    [InlineData("a-snapshot ", null, null, "source-missing")]
    [InlineData("a-snapshot", "a-cluster", null, "source-twice")]
    [InlineData(null, "a-cluster", "a-cluster", "source-twice")]
    public void is_never_none_and_never_two(string? snapshot, string? newest, string? taken, string key) =>
        Assert.Equal(
            key,
            TermsRules.Check(Rig.Terms with { Source = new SourceChoice(snapshot, newest, taken) }, Sample.Route)!.Message.Key
        );
}
