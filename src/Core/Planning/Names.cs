using System.Globalization;
using System.Text.RegularExpressions;
using SnapshotShare.Core.Accounts;
using SnapshotShare.Core.Requests;

namespace SnapshotShare.Core.Planning;

/// <summary>Names of what a request makes, from the route's templates; never longer than RDS allows, shortened in the cluster's part.</summary>
public static partial class Names
{
    /// <summary>RDS API Reference: 1 to 63 letters, digits and hyphens, first a letter, no hyphen at the end, no two in a row.</summary>
    public const int Longest = 63;

    public static string SharingSnapshot(Route route, string cluster, string requestId) =>
        Fill(route.Names.SharingSnapshot, "{cluster}", cluster, ("{to}", route.To.Name), ("{id}", Request.ShortId(requestId)));

    public static string TargetSnapshot(Route route, SnapshotFact source, string targetCluster, string requestId) =>
        Fill(
            route.Names.TargetSnapshot,
            "{target}",
            targetCluster,
            ("{cluster}", source.Cluster),
            ("{date}", source.TakenAt?.ToString("yyyy-MM-dd-HH-mm", CultureInfo.InvariantCulture) ?? "undated"),
            ("{id}", Request.ShortId(requestId))
        );

    /// <summary>The name offered when the requester gives none: the source cluster's, as the target account would call it.</summary>
    public static string TargetCluster(Route route, string cluster, string requestId)
    {
        var own = cluster.StartsWith(route.From.Name + "-", StringComparison.Ordinal) ? cluster[(route.From.Name.Length + 1)..] : cluster;
        return Fill("{to}-{cluster}-{id}", "{cluster}", own, ("{to}", route.To.Name), ("{id}", Request.ShortId(requestId)));
    }

    public static string WriterInstance(string cluster) => Fill("{cluster}-instance-1", "{cluster}", cluster);

    public static bool IsIdentifier(string value) => value.Length <= Longest && Identifier().IsMatch(value);

    private static string Fill(string template, string shortened, string value, params ReadOnlySpan<(string Place, string Value)> others)
    {
        foreach (var (place, other) in others)
            template = template.Replace(place, other, StringComparison.Ordinal);
        var room = Longest - template.Replace(shortened, "", StringComparison.Ordinal).Length;
        var cut = value.Length <= room ? value : value[..Math.Max(1, room)];
        return template.Replace(shortened, cut.TrimEnd('-'), StringComparison.Ordinal).ToLowerInvariant();
    }

    [GeneratedRegex("^[a-zA-Z](-?[a-zA-Z0-9])*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Identifier();
}
