using System.Text.Json.Nodes;
using SnapshotShare.Core.Planning.Policies;

namespace SnapshotShare.Core.Tests.Planning.Policies;

/// <summary>Every word of a policy has a meaning by itself, without the rest of a plan.</summary>
public sealed class the_grammar_of_a_key_policy
{
    private const string DevRoot = "arn:aws:iam::123456789000:root";

    private static KeyCall Call(string? principal = SandboxControl.DevRole, string action = "kms:CreateGrant", bool direct = false) =>
        direct
            ? KeyCall.Direct(Sample.Dev, principal, action, Sample.SharingKeyArn)
            : KeyCall.ThroughRds(Sample.Dev, principal, action, Sample.SharingKeyArn);

    private static PolicyDocument Policy(params string[] statements) => PolicyDocument.Parse(SamplePolicies.Of(statements))!;

    [Theory]
    [InlineData("AWS", "123456789000", Sample.Dev, true)]
    [InlineData("AWS", DevRoot, Sample.Dev, true)]
    [InlineData("AWS", SandboxControl.DevRole, Sample.Dev, false)]
    [InlineData("AWS", "*", null, false)]
    [InlineData("AWS", "12345678900x", null, false)]
    [InlineData("AWS", "12345678900", null, false)]
    [InlineData("AWS", "AROAEXAMPLE", null, false)]
    [InlineData("Service", "123456789000", null, false)]
    [InlineData("Federated", "arn:aws:iam::123456789000:saml-provider/x", null, false)]
    public void knows_the_account_of_a_principal(string kind, string name, string? account, bool whole)
    {
        var principal = new PolicyPrincipal(kind, name);
        Assert.Equal((account, whole), (principal.AccountId, principal.IsWholeAccount));
    }

    [Theory]
    [InlineData("AWS", "*", null, Truth.Yes)]
    [InlineData("AWS", DevRoot, null, Truth.Yes)]
    [InlineData("AWS", SandboxControl.DevRole, SandboxControl.DevRole, Truth.Yes)]
    [InlineData("AWS", SandboxControl.DevRole, null, Truth.Unknown)]
    [InlineData("AWS", "arn:aws:iam::123456789000:role/Other", SandboxControl.DevRole, Truth.No)]
    [InlineData("AWS", SandboxControl.ProdRole, null, Truth.No)]
    [InlineData("Service", "*", null, Truth.No)]
    public void knows_whether_a_principal_is_the_caller(string kind, string name, string? caller, Truth expected) =>
        Assert.Equal(expected, new PolicyPrincipal(kind, name).Is(Call(caller)));

    /// <summary>An operator with its key, and whether its test names the only ones it holds for, or the only ones it does not.</summary>
    [Theory]
    [InlineData("StringEquals", "kms:CallerAccount", true, false)]
    [InlineData("StringEqualsIgnoreCase", "aws:PrincipalOrgID", true, false)]
    [InlineData("StringLike", "aws:PrincipalOrgID", true, false)]
    [InlineData("ArnEquals", "aws:PrincipalArn", true, false)]
    [InlineData("ArnLike", "aws:SourceArn", true, false)]
    [InlineData("StringEqualsIfExists", "aws:PrincipalOrgID", false, false)]
    [InlineData("StringEqualsIfExists", "aws:PrincipalArn", true, false)]
    [InlineData("StringEqualsIfExists", "aws:PrincipalAccount", true, false)]
    [InlineData("ForAllValues:StringEquals", "aws:PrincipalOrgID", false, false)]
    [InlineData("ForAllValues:StringEquals", "kms:CallerAccount", true, false)]
    [InlineData("ForAnyValue:StringEquals", "aws:PrincipalOrgPaths", true, false)]
    [InlineData("Bool", "kms:CallerAccount", false, false)]
    [InlineData("StringNotEquals", "aws:PrincipalArn", false, true)]
    [InlineData("StringNotEqualsIgnoreCase", "aws:PrincipalArn", false, true)]
    [InlineData("StringNotLikeIfExists", "aws:PrincipalArn", false, true)]
    [InlineData("ArnNotEquals", "AWS:principalarn", false, true)]
    [InlineData("ArnNotLike", "aws:PrincipalArn", false, true)]
    public void knows_whom_a_condition_names(string name, string key, bool only, bool exempt)
    {
        var condition = new PolicyCondition(name, key, ["x"]);
        Assert.Equal((only, exempt, exempt), (condition.NamesTheOnlyOnes(), condition.NamesTheExempt(), condition.SparesByArn));
        Assert.False((condition with { Key = "aws:PrincipalOrgID" }).SparesByArn);
    }

    [Theory]
    [InlineData("StringEquals", "${aws:PrincipalAccount}", Truth.Unknown)]
    [InlineData("NumericEquals", "123456789000", Truth.Unknown)]
    [InlineData("StringEquals", Sample.Dev, Truth.Yes)]
    [InlineData("StringNotEquals", Sample.Dev, Truth.No)]
    [InlineData("StringLike", "1234*", Truth.Yes)]
    [InlineData("StringNotLike", "1234*", Truth.No)]
    [InlineData("Null", "true", Truth.No)]
    [InlineData("Null", "FALSE", Truth.Yes)]
    public void judges_a_condition_by_one_value_of_several(string name, string value, Truth expected) =>
        Assert.Equal(expected, new PolicyCondition(name, "kms:CallerAccount", ["else", value]).Holds(Call()));

    /// <summary>The past stays past; a moment to come hangs on when the call is made.</summary>
    [Theory]
    [InlineData("DateGreaterThan", "2023-12-21T08:59:59Z", Truth.Yes)]
    [InlineData("DateGreaterThanEquals", "2023-12-21T08:59:59Z", Truth.Yes)]
    [InlineData("DateLessThan", "2023-12-21T08:59:59Z", Truth.No)]
    [InlineData("DateLessThanEquals", "2023-12-21T08:59:59Z", Truth.No)]
    [InlineData("DateGreaterThan", "2023-12-21T09:00:00Z", Truth.Unknown)]
    [InlineData("DateLessThan", "2023-12-21T09:00:01Z", Truth.Unknown)]
    [InlineData("DateEquals", "2023-12-21T08:59:59Z", Truth.Unknown)]
    [InlineData("DateLessThan", "once", Truth.Unknown)]
    public void judges_a_moment_by_now(string name, string moment, Truth expected)
    {
        var condition = new PolicyCondition(name, "aws:CurrentTime", [moment]);
        Assert.Equal(expected, condition.Holds(Call().From(Sample.Now)));
        Assert.Equal(Truth.Unknown, condition.Holds(Call()));
        Assert.Equal(Truth.Unknown, (condition with { Values = [moment, moment] }).Holds(Call().From(Sample.Now)));
    }

    [Theory]
    [InlineData("arn:aws:kms:ap-northeast-1:987654321000:key/x", "rds.ap-northeast-1.amazonaws.com", "ap-northeast-1")]
    [InlineData("arn:aws-cn:kms:cn-north-1:987654321000:key/x", "rds.cn-north-1.amazonaws.com.cn", "cn-north-1")]
    [InlineData("arn:aws-us-gov:kms:us-gov-west-1:987654321000:key/x", "rds.us-gov-west-1.amazonaws.com", "us-gov-west-1")]
    public void knows_RDS_by_the_name_that_it_has_in_the_keys_Region(string key, string service, string region)
    {
        var call = KeyCall.ThroughRds(Sample.Dev, SandboxControl.DevRole, "kms:CreateGrant", key);
        Assert.Equal(
            (service, region, "987654321000"),
            (call.Context["kms:viaservice"], call.Context["aws:requestedregion"], call.Context["aws:resourceaccount"])
        );
        Assert.Null(KeyCall.Direct(Sample.Dev, SandboxControl.DevRole, "kms:CreateGrant", key).Context["kms:viaservice"]);
    }

    [Fact]
    public void knows_of_a_caller_only_what_is_known()
    {
        Assert.Equal(SandboxControl.DevRole, Call().Context["aws:principalarn"]);
        Assert.False(Call(principal: null).Context.ContainsKey("aws:principalarn"));
        Assert.Equal("AssumedRole", Call().Context["aws:principaltype"]);
        Assert.False(Call(direct: true).Context.ContainsKey("aws:principaltype"));
        Assert.False(Call("arn:aws:iam::123456789000:user/x").Context.ContainsKey("aws:principaltype"));
        Assert.Equal((true, false), (Call().IsForwarded, Call(direct: true).IsForwarded));
    }

    [Fact]
    public void covers_nobody_where_a_statement_names_nobody()
    {
        var policy = Policy("""{ "Effect": "Allow", "Action": "kms:*", "Resource": "*" }""");
        Assert.Equal(Truth.No, KeyPolicy.Allows(policy, Call()));
        Assert.False(policy.Statements[0].Principals.IsInverted);
    }

    [Theory]
    [InlineData("\"x\"")]
    [InlineData("[]")]
    [InlineData("{ \"StringEquals\": \"x\" }")]
    [InlineData("{ \"StringEquals\": [] }")]
    public void has_no_condition_where_none_is_written_as_one(string condition) =>
        Assert.Empty(Policy(SamplePolicies.Statement("Allow", "\"*\"", "\"kms:*\"", condition)).Statements[0].Conditions);

    [Fact]
    public void sorts_every_action_once()
    {
        Assert.Empty(
            KeyActions.Needed.Concat(KeyActions.Usual).Concat(KeyActions.Administration).Except(KeyActions.All, StringComparer.Ordinal)
        );
        Assert.Equal(KeyActions.All.Length, KeyActions.All.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Theory]
    [InlineData("kms:CreateGrant", true)]
    [InlineData("kms:retiregrant", true)]
    [InlineData("KMS:Decrypt", true)]
    [InlineData("kms:GenerateDataKeyPair", true)]
    [InlineData("kms:DescribeKey", false)]
    [InlineData("kms:ListGrants", false)]
    public void knows_which_actions_carry_an_encryption_context(string action, bool carries) =>
        Assert.Equal(carries, KeyActions.TakesEncryptionContext(action));

    [Theory]
    [InlineData("\"123456789000\"", "arn:aws-cn:iam::123456789000:root")]
    [InlineData("\"arn:aws-cn:iam::123456789000:role/x\"", "arn:aws-cn:iam::123456789000:role/x")]
    public void admits_a_principal_in_the_partition_of_the_key(string principal, string admitted)
    {
        const string Key = "arn:aws-cn:kms:cn-north-1:987654321000:key/x";
        var policy = Policy(SamplePolicies.Statement("Allow", $$"""{ "AWS": {{principal}} }""", "\"kms:*\""));
        Assert.Equal([admitted], KeyPolicy.AdmittedPrincipals(policy, Key, Sample.Prod));
    }

    /// <summary>Whom a policy with this condition on a statement for everybody lets in, the owner's own people left out.</summary>
    [Theory]
    [InlineData("""{ "StringEquals": { "kms:CallerAccount": "123456789000" } }""", DevRoot)]
    [InlineData("""{ "StringEquals": { "aws:PrincipalAccount": ["123456789000", "987654321000"] } }""", DevRoot)]
    [InlineData("""{ "StringEquals": { "aws:PrincipalArn": "arn:aws:iam::123456789000:role/x" } }""", "arn:aws:iam::123456789000:role/x")]
    [InlineData("""{ "ArnLike": { "aws:PrincipalArn": "arn:aws:iam::123456789000:*" } }""", DevRoot)]
    [InlineData("""{ "StringEquals": { "aws:PrincipalOrgID": "o-1" } }""", "organization o-1")]
    [InlineData("""{ "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": "o-1/r-1/*" } }""", "organization o-1")]
    [InlineData("""{ "StringEquals": { "aws:PrincipalOrgID": "o-1", "kms:CallerAccount": "123456789000" } }""", DevRoot)]
    [InlineData("""{ "StringEqualsIfExists": { "aws:PrincipalOrgID": "o-1" } }""", "*")]
    [InlineData("""{ "Bool": { "aws:SecureTransport": "true" } }""", "*")]
    [InlineData("""{ "StringLike": { "kms:CallerAccount": "*" } }""", "*")]
    public void admits_those_to_whom_a_condition_narrows_everybody(string condition, string admitted) =>
        Assert.Equal(
            [admitted],
            KeyPolicy.AdmittedPrincipals(
                Policy(SamplePolicies.Statement("Allow", "\"*\"", "\"kms:*\"", condition)),
                Sample.SharingKeyArn,
                Sample.Prod
            )
        );

    [Fact]
    public void admits_by_a_statement_only_those_whom_that_statement_lets_do_something()
    {
        var policy = Policy(
            """{ "Effect": "Allow", "Principal": { "AWS": "123456789000" }, "Action": "kms:*", "Resource": "arn:aws:kms:us-east-1:1:key/x" }""",
            SamplePolicies.Statement("Allow", """{ "AWS": "123456789000" }""", "\"kms:DescribeKey\"")
        );
        Assert.Empty(KeyPolicy.Admitted(policy, policy.Statements[0], Sample.SharingKeyArn));
        Assert.Single(KeyPolicy.Admitted(policy, policy.Statements[1], Sample.SharingKeyArn));
    }

    [Fact]
    public void admits_nobody_whom_a_denial_shuts_out_altogether()
    {
        var policy = Policy(
            SamplePolicies.Statement("Allow", """{ "AWS": ["123456789000", "555566667777"] }""", "\"kms:*\""),
            SamplePolicies.Statement("Deny", """{ "AWS": "555566667777" }""", "\"kms:*\"")
        );
        Assert.Equal([DevRoot], KeyPolicy.AdmittedPrincipals(policy, Sample.SharingKeyArn, Sample.Prod));
    }

    [Fact]
    public void admits_those_whom_a_denial_spares_where_everybody_else_is_kept_out()
    {
        var byName = Policy(
            SamplePolicies.Statement("Allow", "\"*\"", "\"kms:*\""),
            """{ "Effect": "Deny", "NotPrincipal": { "AWS": ["123456789000", "987654321000"] }, "Action": "kms:*", "Resource": "*" }"""
        );
        Assert.Contains(DevRoot, KeyPolicy.AdmittedPrincipals(byName, Sample.SharingKeyArn, Sample.Prod));
        var byCondition = Policy(
            SamplePolicies.Statement("Allow", "\"*\"", "\"kms:*\""),
            SamplePolicies.Statement(
                "Deny",
                "\"*\"",
                "\"kms:*\"",
                """{ "StringNotEquals": { "aws:PrincipalAccount": ["123456789000", "987654321000"] } }"""
            )
        );
        Assert.Equal([DevRoot], KeyPolicy.AdmittedPrincipals(byCondition, Sample.SharingKeyArn, Sample.Prod));
    }

    [Fact]
    public void pastes_for_the_source_the_changes_of_its_steps_and_the_use_of_the_keys()
    {
        const string AnyKey = "arn:aws:kms:ap-northeast-1:987654321000:key/*";
        const string Own = "arn:aws:kms:ap-northeast-1:987654321000:key/own";
        var own = Sample.Facts.SourceKey! with { Manager = "CUSTOMER", Arn = Own };

        var policy = Statements(RolePolicy.OfSource(Sample.Route, Sample.SharingKeyArn, own));

        Assert.Equal(
            [
                "rds:CreateDBClusterSnapshot",
                "rds:CopyDBClusterSnapshot",
                "rds:ModifyDBClusterSnapshotAttribute",
                "rds:DeleteDBClusterSnapshot",
                "rds:AddTagsToResource",
            ],
            policy[1].Actions
        );
        Assert.Equal([Sample.SharingKeyArn], policy[2].Resources);
        Assert.Equal([Own], policy[3].Resources);
        Assert.Equal([AnyKey], policy[4].Resources);
        Assert.Equal(5, policy.Count);
        Assert.Equal([AnyKey], Statements(RolePolicy.OfSource(Sample.Route, sharingKeyArn: null, own))[2].Resources);
        foreach (var other in new[] { null, own with { Manager = "AWS" }, Sample.SharingKey })
            Assert.Equal(4, Statements(RolePolicy.OfSource(Sample.Route, Sample.SharingKeyArn, other)).Count);
    }

    [Fact]
    public void pastes_for_the_target_the_changes_of_its_steps_and_the_use_of_both_keys()
    {
        const string Own = "arn:aws:kms:ap-northeast-1:123456789000:key/own";
        var own = Sample.Facts.TargetKey! with { Manager = "CUSTOMER", Arn = Own };

        var policy = Statements(RolePolicy.OfTarget(Sample.Route, Sample.SharingKeyArn, own));

        Assert.Equal(
            [
                "rds:CopyDBClusterSnapshot",
                "rds:RestoreDBClusterFromSnapshot",
                "rds:CreateDBInstance",
                "rds:ModifyDBCluster",
                "rds:DeleteDBInstance",
                "rds:DeleteDBCluster",
                "rds:DeleteDBClusterSnapshot",
                "rds:AddTagsToResource",
            ],
            policy[1].Actions
        );
        Assert.Equal([Sample.SharingKeyArn, Own], policy[2].Resources);
        Assert.Equal(
            [Sample.SharingKeyArn],
            Statements(RolePolicy.OfTarget(Sample.Route, Sample.SharingKeyArn, own with { Manager = "AWS" }))[2].Resources
        );
        Assert.Equal(["secretsmanager:CreateSecret", "secretsmanager:TagResource"], policy[4].Actions);
        Assert.Equal(["iam:CreateServiceLinkedRole"], policy[5].Actions);
        Assert.Equal(["arn:aws:iam::123456789000:role/aws-service-role/rds.amazonaws.com/AWSServiceRoleForRDS"], policy[5].Resources);
        const string Secret = "arn:aws:kms:ap-northeast-1:123456789000:key/secret";
        foreach (
            var (secret, keys) in new[] { (Secret, (string[])[Sample.SharingKeyArn, Own, Secret]), (Own, [Sample.SharingKeyArn, Own]) }
        )
            Assert.Equal(
                keys,
                Statements(RolePolicy.OfTarget(Sample.Route, Sample.SharingKeyArn, own, own with { Arn = secret }))[2].Resources
            );
        Assert.Equal(
            ["arn:aws:kms:ap-northeast-1:987654321000:key/*"],
            Statements(RolePolicy.OfTarget(Sample.Route, sharingKeyArn: null, targetKey: null))[2].Resources
        );
    }

    private static List<(List<string> Actions, List<string> Resources)> Statements(string policy)
    {
        return
        [
            .. JsonNode.Parse(policy)!["Statement"]!
                .AsArray()
                .Select(statement => (Texts(statement!["Action"]!), Texts(statement["Resource"]!))),
        ];

        static List<string> Texts(JsonNode list) => [.. list.AsArray().Select(one => (string)one!)];
    }
}
