using Amazon.RDS.Model;
using SnapshotShare.AmazonRds.Tests.Wire;

namespace SnapshotShare.AmazonRds.Tests.Client;

public sealed class PaginatorTests
{
    [Fact]
    public async Task pages_are_followed_by_marker_with_the_same_filters()
    {
        await using var server = await WireServer.Start(Page("m/1+", "a", "b"), Page("m2"), Page(null, "c"));
        using var client = server.Client();
        var request = new DescribeDBClusterSnapshotsRequest
        {
            SnapshotType = "manual",
            MaxRecords = 20,
            Filters = [new Filter { Name = "engine", Values = ["aurora-mysql"] }],
        };

        var found = new List<string>();
        await foreach (var snapshot in client.Paginators.DescribeDBClusterSnapshots(request).DBClusterSnapshots)
        {
            found.Add(snapshot.DBClusterSnapshotIdentifier);
        }

        Assert.Equal(["a", "b", "c"], found);
        Assert.Equal([Form(null), Form("m/1+"), Form("m2")], server.Requests.Select(sent => sent.Form));

        static string Form(string? marker) =>
            "Action=DescribeDBClusterSnapshots\nFilters.Filter.1.Name=engine\nFilters.Filter.1.Values.Value.1=aurora-mysql\n"
            + (marker is null ? "" : $"Marker={marker}\n")
            + "MaxRecords=20\nSnapshotType=manual\nVersion=2014-10-31";
    }

    [Fact]
    public async Task whole_answers_can_be_followed_too()
    {
        await using var server = await WireServer.Start(Page("m", "a"), Page(null));
        using var client = server.Client();

        var counts = new List<int?>();
        var paginator = client.Paginators.DescribeDBClusterSnapshots(new DescribeDBClusterSnapshotsRequest());
        await foreach (var response in paginator.Responses)
        {
            counts.Add(response.DBClusterSnapshots?.Count);
        }

        Assert.Equal([1, null], counts);
    }

    [Fact]
    public async Task a_paginator_is_good_for_one_run()
    {
        await using var server = await WireServer.Start(Page(null, "a"));
        using var client = server.Client();
        var paginator = client.Paginators.DescribeDBClusterSnapshots(new DescribeDBClusterSnapshotsRequest());
        await foreach (var _ in paginator.Responses) { }

        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            await foreach (var _ in paginator.DBClusterSnapshots) { }
        });
    }

    [Fact]
    public async Task every_operation_that_pages_has_a_paginator()
    {
        await using var server = await WireServer.Start(
            Answer.Result("DescribeDBClusters", "<DBClusters><DBCluster><Engine>e</Engine></DBCluster></DBClusters>"),
            Answer.Result("DescribeDBInstances", "<DBInstances><DBInstance><Engine>e</Engine></DBInstance></DBInstances>"),
            Answer.Result("DescribeDBSubnetGroups", "<DBSubnetGroups><DBSubnetGroup><VpcId>v</VpcId></DBSubnetGroup></DBSubnetGroups>"),
            Answer.Result(
                "DescribeDBClusterParameterGroups",
                "<DBClusterParameterGroups><DBClusterParameterGroup><Description>d</Description></DBClusterParameterGroup></DBClusterParameterGroups>"
            ),
            Answer.Result(
                "DescribeOrderableDBInstanceOptions",
                "<OrderableDBInstanceOptions><OrderableDBInstanceOption><Engine>o</Engine></OrderableDBInstanceOption></OrderableDBInstanceOptions>"
            ),
            Answer.Result("DescribeExportTasks", "<ExportTasks><ExportTask><Status>COMPLETE</Status></ExportTask></ExportTasks>"),
            Answer.Result(
                "DescribeDBEngineVersions",
                "<DBEngineVersions><DBEngineVersion><Status>deprecated</Status></DBEngineVersion></DBEngineVersions>"
            )
        );
        using var client = server.Client();
        var pages = client.Paginators;

        Assert.Equal("e", (await Only(pages.DescribeDBClusters(new DescribeDBClustersRequest()).DBClusters)).Engine);
        Assert.Equal("e", (await Only(pages.DescribeDBInstances(new DescribeDBInstancesRequest()).DBInstances)).Engine);
        Assert.Equal("v", (await Only(pages.DescribeDBSubnetGroups(new DescribeDBSubnetGroupsRequest()).DBSubnetGroups)).VpcId);
        Assert.Equal(
            "d",
            (
                await Only(pages.DescribeDBClusterParameterGroups(new DescribeDBClusterParameterGroupsRequest()).DBClusterParameterGroups)
            ).Description
        );
        Assert.Equal(
            "o",
            (
                await Only(
                    pages.DescribeOrderableDBInstanceOptions(new DescribeOrderableDBInstanceOptionsRequest()).OrderableDBInstanceOptions
                )
            ).Engine
        );
        Assert.Equal("COMPLETE", (await Only(pages.DescribeExportTasks(new DescribeExportTasksRequest()).ExportTasks)).Status);
        Assert.Equal(
            "deprecated",
            (await Only(pages.DescribeDBEngineVersions(new DescribeDBEngineVersionsRequest()).DBEngineVersions)).Status
        );
    }

    private static async Task<T> Only<T>(IAsyncEnumerable<T> items) => await items.SingleAsync(TestContext.Current.CancellationToken);

    private static Answer Page(string? marker, params string[] identifiers) =>
        Answer.Result(
            "DescribeDBClusterSnapshots",
            (marker is null ? "" : $"<Marker>{marker}</Marker>")
                + "<DBClusterSnapshots>"
                + string.Concat(
                    identifiers.Select(id =>
                        $"<DBClusterSnapshot><DBClusterSnapshotIdentifier>{id}</DBClusterSnapshotIdentifier></DBClusterSnapshot>"
                    )
                )
                + "</DBClusterSnapshots>"
        );
}
