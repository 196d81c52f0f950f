using SnapshotShare.AwsSandbox.Wire;

namespace SnapshotShare.AwsSandbox.Rds;

/// <summary>ModifyDBCluster: settings, and above all a new master password.</summary>
internal static class ModifyCluster
{
    public static Outcome Run(Call call)
    {
        var asked = call.Form.Text("DBClusterIdentifier")!;
        if (
            (UnplayedMembers.Check(call) ?? MasterPassword.Check(call) ?? ClusterSettings.CheckScaling(call.Form, already: true)) is
            { } invalid
        )
            return invalid;
        if (Clusters.Find(call, asked) is not { } cluster)
            return RdsFaults.ClusterNotFound(asked);
        if (cluster.StatusAt(call.Now) is not "available" and var status)
            return RdsFaults.ClusterStateExpected(cluster.Name, status);
        if (CheckSettings(call, cluster) is { } refusal)
            return refusal;
        var (changed, passwordRefusal) = MasterPassword.Apply(call, Settings(call.Form, cluster));
        if (passwordRefusal is not null)
            return passwordRefusal;
        call.World.Clusters.Put(changed!);
        UpgradeMembers(call, changed!);
        return call.Form.Text("NewDBClusterIdentifier") is { } name && call.Form.Bool("ApplyImmediately") == true
            ? Rename(call, changed!, name.ToLowerInvariant())
            : ClusterXml.Result(call, changed!);
    }

    // The family's own group follows the version; a group of one's own must be named anew.
    private static string GroupAfter(Cluster cluster, string version) =>
        cluster.ParameterGroup == "default." + Engines.Family(cluster.Engine, cluster.EngineVersion)
            ? "default." + Engines.Family(cluster.Engine, version)
            : cluster.ParameterGroup;

    private static void UpgradeMembers(Call call, Cluster cluster)
    {
        var group = "default." + Engines.Family(cluster.Engine, cluster.EngineVersion);
        foreach (var instance in Instances.Of(call.World, cluster).Where(i => i.EngineVersion != cluster.EngineVersion).ToList())
            call.World.Instances.Put(instance with { EngineVersion = cluster.EngineVersion, ParameterGroup = group });
    }

    private static XmlResult Rename(Call call, Cluster cluster, string name)
    {
        var renamed = cluster with { Name = name };
        var members = Instances.Of(call.World, cluster).ToList();
        call.World.Clusters.Remove(cluster);
        call.World.Clusters.Put(renamed);
        foreach (var instance in members)
            call.World.Instances.Put(instance with { Cluster = name });
        return ClusterXml.Result(call, renamed);
    }

    private static Refusal? CheckSettings(Call call, Cluster cluster)
    {
        var version = call.Form.Text("EngineVersion") ?? cluster.EngineVersion;
        if (call.Form.Text("NewDBClusterIdentifier") is { } name)
        {
            if (Identifiers.Check("NewDBClusterIdentifier", name) is { } invalid)
                return invalid;
            if (call.World.Clusters.Find(call.Place.Key(name)) is not null)
                return RdsFaults.ClusterExists();
        }
        if ((CheckVersion(call, cluster, version) ?? SettingRules.CheckCluster(call, cluster.Engine, version)) is { } wrong)
            return wrong;
        // This AWS has no instance parameter groups but the families' own.
        if (
            call.Form.Text("DBInstanceParameterGroupName") is { } members
            && members != "default." + Engines.Family(cluster.Engine, version)
        )
            return RdsFaults.InstanceParameterGroupNotFound(members);
        if (cluster.Scaling is null && ClusterSettings.CheckScaling(call.Form) is { } scaling)
            return scaling;
        if (
            call.Form.Text("DBClusterParameterGroupName") is not null
            && ClusterSettings.ParameterGroup(call, cluster.Engine, version).Refusal is { } group
        )
            return group;
        var vpc = call.World.SubnetGroups.Find(cluster.Place.Key(cluster.SubnetGroup))?.VpcId ?? "";
        return ClusterSettings.CheckSecurityGroups(call, call.Form.List("VpcSecurityGroupIds", "VpcSecurityGroupId"), vpc);
    }

    private static Refusal? CheckVersion(Call call, Cluster cluster, string version)
    {
        if (version == cluster.EngineVersion)
            return null;
        if (!Engines.Offers(call.World, cluster.Engine, version))
            return RdsFaults.InvalidCombination($"Cannot find version {version} for {cluster.Engine}");
        if (Engines.Compare(version, cluster.EngineVersion) < 0)
            return RdsFaults.InvalidCombination($"Cannot upgrade {cluster.Engine} from {cluster.EngineVersion} to {version}");
        return
            Engines.Major(cluster.Engine, version) != Engines.Major(cluster.Engine, cluster.EngineVersion)
            && call.Form.Bool("AllowMajorVersionUpgrade") != true
            ? RdsFaults.InvalidCombination("The AllowMajorVersionUpgrade flag must be present when upgrading to a new major version.")
            : null;
    }

    private static Cluster Settings(Parameters form, Cluster cluster)
    {
        var groups = form.List("VpcSecurityGroupIds", "VpcSecurityGroupId");
        var exports = form.List("CloudwatchLogsExportConfiguration.EnableLogTypes", "member");
        var version = form.Text("EngineVersion") ?? cluster.EngineVersion;
        var noExports = form.List("CloudwatchLogsExportConfiguration.DisableLogTypes", "member");
        return cluster with
        {
            DeletionProtection = form.Bool("DeletionProtection") ?? cluster.DeletionProtection,
            BackupRetention = form.Int("BackupRetentionPeriod") ?? cluster.BackupRetention,
            BackupWindow = form.Text("PreferredBackupWindow") ?? cluster.BackupWindow,
            MaintenanceWindow = form.Text("PreferredMaintenanceWindow") ?? cluster.MaintenanceWindow,
            SecurityGroups = groups.Count > 0 ? groups : cluster.SecurityGroups,
            ParameterGroup = form.Text("DBClusterParameterGroupName") ?? GroupAfter(cluster, version),
            Scaling = ClusterSettings.Scaling(form, cluster.Scaling),
            IamAuthentication = form.Bool("EnableIAMDatabaseAuthentication") ?? cluster.IamAuthentication,
            EngineVersion = version,
            CopyTagsToSnapshot = form.Bool("CopyTagsToSnapshot") ?? cluster.CopyTagsToSnapshot,
            Port = form.Int("Port") ?? cluster.Port,
            HttpEndpoint = form.Bool("EnableHttpEndpoint") ?? cluster.HttpEndpoint,
            StorageType = form.Text("StorageType") ?? cluster.StorageType,
            BacktrackWindow = form.Int("BacktrackWindow") ?? cluster.BacktrackWindow,
            LogExports = [.. cluster.LogExports.Union(exports).Except(noExports)],
        };
    }
}
