using Amazon.RDS.Model;
using SnapshotShare.Core.Aws;

namespace SnapshotShare.Core.Tests.Aws;

/// <summary>Two tags say which request made a thing, and of which installation; from before there were two, the first alone.</summary>
public sealed class tags_of_ours
{
    private const string Request = "r";
    private const string Installation = "i";

    public static TheoryData<string?, string?, string?, bool, string?, string> Tags =>
        new()
        {
            { null, null, null, false, null, "none" },
            { Request, Installation, Request, true, Request, "r @ i" },
            { Request, "other", null, false, Request, "r @ other" },
            { Request, null, Request, false, Request, "r" },
            { "other", Installation, "other", false, "other", "other @ i" },
            { null, Installation, null, false, null, "none" },
        };

    [Theory]
    [MemberData(nameof(Tags))]
    public void say_whose_a_thing_is(string? request, string? installation, string? of, bool isOurs, string? ofAnybody, string told)
    {
        List<Tag> tags =
        [
            new() { Key = "Name", Value = Request },
            .. request is null
                ? []
                : new[]
                {
                    new Tag { Key = OwnTags.Request, Value = request },
                },
            .. installation is null
                ? []
                : new[]
                {
                    new Tag { Key = OwnTags.Installation, Value = installation },
                },
        ];
        Assert.Equal(
            (of, isOurs, ofAnybody, installation, told),
            (
                OwnTags.RequestOf(tags, Installation),
                OwnTags.Are(tags, Request, Installation, mayLackInstallation: false),
                OwnTags.RequestOfAnybody(tags),
                OwnTags.InstallationOf(tags),
                OwnTags.Told(tags)
            )
        );
        Assert.Equal(
            isOurs || (request == Request && installation is null),
            OwnTags.Are(tags, Request, Installation, mayLackInstallation: true)
        );
    }

    [Fact]
    public void are_both_on_what_is_made()
    {
        var tags = OwnTags.Of(Request, Installation);
        Assert.Equal([(OwnTags.Request, Request), (OwnTags.Installation, Installation)], tags.Select(tag => (tag.Key, tag.Value)));
        Assert.True(OwnTags.Are(tags, Request, Installation, mayLackInstallation: false));
        Assert.Null(OwnTags.RequestOf(tags: null, Installation));
        Assert.Equal("none", OwnTags.Told(tags: null));
    }
}
