using Amazon.RDS.Model;

namespace SnapshotShare.AmazonRds.Tests.Wire;

/// <summary>Request bodies as the RDS API Reference and the service's model write them.</summary>
public sealed class RequestTests
{
    [Fact]
    public async Task a_share_names_its_accounts_as_attribute_values()
    {
        await using var server = await WireServer.Start(Answer.Result("ModifyDBClusterSnapshotAttribute", ""));

        await server
            .Client()
            .ModifyDBClusterSnapshotAttributeAsync(
                new()
                {
                    DBClusterSnapshotIdentifier = "from-prod",
                    AttributeName = "restore",
                    ValuesToAdd = ["123456789000", "123456789001"],
                    ValuesToRemove = ["all"],
                },
                TestContext.Current.CancellationToken
            );

        Assert.Equal(
            "Action=ModifyDBClusterSnapshotAttribute&AttributeName=restore&DBClusterSnapshotIdentifier=from-prod"
                + "&ValuesToAdd.AttributeValue.1=123456789000&ValuesToAdd.AttributeValue.2=123456789001"
                + "&ValuesToRemove.AttributeValue.1=all&Version=2014-10-31",
            server.Request.Body
        );
    }
}
