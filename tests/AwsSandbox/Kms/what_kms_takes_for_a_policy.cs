using System.Text.Json;

namespace SnapshotShare.AwsSandbox.Tests.Kms;

/// <summary>KMS API Reference, PutKeyPolicy; KMS Developer Guide, "Creating a key policy"; IAM User Guide, "Principal", "NotPrincipal".</summary>
public sealed class what_kms_takes_for_a_policy
{
    private const string Id = "0987dcba-09fe-87dc-65ba-ab0987654321";
    private const string Administration =
        """{"Sid":"Enable IAM User Permissions","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::987654321000:root"},"Action":"kms:*","Resource":"*"}""";
    private const string InvalidPrincipal = "Policy contains a statement with one or more invalid principals.";
    private const string NoPrincipal = "Policy contains a statement with no principal.";
    private const string Lockout = "The new key policy will not allow you to update the key policy in the future.";

    /// <summary>A principal of a second statement, and whether KMS knows it.</summary>
    public static TheoryData<string, string, bool> Principals =>
        new()
        {
            { "everybody", "\"*\"", true },
            { "everybody, as an AWS principal", """{"AWS":"*"}""", true },
            { "an account's number", """{"AWS":"123456789000"}""", true },
            { "a number that is no account's", """{"AWS":"12345678900"}""", false },
            { "an account's root", """{"AWS":"arn:aws:iam::123456789000:root"}""", true },
            { "the root of every account", """{"AWS":"arn:aws:iam::*:root"}""", false },
            { "a role that exists", """{"AWS":"arn:aws:iam::123456789000:role/SnapshotShare"}""", true },
            { "a role that does not exist", """{"AWS":"arn:aws:iam::123456789000:role/Nobody"}""", false },
            { "a role of every account", """{"AWS":"arn:aws:iam::*:role/SnapshotShare"}""", false },
            { "every role of an account", """{"AWS":"arn:aws:iam::123456789000:role/*"}""", false },
            { "a role with a question mark", """{"AWS":"arn:aws:iam::123456789000:role/SnapshotShar?"}""", false },
            { "a role of an account that nobody here knows", """{"AWS":"arn:aws:iam::555566667777:role/Whoever"}""", true },
            { "a user that exists", """{"AWS":"arn:aws:iam::111122223333:user/operator"}""", true },
            { "a user that does not exist", """{"AWS":"arn:aws:iam::111122223333:user/nobody"}""", false },
            { "a group", """{"AWS":"arn:aws:iam::111122223333:group/admins"}""", false },
            { "a session", """{"AWS":"arn:aws:sts::123456789000:assumed-role/SnapshotShare/tests"}""", true },
            { "every session of a role", """{"AWS":"arn:aws:sts::123456789000:assumed-role/SnapshotShare/*"}""", false },
            { "a session without its name", """{"AWS":"arn:aws:sts::123456789000:assumed-role/SnapshotShare"}""", false },
            { "a word", """{"AWS":"somebody"}""", false },
            { "an ARN of something else", """{"AWS":"arn:aws:rds:ap-northeast-1:123456789000:cluster:x"}""", false },
            { "the unique ID of a role that is gone", """{"AWS":"AROAEXAMPLEROLE00001"}""", false },
            { "a service", """{"Service":"rds.amazonaws.com"}""", true },
            { "a service of a Region", """{"Service":"rds.ap-northeast-1.amazonaws.com"}""", true },
            { "every service", """{"Service":"*"}""", false },
            { "a provider of identities", """{"Federated":"cognito-identity.amazonaws.com"}""", true },
            {
                "a canonical user, whom only S3 knows",
                """{"CanonicalUser":"79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"}""",
                false
            },
            { "a list of good ones", """{"AWS":["123456789000","arn:aws:iam::987654321000:role/ReadOnly"]}""", true },
            { "a list with one bad", """{"AWS":["123456789000","arn:aws:iam::987654321000:role/Nobody"]}""", false },
        };

    /// <summary>A second statement, and what KMS says to it; null where it takes it.</summary>
    public static TheoryData<string, string, string?> Statements =>
        new()
        {
            { "a statement without a principal", """{"Effect":"Allow","Action":"kms:*","Resource":"*"}""", NoPrincipal },
            {
                "a statement for a list of nobody",
                """{"Effect":"Allow","Principal":{"AWS":[]},"Action":"kms:*","Resource":"*"}""",
                NoPrincipal
            },
            { "a statement without a resource, which has no effect", """{"Effect":"Deny","Principal":"*","Action":"kms:*"}""", null },
            { "a statement without an action, which has no effect", """{"Effect":"Deny","Principal":"*","Resource":"*"}""", null },
            { "a denial of everything", """{"Effect":"Deny","Principal":"*","Action":"kms:*","Resource":"*"}""", Lockout },
            { "a denial of something else", """{"Effect":"Deny","Principal":"*","Action":"kms:Decrypt","Resource":"*"}""", null },
            {
                "a denial of whoever has no MFA, which nobody here has",
                """{"Effect":"Deny","Principal":"*","Action":"kms:*","Resource":"*","Condition":{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}}""",
                Lockout
            },
            {
                "a denial of whoever comes from another endpoint, by key",
                """{"Effect":"Deny","Principal":"*","Action":"kms:*","Resource":"*","Condition":{"StringNotEqualsIfExists":{"aws:SourceVpce":"vpce-1"}}}""",
                Lockout
            },
            {
                "a denial with exceptions",
                """{"Effect":"Deny","NotPrincipal":{"AWS":"arn:aws:iam::123456789000:root"},"Action":"kms:Decrypt","Resource":"*"}""",
                null
            },
            {
                "a right with exceptions",
                """{"Effect":"Allow","NotPrincipal":{"AWS":"arn:aws:iam::123456789000:root"},"Action":"kms:Decrypt","Resource":"*"}""",
                "NotPrincipal is supported with the effect Deny only."
            },
            {
                "exceptions for nobody that exists",
                """{"Effect":"Deny","NotPrincipal":{"AWS":"arn:aws:iam::123456789000:role/Nobody"},"Action":"kms:Decrypt","Resource":"*"}""",
                InvalidPrincipal
            },
            {
                "another name of a statement with spaces",
                """{"Sid":"Allow use of the key","Effect":"Allow","Principal":"*","Action":"kms:Decrypt","Resource":"*"}""",
                null
            },
            {
                "the same name as the first",
                """{"Sid":"Enable IAM User Permissions","Effect":"Allow","Principal":"*","Action":"kms:Decrypt","Resource":"*"}""",
                "The policy is not valid JSON, or its statements are not."
            },
        };

    private static string Put(string policy, string more = "") =>
        $$"""{"KeyId":"{{Id}}","Policy":{{JsonSerializer.Serialize(policy)}}{{more}}}""";

    private static string Policy(params string[] statements) =>
        $$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', statements)}}]}""";

    [Theory]
    [MemberData(nameof(Principals))]
    public void a_principal_must_exist_and_be_named_whole(string who, string principal, bool taken)
    {
        using var aws = new TestAws();
        var statement = $$"""{"Effect":"Allow","Principal":{{principal}},"Action":"kms:DescribeKey","Resource":"*"}""";

        var reply = aws.ProdAdmin.Kms("PutKeyPolicy", Put(Policy(Administration, statement)));

        Assert.True((taken ? "" : "MalformedPolicyDocumentException " + InvalidPrincipal) == $"{reply.Code} {reply.Message}".Trim(), who);
    }

    [Theory]
    [MemberData(nameof(Statements))]
    public void a_statement_is_taken_or_refused(string what, string statement, string? refusal)
    {
        using var aws = new TestAws();

        var reply = aws.ProdAdmin.Kms("PutKeyPolicy", Put(Policy(Administration, statement)));

        Assert.True((refusal is null ? "" : "MalformedPolicyDocumentException " + refusal) == $"{reply.Code} {reply.Message}".Trim(), what);
    }

    [Fact]
    public void a_policy_is_of_Latin_characters_and_of_32_KiB_at_most()
    {
        using var aws = new TestAws();
        string Named(string sid) => Policy(Administration.Replace("Enable IAM User Permissions", sid, StringComparison.Ordinal));

        aws.ProdAdmin.Kms("PutKeyPolicy", Put(Named("Clé de partage"))).Ok();
        aws.ProdAdmin.Kms("PutKeyPolicy", Put(Named("共有の鍵"))).Refused(400, "ValidationException");
        aws.ProdAdmin.Kms("PutKeyPolicy", Put(Named(new string('x', 32_000)))).Ok();
        aws.ProdAdmin.Kms("PutKeyPolicy", Put(Named(new string('x', 33_000)))).Refused(400, "LimitExceededException");
    }

    [Fact]
    public void a_new_key_is_held_to_the_same()
    {
        using var aws = new TestAws();
        string Create(string policy) => $$"""{"Policy":{{JsonSerializer.Serialize(policy)}}}""";

        aws.ProdAdmin.Kms("CreateKey", Create(Policy(Administration))).Ok();
        aws.ProdAdmin.Kms("CreateKey", Create(Policy("""{"Effect":"Allow","Principal":"*","Action":"kms:*"}""")))
            .Refused(400, "MalformedPolicyDocumentException", Lockout);
    }

    [Fact]
    public void a_policy_may_forbid_to_leave_the_lockout_check_out()
    {
        using var aws = new TestAws();
        var careful = Policy(
            """{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::987654321000:root"},"Action":"kms:*","Resource":"*"}""",
            """{"Effect":"Deny","Principal":"*","Action":"kms:PutKeyPolicy","Resource":"*","Condition":{"Bool":{"kms:BypassPolicyLockoutSafetyCheck":"true"}}}"""
        );
        aws.ProdAdmin.Kms("PutKeyPolicy", Put(careful)).Ok();

        aws.ProdAdmin.Kms("PutKeyPolicy", Put(careful, ",\"BypassPolicyLockoutSafetyCheck\":true")).Refused(400, "AccessDeniedException");
        aws.ProdAdmin.Kms("PutKeyPolicy", Put(careful)).Ok();
    }
}
