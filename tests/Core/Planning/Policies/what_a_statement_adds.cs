using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Planning.Policies;

namespace SnapshotShare.Core.Tests.Planning.Policies;

/// <summary>The minimal policy with one statement more, or one part less.</summary>
public sealed class what_a_statement_adds
{
    private const string DevRoot = """{ "AWS": "arn:aws:iam::123456789000:root" }""";
    private const string Organisation = """{ "StringEquals": { "aws:PrincipalOrgID": "o-exampleorgid" } }""";

    private static IReadOnlyList<Finding> Lint(string policy) =>
        [.. KeyPolicyLint.Of(policy, Sample.SharingKey, Sample.Route.From, Sample.Route.To, grants: null, rights: null, Sample.Now)];

    private static IReadOnlyList<string> Codes(string policy) => [.. Lint(policy).Select(finding => finding.Code)];

    [Fact]
    public void is_no_doubt_where_something_else_is_refused_for_sure()
    {
        var half = SamplePolicies.Of(
            SamplePolicies.OwnersRoot,
            SamplePolicies.Statement("Allow", DevRoot, "\"kms:CreateGrant\"", Organisation)
        );
        Assert.Contains("sharing-key-closed-to-target", Codes(half));
        Assert.DoesNotContain(KeyPolicyLint.Unjudgeable, Codes(half));
        var whole = SamplePolicies.Of(
            SamplePolicies.OwnersRoot,
            SamplePolicies.Statement("Allow", DevRoot, "[\"kms:CreateGrant\", \"kms:DescribeKey\"]", Organisation)
        );
        Assert.Contains(KeyPolicyLint.Unjudgeable, Codes(whole));
    }

    [Fact]
    public void is_no_stranger_where_it_names_the_owners_own_people()
    {
        var own = SamplePolicies.AndAlso(
            SamplePolicies.Statement("Allow", """{ "AWS": "arn:aws:iam::987654321000:role/Admin" }""", "\"kms:*\"")
        );
        Assert.Equal([("sharing-key-administered", Severity.Note)], Lint(own).Select(finding => (finding.Code, finding.Severity)));
        var stranger = SamplePolicies.AndAlso(SamplePolicies.Statement("Allow", """{ "AWS": "555566667777" }""", "\"kms:DescribeKey\""));
        Assert.Equal(["sharing-key-open-to-others"], Codes(stranger));
        Assert.Empty(Codes(SamplePolicies.AndAlso(SamplePolicies.Statement("Allow", DevRoot, "\"kms:GetKeyPolicy\""))));
    }

    [Fact]
    public void is_named_itself_and_no_other_statement_for_the_same_principal()
    {
        var policy = SamplePolicies.AndAlso(
            """{ "Sid": "Looks", "Effect": "Allow", "Principal": { "AWS": "123456789000" }, "Action": "kms:DescribeKey", "Resource": "*" }""",
            """{ "Sid": "Gives", "Effect": "Allow", "Principal": { "AWS": "123456789000" }, "Action": "kms:CreateGrant", "Resource": "*" }"""
        );
        Assert.Equal("'Gives'", Assert.Single(Lint(policy)).Message.Values["statements"]);
    }

    [Fact]
    public void takes_the_use_away_that_RDS_makes_of_a_grant()
    {
        var denied = Lint(SamplePolicies.AndAlso(SamplePolicies.Statement("Deny", DevRoot, "\"kms:Decrypt\"")));
        var finding = Assert.Single(denied, finding => finding.Code == "sharing-key-denies-use");
        Assert.Equal(("kms:Decrypt", Sample.Dev), (finding.Message.Values["actions"], finding.Message.Values["account"]));
    }
}
