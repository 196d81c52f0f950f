using SnapshotShare.AwsSandbox.Wire;

namespace SnapshotShare.AwsSandbox.Rds;

/// <summary>DescribeDBEngineVersions: which versions there are, which of them AWS offers for what is new, and what each can become.</summary>
internal static class EngineVersions
{
    private static readonly string[] Modes = ["provisioned"];
    private static readonly string[] Certificates = ["rds-ca-rsa2048-g1", "rds-ca-rsa4096-g1", "rds-ca-ecc384-g1"];

    public static Outcome Describe(Call call)
    {
        var form = call.Form;
        var (filters, badFilter) = Filters.Read(form, "db-parameter-group-family", "engine", "engine-mode", "engine-version", "status");
        if ((badFilter ?? Paging.Check(form) ?? Check(call)) is { } refusal)
            return refusal;
        var after = Paging.After(form);
        var rows = Engines
            .All(call.World)
            .Where(v => v.IsOffered || form.Bool("IncludeAll") == true)
            .Where(v => form.Text("Engine") is not { } engine || v.Engine == engine)
            .Where(v => form.Text("EngineVersion") is not { } asked || asked == v.Version || asked == v.Major)
            .Where(v => form.Text("DBParameterGroupFamily") is not { } family || family == Engines.Family(v.Engine, v.Version))
            .Where(v => form.Bool("DefaultOnly") != true || IsDefault(call, v))
            .Where(v =>
                filters.Match("engine", v.Engine)
                && filters.Match("engine-version", v.Version)
                && filters.Match("engine-mode", Modes)
                && filters.Match("db-parameter-group-family", Engines.Family(v.Engine, v.Version))
                && filters.Match("status", v.Status)
            )
            .Where(v => after is null || string.CompareOrdinal(v.SortKey, after) > 0);
        return new XmlResult(
            Paging.Page(form, rows, v => v.SortKey, "DBEngineVersions", "DBEngineVersion", (xml, v) => Write(xml, v, call))
        );
    }

    // The constraints are the model's; that AWS answers them with this code is believed.
    private static Refusal? Check(Call call)
    {
        if (call.Form.Text("Engine") is { } engine && !Engines.IsKnown(engine))
            return RdsFaults.InvalidValue($"Unrecognized engine name: {engine}");
        return
            call.Form.Text("DBParameterGroupFamily") is { } family
            && !Engines.All(call.World).Any(v => Engines.Family(v.Engine, v.Version) == family)
            ? RdsFaults.InvalidValue($"The parameter DBParameterGroupFamily must be an existing DB parameter group family: {family}")
            : null;
    }

    /// <summary>The one that AWS takes where nobody says which: of the engine, or of the major version that was asked for.</summary>
    private static bool IsDefault(Call call, EngineVersion version)
    {
        var named = call.Form.Text("EngineVersion") is not null || call.Form.Text("DBParameterGroupFamily") is not null;
        return version == Engines.Default(call.World, version.Engine, named ? version.Major : null);
    }

    private static void Write(XmlText xml, EngineVersion v, Call call)
    {
        var isPostgreSql = v.Engine == Engines.PostgreSql;
        xml.Add("Engine", v.Engine)
            .Add("MajorEngineVersion", v.Major)
            .Add("EngineVersion", v.Version)
            .Add("DBParameterGroupFamily", Engines.Family(v.Engine, v.Version))
            .Add("DBEngineDescription", isPostgreSql ? "Aurora (PostgreSQL)" : "Aurora MySQL")
            .Add("DBEngineVersionDescription", Description(v))
            .List("ValidUpgradeTarget", "UpgradeTarget", Engines.Targets(call.World, v.Engine, v.Version), (x, to) => Target(x, v, to))
            .List("ExportableLogTypes", "member", Engines.LogTypes(v.Engine))
            .Add("SupportsLogExportsToCloudwatchLogs", true)
            .Add("SupportsReadReplica", false)
            .List("SupportedEngineModes", "member", Modes)
            .List("SupportedFeatureNames", "member", isPostgreSql ? ["s3Import", "s3Export", "Lambda"] : [])
            .Add("Status", v.Status)
            .Add("SupportsParallelQuery", !isPostgreSql)
            .Add("SupportsGlobalDatabases", true)
            .Nest("TagList", _ => { })
            .Add("SupportsBabelfish", isPostgreSql)
            .Add("SupportsLimitlessDatabase", false)
            .Add("SupportsCertificateRotationWithoutRestart", isPostgreSql)
            .List("SupportedCACertificateIdentifiers", "member", Certificates)
            .Add("SupportsLocalWriteForwarding", !isPostgreSql)
            .Add("SupportsIntegrations", true);
        if (Engines.Capacity(v.Engine, v.Version) is (var min, var max))
            xml.Nest("ServerlessV2FeaturesSupport", x => x.Add("MinCapacity", min).Add("MaxCapacity", max));
    }

    private static void Target(XmlText xml, EngineVersion from, EngineVersion to) =>
        xml.Add("Engine", to.Engine)
            .Add("EngineVersion", to.Version)
            .Add("Description", Description(to))
            .Add("AutoUpgrade", false)
            .Add("IsMajorVersionUpgrade", to.Major != from.Major)
            .List("SupportedEngineModes", "member", Modes)
            .Add("SupportsParallelQuery", to.Engine == Engines.MySql)
            .Add("SupportsGlobalDatabases", true)
            .Add("SupportsBabelfish", to.Engine == Engines.PostgreSql)
            .Add("SupportsLimitlessDatabase", false)
            .Add("SupportsLocalWriteForwarding", to.Engine == Engines.MySql)
            .Add("SupportsIntegrations", true);

    private static string Description(EngineVersion v) =>
        v.Engine == Engines.PostgreSql
            ? $"Aurora PostgreSQL (Compatible with PostgreSQL {v.Version})"
            : $"Aurora MySQL {v.Version[(v.Version.LastIndexOf('_') + 8)..]} (compatible with MySQL {v.Major})";
}
