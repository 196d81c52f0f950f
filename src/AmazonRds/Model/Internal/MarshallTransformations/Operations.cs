namespace Amazon.RDS.Model.Internal.MarshallTransformations;

/// <summary>Each operation with the errors that its description in the RDS API Reference declares; any other error is an AmazonRDSException.</summary>
internal static class Operations
{
    public static readonly Operation<AddTagsToResourceRequest, AddTagsToResourceResponse> AddTagsToResource = new(
        typeof(DBProxyNotFoundException),
        typeof(DBSnapshotTenantDatabaseNotFoundException),
        typeof(IntegrationNotFoundException),
        typeof(TenantDatabaseNotFoundException),
        typeof(BlueGreenDeploymentNotFoundException),
        typeof(DBSnapshotNotFoundException),
        typeof(DBProxyEndpointNotFoundException),
        typeof(InvalidDBClusterEndpointStateException),
        typeof(InvalidDBInstanceStateException),
        typeof(DBShardGroupNotFoundException),
        typeof(DBClusterNotFoundException),
        typeof(DBInstanceNotFoundException),
        typeof(DBProxyTargetGroupNotFoundException),
        typeof(InvalidDBClusterStateException)
    );

    public static readonly Operation<CopyDBClusterSnapshotRequest, CopyDBClusterSnapshotResponse> CopyDBClusterSnapshot = new(
        typeof(DBClusterSnapshotNotFoundException),
        typeof(InvalidDBClusterSnapshotStateException),
        typeof(InvalidDBClusterStateException),
        typeof(SnapshotQuotaExceededException),
        typeof(DBClusterSnapshotAlreadyExistsException),
        typeof(KMSKeyNotAccessibleException)
    );

    public static readonly Operation<CreateDBClusterSnapshotRequest, CreateDBClusterSnapshotResponse> CreateDBClusterSnapshot = new(
        typeof(InvalidDBClusterSnapshotStateException),
        typeof(InvalidDBClusterStateException),
        typeof(SnapshotQuotaExceededException),
        typeof(DBClusterSnapshotAlreadyExistsException),
        typeof(DBClusterNotFoundException)
    );

    public static readonly Operation<CreateDBInstanceRequest, CreateDBInstanceResponse> CreateDBInstance = new(
        typeof(AuthorizationNotFoundException),
        typeof(DBParameterGroupNotFoundException),
        typeof(DBSubnetGroupDoesNotCoverEnoughAZsException),
        typeof(InsufficientDBInstanceCapacityException),
        typeof(InvalidSubnetException),
        typeof(DBClusterNotFoundException),
        typeof(VpcEncryptionControlViolationException),
        typeof(ProvisionedIopsNotAvailableInAZException),
        typeof(StorageTypeNotSupportedException),
        typeof(OptionGroupNotFoundException),
        typeof(NetworkTypeNotSupportedException),
        typeof(InstanceQuotaExceededException),
        typeof(StorageQuotaExceededException),
        typeof(BackupPolicyNotFoundException),
        typeof(DomainNotFoundException),
        typeof(CertificateNotFoundException),
        typeof(KMSKeyNotAccessibleException),
        typeof(DBInstanceAlreadyExistsException),
        typeof(TenantDatabaseQuotaExceededException),
        typeof(DBSecurityGroupNotFoundException),
        typeof(InvalidVPCNetworkStateException),
        typeof(InvalidDBClusterStateException),
        typeof(DBSubnetGroupNotFoundException)
    );

    public static readonly Operation<DeleteDBClusterRequest, DeleteDBClusterResponse> DeleteDBCluster = new(
        typeof(InvalidDBClusterSnapshotStateException),
        typeof(InvalidDBClusterStateException),
        typeof(InvalidGlobalClusterStateException),
        typeof(SnapshotQuotaExceededException),
        typeof(DBClusterSnapshotAlreadyExistsException),
        typeof(KMSKeyNotAccessibleException),
        typeof(DBClusterAutomatedBackupQuotaExceededException),
        typeof(DBClusterNotFoundException)
    );

    public static readonly Operation<DeleteDBClusterSnapshotRequest, DeleteDBClusterSnapshotResponse> DeleteDBClusterSnapshot = new(
        typeof(DBClusterSnapshotNotFoundException),
        typeof(InvalidDBClusterSnapshotStateException)
    );

    public static readonly Operation<DeleteDBInstanceRequest, DeleteDBInstanceResponse> DeleteDBInstance = new(
        typeof(DBInstanceAutomatedBackupQuotaExceededException),
        typeof(DBInstanceNotFoundException),
        typeof(InvalidDBClusterStateException),
        typeof(SnapshotQuotaExceededException),
        typeof(InvalidDBInstanceStateException),
        typeof(KMSKeyNotAccessibleException),
        typeof(DBSnapshotAlreadyExistsException)
    );

    public static readonly Operation<DescribeAccountAttributesRequest, DescribeAccountAttributesResponse> DescribeAccountAttributes = new();

    public static readonly Operation<
        DescribeDBClusterParameterGroupsRequest,
        DescribeDBClusterParameterGroupsResponse
    > DescribeDBClusterParameterGroups = new(typeof(DBParameterGroupNotFoundException));

    public static readonly Operation<
        DescribeDBClusterSnapshotAttributesRequest,
        DescribeDBClusterSnapshotAttributesResponse
    > DescribeDBClusterSnapshotAttributes = new(typeof(DBClusterSnapshotNotFoundException));

    public static readonly Operation<DescribeDBClusterSnapshotsRequest, DescribeDBClusterSnapshotsResponse> DescribeDBClusterSnapshots =
        new(typeof(DBClusterSnapshotNotFoundException));

    public static readonly Operation<DescribeDBClustersRequest, DescribeDBClustersResponse> DescribeDBClusters = new(
        typeof(DBClusterNotFoundException)
    );

    public static readonly Operation<DescribeDBEngineVersionsRequest, DescribeDBEngineVersionsResponse> DescribeDBEngineVersions = new();

    public static readonly Operation<DescribeDBInstancesRequest, DescribeDBInstancesResponse> DescribeDBInstances = new(
        typeof(DBInstanceNotFoundException)
    );

    public static readonly Operation<DescribeDBSubnetGroupsRequest, DescribeDBSubnetGroupsResponse> DescribeDBSubnetGroups = new(
        typeof(DBSubnetGroupNotFoundException)
    );

    public static readonly Operation<DescribeExportTasksRequest, DescribeExportTasksResponse> DescribeExportTasks = new(
        typeof(ExportTaskNotFoundException)
    );

    public static readonly Operation<
        DescribeOrderableDBInstanceOptionsRequest,
        DescribeOrderableDBInstanceOptionsResponse
    > DescribeOrderableDBInstanceOptions = new();

    public static readonly Operation<ListTagsForResourceRequest, ListTagsForResourceResponse> ListTagsForResource = new(
        typeof(DBProxyNotFoundException),
        typeof(DBSnapshotTenantDatabaseNotFoundException),
        typeof(IntegrationNotFoundException),
        typeof(TenantDatabaseNotFoundException),
        typeof(BlueGreenDeploymentNotFoundException),
        typeof(DBSnapshotNotFoundException),
        typeof(DBProxyEndpointNotFoundException),
        typeof(DBShardGroupNotFoundException),
        typeof(DBClusterNotFoundException),
        typeof(DBInstanceNotFoundException),
        typeof(DBProxyTargetGroupNotFoundException)
    );

    public static readonly Operation<ModifyDBClusterRequest, ModifyDBClusterResponse> ModifyDBCluster = new(
        typeof(StorageQuotaExceededException),
        typeof(DBParameterGroupNotFoundException),
        typeof(DomainNotFoundException),
        typeof(InvalidDBInstanceStateException),
        typeof(KMSKeyNotAccessibleException),
        typeof(DBClusterParameterGroupNotFoundException),
        typeof(DBInstanceAlreadyExistsException),
        typeof(InvalidSubnetException),
        typeof(DBClusterNotFoundException),
        typeof(VpcEncryptionControlViolationException),
        typeof(InvalidDBSecurityGroupStateException),
        typeof(StorageTypeNotAvailableException),
        typeof(StorageTypeNotSupportedException),
        typeof(OptionGroupNotFoundException),
        typeof(InvalidVPCNetworkStateException),
        typeof(InvalidDBClusterStateException),
        typeof(DBClusterAlreadyExistsException),
        typeof(InvalidGlobalClusterStateException),
        typeof(NetworkTypeNotSupportedException),
        typeof(InvalidDBSubnetGroupStateException),
        typeof(DBSubnetGroupNotFoundException)
    );

    public static readonly Operation<
        ModifyDBClusterSnapshotAttributeRequest,
        ModifyDBClusterSnapshotAttributeResponse
    > ModifyDBClusterSnapshotAttribute = new(
        typeof(DBClusterSnapshotNotFoundException),
        typeof(SharedSnapshotQuotaExceededException),
        typeof(InvalidDBClusterSnapshotStateException)
    );

    public static readonly Operation<ModifyDBInstanceRequest, ModifyDBInstanceResponse> ModifyDBInstance = new(
        typeof(AuthorizationNotFoundException),
        typeof(DBParameterGroupNotFoundException),
        typeof(InsufficientDBInstanceCapacityException),
        typeof(VpcEncryptionControlViolationException),
        typeof(InvalidDBSecurityGroupStateException),
        typeof(ProvisionedIopsNotAvailableInAZException),
        typeof(StorageTypeNotSupportedException),
        typeof(OptionGroupNotFoundException),
        typeof(DBInstanceNotFoundException),
        typeof(NetworkTypeNotSupportedException),
        typeof(StorageQuotaExceededException),
        typeof(BackupPolicyNotFoundException),
        typeof(DomainNotFoundException),
        typeof(CertificateNotFoundException),
        typeof(InvalidDBInstanceStateException),
        typeof(KMSKeyNotAccessibleException),
        typeof(DBInstanceAlreadyExistsException),
        typeof(DBUpgradeDependencyFailureException),
        typeof(TenantDatabaseQuotaExceededException),
        typeof(DBSecurityGroupNotFoundException),
        typeof(InvalidVPCNetworkStateException),
        typeof(InvalidDBClusterStateException)
    );

    public static readonly Operation<RemoveTagsFromResourceRequest, RemoveTagsFromResourceResponse> RemoveTagsFromResource = new(
        typeof(DBProxyNotFoundException),
        typeof(DBSnapshotTenantDatabaseNotFoundException),
        typeof(IntegrationNotFoundException),
        typeof(TenantDatabaseNotFoundException),
        typeof(BlueGreenDeploymentNotFoundException),
        typeof(DBSnapshotNotFoundException),
        typeof(DBProxyEndpointNotFoundException),
        typeof(InvalidDBClusterEndpointStateException),
        typeof(InvalidDBInstanceStateException),
        typeof(DBShardGroupNotFoundException),
        typeof(DBClusterNotFoundException),
        typeof(DBInstanceNotFoundException),
        typeof(DBProxyTargetGroupNotFoundException),
        typeof(InvalidDBClusterStateException)
    );

    public static readonly Operation<
        RestoreDBClusterFromSnapshotRequest,
        RestoreDBClusterFromSnapshotResponse
    > RestoreDBClusterFromSnapshot = new(
        typeof(DBClusterSnapshotNotFoundException),
        typeof(DBSubnetGroupDoesNotCoverEnoughAZsException),
        typeof(InvalidDBSnapshotStateException),
        typeof(DBClusterParameterGroupNotFoundException),
        typeof(InsufficientDBInstanceCapacityException),
        typeof(InvalidSubnetException),
        typeof(VpcEncryptionControlViolationException),
        typeof(StorageTypeNotSupportedException),
        typeof(OptionGroupNotFoundException),
        typeof(InvalidDBClusterSnapshotStateException),
        typeof(DBClusterAlreadyExistsException),
        typeof(NetworkTypeNotSupportedException),
        typeof(InsufficientDBClusterCapacityException),
        typeof(StorageQuotaExceededException),
        typeof(DomainNotFoundException),
        typeof(DBSnapshotNotFoundException),
        typeof(InsufficientStorageClusterCapacityException),
        typeof(InvalidDBInstanceStateException),
        typeof(KMSKeyNotAccessibleException),
        typeof(InvalidVPCNetworkStateException),
        typeof(DBSubnetGroupNotFoundException),
        typeof(InvalidRestoreException),
        typeof(DBClusterQuotaExceededException)
    );

    public static readonly Operation<
        RestoreDBClusterToPointInTimeRequest,
        RestoreDBClusterToPointInTimeResponse
    > RestoreDBClusterToPointInTime = new(
        typeof(DBClusterSnapshotNotFoundException),
        typeof(InvalidDBSnapshotStateException),
        typeof(DBClusterParameterGroupNotFoundException),
        typeof(InsufficientDBInstanceCapacityException),
        typeof(InvalidSubnetException),
        typeof(DBClusterNotFoundException),
        typeof(VpcEncryptionControlViolationException),
        typeof(StorageTypeNotSupportedException),
        typeof(OptionGroupNotFoundException),
        typeof(InvalidDBClusterSnapshotStateException),
        typeof(DBClusterAlreadyExistsException),
        typeof(NetworkTypeNotSupportedException),
        typeof(InsufficientDBClusterCapacityException),
        typeof(StorageQuotaExceededException),
        typeof(DomainNotFoundException),
        typeof(InsufficientStorageClusterCapacityException),
        typeof(KMSKeyNotAccessibleException),
        typeof(DBClusterAutomatedBackupNotFoundException),
        typeof(InvalidVPCNetworkStateException),
        typeof(InvalidDBClusterStateException),
        typeof(DBSubnetGroupNotFoundException),
        typeof(InvalidRestoreException),
        typeof(DBClusterQuotaExceededException)
    );

    public static readonly Operation<StartDBClusterRequest, StartDBClusterResponse> StartDBCluster = new(
        typeof(InvalidDBClusterStateException),
        typeof(InvalidDBInstanceStateException),
        typeof(KMSKeyNotAccessibleException),
        typeof(InvalidDBShardGroupStateException),
        typeof(DBClusterNotFoundException),
        typeof(VpcEncryptionControlViolationException)
    );

    public static readonly Operation<StopDBClusterRequest, StopDBClusterResponse> StopDBCluster = new(
        typeof(InvalidDBClusterStateException),
        typeof(InvalidDBInstanceStateException),
        typeof(InvalidDBShardGroupStateException),
        typeof(DBClusterNotFoundException)
    );
}
