using System.Text.RegularExpressions;
using SnapshotShare.AwsSandbox.Wire;

namespace SnapshotShare.AwsSandbox.Rds;

/// <summary>Tags as they are sent, checked, merged and shown.</summary>
internal static partial class Tags
{
    public static IReadOnlyList<Tag> Read(Parameters form, string name = "Tags") =>
        [
            .. form.Items(name, "Tag")
                .Select(prefix => new Tag(form[prefix + ".Key"] ?? "", form[prefix + ".Value"] ?? ""))
                .GroupBy(t => t.Key, StringComparer.Ordinal)
                .Select(g => g.Last()),
        ];

    public static Refusal? Check(IReadOnlyList<Tag> tags, int most)
    {
        foreach (var tag in tags)
        {
            if (
                tag.Key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase)
                || tag.Key.StartsWith("rds:", StringComparison.OrdinalIgnoreCase)
            )
                return RdsFaults.InvalidValue("Tag keys cannot start with the reserved prefix 'aws:' or 'rds:'.");
            if (tag.Key.Length is 0 or > 128 || tag.Value.Length > 256 || !Allowed().IsMatch(tag.Key) || !Allowed().IsMatch(tag.Value))
                return RdsFaults.InvalidValue(
                    $"The tag {tag.Key} is not valid: keys have 1 to 128, values 0 to 256 letters, digits, blanks and _.:/=+-@"
                );
        }
        return tags.Count > most ? RdsFaults.InvalidValue($"A resource may have at most {most} tags.") : null;
    }

    /// <summary>The tags of TagSpecifications, for the only kind of thing that the operation makes beside its own.</summary>
    public static (IReadOnlyList<Tag> Tags, Refusal? Refusal) Specified(Call call, string kind)
    {
        var tags = new List<Tag>();
        foreach (var prefix in call.Form.Items("TagSpecifications", "item"))
        {
            if (call.Form.Text(prefix + ".ResourceType") is var type && type != kind)
                return ([], RdsFaults.InvalidValue($"Invalid ResourceType in TagSpecifications: {type}. It must be {kind}."));
            tags.AddRange(Read(call.Form, prefix + ".Tags"));
        }
        return (tags, Check(tags, call.Quotas.TagsPerResource));
    }

    /// <summary>Creating something with tags also needs the right to tag.</summary>
    public static Refusal? Require(Call call, string arn) =>
        Read(call.Form).Count > 0 || call.Form.Bool("CopyTags") == true || call.Form.Items("TagSpecifications", "item").Count > 0
            ? call.Require("rds:AddTagsToResource", arn)
            : null;

    public static IReadOnlyList<Tag> Merge(IReadOnlyList<Tag> old, IReadOnlyList<Tag> added) =>
        [.. old.Where(t => added.All(a => a.Key != t.Key)), .. added];

    public static XmlText Write(XmlText xml, IReadOnlyList<Tag> tags) =>
        xml.List("TagList", "Tag", tags, (x, t) => x.Add("Key", t.Key).Add("Value", t.Value));

    [GeneratedRegex(@"^[\p{L}\p{N}\p{Zs}_.:/=+\-@]*\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Allowed();
}
