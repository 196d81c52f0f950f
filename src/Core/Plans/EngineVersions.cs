using System.Globalization;
using System.Text.RegularExpressions;

namespace SnapshotShare.Core.Plans;

/// <summary>
/// Aurora's engine versions as far as a restore cares. It may go to a later version of the same major, never to an earlier one (RDS API Reference,
/// RestoreDBClusterFromSnapshot), and what AWS has withdrawn cannot be restored at all.
/// </summary>
public static partial class EngineVersions
{
    /// <summary>The parameter group family of a version, which is its major: <c>aurora-mysql8.0</c>, <c>aurora-postgresql15</c>.</summary>
    public static string Family(string engine, string version)
    {
        var parts = version.Split('.');
        return engine + (engine == "aurora-mysql" || parts[0] == "9" ? string.Join('.', parts.Take(2)) : parts[0]);
    }

    /// <summary>By their numbers: <c>8.0.mysql_aurora.3.10.0</c> comes after <c>8.0.mysql_aurora.3.04.1</c>.</summary>
    public static int Compare(string one, string other)
    {
        var (a, b) = (Numbers(one), Numbers(other));
        for (var i = 0; i < Math.Min(a.Count, b.Count); i++)
            if (a[i] != b[i])
                return a[i].CompareTo(b[i]);
        return a.Count.CompareTo(b.Count);
    }

    /// <summary>
    /// The version that is wanted, or else the snapshot's own, or else the nearest newer one of its major that AWS offers. Where there is none, or nobody
    /// knows what AWS offers, the snapshot's own.
    /// </summary>
    /// <param name="offered">Null when AWS could not be asked.</param>
    public static string Choose(string engine, string source, string? wanted, IReadOnlyList<string>? offered) =>
        wanted is { Length: > 0 } ? wanted
        : offered is null || offered.Contains(source, StringComparer.Ordinal) ? source
        : offered
            .Where(version => Family(engine, version) == Family(engine, source) && Compare(version, source) > 0)
            .Order(Comparer<string>.Create(Compare))
            .FirstOrDefault()
            ?? source;

    private static List<int> Numbers(string version) =>
        [.. Number().Matches(version).Select(match => int.Parse(match.Value, CultureInfo.InvariantCulture))];

    [GeneratedRegex("[0-9]{1,9}", RegexOptions.None, 1000)]
    private static partial Regex Number();
}
