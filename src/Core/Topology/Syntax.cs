using System.Text.RegularExpressions;
using Amazon;

namespace SnapshotShare.Core.Topology;

/// <summary>
/// AWS's spelling of what a route names (RDS, EC2, KMS and IAM API References). What is spelled otherwise names nothing, and would be found
/// out in the middle of a trip.
/// </summary>
public static partial class Syntax
{
    /// <summary>The serverless class; every other has a family and a size.</summary>
    public const string Serverless = "db.serverless";

    private static readonly string[] RegionNames = [.. RegionEndpoint.EnumerableAllRegions.Select(region => region.SystemName)];

    public static bool IsRegion(string value) => RegionNames.Contains(value, StringComparer.Ordinal);

    /// <summary>The Region that somebody may have meant; null where nothing is near.</summary>
    public static string? RegionNear(string value) => Nearest(value, RegionNames, most: 3);

    /// <summary>Letters, digits, periods, underscores, spaces and hyphens; AWS's own group is never meant.</summary>
    public static bool IsSubnetGroup(string value) =>
        SubnetGroup().IsMatch(value) && !string.Equals(value, "default", StringComparison.OrdinalIgnoreCase);

    public static bool IsSecurityGroup(string value) => SecurityGroup().IsMatch(value);

    public static bool IsInstanceClass(string value) => value == Serverless || InstanceClass().IsMatch(value);

    /// <summary>A class with <c>*</c> for any run of characters that can be one at all.</summary>
    public static bool IsInstanceClassPattern(string value) => InstanceClassPattern().IsMatch(value);

    /// <summary>An identifier with <c>*</c> for any run of characters that can be a cluster's at all.</summary>
    public static bool IsClusterPattern(string value) => ClusterPattern().IsMatch(value);

    /// <summary>The account's own, or one of AWS's defaults such as <c>default.aurora-mysql8.0</c>.</summary>
    public static bool IsParameterGroup(string value) => value.Length <= 255 && ParameterGroup().IsMatch(value);

    public static bool IsExternalId(string value) => ExternalId().IsMatch(value);

    public static bool IsAccountId(string value) => AccountId().IsMatch(value);

    /// <summary>Serverless v2 is given in halves of an ACU, up to 256.</summary>
    public static bool IsCapacity(double value) => value is >= 0 and <= 256 && value * 2 == Math.Floor(value * 2);

    /// <summary>The Region's name and one letter. Zones of Local Zones and Wavelength have longer names, and Aurora is not in them.</summary>
    public static bool IsZoneOf(string region, string value) =>
        value.Length == region.Length + 1 && value.StartsWith(region, StringComparison.Ordinal) && char.IsAsciiLetterLower(value[^1]);

    /// <summary>An alias, a key ID (of one Region or of several) or the ARN of either.</summary>
    public static bool IsKey(string value) =>
        value.Split(':') switch
        {
            ["arn", _, "kms", _, _, var named] => named.StartsWith("alias/", StringComparison.Ordinal)
                ? BareKey().IsMatch(named)
                : named.StartsWith("key/", StringComparison.Ordinal) && BareKey().IsMatch(named["key/".Length..]),
            _ => BareKey().IsMatch(value),
        };

    /// <summary>The entry that differs least from what was written; null where none is near.</summary>
    public static string? Nearest(string written, IEnumerable<string> known, int most) =>
        known
            .Select(name => (Name: name, Distance: Distance(written.ToUpperInvariant(), name.ToUpperInvariant())))
            .Where(near => near.Distance <= most)
            .OrderBy(near => near.Distance)
            .Select(near => near.Name)
            .FirstOrDefault();

    /// <summary>Characters to add, leave out or exchange.</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var (diagonal, above) = (row[0], 0);
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                above = row[j];
                row[j] = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }
        return row[^1];
    }

    [GeneratedRegex("^[0-9]{12}\\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AccountId();

    [GeneratedRegex("^[a-zA-Z0-9._ -]{1,255}\\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SubnetGroup();

    [GeneratedRegex("^sg-([0-9a-f]{8}|[0-9a-f]{17})\\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SecurityGroup();

    [GeneratedRegex("^db(\\.[a-z0-9][a-z0-9-]*){2,}\\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex InstanceClass();

    [GeneratedRegex("^(db\\.|d?b?\\*)[a-z0-9.*-]*\\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex InstanceClassPattern();

    [GeneratedRegex("^[a-zA-Z*][a-zA-Z0-9*-]{0,62}\\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ClusterPattern();

    [GeneratedRegex("^([a-zA-Z](-?[a-zA-Z0-9])*|default\\.[a-z0-9.-]+)\\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ParameterGroup();

    [GeneratedRegex("^[\\w+=,.@:/-]{2,1224}\\z", RegexOptions.ExplicitCapture | RegexOptions.ECMAScript, 1000)]
    private static partial Regex ExternalId();

    [GeneratedRegex(
        "^(alias/[a-zA-Z0-9/_-]{1,250}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32})\\z",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex BareKey();
}
