using System.Text.Json.Nodes;
using SnapshotShare.Core.Aws;

namespace SnapshotShare.Core.Tests.Aws;

/// <summary>Whoever pastes them into AWS has what they name, and nothing more.</summary>
public sealed class policies_to_paste
{
    [Fact]
    public void allow_the_actions_on_the_resources()
    {
        Same(
            """{"Effect":"Allow","Action":["rds:A","rds:B"],"Resource":["arn:1","arn:2"]}""",
            IamPolicy.Statement(["rds:A", "rds:B"], ["arn:1", "arn:2"])
        );
        Same(
            """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["a"],"Resource":["*"]}]}""",
            IamPolicy.Document(null, IamPolicy.Allow(["a"], ["*"]), null)
        );
    }

    [Fact]
    public void let_a_role_be_assumed_by_one_and_with_the_external_id_where_one_is_agreed()
    {
        Same(
            """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:1"},"Action":"sts:AssumeRole"}]}""",
            IamPolicy.Trust("arn:1", externalId: null)
        );
        Same(
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:1"},"Action":"sts:AssumeRole",
             "Condition":{"StringEquals":{"sts:ExternalId":"agreed"}}}]}
            """,
            IamPolicy.Trust("arn:1", "agreed")
        );
    }

    [Fact]
    public void are_readable()
    {
        var statement = IamPolicy.Statement(["rds:A"], ["arn:+<it>"]);
        Assert.Contains("arn:+<it>", statement, StringComparison.Ordinal);
        Assert.True(statement.Split('\n').Length > 1);
    }

    private static void Same(string expected, string actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(actual)), actual);
}
