using Amazon.RDS;
using Amazon.RDS.Model;
using SnapshotShare.AmazonRds.Tests.Wire;

namespace SnapshotShare.AmazonRds.Tests.Client;

/// <summary>Pages and envelopes, held without a server.</summary>
public sealed class WireFreeTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task pages_are_followed_until_one_has_no_marker()
    {
        using var rds = new InMemory(Page("m/1+", "a", "b"), Page("m2"), Page("", "c"), Page(null, "not asked for"));
        using var client = rds.Client();
        var request = new DescribeDBClustersRequest { MaxRecords = 20 };

        Assert.Equal(["a", "b", "c"], (await client.Paginators.DescribeDBClusters(request).DBClusters.ToListAsync(Ct)).Select(Name));
        Assert.Equal([Form(null), Form("m/1+"), Form("m2")], rds.Requests.Select(sent => sent.Form));

        static string Form(string? marker) =>
            $"Action=DescribeDBClusters\n{(marker is null ? "" : $"Marker={marker}\n")}MaxRecords=20\nVersion=2014-10-31";

        static string Name(DBCluster cluster) => cluster.DBClusterIdentifier;
    }

    [Fact]
    public async Task a_paginator_says_that_it_is_good_for_one_run()
    {
        using var rds = new InMemory(Page(null, "a"), Page(null, "a"));
        using var client = rds.Client();
        var paginator = client.Paginators.DescribeDBClusters(new DescribeDBClustersRequest());

        Assert.Single(await paginator.Responses.ToListAsync(Ct));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await paginator.Responses.ToListAsync(Ct));
        Assert.Single(rds.Requests);
    }

    [Fact]
    public async Task aws_is_told_that_a_paginator_asks()
    {
        using var rds = new InMemory(Page(null), Page(null));
        using var client = rds.Client();

        await client.DescribeDBClustersAsync(new DescribeDBClustersRequest(), Ct);
        await client.Paginators.DescribeDBClusters(new DescribeDBClustersRequest()).Responses.ToListAsync(Ct);

        // "C" is the paginator's letter in the list of features that AWS's SDKs send.
        Assert.Equal([false, true], rds.Requests.Select(sent => Features(sent).Contains('C', StringComparison.Ordinal)));

        static string Features(SentRequest sent) =>
            sent.Headers["User-Agent"].Split(' ').Single(part => part.StartsWith("m/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task the_requests_id_is_read_from_the_answer_itself()
    {
        using var rds = new InMemory(Page(null));
        using var client = rds.Client();

        Assert.Equal(
            Answer.RequestId,
            (await client.DescribeDBClustersAsync(new DescribeDBClustersRequest(), Ct)).ResponseMetadata?.RequestId
        );
    }

    [Fact]
    public async Task values_of_every_type_are_written_as_text()
    {
        using var rds = new InMemory(Answer.Result("RestoreDBClusterFromSnapshot", ""));
        using var client = rds.Client();

        await client.RestoreDBClusterFromSnapshotAsync(
            new RestoreDBClusterFromSnapshotRequest
            {
                BacktrackWindow = 10_000_000_000,
                Port = 3306,
                DeletionProtection = true,
                Engine = "aurora-mysql",
                ServerlessV2ScalingConfiguration = new ServerlessV2ScalingConfiguration { MinCapacity = 0.5 },
                VpcSecurityGroupIds = ["sg-1", "sg-2"],
                NetworkType = "DUAL",
            },
            Ct
        );

        Assert.Equal(
            """
            Action=RestoreDBClusterFromSnapshot
            BacktrackWindow=10000000000
            DeletionProtection=true
            Engine=aurora-mysql
            NetworkType=DUAL
            Port=3306
            ServerlessV2ScalingConfiguration.MinCapacity=0.5
            Version=2014-10-31
            VpcSecurityGroupIds.VpcSecurityGroupId.1=sg-1
            VpcSecurityGroupIds.VpcSecurityGroupId.2=sg-2
            """,
            rds.Requests.Single().Form
        );
    }

    [Fact]
    public async Task a_value_of_every_type_is_read_from_text()
    {
        using var rds = new InMemory(
            Answer.Result(
                "DescribeDBClusters",
                """
                <Unheard><Of>x</Of></Unheard>
                <DBClusters><DBCluster>
                  <DBClusterIdentifier>c</DBClusterIdentifier>
                  <Port>3306</Port>
                  <BacktrackWindow>10000000000</BacktrackWindow>
                  <DeletionProtection>true</DeletionProtection>
                  <ClusterCreateTime>2023-12-21T01:02:03Z</ClusterCreateTime>
                  <ServerlessV2ScalingConfiguration><MinCapacity>0.5</MinCapacity></ServerlessV2ScalingConfiguration>
                  <CustomEndpoints><member>e1</member><member>e2</member></CustomEndpoints>
                  <VpcSecurityGroups/>
                </DBCluster></DBClusters>
                <Marker>m</Marker>
                """
            )
        );
        using var client = rds.Client();

        var response = await client.DescribeDBClustersAsync(new DescribeDBClustersRequest(), Ct);
        var cluster = Assert.Single(response.DBClusters);

        Assert.Equal(
            ("m", "c", 3306, 10_000_000_000, true, new DateTime(2023, 12, 21, 1, 2, 3, DateTimeKind.Utc), 0.5),
            (
                response.Marker,
                cluster.DBClusterIdentifier,
                cluster.Port!.Value,
                cluster.BacktrackWindow!.Value,
                cluster.DeletionProtection!.Value,
                cluster.ClusterCreateTime!.Value,
                cluster.ServerlessV2ScalingConfiguration.MinCapacity!.Value
            )
        );
        Assert.Equal(["e1", "e2"], cluster.CustomEndpoints);
        Assert.Null(cluster.VpcSecurityGroups);
    }

    [Fact]
    public async Task an_item_that_is_null_is_not_sent()
    {
        using var rds = new InMemory(Answer.Result("RestoreDBClusterFromSnapshot", ""));
        using var client = rds.Client();

        await client.RestoreDBClusterFromSnapshotAsync(
            new RestoreDBClusterFromSnapshotRequest { VpcSecurityGroupIds = ["sg-1", null!, "sg-3"] },
            Ct
        );

        Assert.Equal(
            """
            Action=RestoreDBClusterFromSnapshot
            Version=2014-10-31
            VpcSecurityGroupIds.VpcSecurityGroupId.1=sg-1
            VpcSecurityGroupIds.VpcSecurityGroupId.3=sg-3
            """,
            rds.Requests.Single().Form
        );
    }

    [Fact]
    public async Task what_else_stands_in_the_envelope_is_passed_over()
    {
        var (start, end) = (Page(null, "a").Body, "</DescribeDBClustersResponse>");
        var body = start.Replace(
            end,
            $"<Unheard><RequestId>another</RequestId><Marker>m</Marker></Unheard>{end}",
            StringComparison.Ordinal
        );
        using var rds = new InMemory(new Answer(200, body));
        using var client = rds.Client();

        var response = await client.DescribeDBClustersAsync(new DescribeDBClustersRequest(), Ct);

        Assert.Equal(("a", null), (Assert.Single(response.DBClusters).DBClusterIdentifier, response.Marker));
        Assert.Equal(Answer.RequestId, response.ResponseMetadata.RequestId);
    }

    [Fact]
    public async Task an_error_has_the_type_that_its_operation_declares_for_its_code()
    {
        Assert.IsType<DBClusterNotFoundException>(await ErrorOf("DBClusterNotFoundFault"));
        Assert.IsType<AmazonRDSException>(await ErrorOf("DBSnapshotNotFound"));
        Assert.IsType<AmazonRDSException>(await ErrorOf("ANameNobodyHeardOf"));
    }

    /// <summary>Somebody between RDS and here may answer in its form, and without its codes.</summary>
    [Fact]
    public async Task an_error_without_a_code_has_the_common_type()
    {
        var error = Answer.Error(404, "x");
        Assert.IsType<AmazonRDSException>(
            await ErrorOf(error with { Body = error.Body.Replace("<Code>x</Code>", "", StringComparison.Ordinal) })
        );
    }

    private static Task<AmazonRDSException> ErrorOf(string code) => ErrorOf(Answer.Error(404, code));

    private static async Task<AmazonRDSException> ErrorOf(Answer answer)
    {
        using var rds = new InMemory(answer);
        using var client = rds.Client();
        return await Assert.ThrowsAnyAsync<AmazonRDSException>(() => client.DescribeDBClustersAsync(new DescribeDBClustersRequest(), Ct));
    }

    private static Answer Page(string? marker, params string[] names) =>
        Answer.Result(
            "DescribeDBClusters",
            (marker is null ? "" : $"<Marker>{marker}</Marker>")
                + $"<DBClusters>{string.Concat(names.Select(name => $"<DBCluster><DBClusterIdentifier>{name}</DBClusterIdentifier></DBCluster>"))}</DBClusters>"
        );
}
