namespace Amazon.RDS.Model;

public class CloudwatchLogsExportConfiguration
{
    public List<string> EnableLogTypes { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public List<string> DisableLogTypes { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}

public class PendingCloudwatchLogsExports
{
    public List<string> LogTypesToEnable { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public List<string> LogTypesToDisable { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}
