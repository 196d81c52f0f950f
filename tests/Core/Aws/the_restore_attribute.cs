using Amazon.RDS.Model;
using Amazon.Runtime;
using SnapshotShare.Core.Aws;

namespace SnapshotShare.Core.Tests.Aws;

/// <summary>Who may restore a snapshot, as AWS says it, and how somebody is let in or taken out.</summary>
public sealed class the_restore_attribute
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task is_read_of_one_snapshot_and_of_no_other_attribute()
    {
        object? asked = null;
        var rds = FakeAws.Rds(
            (_, request) =>
            {
                asked = request;
                return Answer(Attribute("restore", "111", "all"), Attribute("another", "222"), Attribute("restore", values: null));
            }
        );
        var read = await RestoreAttribute.ReadAsync(rds, "it", Ct);
        Assert.Equal("it", Assert.IsType<DescribeDBClusterSnapshotAttributesRequest>(asked).DBClusterSnapshotIdentifier);
        Assert.Equal(["111", "all"], read.SharedWith);
        Assert.Equal("request-1", read.AwsRequestId);
        Assert.Equal("[111,all]", read.Text(ifGone: "gone"));
        Assert.Equal((true, true, false), (read.Names("111"), read.Names("all"), read.Names("222")));
    }

    [Fact]
    public async Task of_a_snapshot_that_is_not_shared_names_nobody()
    {
        foreach (var answer in new[] { Answer(), Answer(Attribute("restore")), new DescribeDBClusterSnapshotAttributesResponse() })
        {
            var read = await RestoreAttribute.ReadAsync(FakeAws.Rds((_, _) => answer), "it", Ct);
            Assert.Empty(read.SharedWith!);
            Assert.Equal(("[]", false), (read.Text(ifGone: "gone"), read.Names("111")));
        }
    }

    [Fact]
    public async Task of_a_snapshot_that_is_gone_is_not_known_by_an_answer_that_has_an_id()
    {
        var gone = new DBClusterSnapshotNotFoundException("gone") { RequestId = "request-2" };
        var read = await RestoreAttribute.ReadAsync(FakeAws.Rds((_, _) => throw gone), "it", Ct);
        Assert.Equal(
            (null, "request-2", "gone", false),
            (read.SharedWith, read.AwsRequestId, read.Text(ifGone: "gone"), read.Names("111"))
        );
        await Assert.ThrowsAsync<AmazonServiceException>(() =>
            RestoreAttribute.ReadAsync(FakeAws.Rds((_, _) => throw new AmazonServiceException("no")), "it", Ct)
        );
    }

    [Fact]
    public void lets_one_account_in_and_takes_each_that_is_named_out()
    {
        var add = RestoreAttribute.Add("prod", "it", "111");
        var added = Assert.IsType<ModifyDBClusterSnapshotAttributeRequest>(add.Request);
        Assert.Equal(("prod", "it", "restore"), (add.Account, added.DBClusterSnapshotIdentifier, added.AttributeName));
        Assert.Equal(["111"], added.ValuesToAdd);
        Assert.Null(added.ValuesToRemove);

        var remove = RestoreAttribute.Remove("prod", "it", "111", "all");
        var removed = Assert.IsType<ModifyDBClusterSnapshotAttributeRequest>(remove.Request);
        Assert.Equal(("prod", "it", "restore"), (remove.Account, removed.DBClusterSnapshotIdentifier, removed.AttributeName));
        Assert.Equal(["111", "all"], removed.ValuesToRemove);
        Assert.Null(removed.ValuesToAdd);
    }

    private static DBClusterSnapshotAttribute Attribute(string name, params List<string>? values) =>
        new() { AttributeName = name, AttributeValues = values };

    private static DescribeDBClusterSnapshotAttributesResponse Answer(params List<DBClusterSnapshotAttribute> attributes) =>
        new()
        {
            DBClusterSnapshotAttributesResult = new DBClusterSnapshotAttributesResult { DBClusterSnapshotAttributes = attributes },
            ResponseMetadata = new ResponseMetadata { RequestId = "request-1" },
        };
}
