namespace SnapshotShare.AwsSandbox;

/// <summary>The settings of a sandbox. Everything has a default: <c>new SandboxOptions()</c> is AWS in memory, thirty times faster.</summary>
public sealed record SandboxOptions
{
    /// <summary>Where to listen; port 0 lets the operating system choose.</summary>
    public string Url { get; init; } = "http://127.0.0.1:0";

    /// <summary>The number of times faster than AWS things happen. It divides durations only, never the dates on the wire.</summary>
    public double Speed { get; init; } = 30;

    /// <summary>Where the state is kept; null keeps it in memory only.</summary>
    public string? DataFolder { get; init; }

    /// <summary>Makes every identifier, secret and request ID a function of this number, for tests that must replay.</summary>
    public int? Seed { get; init; }

    /// <summary>The external ID that both SnapshotShare roles of the first state ask for; null asks for none.</summary>
    public string? ExternalId { get; init; }

    /// <summary>Each night at 00:00 UTC every available cluster gets an automated snapshot, and those past their retention go.</summary>
    public bool DailyBackups { get; init; }

    public SandboxDurations Durations { get; init; } = new();

    public SandboxQuotas Quotas { get; init; } = new();

    public SandboxRules Rules { get; init; } = new();
}

/// <summary>The time for which things take on AWS, in minutes before <see cref="SandboxOptions.Speed"/> divides them.</summary>
public sealed record SandboxDurations
{
    public double CreateSnapshot { get; init; } = 8;
    public double CopySnapshot { get; init; } = 5;

    /// <summary>A copy is always full, so it grows with the data: 200 GiB an hour.</summary>
    public double CopySnapshotPerGiB { get; init; } = 0.3;
    public double DeleteSnapshot { get; init; } = 0.5;
    public double RestoreCluster { get; init; } = 9;
    public double RestoreClusterPerGiB { get; init; } = 0.09;

    /// <summary>A clone copies nothing, so that its size does not matter.</summary>
    public double CloneCluster { get; init; } = 4;
    public double CreateInstance { get; init; } = 8;
    public double ModifyCluster { get; init; } = 1;
    public double ResetPassword { get; init; } = 2;
    public double StartOrStopCluster { get; init; } = 5;
    public double DeleteInstance { get; init; } = 5;
    public double DeleteCluster { get; init; } = 3;
    public double ExportTask { get; init; } = 20;
    public double ExportTaskPerGiB { get; init; } = 0.5;
    public double CancelExport { get; init; } = 2;

    /// <summary>The time for which a new or revoked share takes to be seen by the other account.</summary>
    public double ShareVisibility { get; init; } = 0.15;

    /// <summary>The time for which a new key policy takes to work. AWS says up to five minutes; most are at once.</summary>
    public double KeyPolicyPropagation { get; init; }

    /// <summary>The time for which a cluster may recover after its key was disabled.</summary>
    public double KeyRecovery { get; init; } = 7 * 24 * 60;
}

/// <summary>The default quotas of an account in a Region (Aurora User Guide, Quotas and constraints).</summary>
public sealed record SandboxQuotas
{
    public int ManualClusterSnapshots { get; init; } = 100;
    public int Clusters { get; init; } = 40;
    public int Instances { get; init; } = 40;
    public int CopiesInProgress { get; init; } = 5;
    public int AccountsPerSharedSnapshot { get; init; } = 20;
    public int ReadersPerCluster { get; init; } = 15;
    public int TagsPerResource { get; init; } = 50;
    public int SubnetGroups { get; init; } = 50;
    public int ClusterParameterGroups { get; init; } = 50;
}

/// <summary>
/// Behaviour that AWS's documentation does not settle. Each default is what is believed; each can be turned the other way
/// to see that a client copes.
/// </summary>
public sealed record SandboxRules
{
    /// <summary>Refuse to share a snapshot under the key aws/rds. False: the share is accepted and only the other account's copy fails.</summary>
    public bool RefuseSharingUnderDefaultKey { get; init; } = true;

    /// <summary>Describing one automated snapshot by its identifier needs SnapshotType, otherwise it is not found.</summary>
    public bool AutomatedByIdentifierNeedsType { get; init; } = true;

    /// <summary>AWS Backup's snapshots are listed as <c>awsbackup</c>. False: as <c>manual</c>, and there is no such type.</summary>
    public bool AwsBackupHasItsOwnType { get; init; } = true;

    /// <summary>Describing one of AWS Backup's snapshots by its identifier needs its own type, otherwise it is not found.</summary>
    public bool AwsBackupByIdentifierNeedsType { get; init; }

    /// <summary>Describing a shared snapshot by ARN needs IncludeShared or SnapshotType=shared, otherwise it is not found.</summary>
    public bool SharedByArnNeedsIncludeShared { get; init; } = true;

    /// <summary>Attributes asked for from another account answer AccessDenied. False: not found.</summary>
    public bool ForeignAttributesAreDenied { get; init; } = true;

    /// <summary>Copying a shared encrypted snapshot without a key answers KMSKeyNotAccessibleFault. False: InvalidParameterCombination.</summary>
    public bool MissingCopyKeyIsKeyFault { get; init; } = true;

    /// <summary>Sharing an automated snapshot fails the identifier's validation. False: InvalidDBClusterSnapshotStateFault.</summary>
    public bool SharingAutomatedIsInvalidIdentifier { get; init; } = true;

    /// <summary>StorageEncrypted says true for what is under an AWS owned key. False: it says false, as there is no key to show.</summary>
    public bool AwsOwnedKeyShowsAsEncrypted { get; init; }

    /// <summary>A copy of a snapshot under an AWS owned key can be put under a KMS key. False: InvalidParameterCombination.</summary>
    public bool CopyMayLeaveAwsOwnedKey { get; init; }

    /// <summary>A running copy fails when its source is unshared.</summary>
    public bool UnshareFailsRunningCopy { get; init; }

    /// <summary>A running copy fails when its source is deleted.</summary>
    public bool DeletedSourceFailsRunningCopy { get; init; } = true;

    /// <summary>A running copy fails when the key policy no longer lets its caller use the key.</summary>
    public bool KeyPolicyFailsRunningCopy { get; init; }

    /// <summary>Besides CreateGrant and DescribeKey a copy needs Decrypt and ReEncryptFrom on the source key, GenerateDataKey and Encrypt on the target key.</summary>
    public bool CopyNeedsCryptoActions { get; init; }

    /// <summary>CreateDBInstance waits for its cluster to be available.</summary>
    public bool InstanceNeedsAvailableCluster { get; init; } = true;

    /// <summary>A cluster can be deleted while it is being created.</summary>
    public bool CreatingClusterCanBeDeleted { get; init; }

    /// <summary>A new instance shows available, leaves it for a moment and comes back.</summary>
    public bool InstancesFlicker { get; init; }

    /// <summary>PercentProgress of a copy stays 0 until it jumps to 100.</summary>
    public bool CoarseCopyProgress { get; init; }

    /// <summary>The answer to a copy mirrors the source's status, type and progress, as one recording of AWS does.</summary>
    public bool CopyAnswerMirrorsSource { get; init; }

    /// <summary>The answer to DeleteDBCluster already says deleting. False: still available.</summary>
    public bool DeleteClusterAnswersDeleting { get; init; } = true;

    /// <summary>PutKeyPolicy on an AWS managed key answers AccessDeniedException. False: UnsupportedOperationException.</summary>
    public bool ManagedKeyPolicyIsAccessDenied { get; init; } = true;

    /// <summary>A snapshot can be shared with the account that owns it (and nothing changes for anybody).</summary>
    public bool SharingWithOwnerIsAccepted { get; init; } = true;

    /// <summary>Tags of a missing cluster snapshot answer DBClusterSnapshotNotFoundFault. False: DBSnapshotNotFound.</summary>
    public bool MissingSnapshotTagsAreClusterFault { get; init; } = true;
}
