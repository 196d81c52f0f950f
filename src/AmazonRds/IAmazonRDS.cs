using Amazon.RDS.Model;
using Amazon.Runtime;
using Endpoint = Amazon.Runtime.Endpoints.Endpoint;

namespace Amazon.RDS;

/// <summary>The RDS operations this product uses.</summary>
public interface IAmazonRDS : IAmazonService, IDisposable
{
    /// <summary>Follows the markers of every operation that answers page by page.</summary>
    IRDSPaginatorFactory Paginators { get; }

    Task<AddTagsToResourceResponse> AddTagsToResourceAsync(AddTagsToResourceRequest request, CancellationToken cancellationToken = default);

    Task<CopyDBClusterSnapshotResponse> CopyDBClusterSnapshotAsync(
        CopyDBClusterSnapshotRequest request,
        CancellationToken cancellationToken = default
    );

    Task<CreateDBClusterSnapshotResponse> CreateDBClusterSnapshotAsync(
        CreateDBClusterSnapshotRequest request,
        CancellationToken cancellationToken = default
    );

    Task<CreateDBInstanceResponse> CreateDBInstanceAsync(CreateDBInstanceRequest request, CancellationToken cancellationToken = default);

    Task<DeleteDBClusterResponse> DeleteDBClusterAsync(DeleteDBClusterRequest request, CancellationToken cancellationToken = default);

    Task<DeleteDBClusterSnapshotResponse> DeleteDBClusterSnapshotAsync(
        DeleteDBClusterSnapshotRequest request,
        CancellationToken cancellationToken = default
    );

    Task<DeleteDBInstanceResponse> DeleteDBInstanceAsync(DeleteDBInstanceRequest request, CancellationToken cancellationToken = default);

    Task<DescribeAccountAttributesResponse> DescribeAccountAttributesAsync(CancellationToken cancellationToken = default);

    Task<DescribeAccountAttributesResponse> DescribeAccountAttributesAsync(
        DescribeAccountAttributesRequest request,
        CancellationToken cancellationToken = default
    );

    Task<DescribeDBClusterParameterGroupsResponse> DescribeDBClusterParameterGroupsAsync(
        DescribeDBClusterParameterGroupsRequest request,
        CancellationToken cancellationToken = default
    );

    Task<DescribeDBClusterSnapshotAttributesResponse> DescribeDBClusterSnapshotAttributesAsync(
        DescribeDBClusterSnapshotAttributesRequest request,
        CancellationToken cancellationToken = default
    );

    Task<DescribeDBClusterSnapshotsResponse> DescribeDBClusterSnapshotsAsync(
        DescribeDBClusterSnapshotsRequest request,
        CancellationToken cancellationToken = default
    );

    Task<DescribeDBClustersResponse> DescribeDBClustersAsync(
        DescribeDBClustersRequest request,
        CancellationToken cancellationToken = default
    );

    Task<DescribeDBEngineVersionsResponse> DescribeDBEngineVersionsAsync(CancellationToken cancellationToken = default);

    Task<DescribeDBEngineVersionsResponse> DescribeDBEngineVersionsAsync(
        DescribeDBEngineVersionsRequest request,
        CancellationToken cancellationToken = default
    );

    Task<DescribeDBInstancesResponse> DescribeDBInstancesAsync(CancellationToken cancellationToken = default);

    Task<DescribeDBInstancesResponse> DescribeDBInstancesAsync(
        DescribeDBInstancesRequest request,
        CancellationToken cancellationToken = default
    );

    Task<DescribeDBSubnetGroupsResponse> DescribeDBSubnetGroupsAsync(CancellationToken cancellationToken = default);

    Task<DescribeDBSubnetGroupsResponse> DescribeDBSubnetGroupsAsync(
        DescribeDBSubnetGroupsRequest request,
        CancellationToken cancellationToken = default
    );

    Task<DescribeExportTasksResponse> DescribeExportTasksAsync(
        DescribeExportTasksRequest request,
        CancellationToken cancellationToken = default
    );

    Task<DescribeOrderableDBInstanceOptionsResponse> DescribeOrderableDBInstanceOptionsAsync(
        DescribeOrderableDBInstanceOptionsRequest request,
        CancellationToken cancellationToken = default
    );

    Task<ListTagsForResourceResponse> ListTagsForResourceAsync(
        ListTagsForResourceRequest request,
        CancellationToken cancellationToken = default
    );

    Task<ModifyDBClusterResponse> ModifyDBClusterAsync(ModifyDBClusterRequest request, CancellationToken cancellationToken = default);

    Task<ModifyDBClusterSnapshotAttributeResponse> ModifyDBClusterSnapshotAttributeAsync(
        ModifyDBClusterSnapshotAttributeRequest request,
        CancellationToken cancellationToken = default
    );

    Task<ModifyDBInstanceResponse> ModifyDBInstanceAsync(ModifyDBInstanceRequest request, CancellationToken cancellationToken = default);

    Task<RemoveTagsFromResourceResponse> RemoveTagsFromResourceAsync(
        RemoveTagsFromResourceRequest request,
        CancellationToken cancellationToken = default
    );

    Task<RestoreDBClusterFromSnapshotResponse> RestoreDBClusterFromSnapshotAsync(
        RestoreDBClusterFromSnapshotRequest request,
        CancellationToken cancellationToken = default
    );

    Task<RestoreDBClusterToPointInTimeResponse> RestoreDBClusterToPointInTimeAsync(
        RestoreDBClusterToPointInTimeRequest request,
        CancellationToken cancellationToken = default
    );

    Task<StartDBClusterResponse> StartDBClusterAsync(StartDBClusterRequest request, CancellationToken cancellationToken = default);

    Task<StopDBClusterResponse> StopDBClusterAsync(StopDBClusterRequest request, CancellationToken cancellationToken = default);

    /// <summary>Where a request would be sent, without sending it.</summary>
    Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request);

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonRDSConfig();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) =>
        clientConfig is AmazonRDSConfig config
            ? new AmazonRDSClient(awsCredentials, config)
            : throw new AmazonClientException("ServiceClientConfig is not of type AmazonRDSConfig");
}
