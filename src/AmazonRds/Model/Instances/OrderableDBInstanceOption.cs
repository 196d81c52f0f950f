namespace Amazon.RDS.Model;

public class OrderableDBInstanceOption
{
    public string Engine { get; set; }
    public string EngineVersion { get; set; }
    public string DBInstanceClass { get; set; }
    public string LicenseModel { get; set; }
    public string AvailabilityZoneGroup { get; set; }
    public List<AvailabilityZone> AvailabilityZones { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public bool? MultiAZCapable { get; set; }
    public bool? ReadReplicaCapable { get; set; }
    public bool? Vpc { get; set; }
    public bool? SupportsStorageEncryption { get; set; }
    public string StorageType { get; set; }
    public bool? SupportsIops { get; set; }
    public bool? SupportsStorageThroughput { get; set; }
    public bool? SupportsEnhancedMonitoring { get; set; }
    public bool? SupportsIAMDatabaseAuthentication { get; set; }
    public bool? SupportsPerformanceInsights { get; set; }
    public int? MinStorageSize { get; set; }
    public int? MaxStorageSize { get; set; }
    public int? MinIopsPerDbInstance { get; set; }
    public int? MaxIopsPerDbInstance { get; set; }
    public double? MinIopsPerGib { get; set; }
    public double? MaxIopsPerGib { get; set; }
    public int? MinStorageThroughputPerDbInstance { get; set; }
    public int? MaxStorageThroughputPerDbInstance { get; set; }
    public double? MinStorageThroughputPerIops { get; set; }
    public double? MaxStorageThroughputPerIops { get; set; }
    public List<AvailableProcessorFeature> AvailableProcessorFeatures { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public List<string> SupportedEngineModes { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public bool? SupportsStorageAutoscaling { get; set; }
    public bool? SupportsKerberosAuthentication { get; set; }
    public bool? OutpostCapable { get; set; }
    public List<string> SupportedActivityStreamModes { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public bool? SupportsGlobalDatabases { get; set; }
    public List<string> SupportedNetworkTypes { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public bool? SupportsClusters { get; set; }
    public bool? SupportsDedicatedLogVolume { get; set; }
    public bool? SupportsAdditionalStorageVolumes { get; set; }
    public bool? SupportsHttpEndpoint { get; set; }
    public List<AvailableAdditionalStorageVolumesOption> AvailableAdditionalStorageVolumesOptions { get; set; } =
        AWSConfigs.InitializeCollections ? [] : null;
}
