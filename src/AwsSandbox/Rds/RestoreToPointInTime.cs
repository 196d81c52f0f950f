using System.Globalization;
using SnapshotShare.AwsSandbox.Kms;
using SnapshotShare.AwsSandbox.Wire;

namespace SnapshotShare.AwsSandbox.Rds;

/// <summary>
/// RestoreDBClusterToPointInTime, within one account: a full copy of a cluster as it was, or a clone of it as it is (Aurora User Guide,
/// Restoring a DB cluster to a specified time; Cloning a volume for an Aurora DB cluster).
/// </summary>
internal static class RestoreToPointInTime
{
    private const string FullCopy = "full-copy";
    private const string Clone = "copy-on-write";

    public static Outcome Run(Call call)
    {
        var name = call.Form.Text("DBClusterIdentifier")!.ToLowerInvariant();
        var tags = Tags.Read(call.Form);
        var (backupTags, unspecified) = Tags.Specified(call, RestoreCluster.BackupKind);
        if (
            (
                Tags.Require(call, call.Place.RdsArn("cluster", name))
                ?? Identifiers.Check("DBClusterIdentifier", name)
                ?? Tags.Check(tags, call.Quotas.TagsPerResource)
                ?? unspecified
                ?? UnplayedMembers.Check(call)
                ?? ClusterSettings.CheckScaling(call.Form)
                ?? CheckTimes(call.Form)
            ) is
            { } invalid
        )
            return invalid;
        var (source, missing) = Source(call);
        if (missing is not null)
            return missing;
        var isClone = IsClone(call.Form);
        var (network, networkRefusal) = ClusterSettings.Network(call, source!.SubnetGroup);
        if (
            (
                RestoreCluster.CheckNew(call, name)
                ?? CheckSource(call, source, isClone)
                ?? SettingRules.CheckCluster(call, source.Engine, source.EngineVersion)
                ?? networkRefusal
            ) is
            { } refusal
        )
            return refusal;
        var (parameters, parameterRefusal) = ClusterSettings.ParameterGroup(call, source.Engine, source.EngineVersion);
        if (parameterRefusal is not null)
            return parameterRefusal;
        // The data of that moment, which nobody sees by itself.
        var data = CreateAndDeleteSnapshot.Take(call.World, source, source.Name, "automated", call.Now);
        var (key, keyRefusal) = Key(call, source, data, isClone);
        if (keyRefusal is not null)
            return keyRefusal;
        var whole = isClone
            ? call.Durations.CloneCluster
            : call.Durations.RestoreCluster + (call.Durations.RestoreClusterPerGiB * source.SizeGiB);
        var cluster = RestoreCluster.Made(call, name, data, network!, parameters, key, whole) with
        {
            DatabaseName = source.DatabaseName,
            BackupRetention = call.Form.Int("BackupRetentionPeriod") ?? source.BackupRetention,
            CloneGroupId = isClone ? Group(call, source) : source.CloneGroupId,
            Port = call.Form.Int("Port") ?? Engines.Port(source.Engine),
            Tags = tags,
            BackupTags = backupTags,
        };
        call.World.Clusters.Put(cluster);
        return ClusterXml.Result(call, cluster);
    }

    private static bool IsClone(Parameters form) => form.Text("RestoreType") == Clone;

    private static Refusal? CheckTimes(Parameters form)
    {
        if (form.Text("RestoreType") is not (null or FullCopy or Clone) and var type)
            return RdsFaults.InvalidValue($"Invalid restore type: {type}. It must be {FullCopy} or {Clone}.");
        var latest = form.Bool("UseLatestRestorableTime") == true;
        if (form.Text("RestoreToTime") is not { } text)
        {
            return latest
                ? null
                : RdsFaults.InvalidCombination("Either RestoreToTime or UseLatestRestorableTime must be specified for a restore.");
        }
        if (latest)
            return RdsFaults.InvalidCombination("RestoreToTime can't be specified if UseLatestRestorableTime is enabled.");
        if (IsClone(form))
            return RdsFaults.InvalidCombination($"RestoreToTime can't be specified if the restore type is {Clone}.");
        return Time(text) is null ? RdsFaults.InvalidValue($"Invalid value {text} for RestoreToTime: it must be a time in UTC.") : null;
    }

    private static DateTimeOffset? Time(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    private static (Cluster? Cluster, Refusal? Refusal) Source(Call call)
    {
        var asked = call.Form.Text("SourceDBClusterIdentifier");
        var id = call.Form.Text("SourceDbClusterResourceId");
        if (asked is null == id is null)
        {
            return (
                null,
                RdsFaults.InvalidCombination("Either SourceDBClusterIdentifier or SourceDbClusterResourceId must be specified, not both.")
            );
        }
        if (asked is not null)
            return Clusters.Find(call, asked) is { } named ? (named, null) : (null, RdsFaults.ClusterNotFound(asked));
        // The backups that AWS keeps of a deleted cluster where it is asked to are not kept here.
        return call.World.Clusters.Range(call.Place.Prefix).FirstOrDefault(c => c.ResourceId == id) is { } found
            ? (found, null)
            : (null, RdsFaults.AutomatedBackupNotFound(id!));
    }

    private static Refusal? CheckSource(Call call, Cluster source, bool isClone)
    {
        // A stopped cluster keeps its logs, so that it can be restored; whether it can be cloned AWS does not say.
        var status = source.StatusAt(call.Now);
        if (status != "available" && (isClone || status is not ("stopped" or "backing-up")))
            return RdsFaults.ClusterStateExpected(source.Name, status);
        if (source.RestorableAt(call.Now) is not (var first, var last))
            return RdsFaults.AutomatedBackupNotFound(source.ResourceId);
        if (call.Form.Text("RestoreToTime") is not { } text)
            return null;
        // The code is believed, not documented.
        var time = Time(text)!.Value;
        return time < first || time > last
            ? RdsFaults.InvalidValue(
                $"The restore time {text} is not between the earliest ({Shown(first)}) and the latest ({Shown(last)}) restorable time of the DB cluster {source.Name}."
            )
            : null;
    }

    private static (Key? Key, Refusal? Refusal) Key(Call call, Cluster source, Snapshot data, bool isClone)
    {
        var wanted = call.Form.Text("KmsKeyId");
        if (source.KmsKeyArn is null && !source.IsUnderAwsOwnedKey && wanted is not null)
            return (null, RdsFaults.InvalidCombination($"The DB cluster {source.Name} is not encrypted, so KmsKeyId can't be specified."));
        Key? own = null;
        if (source.KmsKeyArn is { } arn)
        {
            var (key, refusal) = KeyUse.Check(call, data, arn, call.Region, KeyUse.SpecifiedWording, KeyUse.Reading);
            if (refusal is not null)
                return (null, refusal);
            own = key;
        }
        if (wanted is null)
            return (own, null);
        var (other, unusable) = KeyUse.Check(call, data, wanted, call.Region, KeyUse.SpecifiedWording, KeyUse.Writing);
        if (unusable is not null)
            return (null, unusable);
        // A clone reads its source's own pages. That AWS refuses another key for it is believed, not documented.
        return isClone && other!.Arn != source.KmsKeyArn
            ? (null, RdsFaults.InvalidCombination($"A DB cluster restored with the type {Clone} must use the KMS key of its source."))
            : (other, null);
    }

    /// <summary>The first clone makes the group, and its source belongs to it for the rest of its life.</summary>
    private static string Group(Call call, Cluster source)
    {
        var group = source.CloneGroupId ?? call.Names.Uuid();
        call.World.Clusters.Put(source with { CloneGroupId = group });
        return group;
    }

    private static string Shown(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
