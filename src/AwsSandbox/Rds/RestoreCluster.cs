using SnapshotShare.AwsSandbox.Faults;
using SnapshotShare.AwsSandbox.Kms;
using SnapshotShare.AwsSandbox.State;
using SnapshotShare.AwsSandbox.Wire;

namespace SnapshotShare.AwsSandbox.Rds;

/// <summary>RestoreDBClusterFromSnapshot: a cluster without instances, with the snapshot's credentials.</summary>
internal static class RestoreCluster
{
    /// <summary>The automated backup of a cluster, which has tags of its own.</summary>
    public const string BackupKind = "cluster-auto-backup";

    public static Outcome Run(Call call)
    {
        var name = call.Form.Text("DBClusterIdentifier")!.ToLowerInvariant();
        var asked = call.Form.Text("SnapshotIdentifier")!;
        var tags = Tags.Read(call.Form);
        var (backupTags, unspecified) = Tags.Specified(call, BackupKind);
        if (
            (
                Tags.Require(call, call.Place.RdsArn("cluster", name))
                ?? Identifiers.Check("DBClusterIdentifier", name)
                ?? Tags.Check(tags, call.Quotas.TagsPerResource)
                ?? unspecified
                ?? UnplayedMembers.Check(call)
                ?? ClusterSettings.CheckScaling(call.Form)
            ) is
            { } invalid
        )
            return invalid;
        if (Identifiers.FromArn(asked, "snapshot") is not null)
            return new Refusal(404, "DBSnapshotNotFound", $"DBSnapshot not found: {asked}");
        if (Snapshots.FindUsable(call, asked) is not { } snapshot || snapshot.Region != call.Region)
            return RdsFaults.SnapshotNotFound(asked);
        var (network, networkRefusal) = ClusterSettings.Network(call);
        if (
            (
                CheckState(call, name, snapshot)
                ?? CheckEngine(call, snapshot)
                ?? SettingRules.CheckCluster(call, snapshot.Engine, Version(call, snapshot))
                ?? networkRefusal
            ) is
            { } refusal
        )
            return refusal;
        var version = Version(call, snapshot);
        var (parameters, parameterRefusal) = ClusterSettings.ParameterGroup(call, snapshot.Engine, version);
        if (parameterRefusal is not null)
            return parameterRefusal;
        var (key, keyRefusal) = Key(call, snapshot);
        if (keyRefusal is not null)
            return keyRefusal;
        var whole = call.Durations.RestoreCluster + (call.Durations.RestoreClusterPerGiB * snapshot.SizeGiB);
        var cluster = Made(call, name, snapshot, network!, parameters, key, whole) with
        {
            EngineVersion = version,
            Tags = tags,
            BackupTags = backupTags,
        };
        call.World.Clusters.Put(cluster);
        return ClusterXml.Result(call, cluster);
    }

    /// <summary>The name is nobody's yet, and there is room for one more.</summary>
    public static Refusal? CheckNew(Call call, string name)
    {
        if (call.World.Clusters.Find(call.Place.Key(name)) is not null)
            return RdsFaults.ClusterExists();
        return call.World.Clusters.Range(call.Place.Prefix).Count() >= call.Quotas.Clusters ? RdsFaults.ClusterQuota() : null;
    }

    private static Refusal? CheckState(Call call, string name, Snapshot snapshot)
    {
        if (CheckNew(call, name) is { } refusal)
            return refusal;
        return snapshot.StatusAt(call.Now) is not "available" and var status
            ? RdsFaults.SnapshotState($"The snapshot {snapshot.Name} is in {status} state but expected it to be available.")
            : null;
    }

    private static Refusal? CheckEngine(Call call, Snapshot snapshot)
    {
        var engine = call.Form.Text("Engine")!;
        if (engine != snapshot.Engine)
        {
            return RdsFaults.InvalidCombination(
                $"The engine name requested for your DB cluster ({engine}) doesn't match the engine name of the DB cluster snapshot ({snapshot.Engine})."
            );
        }
        return CheckVersion(call, snapshot);
    }

    // What AWS offers no more can be restored under no name but that of a later version, as it can be made anew under none.
    private static Refusal? CheckVersion(Call call, Snapshot snapshot)
    {
        var version = Version(call, snapshot);
        if (!Engines.Offers(call.World, snapshot.Engine, version))
            return RdsFaults.InvalidCombination($"Cannot find version {version} for {snapshot.Engine}");
        if (Engines.Compare(version, snapshot.EngineVersion) < 0)
        {
            return RdsFaults.InvalidCombination(
                $"The engine version you requested for your restored DB cluster ({version}) is earlier than the engine version of the DB cluster snapshot ({snapshot.EngineVersion})."
            );
        }
        // AWS's words for it are believed, not recorded.
        return Engines.Major(snapshot.Engine, version) != Engines.Major(snapshot.Engine, snapshot.EngineVersion)
            ? RdsFaults.InvalidCombination(
                $"The engine version you requested for your restored DB cluster ({version}) is of another major version than the DB cluster snapshot ({snapshot.EngineVersion})."
            )
            : null;
    }

    // The API Reference speaks of the engine's default version; what is known of AWS keeps the snapshot's own.
    private static string Version(Call call, Snapshot snapshot) => call.Form.Text("EngineVersion") ?? snapshot.EngineVersion;

    private static (Key? Key, Refusal? Refusal) Key(Call call, Snapshot snapshot)
    {
        if (snapshot.KmsKeyArn is { } arn)
        {
            var (key, refusal) = KeyUse.Check(call, snapshot, arn, snapshot.Region, KeyUse.SourceWording, KeyUse.Reading);
            if (refusal is not null || call.Form.Text("KmsKeyId") is null)
                return (key, refusal);
        }
        return call.Form.Text("KmsKeyId") is { } wanted
            ? KeyUse.Check(call, snapshot, wanted, call.Region, KeyUse.SpecifiedWording, KeyUse.Writing)
            : (null, null);
    }

    /// <summary>A cluster of a snapshot's data as it begins, with what the request says of it.</summary>
    /// <param name="minutes">The time it takes on AWS.</param>
    public static Cluster Made(
        Call call,
        string name,
        Snapshot snapshot,
        ClusterNetwork network,
        string parameters,
        Key? key,
        double minutes
    )
    {
        var form = call.Form;
        var fails = call.Accounts.Faults.Take(call, FaultKind.RestoreFails);
        var then = fails is null ? "available" : fails.Status ?? "incompatible-restore";
        return new(call.Caller.Account, call.Region, name)
        {
            ResourceId = "cluster-" + call.Names.Capitals(26),
            Engine = snapshot.Engine,
            EngineVersion = snapshot.EngineVersion,
            MasterUsername = snapshot.MasterUsername,
            MasterPasswordIsFromSnapshot = true,
            CreatedAt = call.Now,
            SubnetGroup = network.SubnetGroup,
            SecurityGroups = network.SecurityGroups,
            ParameterGroup = parameters,
            HostHash = ClusterSettings.HostHash(call.Place),
            Port = form.Int("Port") ?? snapshot.Port ?? Engines.Port(snapshot.Engine),
            DatabaseName = form.Text("DatabaseName"),
            KmsKeyArn = key?.Arn,
            IsUnderAwsOwnedKey = snapshot.IsUnderAwsOwnedKey && key is null,
            BackupRetention = form.Int("BackupRetentionPeriod") ?? snapshot.BackupRetention ?? 1,
            BackupWindow = form.Text("PreferredBackupWindow") ?? "17:00-17:30",
            DeletionProtection = form.Bool("DeletionProtection") ?? false,
            CopyTagsToSnapshot = form.Bool("CopyTagsToSnapshot") ?? false,
            IamAuthentication = form.Bool("EnableIAMDatabaseAuthentication") ?? false,
            StorageType = form.Text("StorageType") ?? "aurora",
            LogExports = form.List("EnableCloudwatchLogsExports", "member"),
            Lifecycle = form.Text("EngineLifecycleSupport") ?? SettingRules.ExtendedSupport,
            BacktrackWindow = form.Int("BacktrackWindow"),
            Scaling = ClusterSettings.Scaling(form, null),
            SizeGiB = snapshot.SizeGiB,
            Status = "creating",
            Life = Timeline.Of(call.Now, call.Takes(minutes), then, ("creating", 0.92), ("backing-up", 1)),
        };
    }
}
