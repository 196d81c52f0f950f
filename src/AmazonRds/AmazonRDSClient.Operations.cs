using Amazon.RDS.Model;
using Amazon.RDS.Model.Internal.MarshallTransformations;

namespace Amazon.RDS;

public partial class AmazonRDSClient
{
    public virtual Task<AddTagsToResourceResponse> AddTagsToResourceAsync(
        AddTagsToResourceRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync<AddTagsToResourceResponse>(request, Operations.AddTagsToResource, cancellationToken);

    public virtual Task<CopyDBClusterSnapshotResponse> CopyDBClusterSnapshotAsync(
        CopyDBClusterSnapshotRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync<CopyDBClusterSnapshotResponse>(request, Operations.CopyDBClusterSnapshot, cancellationToken);

    public virtual Task<CreateDBClusterSnapshotResponse> CreateDBClusterSnapshotAsync(
        CreateDBClusterSnapshotRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync<CreateDBClusterSnapshotResponse>(request, Operations.CreateDBClusterSnapshot, cancellationToken);

    public virtual Task<CreateDBInstanceResponse> CreateDBInstanceAsync(
        CreateDBInstanceRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync<CreateDBInstanceResponse>(request, Operations.CreateDBInstance, cancellationToken);

    public virtual Task<DeleteDBClusterResponse> DeleteDBClusterAsync(
        DeleteDBClusterRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync<DeleteDBClusterResponse>(request, Operations.DeleteDBCluster, cancellationToken);

    public virtual Task<DeleteDBClusterSnapshotResponse> DeleteDBClusterSnapshotAsync(
        DeleteDBClusterSnapshotRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync<DeleteDBClusterSnapshotResponse>(request, Operations.DeleteDBClusterSnapshot, cancellationToken);

    public virtual Task<DeleteDBInstanceResponse> DeleteDBInstanceAsync(
        DeleteDBInstanceRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync<DeleteDBInstanceResponse>(request, Operations.DeleteDBInstance, cancellationToken);

    public virtual Task<DescribeAccountAttributesResponse> DescribeAccountAttributesAsync(CancellationToken cancellationToken = default) =>
        DescribeAccountAttributesAsync(new DescribeAccountAttributesRequest(), cancellationToken);

    public virtual Task<DescribeAccountAttributesResponse> DescribeAccountAttributesAsync(
        DescribeAccountAttributesRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync<DescribeAccountAttributesResponse>(request, Operations.DescribeAccountAttributes, cancellationToken);

    public virtual Task<DescribeDBClusterParameterGroupsResponse> DescribeDBClusterParameterGroupsAsync(
        DescribeDBClusterParameterGroupsRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync<DescribeDBClusterParameterGroupsResponse>(request, Operations.DescribeDBClusterParameterGroups, cancellationToken);

    public virtual Task<DescribeDBClusterSnapshotAttributesResponse> DescribeDBClusterSnapshotAttributesAsync(
        DescribeDBClusterSnapshotAttributesRequest request,
        CancellationToken cancellationToken = default
    ) =>
        InvokeAsync<DescribeDBClusterSnapshotAttributesResponse>(
            request,
            Operations.DescribeDBClusterSnapshotAttributes,
            cancellationToken
        );

    public virtual Task<DescribeDBClusterSnapshotsResponse> DescribeDBClusterSnapshotsAsync(
        DescribeDBClusterSnapshotsRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync<DescribeDBClusterSnapshotsResponse>(request, Operations.DescribeDBClusterSnapshots, cancellationToken);

    public virtual Task<DescribeDBClustersResponse> DescribeDBClustersAsync(
        DescribeDBClustersRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync<DescribeDBClustersResponse>(request, Operations.DescribeDBClusters, cancellationToken);

    public virtual Task<DescribeDBEngineVersionsResponse> DescribeDBEngineVersionsAsync(CancellationToken cancellationToken = default) =>
        DescribeDBEngineVersionsAsync(new DescribeDBEngineVersionsRequest(), cancellationToken);

    public virtual Task<DescribeDBEngineVersionsResponse> DescribeDBEngineVersionsAsync(
        DescribeDBEngineVersionsRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync<DescribeDBEngineVersionsResponse>(request, Operations.DescribeDBEngineVersions, cancellationToken);

    public virtual Task<DescribeDBInstancesResponse> DescribeDBInstancesAsync(CancellationToken cancellationToken = default) =>
        DescribeDBInstancesAsync(new DescribeDBInstancesRequest(), cancellationToken);

    public virtual Task<DescribeDBInstancesResponse> DescribeDBInstancesAsync(
        DescribeDBInstancesRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync<DescribeDBInstancesResponse>(request, Operations.DescribeDBInstances, cancellationToken);

    public virtual Task<DescribeDBSubnetGroupsResponse> DescribeDBSubnetGroupsAsync(CancellationToken cancellationToken = default) =>
        DescribeDBSubnetGroupsAsync(new DescribeDBSubnetGroupsRequest(), cancellationToken);

    public virtual Task<DescribeDBSubnetGroupsResponse> DescribeDBSubnetGroupsAsync(
        DescribeDBSubnetGroupsRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync<DescribeDBSubnetGroupsResponse>(request, Operations.DescribeDBSubnetGroups, cancellationToken);

    public virtual Task<DescribeExportTasksResponse> DescribeExportTasksAsync(
        DescribeExportTasksRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync<DescribeExportTasksResponse>(request, Operations.DescribeExportTasks, cancellationToken);

    public virtual Task<DescribeOrderableDBInstanceOptionsResponse> DescribeOrderableDBInstanceOptionsAsync(
        DescribeOrderableDBInstanceOptionsRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync<DescribeOrderableDBInstanceOptionsResponse>(request, Operations.DescribeOrderableDBInstanceOptions, cancellationToken);

    public virtual Task<ListTagsForResourceResponse> ListTagsForResourceAsync(
        ListTagsForResourceRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync<ListTagsForResourceResponse>(request, Operations.ListTagsForResource, cancellationToken);

    public virtual Task<ModifyDBClusterResponse> ModifyDBClusterAsync(
        ModifyDBClusterRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync<ModifyDBClusterResponse>(request, Operations.ModifyDBCluster, cancellationToken);

    public virtual Task<ModifyDBClusterSnapshotAttributeResponse> ModifyDBClusterSnapshotAttributeAsync(
        ModifyDBClusterSnapshotAttributeRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync<ModifyDBClusterSnapshotAttributeResponse>(request, Operations.ModifyDBClusterSnapshotAttribute, cancellationToken);

    public virtual Task<ModifyDBInstanceResponse> ModifyDBInstanceAsync(
        ModifyDBInstanceRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync<ModifyDBInstanceResponse>(request, Operations.ModifyDBInstance, cancellationToken);

    public virtual Task<RemoveTagsFromResourceResponse> RemoveTagsFromResourceAsync(
        RemoveTagsFromResourceRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync<RemoveTagsFromResourceResponse>(request, Operations.RemoveTagsFromResource, cancellationToken);

    public virtual Task<RestoreDBClusterFromSnapshotResponse> RestoreDBClusterFromSnapshotAsync(
        RestoreDBClusterFromSnapshotRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync<RestoreDBClusterFromSnapshotResponse>(request, Operations.RestoreDBClusterFromSnapshot, cancellationToken);

    public virtual Task<RestoreDBClusterToPointInTimeResponse> RestoreDBClusterToPointInTimeAsync(
        RestoreDBClusterToPointInTimeRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync<RestoreDBClusterToPointInTimeResponse>(request, Operations.RestoreDBClusterToPointInTime, cancellationToken);

    public virtual Task<StartDBClusterResponse> StartDBClusterAsync(
        StartDBClusterRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync<StartDBClusterResponse>(request, Operations.StartDBCluster, cancellationToken);

    public virtual Task<StopDBClusterResponse> StopDBClusterAsync(
        StopDBClusterRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync<StopDBClusterResponse>(request, Operations.StopDBCluster, cancellationToken);
}
