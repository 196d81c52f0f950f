namespace Amazon.RDS.Model;

/// <summary>The data of a snapshot or of a cluster on its way to S3, or there. What is written there stays when the snapshot goes.</summary>
public class ExportTask
{
    public string ExportTaskIdentifier { get; set; }
    public string SourceArn { get; set; }
    public List<string> ExportOnly { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public DateTime? SnapshotTime { get; set; }
    public DateTime? TaskStartTime { get; set; }
    public DateTime? TaskEndTime { get; set; }
    public string S3Bucket { get; set; }
    public string S3Prefix { get; set; }
    public string IamRoleArn { get; set; }
    public string KmsKeyId { get; set; }
    public string Status { get; set; }
    public int? PercentProgress { get; set; }
    public int? TotalExtractedDataInGB { get; set; }
    public string FailureCause { get; set; }
    public string WarningMessage { get; set; }
    public ExportSourceType SourceType { get; set; }
}
