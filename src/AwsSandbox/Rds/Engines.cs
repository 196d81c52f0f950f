using System.Globalization;
using System.Text.RegularExpressions;
using SnapshotShare.AwsSandbox.State;

namespace SnapshotShare.AwsSandbox.Rds;

/// <param name="IsOffered">AWS offers it for what is new. Withdrawn, it runs on where it runs, and its snapshots stay.</param>
internal sealed record EngineVersion(string Engine, string Version, bool IsOffered)
{
    public string Major => Engines.Major(Engine, Version);
    public string Status => IsOffered ? VersionStatus.Available : VersionStatus.Deprecated;

    /// <summary>Versions in the order of their numbers, whichever text that is.</summary>
    public string SortKey => $"{Engine}/{Engines.SortKey(Version)}";
}

/// <summary>AWS's later word about a version: withdrawn, offered again, or new.</summary>
internal sealed record VersionStatus(string Engine, string Version, string Status)
{
    public const string Available = "available";
    public const string Deprecated = "deprecated";

    public string Key => $"{Engine}/{Version}";
}

/// <summary>The Aurora engines, versions and classes of this AWS.</summary>
internal static partial class Engines
{
    public const string MySql = "aurora-mysql";
    public const string PostgreSql = "aurora-postgresql";

    private static readonly EngineVersion[] AtFirst =
    [
        new(MySql, "8.0.mysql_aurora.3.02.2", false),
        new(MySql, "8.0.mysql_aurora.3.04.0", true),
        new(MySql, "8.0.mysql_aurora.3.04.1", true),
        new(MySql, "8.0.mysql_aurora.3.04.2", true),
        new(MySql, "8.0.mysql_aurora.3.05.2", true),
        new(MySql, "8.0.mysql_aurora.3.07.1", true),
        new(MySql, "8.0.mysql_aurora.3.08.0", true),
        new(PostgreSql, "14.6", false),
        new(PostgreSql, "14.9", true),
        new(PostgreSql, "15.2", false),
        new(PostgreSql, "15.4", true),
        new(PostgreSql, "15.8", true),
        new(PostgreSql, "16.4", true),
    ];

    private static readonly string[] Classes =
    [
        "db.serverless",
        "db.t3.medium",
        "db.t4g.medium",
        "db.t4g.large",
        "db.r5.large",
        "db.r5.xlarge",
        "db.r6g.large",
        "db.r6g.xlarge",
        "db.r6g.2xlarge",
        "db.r6i.large",
        "db.r7g.large",
        "db.r7g.xlarge",
    ];

    /// <summary>From which version on a capacity may be 0, may reach 256, and may scale at all (Aurora User Guide, Aurora capacity).</summary>
    private static readonly (string Engine, string Major, string Zero, string Wide, string Any)[] Capacities =
    [
        (MySql, "8.0", "8.0.mysql_aurora.3.08.0", "8.0.mysql_aurora.3.06.0", "8.0.mysql_aurora.3.02.0"),
        (PostgreSql, "14", "14.12", "14.10", "14.3"),
        (PostgreSql, "15", "15.7", "15.5", "15.2"),
        (PostgreSql, "16", "16.3", "16.1", "16.1"),
    ];

    public static IEnumerable<EngineVersion> All(World world) =>
        AtFirst
            .Where(v => world.VersionStatuses.Find($"{v.Engine}/{v.Version}") is null)
            .Concat(world.VersionStatuses.All.Select(s => new EngineVersion(s.Engine, s.Version, s.Status == VersionStatus.Available)))
            .OrderBy(v => v.SortKey, StringComparer.Ordinal);

    public static IEnumerable<(string Engine, string Version, string Class)> Orderable(World world) =>
        All(world).Where(v => v.IsOffered).SelectMany(v => Classes.Select(c => (v.Engine, v.Version, c)));

    /// <summary>A version as its engine writes them.</summary>
    public static bool IsVersion(string engine, string text) =>
        engine == MySql ? MySqlVersion().IsMatch(text) : engine == PostgreSql && PostgreSqlVersion().IsMatch(text);

    public static bool IsKnown(string engine) => AtFirst.Any(v => v.Engine == engine);

    public static bool Offers(World world, string engine, string version) =>
        All(world).Any(v => v.IsOffered && v.Engine == engine && v.Version == version);

    public static bool Offers(World world, string engine, string version, string instanceClass) =>
        Offers(world, engine, version) && Classes.Contains(instanceClass);

    /// <summary>The versions that it can become: those after it that are offered, of its own major version and of later ones.</summary>
    public static IEnumerable<EngineVersion> Targets(World world, string engine, string version) =>
        All(world).Where(v => v.IsOffered && v.Engine == engine && Compare(v.Version, version) > 0);

    /// <summary>The last that is offered, of an engine or of one of its major versions.</summary>
    public static EngineVersion? Default(World world, string engine, string? major = null) =>
        All(world).LastOrDefault(v => v.IsOffered && v.Engine == engine && (major is null || v.Major == major));

    /// <summary>The capacity between which a serverless instance scales, in ACUs; null where the version has none.</summary>
    public static (double Min, double Max)? Capacity(string engine, string version)
    {
        if (Array.Find(Capacities, c => c.Engine == engine && c.Major == Major(engine, version)) is not { Any: not null } from)
            return null;
        return Compare(version, from.Zero) >= 0 ? (0, 256)
            : Compare(version, from.Wide) >= 0 ? (0.5, 256)
            : Compare(version, from.Any) >= 0 ? (0.5, 128)
            : null;
    }

    public static string License(string engine) => engine == PostgreSql ? "postgresql-license" : "general-public-license";

    public static int Port(string engine) => engine == PostgreSql ? 5432 : 3306;

    public static IReadOnlyList<string> LogTypes(string engine) =>
        engine == PostgreSql
            ? ["instance", "postgresql", "iam-db-auth-error"]
            : ["audit", "error", "general", "instance", "slowquery", "iam-db-auth-error"];

    /// <summary>A major version is Aurora PostgreSQL's first number, and the MySQL of Aurora MySQL.</summary>
    public static string Major(string engine, string version) =>
        engine == MySql ? string.Join('.', version.Split('.').Take(2)) : version.Split('.')[0];

    /// <summary>The parameter group family: one for each major version.</summary>
    public static string Family(string engine, string version) => engine + Major(engine, version);

    public static int Compare(string one, string other)
    {
        var a = Numbers().Matches(one).Select(m => int.Parse(m.ValueSpan, CultureInfo.InvariantCulture)).ToList();
        var b = Numbers().Matches(other).Select(m => int.Parse(m.ValueSpan, CultureInfo.InvariantCulture)).ToList();
        var differs = a.Zip(b).Select(p => p.First.CompareTo(p.Second)).FirstOrDefault(c => c != 0);
        return differs != 0 ? differs : a.Count.CompareTo(b.Count);
    }

    public static string SortKey(string version) => Numbers().Replace(version, m => m.Value.PadLeft(6, '0'));

    [GeneratedRegex(
        @"^[0-9]{1,3}\.[0-9]{1,3}\.mysql_aurora(?:\.[0-9]{1,3}){3}\z",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex MySqlVersion();

    [GeneratedRegex(@"^[0-9]{1,3}\.[0-9]{1,3}\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex PostgreSqlVersion();

    [GeneratedRegex("[0-9]{1,6}", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Numbers();
}
