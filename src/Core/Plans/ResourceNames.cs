using System.Globalization;
using System.Text.RegularExpressions;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Plans;

/// <summary>Names of what a request makes, from the route's templates; never longer than RDS allows, shortened in the cluster's part.</summary>
public static partial class ResourceNames
{
    /// <summary>RDS API Reference: 1 to 63 letters, digits and hyphens, first a letter, no hyphen at the end, no two in a row.</summary>
    public const int Longest = 63;

    private const string WriterSuffix = "-instance-1";

    public static string SharingSnapshot(Route route, string cluster, string requestId) =>
        Fill(route.Names.SharingSnapshot, requestId, ("{cluster}", cluster), ("{to}", route.To.Name));

    public static string TakenSnapshot(string cluster, string requestId) =>
        Fill("taken-from-{cluster}-{id}", requestId, ("{cluster}", cluster));

    public static string TargetSnapshot(Route route, SnapshotFact source, string targetCluster, string requestId) =>
        Fill(
            route.Names.TargetSnapshot,
            requestId,
            ("{target}", targetCluster),
            ("{cluster}", source.Cluster),
            ("{date}", source.TakenAt?.ToString("yyyy-MM-dd-HH-mm", CultureInfo.InvariantCulture) ?? "now")
        );

    /// <summary>The name offered when the requester gives none: the source cluster's, as the target account would call it.</summary>
    public static string TargetCluster(Route route, string cluster, string requestId)
    {
        var own = cluster.StartsWith(route.From.Name + "-", StringComparison.Ordinal) ? cluster[(route.From.Name.Length + 1)..] : cluster;
        return Fill("{to}-{cluster}-{id}", requestId, ("{cluster}", own), ("{to}", route.To.Name));
    }

    public static string WriterInstance(string cluster) =>
        Fitted($"{cluster[..Math.Min(cluster.Length, Longest - WriterSuffix.Length)].TrimEnd('-')}{WriterSuffix}", []);

    public static bool IsIdentifier(string value) => value.Length <= Longest && Identifier().IsMatch(value);

    /// <summary>A name for a copy of an automated snapshot that is to be kept: what follows AWS's own prefix.</summary>
    public static string Kept(string automated) =>
        Fitted(automated[(automated.IndexOf(':', StringComparison.Ordinal) + 1)..] + "-kept", []);

    /// <summary>Fills a template. What is too long is cut in the longest of the parts that may be cut, so that the ID always stays whole.</summary>
    private static string Fill(string template, string requestId, params ReadOnlySpan<(string Place, string Value)> parts)
    {
        var filled = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (place, value) in parts)
            filled[place] = value;
        while (true)
        {
            var name = filled.Aggregate(
                template.Replace("{id}", RequestIds.Short(requestId), StringComparison.Ordinal),
                (text, part) => text.Replace(part.Key, part.Value, StringComparison.Ordinal)
            );
            var (place, longest) = filled.MaxBy(part => part.Value.Length);
            if (name.Length <= Longest || longest.Length <= 1)
                return Fitted(name, RequestIds.Short(requestId));
            filled[place] = longest[..^1];
        }
    }

    /// <summary>Whatever a template makes of its parts, an identifier comes out of it, with the ID in it.</summary>
    private static string Fitted(string name, ReadOnlySpan<char> id)
    {
        var fitted = Hyphens().Replace(name.ToLowerInvariant(), "-").Trim('-');
        if (!char.IsAsciiLetter(fitted[0]))
            fitted = "s-" + fitted;
        if (fitted.Length <= Longest)
            return fitted;
        return id.IsEmpty ? fitted[..Longest].TrimEnd('-') : $"{fitted[..(Longest - id.Length - 1)].TrimEnd('-')}-{id}";
    }

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Hyphens();

    [GeneratedRegex(@"^[a-zA-Z](-?[a-zA-Z0-9])*\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Identifier();
}
