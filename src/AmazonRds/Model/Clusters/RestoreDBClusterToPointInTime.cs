using Amazon.RDS.Model.Internal.MarshallTransformations;
using Amazon.Runtime;

namespace Amazon.RDS.Model;

/// <summary>
/// Makes a cluster without instances of a moment of another in the same account and Region: a full copy, or a clone that shares the source's
/// pages and so stays under its key, as the source is now.
/// </summary>
public class RestoreDBClusterToPointInTimeRequest : AmazonRDSRequest
{
    public string DBClusterIdentifier { get; set; }

    /// <summary><c>full-copy</c>, which is meant where nothing is said, or <c>copy-on-write</c>.</summary>
    public string RestoreType { get; set; }
    public string SourceDBClusterIdentifier { get; set; }

    /// <summary>Of a cluster that is deleted already and whose automated backups were kept.</summary>
    public string SourceDbClusterResourceId { get; set; }

    /// <summary>Not beside UseLatestRestorableTime, and not for a clone.</summary>
    public DateTime? RestoreToTime { get; set; }
    public bool? UseLatestRestorableTime { get; set; }
    public int? Port { get; set; }
    public string DBSubnetGroupName { get; set; }
    public string OptionGroupName { get; set; }

    [ListItem("VpcSecurityGroupId")]
    public List<string> VpcSecurityGroupIds { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    [ListItem("Tag")]
    public List<Tag> Tags { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public string KmsKeyId { get; set; }
    public bool? EnableIAMDatabaseAuthentication { get; set; }
    public long? BacktrackWindow { get; set; }
    public List<string> EnableCloudwatchLogsExports { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public string EngineMode { get; set; }
    public ScalingConfiguration ScalingConfiguration { get; set; }
    public string DBClusterParameterGroupName { get; set; }
    public bool? DeletionProtection { get; set; }
    public bool? CopyTagsToSnapshot { get; set; }
    public string Domain { get; set; }
    public string DomainIAMRoleName { get; set; }
    public string DBClusterInstanceClass { get; set; }
    public string StorageType { get; set; }
    public int? Iops { get; set; }
    public bool? PubliclyAccessible { get; set; }
    public string NetworkType { get; set; }
    public ServerlessV2ScalingConfiguration ServerlessV2ScalingConfiguration { get; set; }
    public RdsCustomClusterConfiguration RdsCustomClusterConfiguration { get; set; }
    public int? MonitoringInterval { get; set; }
    public string MonitoringRoleArn { get; set; }
    public bool? EnablePerformanceInsights { get; set; }
    public string PerformanceInsightsKMSKeyId { get; set; }
    public int? PerformanceInsightsRetentionPeriod { get; set; }
    public int? BackupRetentionPeriod { get; set; }
    public string PreferredBackupWindow { get; set; }
    public string EngineLifecycleSupport { get; set; }

    [ListItem("item")]
    public List<TagSpecification> TagSpecifications { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public bool? EnableVPCNetworking { get; set; }
    public bool? EnableInternetAccessGateway { get; set; }
}

public class RestoreDBClusterToPointInTimeResponse : AmazonWebServiceResponse
{
    public DBCluster DBCluster { get; set; }
}
