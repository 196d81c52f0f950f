using Amazon;
using Amazon.RDS.Model;
using static SnapshotShare.AmazonRds.Tests.Wire.Sending;

namespace SnapshotShare.AmazonRds.Tests.Client;

/// <summary>One switch for the whole process decides what an unset list is, so these run alone.</summary>
[Collection(nameof(CollectionTests))]
[CollectionDefinition(nameof(CollectionTests), DisableParallelization = true)]
public sealed class CollectionTests : IDisposable
{
    public void Dispose() => AWSConfigs.InitializeCollections = false;

    [Fact]
    public void lists_are_null_until_somebody_sets_them()
    {
        Assert.Null(new ModifyDBClusterSnapshotAttributeRequest().ValuesToAdd);
        Assert.Null(new DescribeDBClustersResponse().DBClusters);
        Assert.Null(new DBCluster().DBClusterMembers);
        Assert.Null(new Filter().Values);
    }

    [Fact]
    public async Task with_initialised_collections_lists_are_empty_and_an_empty_one_is_not_sent()
    {
        AWSConfigs.InitializeCollections = true;

        Assert.Empty(new DBCluster().DBClusterMembers);
        Assert.Equal(
            "Action=ModifyDBClusterSnapshotAttribute\nValuesToRemove.AttributeValue.1=all\nVersion=2014-10-31",
            await FormOf(
                (client, token) =>
                    client.ModifyDBClusterSnapshotAttributeAsync(
                        new ModifyDBClusterSnapshotAttributeRequest { ValuesToRemove = ["all"] },
                        token
                    )
            )
        );
        var response = await AnswerOf(
            "<DBClusters/>",
            (client, token) => client.DescribeDBClustersAsync(new DescribeDBClustersRequest(), token)
        );
        Assert.Empty(response.DBClusters);
    }
}
