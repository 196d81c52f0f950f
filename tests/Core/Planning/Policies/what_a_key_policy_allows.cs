using CsCheck;
using SnapshotShare.Core.Planning.Policies;

namespace SnapshotShare.Core.Tests.Planning.Policies;

public sealed class what_a_key_policy_allows
{
    private const string DevRoot = """{ "AWS": "arn:aws:iam::123456789000:root" }""";
    private const string Everybody = "\"*\"";

    [Theory]
    [InlineData("\"kms:CreateGrant\"", Truth.Yes)]
    [InlineData("\"KMS:creategrant\"", Truth.Yes)]
    [InlineData("\"kms:Create*\"", Truth.Yes)]
    [InlineData("\"kms:?reateGrant\"", Truth.Yes)]
    [InlineData("\"*\"", Truth.Yes)]
    [InlineData("[\"kms:Decrypt\", \"kms:*Grant\"]", Truth.Yes)]
    [InlineData("\"kms:Decrypt\"", Truth.No)]
    [InlineData("\"kms:CreateGran\"", Truth.No)]
    [InlineData("\"rds:*\"", Truth.No)]
    public void follows_the_pattern_of_its_actions(string actions, Truth expected) =>
        Assert.Equal(expected, ThroughRds(SamplePolicies.Of(SamplePolicies.Statement("Allow", DevRoot, actions))));

    [Theory]
    [InlineData("\"kms:CreateGrant\"", Truth.No)]
    [InlineData("\"kms:Decrypt\"", Truth.Yes)]
    public void turns_round_what_a_NotAction_names(string others, Truth expected) =>
        Assert.Equal(
            expected,
            ThroughRds(SamplePolicies.Of($$"""{ "Effect": "Allow", "Principal": {{DevRoot}}, "NotAction": {{others}}, "Resource": "*" }"""))
        );

    [Theory]
    [InlineData("\"*\"", Truth.Yes)]
    [InlineData("{ \"AWS\": \"*\" }", Truth.Yes)]
    [InlineData("{ \"AWS\": \"123456789000\" }", Truth.Yes)]
    [InlineData("{ \"AWS\": [\"555566667777\", \"arn:aws:iam::123456789000:role/SnapshotShare\"] }", Truth.Yes)]
    [InlineData("{ \"AWS\": \"arn:aws:iam::123456789000:role/Other\" }", Truth.No)]
    [InlineData("{ \"AWS\": \"arn:aws:iam::555566667777:root\" }", Truth.No)]
    [InlineData("{ \"AWS\": \"arn:aws:sts::123456789000:assumed-role/SnapshotShare/somebody\" }", Truth.No)]
    [InlineData("{ \"Service\": \"rds.amazonaws.com\" }", Truth.No)]
    [InlineData("{ \"Federated\": \"cognito-identity.amazonaws.com\" }", Truth.No)]
    public void knows_every_form_of_a_principal(string principal, Truth expected) =>
        Assert.Equal(expected, ThroughRds(SamplePolicies.Of(SamplePolicies.Statement("Allow", principal, "\"kms:*\""))));

    [Theory]
    [InlineData("arn:aws:iam::123456789000:root", Truth.No)]
    [InlineData("arn:aws:iam::555566667777:root", Truth.Yes)]
    public void turns_round_what_a_NotPrincipal_names(string other, Truth expected) =>
        Assert.Equal(
            expected,
            ThroughRds(
                SamplePolicies.Of($$"""{ "Effect": "Allow", "NotPrincipal": { "AWS": "{{other}}" }, "Action": "kms:*", "Resource": "*" }""")
            )
        );

    [Theory]
    [InlineData("""{ "Bool": { "kms:GrantIsForAWSResource": "true" } }""", Truth.Yes, Truth.No)]
    [InlineData("""{ "Bool": { "kms:GrantIsForAWSResource": true } }""", Truth.Yes, Truth.No)]
    [InlineData("""{ "StringEquals": { "kms:ViaService": "rds.ap-northeast-1.amazonaws.com" } }""", Truth.Yes, Truth.No)]
    [InlineData("""{ "StringLike": { "KMS:viaservice": ["ec2.*", "rds.*.amazonaws.com"] } }""", Truth.Yes, Truth.No)]
    [InlineData("""{ "StringEqualsIfExists": { "kms:ViaService": "rds.ap-northeast-1.amazonaws.com" } }""", Truth.Yes, Truth.Yes)]
    [InlineData("""{ "StringNotEquals": { "kms:ViaService": "ec2.ap-northeast-1.amazonaws.com" } }""", Truth.Yes, Truth.Yes)]
    [InlineData("""{ "ForAllValues:StringEquals": { "kms:ViaService": "ec2.ap-northeast-1.amazonaws.com" } }""", Truth.No, Truth.Yes)]
    [InlineData("""{ "ForAnyValue:StringNotEquals": { "kms:ViaService": "ec2.ap-northeast-1.amazonaws.com" } }""", Truth.Yes, Truth.No)]
    [InlineData("""{ "Null": { "kms:ViaService": "true" } }""", Truth.No, Truth.Yes)]
    [InlineData("""{ "Null": { "kms:ViaService": "false" } }""", Truth.Yes, Truth.No)]
    [InlineData("""{ "StringEquals": { "kms:CallerAccount": ["987654321000", "123456789000"] } }""", Truth.Yes, Truth.Yes)]
    [InlineData("""{ "StringEquals": { "kms:CallerAccount": "987654321000" } }""", Truth.No, Truth.No)]
    [InlineData("""{ "ArnLike": { "aws:PrincipalArn": "arn:aws:iam::123456789000:role/Snapshot*" } }""", Truth.Yes, Truth.Yes)]
    [InlineData("""{ "ArnLike": { "aws:PrincipalArn": "arn:aws:iam::*" } }""", Truth.No, Truth.No)]
    [InlineData("""{ "ArnNotEquals": { "aws:PrincipalArn": "arn:aws:iam::123456789000:role/SnapshotShare" } }""", Truth.No, Truth.No)]
    [InlineData("""{ "StringEqualsIgnoreCase": { "aws:RequestedRegion": "AP-NORTHEAST-1" } }""", Truth.Yes, Truth.Yes)]
    [InlineData("""{ "StringEquals": { "aws:RequestedRegion": "AP-NORTHEAST-1" } }""", Truth.No, Truth.No)]
    [InlineData("""{ "StringEquals": { "aws:PrincipalOrgID": "o-exampleorgid" } }""", Truth.Unknown, Truth.Unknown)]
    [InlineData("""{ "StringEquals": { "kms:CallerAccount": "${aws:PrincipalAccount}" } }""", Truth.Unknown, Truth.Unknown)]
    [InlineData("""{ "IpAddress": { "aws:RequestedRegion": "10.0.0.0/8" } }""", Truth.Unknown, Truth.Unknown)]
    [InlineData("""{ "IpAddress": { "aws:SourceIp": "10.0.0.0/8" } }""", Truth.No, Truth.Unknown)]
    [InlineData("""{ "IpAddress": { "aws:SourceIp": ["10.0.0.0/8", "0.0.0.0/0"] } }""", Truth.Yes, Truth.Unknown)]
    [InlineData("""{ "NotIpAddress": { "aws:SourceIp": "10.0.0.0/8" } }""", Truth.Yes, Truth.Unknown)]
    [InlineData("""{ "StringEquals": { "aws:SourceVpce": "vpce-1" } }""", Truth.No, Truth.Unknown)]
    [InlineData("""{ "StringEqualsIfExists": { "aws:SourceVpce": "vpce-1" } }""", Truth.Yes, Truth.Unknown)]
    [InlineData("""{ "StringEquals": { "aws:SourceAccount": "123456789000" } }""", Truth.No, Truth.No)]
    [InlineData("""{ "Bool": { "aws:ViaAWSService": "true" } }""", Truth.Yes, Truth.No)]
    [InlineData("""{ "Bool": { "aws:PrincipalIsAWSService": "true" } }""", Truth.No, Truth.No)]
    [InlineData("""{ "Bool": { "aws:MultiFactorAuthPresent": "true" } }""", Truth.No, Truth.Unknown)]
    [InlineData("""{ "NumericLessThan": { "aws:MultiFactorAuthAge": "3600" } }""", Truth.No, Truth.Unknown)]
    [InlineData("""{ "StringEquals": { "aws:PrincipalType": "AssumedRole" } }""", Truth.Yes, Truth.Unknown)]
    [InlineData("""{ "StringEquals": { "aws:ResourceAccount": "987654321000" } }""", Truth.Yes, Truth.Yes)]
    [InlineData("""{ "StringEquals": { "kms:GranteePrincipal": "arn:aws:iam::123456789000:role/x" } }""", Truth.Unknown, Truth.Unknown)]
    [InlineData("""{ "StringEquals": { "kms:EncryptionContext:aws:rds:db-id": "db-1" } }""", Truth.Unknown, Truth.Unknown)]
    [InlineData("""{ "StringEquals": { "aws:SourceArn": "arn:aws:rds:ap-northeast-1:123456789000:db:x" } }""", Truth.No, Truth.No)]
    [InlineData(
        """{ "Bool": { "kms:GrantIsForAWSResource": "true" }, "StringEquals": { "kms:CallerAccount": "555566667777" } }""",
        Truth.No,
        Truth.No
    )]
    public void judges_conditions_for_RDS_and_for_the_caller_itself(string condition, Truth throughRds, Truth direct)
    {
        var policy = SamplePolicies.Of(SamplePolicies.Statement("Allow", Everybody, "\"kms:*\"", condition));
        Assert.Equal(throughRds, ThroughRds(policy));
        Assert.Equal(
            direct,
            KeyPolicy.Allows(Parse(policy), KeyCall.Direct(Sample.Dev, SandboxControl.DevRole, "kms:CreateGrant", Sample.SharingKeyArn))
        );
    }

    /// <summary>A look at a key carries no encryption context and makes no grant.</summary>
    [Theory]
    [InlineData("""{ "StringEquals": { "kms:EncryptionContext:aws:rds:db-id": "db-1" } }""", Truth.No)]
    [InlineData("""{ "ForAllValues:StringEquals": { "kms:EncryptionContextKeys": "aws:rds:db-id" } }""", Truth.Yes)]
    [InlineData("""{ "StringEquals": { "kms:GranteePrincipal": "arn:aws:iam::123456789000:role/x" } }""", Truth.No)]
    [InlineData("""{ "ForAllValues:StringEquals": { "kms:GrantOperations": "Decrypt" } }""", Truth.Yes)]
    public void knows_what_a_look_at_a_key_does_not_carry(string condition, Truth expected) =>
        Assert.Equal(
            expected,
            ThroughRds(SamplePolicies.Of(SamplePolicies.Statement("Allow", Everybody, "\"kms:*\"", condition)), "kms:DescribeKey")
        );

    [Fact]
    public void never_matches_a_grant_condition_on_what_is_no_grant()
    {
        var policy = SamplePolicies.Of(
            SamplePolicies.Statement("Allow", DevRoot, "\"kms:*\"", """{ "Bool": { "kms:GrantIsForAWSResource": "true" } }""")
        );
        Assert.Equal(Truth.Yes, ThroughRds(policy));
        Assert.Equal(Truth.No, ThroughRds(policy, "kms:Decrypt"));
        Assert.Equal(Truth.No, ThroughRds(policy, "kms:DescribeKey"));
    }

    [Theory]
    [InlineData("\"*\"", Truth.Yes)]
    [InlineData("\"arn:aws:kms:ap-northeast-1:987654321000:key/*\"", Truth.Yes)]
    [InlineData("\"arn:aws:kms:us-east-1:987654321000:key/*\"", Truth.No)]
    public void is_about_its_own_key(string resource, Truth expected) =>
        Assert.Equal(
            expected,
            ThroughRds(
                SamplePolicies.Of($$"""{ "Effect": "Allow", "Principal": {{DevRoot}}, "Action": "kms:*", "Resource": {{resource}} }""")
            )
        );

    [Fact]
    public void is_about_nothing_where_no_resource_is_named() =>
        Assert.Equal(Truth.No, ThroughRds(SamplePolicies.Of($$"""{ "Effect": "Allow", "Principal": {{DevRoot}}, "Action": "kms:*" }""")));

    /// <summary>Whom a Deny spares by ARN alone it may not spare in what RDS does later; whom it spares with the account, it does.</summary>
    [Theory]
    [InlineData("""{ "ArnNotLike": { "aws:PrincipalArn": "arn:aws:iam::123456789000:role/*" } }""", Truth.Unknown)]
    [InlineData("""{ "StringNotEquals": { "aws:PrincipalArn": "arn:aws:iam::123456789000:role/SnapshotShare" } }""", Truth.Unknown)]
    [InlineData("""{ "ArnNotLike": { "aws:PrincipalArn": "arn:aws:iam::123456789000:role/Other" } }""", Truth.No)]
    [InlineData(
        """{ "ArnNotLike": { "aws:PrincipalArn": "arn:aws:iam::123456789000:role/*" }, "StringNotEquals": { "aws:PrincipalAccount": "123456789000" } }""",
        Truth.Yes
    )]
    public void is_in_doubt_where_a_denial_spares_a_role_alone(string condition, Truth expected) =>
        Assert.Equal(expected, ThroughRds(SamplePolicies.AndAlso(SamplePolicies.Statement("Deny", Everybody, "\"kms:*\"", condition))));

    [Fact]
    public void denies_whatever_else_allows() =>
        Gen.Int[0, 3]
            .Select(Gen.Int[0, 3])
            .Sample(
                (before, after) =>
                {
                    var allow = SamplePolicies.Statement("Allow", Everybody, "\"kms:*\"");
                    var deny = SamplePolicies.Statement("Deny", DevRoot, "\"kms:Create*\"");
                    var policy = SamplePolicies.Of([.. Enumerable.Repeat(allow, before), deny, .. Enumerable.Repeat(allow, after)]);
                    Assert.Equal(Truth.No, ThroughRds(policy));
                    Assert.Equal(before + after > 0 ? Truth.Yes : Truth.No, ThroughRds(policy, "kms:Decrypt"));
                }
            );

    [Fact]
    public void is_in_doubt_where_a_denial_is() =>
        Assert.Equal(
            Truth.Unknown,
            ThroughRds(
                SamplePolicies.AndAlso(
                    SamplePolicies.Statement(
                        "Deny",
                        Everybody,
                        "\"kms:*\"",
                        """{ "StringNotEquals": { "aws:PrincipalOrgID": "o-exampleorgid" } }"""
                    )
                )
            )
        );

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{ \"Statement\": [] }")]
    [InlineData("{ \"Statement\": { \"Effect\": \"Perhaps\", \"Action\": \"*\" } }")]
    [InlineData("{ \"Statement\": { \"Effect\": \"Allow\" } }")]
    [InlineData("{ \"Statement\": [ 7 ] }")]
    public void is_nothing_where_the_text_is_no_policy(string text) => Assert.Null(PolicyDocument.Parse(text));

    private static Truth ThroughRds(string policy, string action = "kms:CreateGrant") =>
        KeyPolicy.Allows(Parse(policy), KeyCall.ThroughRds(Sample.Dev, SandboxControl.DevRole, action, Sample.SharingKeyArn));

    private static PolicyDocument Parse(string policy)
    {
        var document = PolicyDocument.Parse(policy);
        Assert.NotNull(document);
        return document;
    }
}
