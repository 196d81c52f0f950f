using SnapshotShare.AwsSandbox.Wire;

namespace SnapshotShare.AwsSandbox.Rds;

/// <summary>
/// The members of RDS's model that make no difference here, of the operations that have most of them. Each other member of theirs is read.
/// A value of "false" asks for nothing, so it is never refused.
/// </summary>
internal static class UnplayedMembers
{
    private static readonly string[] OfAnotherKindOfCluster =
    [
        // Multi-AZ DB clusters are not Aurora's.
        "DBClusterInstanceClass",
        "Iops",
        "PubliclyAccessible",
        // Serverless v1 is gone.
        "ScalingConfiguration",
        // Clusters without a VPC are Aurora PostgreSQL's, and none is made here.
        "EnableInternetAccessGateway",
        "EnableVPCNetworking",
    ];

    private static readonly string[] OfTheCluster =
    [
        "MasterUsername",
        "MasterUserPassword",
        "MasterUserAuthenticationType",
        "MasterUserSecretKmsKeyId",
        "ManageMasterUserPassword",
        "DBName",
        "AllocatedStorage",
        "BackupRetentionPeriod",
        "PreferredBackupWindow",
        "Port",
        "VpcSecurityGroupIds",
        "StorageEncrypted",
        "KmsKeyId",
        "DeletionProtection",
        "EnableIAMDatabaseAuthentication",
        "EnableCloudwatchLogsExports",
        "EngineLifecycleSupport",
        "Domain",
        "DomainIAMRoleName",
    ];

    private static readonly string[] OfAnotherKindOfInstance =
    [
        "AdditionalStorageVolumes",
        "CharacterSetName",
        "CustomIamInstanceProfile",
        "DBSecurityGroups",
        "DBSystemId",
        "DedicatedLogVolume",
        "DomainAuthSecretArn",
        "DomainDnsIps",
        "DomainFqdn",
        "DomainOu",
        "EnableCustomerOwnedIp",
        "Iops",
        "MaxAllocatedStorage",
        "MultiAZ",
        "MultiTenant",
        "NcharCharacterSetName",
        "ProcessorFeatures",
        "StorageThroughput",
        "TdeCredentialArn",
        "TdeCredentialPassword",
        "Timezone",
    ];

    // A role beside a directory that there is not, figures that nobody can look at, and what AWS itself does not use yet.
    private static readonly string[] IgnoredAtARestore =
    [
        "DomainIAMRoleName",
        "EnablePerformanceInsights",
        "PerformanceInsightsKMSKeyId",
        "RdsCustomClusterConfiguration",
    ];

    /// <summary>The members that AWS refuses for what is made here.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Refused = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["RestoreDBClusterFromSnapshot"] = OfAnotherKindOfCluster,
        ["RestoreDBClusterToPointInTime"] = OfAnotherKindOfCluster,
        ["CreateDBInstance"] = [.. OfTheCluster, .. OfAnotherKindOfInstance],
        ["ModifyDBCluster"] =
        [
            "AllocatedStorage",
            "AllowEngineModeChange",
            "DBClusterInstanceClass",
            "EnableGlobalWriteForwarding",
            "EnableLimitlessDatabase",
            "Iops",
            "ScalingConfiguration",
        ],
    };

    /// <summary>The members that AWS takes, and of which nobody could see anything here.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Ignored = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["RestoreDBClusterFromSnapshot"] = IgnoredAtARestore,
        ["RestoreDBClusterToPointInTime"] = IgnoredAtARestore,
        // AWS says itself that tags to be copied are the cluster's to decide; backups and certificates are not played.
        ["CreateDBInstance"] =
        [
            "BackupTarget",
            "CACertificateIdentifier",
            "CopyTagsToSnapshot",
            "OptionGroupName",
            "PerformanceInsightsKMSKeyId",
        ],
        ["ModifyDBCluster"] =
        [
            "AutoMinorVersionUpgrade",
            "AwsBackupRecoveryPointArn",
            "CACertificateIdentifier",
            "DomainIAMRoleName",
            "EnableLocalWriteForwarding",
            "EnablePerformanceInsights",
            "MasterUserAuthenticationType",
            "PerformanceInsightsKMSKeyId",
        ],
    };

    public static Refusal? Check(Call call) =>
        Array.Find(Refused[call.Operation], member => IsAsked(call.Form, member)) is not { } refused ? null
        : call.Operation == "CreateDBInstance" && OfTheCluster.Contains(refused)
            ? RdsFaults.InvalidCombination($"The requested DB Instance will be a member of a DB Cluster. Set {refused} for the DB Cluster.")
        : RdsFaults.InvalidCombination($"{refused} isn't supported for Aurora.");

    private static bool IsAsked(Parameters form, string member) =>
        form.All.Any(p =>
            (p.Key == member || p.Key.StartsWith(member + ".", StringComparison.Ordinal))
            && p.Value.Length > 0
            && !p.Value.Equals("false", StringComparison.OrdinalIgnoreCase)
        );
}
