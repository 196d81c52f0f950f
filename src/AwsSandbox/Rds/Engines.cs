using System.Text.RegularExpressions;

namespace SnapshotShare.AwsSandbox.Rds;

/// <summary>The Aurora engines, versions and classes that this AWS offers.</summary>
internal static partial class Engines
{
    private static readonly (string Engine, string[] Versions)[] Offered =
    [
        (
            "aurora-mysql",
            [
                "8.0.mysql_aurora.3.04.0",
                "8.0.mysql_aurora.3.04.1",
                "8.0.mysql_aurora.3.04.2",
                "8.0.mysql_aurora.3.05.2",
                "8.0.mysql_aurora.3.07.1",
                "8.0.mysql_aurora.3.08.0",
            ]
        ),
        ("aurora-postgresql", ["14.9", "15.4", "15.8", "16.4"]),
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

    public static IEnumerable<(string Engine, string Version, string Class)> Orderable =>
        Offered.SelectMany(o => o.Versions.SelectMany(v => Classes.Select(c => (o.Engine, v, c))));

    public static bool IsKnown(string engine) => Offered.Any(o => o.Engine == engine);

    public static bool Has(string engine, string version) => Offered.Any(o => o.Engine == engine && o.Versions.Contains(version));

    public static bool Offers(string engine, string version, string instanceClass) =>
        Has(engine, version) && Classes.Contains(instanceClass);

    public static string License(string engine) => engine == "aurora-postgresql" ? "postgresql-license" : "general-public-license";

    public static int Port(string engine) => engine == "aurora-postgresql" ? 5432 : 3306;

    /// <summary>The parameter group family: one for each major version.</summary>
    public static string Family(string engine, string version) =>
        engine == "aurora-mysql" ? "aurora-mysql" + string.Join('.', version.Split('.').Take(2)) : engine + version.Split('.')[0];

    public static int Compare(string one, string other)
    {
        var a = Numbers().Matches(one).Select(m => int.Parse(m.ValueSpan, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        var b = Numbers().Matches(other).Select(m => int.Parse(m.ValueSpan, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        var differs = a.Zip(b).Select(p => p.First.CompareTo(p.Second)).FirstOrDefault(c => c != 0);
        return differs != 0 ? differs : a.Count.CompareTo(b.Count);
    }

    [GeneratedRegex("[0-9]{1,6}", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Numbers();
}
