using SnapshotShare.AwsSandbox.Policies;
using static SnapshotShare.AwsSandbox.Tests.Policies.PolicyCast;

namespace SnapshotShare.AwsSandbox.Tests.Policies;

/// <summary>KMS Developer Guide, "AWS KMS condition keys", "AWS global condition keys"; IAM User Guide, "Forward access sessions".</summary>
public sealed class the_context_of_a_call
{
    private static readonly GrantTerms Terms = new("rds.us-west-2.amazonaws.com", ["Decrypt", "CreateGrant"])
    {
        Retiring = "rds.us-west-2.amazonaws.com",
        ContextSubset = new Dictionary<string, string>(StringComparer.Ordinal) { ["aws:rds:dbc-id"] = "cluster-1" },
    };

    /// <summary>A condition on CreateGrant, and whether it holds when RDS calls for a role and when the role calls itself.</summary>
    public static TheoryData<string, bool, bool> Conditions =>
        new()
        {
            { """{"StringEquals":{"kms:ViaService":"rds.us-west-2.amazonaws.com"}}""", true, false },
            { """{"StringEquals":{"kms:ViaService":"rds.eu-west-1.amazonaws.com"}}""", false, false },
            { """{"StringEquals":{"kms:CallerAccount":"444455556666"}}""", true, true },
            { """{"StringEquals":{"kms:CallerAccount":"111122223333"}}""", false, false },
            { """{"ArnEquals":{"aws:PrincipalArn":"arn:aws:iam::444455556666:role/ExampleRole"}}""", true, true },
            { """{"ArnEquals":{"aws:PrincipalArn":"arn:aws:sts::444455556666:assumed-role/ExampleRole/me"}}""", false, false },
            { """{"StringEquals":{"aws:PrincipalAccount":"444455556666"}}""", true, true },
            { """{"StringEquals":{"aws:PrincipalType":"AssumedRole"}}""", true, true },
            { """{"StringLike":{"aws:userid":"AROAEXAMPLEROLE00001:*"}}""", true, true },
            { """{"Null":{"aws:username":"true"}}""", true, true },
            { """{"Null":{"aws:PrincipalOrgID":"true"}}""", true, true },
            { """{"Null":{"aws:PrincipalTag/team":"true"}}""", true, true },
            { """{"Bool":{"kms:GrantIsForAWSResource":"true"}}""", true, false },
            { """{"Bool":{"kms:GrantIsForAWSResource":"false"}}""", false, true },
            { """{"ForAllValues:StringEquals":{"kms:GrantOperations":["Decrypt","CreateGrant","Encrypt"]}}""", true, true },
            { """{"ForAllValues:StringEquals":{"kms:GrantOperations":["Decrypt"]}}""", false, false },
            { """{"ForAnyValue:StringEquals":{"kms:GrantOperations":["Decrypt"]}}""", true, true },
            { """{"StringEquals":{"kms:GranteePrincipal":"rds.us-west-2.amazonaws.com"}}""", true, true },
            { """{"StringEquals":{"kms:GranteePrincipal":"arn:aws:iam::111122223333:role/LimitedAdminRole"}}""", false, false },
            { """{"StringEquals":{"kms:RetiringPrincipal":"rds.us-west-2.amazonaws.com"}}""", true, true },
            { """{"StringEquals":{"kms:GrantConstraintType":"EncryptionContextSubset"}}""", true, true },
            { """{"StringEquals":{"kms:GrantConstraintType":"EncryptionContextEquals"}}""", false, false },
            { """{"StringEquals":{"kms:EncryptionContext:aws:rds:dbc-id":"cluster-1"}}""", true, true },
            { """{"StringEquals":{"kms:EncryptionContext:AWS:RDS:dbc-id":"cluster-2"}}""", false, false },
            { """{"ForAnyValue:StringEquals":{"kms:EncryptionContextKeys":"aws:rds:dbc-id"}}""", true, true },
            { """{"Bool":{"aws:ViaAWSService":"true"}}""", true, false },
            { """{"Bool":{"aws:ViaAWSService":"false"}}""", false, true },
            { """{"ForAnyValue:StringEquals":{"aws:CalledVia":"rds.amazonaws.com"}}""", true, false },
            { """{"StringEquals":{"aws:CalledViaFirst":"rds.amazonaws.com"}}""", true, false },
            { """{"Bool":{"aws:PrincipalIsAWSService":"false"}}""", true, true },
            { """{"IpAddress":{"aws:SourceIp":"127.0.0.1"}}""", false, true },
            { """{"NotIpAddress":{"aws:SourceIp":"127.0.0.1"}}""", true, false },
            { """{"Null":{"aws:SourceVpce":"true","aws:SourceVpc":"true"}}""", true, true },
            { """{"Null":{"aws:SourceAccount":"true","aws:SourceArn":"true"}}""", true, true },
            { """{"StringEquals":{"aws:SourceAccount":"444455556666"}}""", false, false },
            { """{"Bool":{"aws:MultiFactorAuthPresent":"true"}}""", false, false },
            { """{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}""", true, true },
            { """{"DateGreaterThan":{"aws:TokenIssueTime":"2026-01-15T09:00:00Z"}}""", true, true },
            { """{"DateGreaterThan":{"aws:TokenIssueTime":"2026-01-15T09:25:00Z"}}""", false, false },
            { """{"DateLessThan":{"aws:CurrentTime":"2026-01-16"}}""", true, true },
            { """{"NumericGreaterThan":{"aws:EpochTime":"1768469399"}}""", true, true },
            { """{"StringEquals":{"aws:RequestedRegion":"us-west-2"}}""", true, true },
            { """{"StringEquals":{"aws:RequestedRegion":"eu-west-1"}}""", false, false },
            { """{"StringEquals":{"aws:ResourceAccount":"111122223333"}}""", true, true },
            { """{"Bool":{"aws:SecureTransport":"true"}}""", true, true },
            {
                """{"StringEquals":{"kms:KeySpec":"SYMMETRIC_DEFAULT","kms:KeyUsage":"ENCRYPT_DECRYPT","kms:KeyOrigin":"AWS_KMS"}}""",
                true,
                true
            },
            { """{"StringEquals":{"kms:KeySpec":"RSA_4096"}}""", false, false },
            { """{"Bool":{"kms:MultiRegion":"false"},"Null":{"kms:MultiRegionKeyType":"true"}}""", true, true },
            { """{"StringEquals":{"aws:ResourceTag/system":"altplus"}}""", true, true },
            { """{"StringEquals":{"aws:ResourceTag/system":"orders"}}""", false, false },
            { """{"Null":{"kms:RequestAlias":"true"}}""", true, true },
        };

    private static KeyCall Call(string action = "kms:CreateGrant") =>
        new(Role(Other), Key, action, Now)
        {
            Grant = action == "kms:CreateGrant" ? Terms : null,
            KeyTags = new Dictionary<string, string>(StringComparer.Ordinal) { ["system"] = "altplus" },
        };

    private static bool Holds(string condition, KeyCall call) =>
        PolicyEvaluation.OfResource(Policy(Allow("\"*\"", more: $",\"Condition\":{condition}")), call.Request())
        == PolicyEffect.AllowsCaller;

    [Theory]
    [MemberData(nameof(Conditions))]
    public void a_condition_holds(string condition, bool throughRds, bool directly)
    {
        Assert.True(throughRds == Holds(condition, Call() with { ViaService = ViaRds }), "through RDS");
        Assert.True(directly == Holds(condition, Call()), "directly");
    }

    [Fact]
    public void the_condition_about_grants_never_holds_for_anything_else()
    {
        const string ForService = """{"Bool":{"kms:GrantIsForAWSResource":"true"}}""";
        foreach (var action in new[] { "kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant" })
            Assert.True(Holds(ForService, Call(action) with { ViaService = ViaRds }), action);
        foreach (var action in new[] { "kms:Decrypt", "kms:DescribeKey", "kms:RetireGrant" })
            Assert.False(Holds(ForService, Call(action) with { ViaService = ViaRds }), action);
        Assert.True(Holds("""{"Null":{"kms:GrantOperations":"true","kms:GranteePrincipal":"true"}}""", Call("kms:Decrypt")));
    }

    [Fact]
    public void what_only_some_have_is_there_where_they_have_it()
    {
        var user = Call() with { Principal = User(Other) };
        Assert.True(Holds("""{"StringEquals":{"aws:username":"ExampleUser","aws:PrincipalType":"User"}}""", user));
        Assert.True(Holds("""{"Null":{"aws:MultiFactorAuthPresent":"true","aws:TokenIssueTime":"true"}}""", user));
        var member = Call() with
        {
            Principal = Role(Other) with
            {
                OrganizationId = "o-example",
                Tags = new Dictionary<string, string>(StringComparer.Ordinal) { ["team"] = "dba" },
            },
        };
        Assert.True(Holds("""{"StringEquals":{"aws:PrincipalOrgID":"o-example","aws:PrincipalTag/team":"dba"}}""", member));
        Assert.False(Holds("""{"StringEquals":{"aws:PrincipalOrgID":"o-other"}}""", member));
        Assert.True(Holds("""{"StringEquals":{"kms:RequestAlias":"alias/x"}}""", Call() with { RequestAlias = "alias/x" }));
        Assert.True(Holds("""{"Bool":{"kms:BypassPolicyLockoutSafetyCheck":"true"}}""", Call() with { BypassesLockoutCheck = true }));
        Assert.True(Holds("""{"StringEquals":{"kms:MultiRegionKeyType":"PRIMARY"}}""", Call() with { MultiRegion = true }));
    }
}
