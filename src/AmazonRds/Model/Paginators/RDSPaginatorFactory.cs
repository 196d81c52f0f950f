namespace Amazon.RDS.Model;

/// <summary>A paginator for each operation that answers page by page; it follows the markers with the request's own filters.</summary>
public interface IRDSPaginatorFactory
{
    IDescribeDBClusterParameterGroupsPaginator DescribeDBClusterParameterGroups(DescribeDBClusterParameterGroupsRequest request);

    IDescribeDBClusterSnapshotsPaginator DescribeDBClusterSnapshots(DescribeDBClusterSnapshotsRequest request);

    IDescribeDBClustersPaginator DescribeDBClusters(DescribeDBClustersRequest request);

    IDescribeDBEngineVersionsPaginator DescribeDBEngineVersions(DescribeDBEngineVersionsRequest request);

    IDescribeDBInstancesPaginator DescribeDBInstances(DescribeDBInstancesRequest request);

    IDescribeDBSubnetGroupsPaginator DescribeDBSubnetGroups(DescribeDBSubnetGroupsRequest request);

    IDescribeExportTasksPaginator DescribeExportTasks(DescribeExportTasksRequest request);

    IDescribeOrderableDBInstanceOptionsPaginator DescribeOrderableDBInstanceOptions(DescribeOrderableDBInstanceOptionsRequest request);
}

internal sealed class RDSPaginatorFactory(IAmazonRDS client) : IRDSPaginatorFactory
{
    public IDescribeDBClusterParameterGroupsPaginator DescribeDBClusterParameterGroups(DescribeDBClusterParameterGroupsRequest request) =>
        new DescribeDBClusterParameterGroupsPaginator(client, request);

    public IDescribeDBClusterSnapshotsPaginator DescribeDBClusterSnapshots(DescribeDBClusterSnapshotsRequest request) =>
        new DescribeDBClusterSnapshotsPaginator(client, request);

    public IDescribeDBClustersPaginator DescribeDBClusters(DescribeDBClustersRequest request) =>
        new DescribeDBClustersPaginator(client, request);

    public IDescribeDBEngineVersionsPaginator DescribeDBEngineVersions(DescribeDBEngineVersionsRequest request) =>
        new DescribeDBEngineVersionsPaginator(client, request);

    public IDescribeDBInstancesPaginator DescribeDBInstances(DescribeDBInstancesRequest request) =>
        new DescribeDBInstancesPaginator(client, request);

    public IDescribeDBSubnetGroupsPaginator DescribeDBSubnetGroups(DescribeDBSubnetGroupsRequest request) =>
        new DescribeDBSubnetGroupsPaginator(client, request);

    public IDescribeExportTasksPaginator DescribeExportTasks(DescribeExportTasksRequest request) =>
        new DescribeExportTasksPaginator(client, request);

    public IDescribeOrderableDBInstanceOptionsPaginator DescribeOrderableDBInstanceOptions(
        DescribeOrderableDBInstanceOptionsRequest request
    ) => new DescribeOrderableDBInstanceOptionsPaginator(client, request);
}
