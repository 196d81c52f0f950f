using System.Text.Json.Nodes;
using SnapshotShare.Core.Planning.Policies;
using SnapshotShare.Core.Plans;

namespace SnapshotShare.Core.Tests.Planning.Policies;

public sealed class closing_a_key_between_trips
{
    private const string DevRoot = """{ "AWS": "arn:aws:iam::123456789000:root" }""";

    [Fact]
    public void takes_the_targets_statements_away_and_gives_back_the_policy_that_stood_there()
    {
        var closing = Of(SamplePolicies.Minimal)!;
        Assert.Equal(
            ["Enable IAM User Permissions"],
            Policy(closing.Close)["Statement"]!.AsArray().Select(statement => (string)statement!["Sid"]!)
        );
        Assert.StartsWith(
            $"aws kms put-key-policy --key-id {Sample.SharingKeyArn} --policy-name default --policy file://key-policy.json",
            closing.Close,
            StringComparison.Ordinal
        );
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(SamplePolicies.Minimal), Policy(closing.Reopen)));
        Assert.False(closing.StaysOpen);
    }

    /// <summary>Whoever else stands in a statement stays in it.</summary>
    [Theory]
    [InlineData(
        """{ "AWS": ["123456789000", "arn:aws:iam::987654321000:role/Other"] }""",
        null,
        """{"AWS":["arn:aws:iam::987654321000:role/Other"]}"""
    )]
    [InlineData(
        """{ "AWS": ["arn:aws:iam::123456789000:role/SnapshotShare"], "Service": "logs.amazonaws.com" }""",
        null,
        """{"Service":"logs.amazonaws.com"}"""
    )]
    [InlineData("\"*\"", """{ "StringEquals": { "kms:CallerAccount": ["987654321000", "123456789000"] } }""", "\"*\"")]
    public void leaves_others_in_a_statement_that_names_them_too(string principal, string? condition, string left)
    {
        var closing = Of(
            SamplePolicies.Of(SamplePolicies.OwnersRoot, SamplePolicies.Statement("Allow", principal, "\"kms:*\"", condition))
        )!;
        var statement = Policy(closing.Close)["Statement"]![1]!;
        Assert.Equal(left, statement["Principal"]!.ToJsonString());
        if (condition is not null)
            Assert.Equal("""{"StringEquals":{"kms:CallerAccount":["987654321000"]}}""", statement["Condition"]!.ToJsonString());
        Assert.False(closing.StaysOpen);
    }

    [Theory]
    [InlineData("\"*\"", """{ "StringEquals": { "kms:CallerAccount": "123456789000" } }""")]
    [InlineData("\"*\"", """{ "ArnLike": { "aws:PrincipalArn": ["arn:aws:iam::123456789000:role/*"] } }""")]
    [InlineData("""{ "AWS": "arn:aws:iam::123456789000:role/SnapshotShare" }""", null)]
    public void drops_a_statement_that_is_for_the_target_alone(string principal, string? condition) =>
        Assert.Single(
            Policy(
                Of(
                    SamplePolicies.Of(SamplePolicies.OwnersRoot, SamplePolicies.Statement("Allow", principal, "\"kms:*\"", condition))
                )!.Close
            )["Statement"]!.AsArray()
        );

    [Fact]
    public void says_that_a_statement_for_everybody_still_lets_the_target_in()
    {
        var everybody = SamplePolicies.Statement("Allow", "\"*\"", "\"kms:*\"");
        Assert.True(Of(SamplePolicies.AndAlso(everybody))!.StaysOpen);
        // What denies and what is for everybody is left as it is; alone it is nothing to close.
        Assert.Null(Of(SamplePolicies.Of(SamplePolicies.OwnersRoot, everybody)));
        Assert.Null(Of(SamplePolicies.Of(SamplePolicies.OwnersRoot, SamplePolicies.Statement("Deny", DevRoot, "\"kms:*\""))));
    }

    [Fact]
    public void leaves_no_key_without_a_policy() =>
        Assert.Null(Of(SamplePolicies.Of(SamplePolicies.Statement("Allow", DevRoot, "\"kms:*\""))));

    [Fact]
    public void revokes_the_grants_that_the_target_holds_and_says_how_they_are_made_again()
    {
        var closing = Of(
            SamplePolicies.Of(SamplePolicies.OwnersRoot),
            new GrantFact("2", "arn:aws:iam::123456789000:root", ["Decrypt", "DescribeKey"], IsConstrained: false),
            new GrantFact("1", "arn:aws:iam::123456789000:role/Other", ["Decrypt"], IsConstrained: true),
            new GrantFact("3", "arn:aws:iam::987654321000:role/Other", ["Decrypt"], IsConstrained: false),
            new GrantFact("4", "rds.ap-northeast-1.amazonaws.com", ["Decrypt"], IsConstrained: true)
        )!;
        Assert.Equal(
            $"aws kms revoke-grant --key-id {Sample.SharingKeyArn} --grant-id 1\naws kms revoke-grant --key-id {Sample.SharingKeyArn} --grant-id 2",
            closing.Close
        );
        Assert.StartsWith("# Grant 1 had an encryption context", closing.Reopen, StringComparison.Ordinal);
        Assert.EndsWith(
            $"aws kms create-grant --key-id {Sample.SharingKeyArn} --grantee-principal arn:aws:iam::123456789000:root --operations Decrypt DescribeKey",
            closing.Reopen,
            StringComparison.Ordinal
        );
        Assert.Null(Of(SamplePolicies.Of(SamplePolicies.OwnersRoot)));
    }

    private static KeyClosing? Of(string policy, params GrantFact[] grants) =>
        KeyClosing.Of(Sample.SharingKeyArn, policy, grants, Sample.Route.To);

    private static JsonNode Policy(string commands) => JsonNode.Parse(commands[commands.IndexOf('{', StringComparison.Ordinal)..])!;
}
