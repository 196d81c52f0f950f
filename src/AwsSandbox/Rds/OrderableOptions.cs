using SnapshotShare.AwsSandbox.Wire;

namespace SnapshotShare.AwsSandbox.Rds;

/// <summary>DescribeOrderableDBInstanceOptions: which classes an engine version may run on.</summary>
internal static class OrderableOptions
{
    public static Outcome Describe(Call call)
    {
        var form = call.Form;
        var engine = form.Text("Engine")!;
        if (Paging.Check(form, 1000) is { } refusal)
            return refusal;
        if (!Engines.IsKnown(engine))
            return RdsFaults.InvalidValue($"Invalid DB engine: {engine}");
        var after = Paging.After(form);
        var rows = Engines
            .Orderable(call.World)
            .Where(o => o.Engine == engine)
            .Where(o => form.Text("EngineVersion") is not { } version || o.Version == version)
            .Where(o => form.Text("DBInstanceClass") is not { } wanted || o.Class == wanted)
            .Where(o => form.Text("LicenseModel") is not { } license || license == Engines.License(engine))
            .OrderBy(Key, StringComparer.Ordinal)
            .Where(o => after is null || string.CompareOrdinal(Key(o), after) > 0);
        return new XmlResult(
            Paging.Page(form, rows, Key, "OrderableDBInstanceOptions", "OrderableDBInstanceOption", (xml, o) => Write(xml, o, call.Region))
        );
    }

    private static string Key((string Engine, string Version, string Class) option) => $"{option.Version}/{option.Class}";

    private static void Write(XmlText xml, (string Engine, string Version, string Class) option, string region) =>
        xml.Add("Engine", option.Engine)
            .Add("EngineVersion", option.Version)
            .Add("DBInstanceClass", option.Class)
            .Add("LicenseModel", Engines.License(option.Engine))
            .List("AvailabilityZones", "AvailabilityZone", Zones.Of(region), (x, zone) => x.Add("Name", zone))
            .Add("MultiAZCapable", false)
            .Add("ReadReplicaCapable", false)
            .Add("Vpc", true)
            .Add("SupportsStorageEncryption", true)
            .Add("StorageType", "aurora")
            .Add("SupportsIops", false)
            .Add("SupportsEnhancedMonitoring", true)
            .Add("SupportsIAMDatabaseAuthentication", true)
            .Add("SupportsPerformanceInsights", option.Class != "db.t3.medium")
            .List("SupportedEngineModes", "member", ["provisioned"])
            .Add("SupportsKerberosAuthentication", true)
            .Add("OutpostCapable", false)
            .Add("SupportsGlobalDatabases", true)
            .Add("SupportsClusters", true)
            .List("SupportedNetworkTypes", "member", ["IPV4", "DUAL"]);
}
