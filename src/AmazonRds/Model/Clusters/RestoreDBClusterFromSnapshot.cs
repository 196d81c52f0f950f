using Amazon.RDS.Model.Internal.MarshallTransformations;
using Amazon.Runtime;

namespace Amazon.RDS.Model;

/// <summary>
/// Makes a cluster without instances from a snapshot. It has the master user and password of the snapshot's cluster until ModifyDBCluster
/// changes them.
/// </summary>
public class RestoreDBClusterFromSnapshotRequest : AmazonRDSRequest
{
    [ListItem("AvailabilityZone")]
    public List<string> AvailabilityZones { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public string DBClusterIdentifier { get; set; }
    public string SnapshotIdentifier { get; set; }
    public string Engine { get; set; }
    public string EngineVersion { get; set; }
    public int? Port { get; set; }
    public string DBSubnetGroupName { get; set; }
    public string DatabaseName { get; set; }
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

public class RestoreDBClusterFromSnapshotResponse : AmazonWebServiceResponse
{
    public DBCluster DBCluster { get; set; }
}
