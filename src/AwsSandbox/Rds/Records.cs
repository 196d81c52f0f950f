using SnapshotShare.AwsSandbox.State;

namespace SnapshotShare.AwsSandbox.Rds;

internal sealed record Tag(string Key, string Value);

/// <summary>One account's right to restore a snapshot. The owner sees a change at once, the other account a little later.</summary>
internal sealed record Share(string Account, DateTimeOffset VisibleFrom, DateTimeOffset? HiddenFrom = null)
{
    public const string Everyone = "all";

    public bool IsGranted => HiddenFrom is null;

    public bool IsVisibleAt(DateTimeOffset now) => VisibleFrom <= now && (HiddenFrom is null || now < HiddenFrom);
}

internal sealed record Snapshot(string Account, string Region, string Name, string Type)
{
    public required string Cluster { get; init; }
    public required string ClusterResourceId { get; init; }
    public required string Engine { get; init; }
    public required string EngineVersion { get; init; }
    public string EngineMode { get; init; } = "provisioned";
    public required string MasterUsername { get; init; }
    public required string VpcId { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ClusterCreatedAt { get; init; }
    public string? KmsKeyArn { get; init; }

    /// <summary>Encrypted under a key that is AWS's alone; nobody sees which.</summary>
    public bool IsUnderAwsOwnedKey { get; init; }
    public string? SourceArn { get; init; }
    public bool IamAuthentication { get; init; }
    public string StorageType { get; init; } = "aurora";

    /// <summary>The cluster's days of backups and its port, which a restore takes over where nobody says otherwise.</summary>
    public int? BackupRetention { get; init; }
    public int? Port { get; init; }

    /// <summary>The data's real size. AWS does not tell it (AllocatedStorage says 1); it decides how long a copy takes.</summary>
    public int SizeGiB { get; init; } = 33;
    public IReadOnlyList<Tag> Tags { get; init; } = [];
    public IReadOnlyList<Share> Shares { get; init; } = [];

    /// <summary>The status when no timeline is running.</summary>
    public string Status { get; init; } = "available";
    public Timeline? Life { get; init; }

    /// <summary>The percentage at which a copy failed.</summary>
    public int? FailedAtPercent { get; init; }

    /// <summary>A key that is disabled at the moment this copy fails (a fault on demand).</summary>
    public string? DisablesKeyArn { get; init; }
    public string? CopiedBy { get; init; }

    public Place Place => new(Account, Region);
    public string Arn => Place.RdsArn("cluster-snapshot", Name);
    public bool IsCopying => Life is not null && SourceArn is not null && Life.Phases[0].Status == "copying";

    public string StatusAt(DateTimeOffset now) => Life?.StatusAt(now) ?? Status;
}

internal sealed record MasterSecret(string Arn, string KmsKeyArn, string Status);

internal sealed record ServerlessScaling(double MinCapacity, double MaxCapacity, int? SecondsUntilAutoPause);

internal sealed record Cluster(string Account, string Region, string Name)
{
    public required string ResourceId { get; init; }
    public required string Engine { get; init; }
    public required string EngineVersion { get; init; }
    public required string MasterUsername { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required string SubnetGroup { get; init; }
    public required string ParameterGroup { get; init; }
    public required string HostHash { get; init; }
    public IReadOnlyList<string> SecurityGroups { get; init; } = [];
    public int Port { get; init; } = 3306;
    public string? DatabaseName { get; init; }
    public string? KmsKeyArn { get; init; }

    /// <summary>Encrypted under a key that is AWS's alone; nobody sees which.</summary>
    public bool IsUnderAwsOwnedKey { get; init; }
    public int BackupRetention { get; init; } = 1;
    public string BackupWindow { get; init; } = "17:00-17:30";
    public string MaintenanceWindow { get; init; } = "sun:18:00-sun:18:30";
    public bool DeletionProtection { get; init; }
    public bool CopyTagsToSnapshot { get; init; }
    public bool IamAuthentication { get; init; }
    public bool HttpEndpoint { get; init; }
    public string StorageType { get; init; } = "aurora";
    public IReadOnlyList<string> LogExports { get; init; } = [];
    public string Lifecycle { get; init; } = SettingRules.ExtendedSupport;

    /// <summary>Seconds; null where it was never said.</summary>
    public int? BacktrackWindow { get; init; }

    /// <summary>The tags of the cluster's automated backup, which is a thing of its own.</summary>
    public IReadOnlyList<Tag> BackupTags { get; init; } = [];
    public ServerlessScaling? Scaling { get; init; }
    public MasterSecret? Secret { get; init; }

    /// <summary>Where the master password came from: set here, or carried over from the snapshot.</summary>
    public bool MasterPasswordIsFromSnapshot { get; init; }
    public int SizeGiB { get; init; } = 33;
    public IReadOnlyList<Tag> Tags { get; init; } = [];
    public string Status { get; init; } = "available";
    public Timeline? Life { get; init; }
    public DateTimeOffset? KeyLostAt { get; init; }
    public DateTimeOffset? RestorableFrom { get; init; }

    /// <summary>The moment at which AWS starts by itself what is stopped.</summary>
    public DateTimeOffset? RestartsAt { get; init; }

    /// <summary>The clusters that share pages with this one, or once did.</summary>
    public string? CloneGroupId { get; init; }

    public Place Place => new(Account, Region);
    public string Arn => Place.RdsArn("cluster", Name);

    /// <summary>The first and the last moment to which it can be restored: its retention back, and up to five minutes ago.</summary>
    public (DateTimeOffset First, DateTimeOffset Last)? RestorableAt(DateTimeOffset now)
    {
        if (RestorableFrom is not { } from)
            return null;
        var first = now.AddDays(-BackupRetention) is var oldest && oldest > from ? oldest : from;
        return (first, now.AddMinutes(-5) is var last && last > first ? last : first);
    }

    public string StatusAt(DateTimeOffset now) => Life?.StatusAt(now) ?? Status;
}

internal sealed record Instance(string Account, string Region, string Name)
{
    public required string ResourceId { get; init; }
    public required string Cluster { get; init; }
    public required string Class { get; init; }
    public required string Engine { get; init; }
    public required string EngineVersion { get; init; }
    public required string SubnetGroup { get; init; }
    public required string ParameterGroup { get; init; }
    public required string Zone { get; init; }
    public required string HostHash { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public bool IsWriter { get; init; }
    public int PromotionTier { get; init; } = 1;
    public bool PubliclyAccessible { get; init; }
    public bool AutoMinorVersionUpgrade { get; init; } = true;
    public bool PerformanceInsights { get; init; }
    public int MonitoringInterval { get; init; }
    public int Port { get; init; } = 3306;
    public string? KmsKeyArn { get; init; }

    /// <summary>Encrypted under a key that is AWS's alone; nobody sees which.</summary>
    public bool IsUnderAwsOwnedKey { get; init; }
    public IReadOnlyList<Tag> Tags { get; init; } = [];
    public string Status { get; init; } = "available";
    public Timeline? Life { get; init; }

    public Place Place => new(Account, Region);
    public string Arn => Place.RdsArn("db", Name);

    public string StatusAt(DateTimeOffset now) => Life?.StatusAt(now) ?? Status;
}

/// <summary>The data of a snapshot or of a cluster on its way into a bucket. It is never taken off the list, and no file of it is ever deleted here.</summary>
internal sealed record ExportTask(string Account, string Region, string Name)
{
    public required string SourceArn { get; init; }
    public required string SourceType { get; init; }
    public required string Bucket { get; init; }
    public required string RoleArn { get; init; }
    public required string KmsKeyArn { get; init; }
    public string Prefix { get; init; } = "";
    public IReadOnlyList<string> Only { get; init; } = [];

    /// <summary>Null for a cluster's: AWS clones that first.</summary>
    public DateTimeOffset? SnapshotTime { get; init; }
    public int SizeGiB { get; init; }

    /// <summary>The percentage at which it failed or was canceled.</summary>
    public int? StoppedAtPercent { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The status when no timeline is running.</summary>
    public string Status { get; init; } = "STARTING";
    public Timeline? Life { get; init; }

    public Place Place => new(Account, Region);

    public string StatusAt(DateTimeOffset now) => Life?.StatusAt(now) ?? Status;

    /// <summary>AWS tells no start before the first file is under way.</summary>
    public DateTimeOffset? StartedAsOf(DateTimeOffset now) =>
        StartedAt ?? (Life?.Phases is [{ Status: "STARTING" } starting, ..] && starting.Until <= now ? starting.Until : null);

    public int PercentAt(DateTimeOffset now) =>
        StatusAt(now) switch
        {
            "COMPLETE" => 100,
            "IN_PROGRESS" => Life!.PercentAt(now) * (StoppedAtPercent ?? 100) / 100,
            _ => StartedAt is null ? 0 : StoppedAtPercent ?? 0,
        };
}

internal sealed record Subnet(string Id, string Zone);

internal sealed record SubnetGroup(
    string Account,
    string Region,
    string Name,
    string Description,
    string VpcId,
    IReadOnlyList<Subnet> Subnets
)
{
    public Place Place => new(Account, Region);
    public string Arn => Place.RdsArn("subgrp", Name);
}

internal sealed record ParameterGroup(string Account, string Region, string Name, string Family, string Description)
{
    public Place Place => new(Account, Region);
    public string Arn => Place.RdsArn("cluster-pg", Name);
}
