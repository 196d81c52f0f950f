namespace Amazon.RDS.Model;

/// <summary>A version to which another can be upgraded, in the same major version or out of it.</summary>
public class UpgradeTarget
{
    public string Engine { get; set; }
    public string EngineVersion { get; set; }
    public string Description { get; set; }
    public bool? AutoUpgrade { get; set; }
    public bool? IsMajorVersionUpgrade { get; set; }
    public List<string> SupportedEngineModes { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public bool? SupportsParallelQuery { get; set; }
    public bool? SupportsGlobalDatabases { get; set; }
    public bool? SupportsBabelfish { get; set; }
    public bool? SupportsLimitlessDatabase { get; set; }
    public bool? SupportsLocalWriteForwarding { get; set; }
    public bool? SupportsIntegrations { get; set; }
}
