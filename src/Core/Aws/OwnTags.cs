using Amazon.RDS.Model;

namespace SnapshotShare.Core.Aws;

/// <summary>
/// The two tags on everything that is made in AWS: whose request it was, and of which installation. Two installations may work in the same
/// accounts, and none takes for its own what another made.
/// </summary>
public static class OwnTags
{
    public const string Request = "snapshotshare:request";
    public const string Installation = "snapshotshare:installation";

    public static List<Tag> Of(string requestId, string installation) =>
        [new() { Key = Request, Value = requestId }, new() { Key = Installation, Value = installation }];

    /// <summary>True for what this request of this installation made.</summary>
    /// <param name="mayLackInstallation">True for a request that may have made something before there was the second tag.</param>
    public static bool Are(List<Tag>? tags, string requestId, string installation, bool mayLackInstallation) =>
        Value(tags, Request) == requestId && (Value(tags, Installation) is { } maker ? maker == installation : mayLackInstallation);

    /// <summary>ID of the request that made it; null when no request did, or one of another installation.</summary>
    public static string? RequestOf(List<Tag>? tags, string? installation) =>
        Value(tags, Installation) is { } maker && maker != installation ? null : Value(tags, Request);

    /// <summary>ID of the request that made it, of whatever installation; null when no request did.</summary>
    public static string? RequestOfAnybody(List<Tag>? tags) => Value(tags, Request);

    /// <summary>ID of the installation that made it; null when none did, or one from before installations had an ID.</summary>
    public static string? InstallationOf(List<Tag>? tags) => Value(tags, Installation);

    /// <summary>Both values as they stand there, for a person to compare.</summary>
    public static string Told(List<Tag>? tags) => Value(tags, Request) is { } request ? Told(request, Value(tags, Installation)) : "none";

    public static string Told(string requestId, string? installation) => installation is null ? requestId : $"{requestId} @ {installation}";

    private static string? Value(List<Tag>? tags, string key) =>
        tags?.Find(tag => string.Equals(tag.Key, key, StringComparison.Ordinal))?.Value;
}
