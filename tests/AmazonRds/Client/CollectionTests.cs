using System.Collections;
using System.Reflection;
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

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void every_list_of_every_shape_goes_by_the_switch(bool isInitialised)
    {
        AWSConfigs.InitializeCollections = isInitialised;

        var lists = typeof(DBCluster)
            .Assembly.GetExportedTypes()
            .Where(type => type is { Namespace: "Amazon.RDS.Model", IsAbstract: false } && type.GetConstructor([]) is not null)
            .SelectMany(type =>
                type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
                    .Where(property => typeof(IList).IsAssignableFrom(property.PropertyType))
                    .Select(property =>
                        (Name: $"{type.Name}.{property.Name}", Value: (IList?)property.GetValue(Activator.CreateInstance(type)))
                    )
            )
            .ToList();

        Assert.True(lists.Count > 50);
        Assert.Empty(
            lists
                .Where(list => (list.Value is { Count: 0 }) != isInitialised || (list.Value is null) == isInitialised)
                .Select(list => list.Name)
        );
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
