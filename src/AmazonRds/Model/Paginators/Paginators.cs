using Amazon.Runtime;

namespace Amazon.RDS.Model;

public interface IDescribeDBClusterParameterGroupsPaginator
{
    IPaginatedEnumerable<DescribeDBClusterParameterGroupsResponse> Responses { get; }

    IPaginatedEnumerable<DBClusterParameterGroup> DBClusterParameterGroups { get; }
}

internal sealed class DescribeDBClusterParameterGroupsPaginator(IAmazonRDS client, DescribeDBClusterParameterGroupsRequest request)
    : MarkerPaginator<DescribeDBClusterParameterGroupsRequest, DescribeDBClusterParameterGroupsResponse>(
        request,
        client.DescribeDBClusterParameterGroupsAsync
    ),
        IDescribeDBClusterParameterGroupsPaginator
{
    public IPaginatedEnumerable<DBClusterParameterGroup> DBClusterParameterGroups => Items(page => page.DBClusterParameterGroups);
}

public interface IDescribeDBClusterSnapshotsPaginator
{
    IPaginatedEnumerable<DescribeDBClusterSnapshotsResponse> Responses { get; }

    IPaginatedEnumerable<DBClusterSnapshot> DBClusterSnapshots { get; }
}

internal sealed class DescribeDBClusterSnapshotsPaginator(IAmazonRDS client, DescribeDBClusterSnapshotsRequest request)
    : MarkerPaginator<DescribeDBClusterSnapshotsRequest, DescribeDBClusterSnapshotsResponse>(
        request,
        client.DescribeDBClusterSnapshotsAsync
    ),
        IDescribeDBClusterSnapshotsPaginator
{
    public IPaginatedEnumerable<DBClusterSnapshot> DBClusterSnapshots => Items(page => page.DBClusterSnapshots);
}

public interface IDescribeDBClustersPaginator
{
    IPaginatedEnumerable<DescribeDBClustersResponse> Responses { get; }

    IPaginatedEnumerable<DBCluster> DBClusters { get; }
}

internal sealed class DescribeDBClustersPaginator(IAmazonRDS client, DescribeDBClustersRequest request)
    : MarkerPaginator<DescribeDBClustersRequest, DescribeDBClustersResponse>(request, client.DescribeDBClustersAsync),
        IDescribeDBClustersPaginator
{
    public IPaginatedEnumerable<DBCluster> DBClusters => Items(page => page.DBClusters);
}

public interface IDescribeDBEngineVersionsPaginator
{
    IPaginatedEnumerable<DescribeDBEngineVersionsResponse> Responses { get; }
    IPaginatedEnumerable<DBEngineVersion> DBEngineVersions { get; }
}

internal sealed class DescribeDBEngineVersionsPaginator(IAmazonRDS client, DescribeDBEngineVersionsRequest request)
    : MarkerPaginator<DescribeDBEngineVersionsRequest, DescribeDBEngineVersionsResponse>(request, client.DescribeDBEngineVersionsAsync),
        IDescribeDBEngineVersionsPaginator
{
    public IPaginatedEnumerable<DBEngineVersion> DBEngineVersions => Items(page => page.DBEngineVersions);
}

public interface IDescribeDBInstancesPaginator
{
    IPaginatedEnumerable<DescribeDBInstancesResponse> Responses { get; }

    IPaginatedEnumerable<DBInstance> DBInstances { get; }
}

internal sealed class DescribeDBInstancesPaginator(IAmazonRDS client, DescribeDBInstancesRequest request)
    : MarkerPaginator<DescribeDBInstancesRequest, DescribeDBInstancesResponse>(request, client.DescribeDBInstancesAsync),
        IDescribeDBInstancesPaginator
{
    public IPaginatedEnumerable<DBInstance> DBInstances => Items(page => page.DBInstances);
}

public interface IDescribeDBSubnetGroupsPaginator
{
    IPaginatedEnumerable<DescribeDBSubnetGroupsResponse> Responses { get; }

    IPaginatedEnumerable<DBSubnetGroup> DBSubnetGroups { get; }
}

internal sealed class DescribeDBSubnetGroupsPaginator(IAmazonRDS client, DescribeDBSubnetGroupsRequest request)
    : MarkerPaginator<DescribeDBSubnetGroupsRequest, DescribeDBSubnetGroupsResponse>(request, client.DescribeDBSubnetGroupsAsync),
        IDescribeDBSubnetGroupsPaginator
{
    public IPaginatedEnumerable<DBSubnetGroup> DBSubnetGroups => Items(page => page.DBSubnetGroups);
}

public interface IDescribeExportTasksPaginator
{
    IPaginatedEnumerable<DescribeExportTasksResponse> Responses { get; }

    IPaginatedEnumerable<ExportTask> ExportTasks { get; }
}

internal sealed class DescribeExportTasksPaginator(IAmazonRDS client, DescribeExportTasksRequest request)
    : MarkerPaginator<DescribeExportTasksRequest, DescribeExportTasksResponse>(request, client.DescribeExportTasksAsync),
        IDescribeExportTasksPaginator
{
    public IPaginatedEnumerable<ExportTask> ExportTasks => Items(page => page.ExportTasks);
}

public interface IDescribeOrderableDBInstanceOptionsPaginator
{
    IPaginatedEnumerable<DescribeOrderableDBInstanceOptionsResponse> Responses { get; }

    IPaginatedEnumerable<OrderableDBInstanceOption> OrderableDBInstanceOptions { get; }
}

internal sealed class DescribeOrderableDBInstanceOptionsPaginator(IAmazonRDS client, DescribeOrderableDBInstanceOptionsRequest request)
    : MarkerPaginator<DescribeOrderableDBInstanceOptionsRequest, DescribeOrderableDBInstanceOptionsResponse>(
        request,
        client.DescribeOrderableDBInstanceOptionsAsync
    ),
        IDescribeOrderableDBInstanceOptionsPaginator
{
    public IPaginatedEnumerable<OrderableDBInstanceOption> OrderableDBInstanceOptions => Items(page => page.OrderableDBInstanceOptions);
}
