namespace Amazon.RDS.Model;

/// <summary>A version of an engine. Status is "available", or "deprecated" where AWS offers it no more for what is new.</summary>
public class DBEngineVersion
{
    public string Engine { get; set; }
    public string MajorEngineVersion { get; set; }
    public string EngineVersion { get; set; }
    public string DatabaseInstallationFilesS3BucketName { get; set; }
    public string DatabaseInstallationFilesS3Prefix { get; set; }
    public List<string> DatabaseInstallationFiles { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public string CustomDBEngineVersionManifest { get; set; }
    public string DBParameterGroupFamily { get; set; }
    public string DBEngineDescription { get; set; }
    public string DBEngineVersionArn { get; set; }
    public string DBEngineVersionDescription { get; set; }
    public CharacterSet DefaultCharacterSet { get; set; }
    public string FailureReason { get; set; }
    public CustomDBEngineVersionAMI Image { get; set; }
    public string DBEngineMediaType { get; set; }
    public string KMSKeyId { get; set; }
    public DateTime? CreateTime { get; set; }
    public List<CharacterSet> SupportedCharacterSets { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public List<CharacterSet> SupportedNcharCharacterSets { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public List<UpgradeTarget> ValidUpgradeTarget { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public List<Timezone> SupportedTimezones { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public List<string> ExportableLogTypes { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public bool? SupportsLogExportsToCloudwatchLogs { get; set; }
    public bool? SupportsReadReplica { get; set; }
    public List<string> SupportedEngineModes { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public List<string> SupportedFeatureNames { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public string Status { get; set; }
    public bool? SupportsParallelQuery { get; set; }
    public bool? SupportsGlobalDatabases { get; set; }
    public List<Tag> TagList { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public bool? SupportsBabelfish { get; set; }
    public bool? SupportsLimitlessDatabase { get; set; }
    public bool? SupportsCertificateRotationWithoutRestart { get; set; }
    public List<string> SupportedCACertificateIdentifiers { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public bool? SupportsLocalWriteForwarding { get; set; }
    public bool? SupportsIntegrations { get; set; }
    public ServerlessV2FeaturesSupport ServerlessV2FeaturesSupport { get; set; }
}

public class CharacterSet
{
    public string CharacterSetName { get; set; }
    public string CharacterSetDescription { get; set; }
}

public class CustomDBEngineVersionAMI
{
    public string ImageId { get; set; }
    public string Status { get; set; }
}

public class ServerlessV2FeaturesSupport
{
    public double? MinCapacity { get; set; }
    public double? MaxCapacity { get; set; }
}

public class Timezone
{
    public string TimezoneName { get; set; }
}
