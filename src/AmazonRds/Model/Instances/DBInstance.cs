namespace Amazon.RDS.Model;

/// <summary>An instance. Endpoint is absent while it is being created; PercentProgress is text.</summary>
public class DBInstance
{
    public string DBInstanceIdentifier { get; set; }
    public string DBInstanceClass { get; set; }
    public string Engine { get; set; }
    public string DBInstanceStatus { get; set; }
    public string MasterUsername { get; set; }
    public string DBName { get; set; }
    public Endpoint Endpoint { get; set; }
    public int? AllocatedStorage { get; set; }
    public DateTime? InstanceCreateTime { get; set; }
    public string PreferredBackupWindow { get; set; }
    public int? BackupRetentionPeriod { get; set; }
    public List<DBSecurityGroupMembership> DBSecurityGroups { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public List<VpcSecurityGroupMembership> VpcSecurityGroups { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public List<DBParameterGroupStatus> DBParameterGroups { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public string AvailabilityZone { get; set; }
    public DBSubnetGroup DBSubnetGroup { get; set; }
    public string PreferredMaintenanceWindow { get; set; }
    public UpgradeRolloutOrder UpgradeRolloutOrder { get; set; }
    public PendingModifiedValues PendingModifiedValues { get; set; }
    public DateTime? LatestRestorableTime { get; set; }
    public bool? MultiAZ { get; set; }
    public string EngineVersion { get; set; }
    public bool? AutoMinorVersionUpgrade { get; set; }
    public string ReadReplicaSourceDBInstanceIdentifier { get; set; }
    public List<string> ReadReplicaDBInstanceIdentifiers { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public List<string> ReadReplicaDBClusterIdentifiers { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public ReplicaMode ReplicaMode { get; set; }
    public string LicenseModel { get; set; }
    public int? Iops { get; set; }
    public int? StorageThroughput { get; set; }
    public List<OptionGroupMembership> OptionGroupMemberships { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public string CharacterSetName { get; set; }
    public string NcharCharacterSetName { get; set; }
    public string SecondaryAvailabilityZone { get; set; }
    public bool? PubliclyAccessible { get; set; }
    public List<DBInstanceStatusInfo> StatusInfos { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public string StorageType { get; set; }
    public StorageEncryptionType StorageEncryptionType { get; set; }
    public string TdeCredentialArn { get; set; }
    public int? DbInstancePort { get; set; }
    public string DBClusterIdentifier { get; set; }
    public bool? StorageEncrypted { get; set; }
    public string KmsKeyId { get; set; }
    public string DbiResourceId { get; set; }
    public string CACertificateIdentifier { get; set; }
    public List<DomainMembership> DomainMemberships { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public bool? CopyTagsToSnapshot { get; set; }
    public int? MonitoringInterval { get; set; }
    public string EnhancedMonitoringResourceArn { get; set; }
    public string MonitoringRoleArn { get; set; }
    public int? PromotionTier { get; set; }
    public string DBInstanceArn { get; set; }
    public string Timezone { get; set; }
    public bool? IAMDatabaseAuthenticationEnabled { get; set; }
    public DatabaseInsightsMode DatabaseInsightsMode { get; set; }
    public bool? PerformanceInsightsEnabled { get; set; }
    public string PerformanceInsightsKMSKeyId { get; set; }
    public int? PerformanceInsightsRetentionPeriod { get; set; }
    public List<string> EnabledCloudwatchLogsExports { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public List<ProcessorFeature> ProcessorFeatures { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public bool? DeletionProtection { get; set; }
    public List<DBInstanceRole> AssociatedRoles { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public Endpoint ListenerEndpoint { get; set; }
    public int? MaxAllocatedStorage { get; set; }
    public List<Tag> TagList { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public AutomationMode AutomationMode { get; set; }
    public DateTime? ResumeFullAutomationModeTime { get; set; }
    public bool? CustomerOwnedIpEnabled { get; set; }
    public string NetworkType { get; set; }
    public ActivityStreamStatus ActivityStreamStatus { get; set; }
    public string ActivityStreamKmsKeyId { get; set; }
    public string ActivityStreamKinesisStreamName { get; set; }
    public ActivityStreamMode ActivityStreamMode { get; set; }
    public bool? ActivityStreamEngineNativeAuditFieldsIncluded { get; set; }
    public string AwsBackupRecoveryPointArn { get; set; }
    public List<DBInstanceAutomatedBackupsReplication> DBInstanceAutomatedBackupsReplications { get; set; } =
        AWSConfigs.InitializeCollections ? [] : null;
    public string BackupTarget { get; set; }
    public DateTime? AutomaticRestartTime { get; set; }
    public string CustomIamInstanceProfile { get; set; }
    public ActivityStreamPolicyStatus ActivityStreamPolicyStatus { get; set; }
    public CertificateDetails CertificateDetails { get; set; }
    public string DBSystemId { get; set; }
    public MasterUserSecret MasterUserSecret { get; set; }
    public string ReadReplicaSourceDBClusterIdentifier { get; set; }
    public string PercentProgress { get; set; }
    public bool? MultiTenant { get; set; }
    public bool? DedicatedLogVolume { get; set; }
    public bool? IsStorageConfigUpgradeAvailable { get; set; }
    public string EngineLifecycleSupport { get; set; }
    public List<AdditionalStorageVolumeOutput> AdditionalStorageVolumes { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public string StorageVolumeStatus { get; set; }
}
