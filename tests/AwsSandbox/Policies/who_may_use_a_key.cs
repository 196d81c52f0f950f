using SnapshotShare.AwsSandbox.Policies;
using static SnapshotShare.AwsSandbox.Tests.Policies.PolicyCast;

namespace SnapshotShare.AwsSandbox.Tests.Policies;

/// <summary>
/// IAM User Guide, "Policy evaluation logic", "Cross-account policy evaluation logic"; KMS Developer Guide, "Key policies", "Determining
/// access", "Allowing users in other accounts to use a KMS key", "Grants": the key's policy, grants and the caller's own policies together.
/// </summary>
public sealed class who_may_use_a_key
{
    private const string Administration =
        """{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"kms:*","Resource":"*"}""";
    private const string Nobody = """{"Effect":"Allow","Principal":{"AWS":"777788889999"},"Action":"kms:*","Resource":"*"}""";
    private const string Yes = "kms:Decrypt";
    private const string No = "s3:*";
    private const string NoResource = "no resource-based policy allows the kms:Decrypt action";
    private const string NoIdentity = "no identity-based policy allows the kms:Decrypt action";
    private const string NoSession = "no session policy allows the kms:Decrypt action";

    /// <summary>The key's statement, the caller's account, what its role may, what its session may, and the refusal.</summary>
    public static TheoryData<string, string, string, string, string?, string?> Together =>
        new()
        {
            { "at home the account's IAM decides where the policy gives the account: yes", Administration, Owner, Yes, null, null },
            { "at home the account's IAM decides where the policy gives the account: no", Administration, Owner, No, null, NoIdentity },
            { "at home IAM counts for nothing where the policy does not give the account", Nobody, Owner, Yes, null, NoResource },
            {
                "at home a policy that names the role is enough",
                Allow("""{"AWS":"arn:aws:iam::111122223333:role/ExampleRole"}"""),
                Owner,
                No,
                null,
                null
            },
            { "at home a policy for everybody is enough", Allow("\"*\""), Owner, No, null, null },
            {
                "at home a policy that names another role is not",
                Allow("""{"AWS":"arn:aws:iam::111122223333:role/AnyRole"}"""),
                Owner,
                Yes,
                null,
                NoResource
            },
            {
                "a session policy limits what is given to the role",
                Allow("""{"AWS":"arn:aws:iam::111122223333:role/ExampleRole"}"""),
                Owner,
                No,
                No,
                NoSession
            },
            {
                "a session policy that allows it does not",
                Allow("""{"AWS":"arn:aws:iam::111122223333:role/ExampleRole"}"""),
                Owner,
                No,
                Yes,
                null
            },
            {
                "a session policy does not limit what is given to the session",
                Allow("""{"AWS":"arn:aws:sts::111122223333:assumed-role/ExampleRole/me"}"""),
                Owner,
                No,
                No,
                null
            },
            {
                "a session policy does not limit what everybody has, by aws:PrincipalArn",
                Allow("\"*\"", more: ""","Condition":{"ArnEquals":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/ExampleRole"}}"""),
                Owner,
                No,
                No,
                null
            },
            { "a session policy limits what IAM gives", Administration, Owner, Yes, No, NoSession },
            { "a session policy gives nothing by itself", Administration, Owner, No, Yes, NoIdentity },
            { "elsewhere both sides allow it", Allow("""{"AWS":"arn:aws:iam::444455556666:root"}"""), Other, Yes, null, null },
            {
                "elsewhere the key's side alone is not enough",
                Allow("""{"AWS":"arn:aws:iam::444455556666:root"}"""),
                Other,
                No,
                null,
                NoIdentity
            },
            { "elsewhere the caller's side alone is not enough", Administration, Other, Yes, null, NoResource },
            {
                "elsewhere naming the role is not enough either",
                Allow("""{"AWS":"arn:aws:iam::444455556666:role/ExampleRole"}"""),
                Other,
                No,
                null,
                NoIdentity
            },
            {
                "elsewhere naming the role and its own policy are",
                Allow("""{"AWS":"arn:aws:iam::444455556666:role/ExampleRole"}"""),
                Other,
                Yes,
                null,
                null
            },
            {
                "elsewhere naming the session is not enough",
                Allow("""{"AWS":"arn:aws:sts::444455556666:assumed-role/ExampleRole/me"}"""),
                Other,
                No,
                null,
                NoIdentity
            },
            { "elsewhere a policy for everybody needs IAM there", Allow("\"*\""), Other, No, null, NoIdentity },
            { "elsewhere a policy for everybody and IAM there are enough", Allow("\"*\""), Other, Yes, null, null },
            { "elsewhere a session policy limits it", Allow("\"*\""), Other, Yes, No, NoSession },
        };

    /// <summary>A statement of the role's own policy, for a call that the key's policy and its action list allow.</summary>
    public static TheoryData<string, string, string?> OwnStatements =>
        new()
        {
            { "nothing more", """{"Effect":"Allow","Action":"s3:*","Resource":"*"}""", null },
            {
                "an explicit denial",
                """{"Effect":"Deny","Action":"kms:Decrypt","Resource":"*"}""",
                "with an explicit deny in an identity-based policy"
            },
            { "a denial of another action", """{"Effect":"Deny","Action":"kms:Encrypt","Resource":"*"}""", null },
            {
                "a denial of this key",
                $$"""{"Effect":"Deny","Action":"kms:*","Resource":"{{Key}}"}""",
                "with an explicit deny in an identity-based policy"
            },
            { "a denial of other keys", $$"""{"Effect":"Deny","Action":"kms:*","NotResource":"{{Key}}"}""", null },
            {
                "a denial of what RDS does not ask for",
                """{"Effect":"Deny","Action":"kms:*","Resource":"*","Condition":{"StringNotEquals":{"kms:ViaService":"rds.us-west-2.amazonaws.com"}}}""",
                null
            },
            {
                "a denial of what S3 does not ask for",
                """{"Effect":"Deny","Action":"kms:*","Resource":"*","Condition":{"StringNotEquals":{"kms:ViaService":"s3.us-west-2.amazonaws.com"}}}""",
                "with an explicit deny in an identity-based policy"
            },
        };

    /// <summary>Grants for a call that no policy allows.</summary>
    public static TheoryData<string, string, string, bool> Grantees =>
        new()
        {
            { "the role", $"arn:aws:iam::{Other}:role/ExampleRole", No, true },
            { "the session", $"arn:aws:sts::{Other}:assumed-role/ExampleRole/me", No, true },
            { "another role", $"arn:aws:iam::{Other}:role/AnyRole", Yes, false },
            { "the account, whose IAM then decides: yes", $"arn:aws:iam::{Other}:root", Yes, true },
            { "the account, whose IAM then decides: no", $"arn:aws:iam::{Other}:root", No, false },
            { "another account", "arn:aws:iam::777788889999:root", Yes, false },
        };

    private static KeyCall Call(string account, string action = "kms:Decrypt") =>
        new(Role(account), Key, action, Now) { ViaService = ViaRds };

    private static string? WhyNot(KeyCall call, PolicyDocument key, string own, string? session = null, params GrantTerms[] grants) =>
        KeyAuthorization.WhyNot(
            call,
            key,
            grants,
            [PolicyDocument.Allowing([own])],
            session is null ? null : PolicyDocument.Allowing([session])
        );

    [Theory]
    [MemberData(nameof(Together))]
    public void policies_decide_together(string rule, string statement, string account, string own, string? session, string? refusal) =>
        Assert.True(refusal == WhyNot(Call(account), Policy(statement), own, session), rule);

    [Theory]
    [MemberData(nameof(OwnStatements))]
    public void the_callers_own_policy_may_deny_what_the_key_allows(string rule, string statement, string? refusal)
    {
        var own = PolicyDocument.Parse(Text(statement))!;
        foreach (var key in new[] { Allow("""{"AWS":"arn:aws:iam::444455556666:root"}"""), Allow("\"*\"") })
            Assert.True(
                refusal == KeyAuthorization.WhyNot(Call(Other), Policy(key), [], [PolicyDocument.Allowing([Yes]), own], null),
                rule
            );
    }

    [Fact]
    public void an_explicit_denial_beats_everything_that_allows()
    {
        var everything = new GrantTerms($"arn:aws:iam::{Owner}:role/ExampleRole", ["Decrypt"]);
        var allowed = Policy(Administration, Allow("\"*\""));
        var denied = Policy(Administration, Allow("\"*\""), Deny("""{"AWS":"111122223333"}""", "\"kms:Decrypt\""));
        Assert.Null(WhyNot(Call(Owner), allowed, Yes, null, everything));
        Assert.Equal("with an explicit deny in a resource-based policy", WhyNot(Call(Owner), denied, Yes, null, everything));
        var session = PolicyDocument.Parse(Text("""{"Effect":"Deny","Action":"kms:*","Resource":"*"}"""));
        Assert.Equal(
            "with an explicit deny in a session policy",
            KeyAuthorization.WhyNot(Call(Owner), allowed, [everything], [PolicyDocument.Allowing([Yes])], session)
        );
    }

    [Theory]
    [MemberData(nameof(Grantees))]
    public void a_grant_allows_what_no_policy_does_to(string whom, string grantee, string own, bool allowed)
    {
        var grant = new GrantTerms(grantee, ["Decrypt"]);
        Assert.True(allowed == (WhyNot(Call(Other), Policy(Administration), own, null, grant) is null), whom);
    }

    [Fact]
    public void a_grant_is_for_its_operations_only()
    {
        var grant = new GrantTerms($"arn:aws:iam::{Other}:role/ExampleRole", ["Decrypt", "ReEncryptFrom"]);
        Assert.Null(WhyNot(Call(Other, "kms:ReEncryptFrom"), Policy(Administration), No, null, grant));
        Assert.NotNull(WhyNot(Call(Other, "kms:ReEncryptTo"), Policy(Administration), No, null, grant));
        Assert.NotNull(WhyNot(Call(Other, "kms:ListGrants"), Policy(Administration), No, null, grant));
    }

    [Fact]
    public void the_guides_example_of_a_denied_user_and_of_a_role_in_another_account()
    {
        // Alice: the default key policy, and no IAM policy that allows it.
        var alice = Call(Owner) with
        {
            Principal = User(Owner, "Alice"),
            ViaService = null,
        };
        Assert.Equal(NoIdentity, WhyNot(alice, Policy(Administration), No));
        Assert.Null(WhyNot(alice, Policy(Administration), Yes));

        // Bob, as Engineering of account 1: the key's policy gives account 1, and the role's policy names the key.
        var bob = Call(Other) with
        {
            Principal = Role(Other, "Engineering", "bob"),
            ViaService = null,
        };
        var key = Policy(
            Administration,
            Allow("""{"AWS":"arn:aws:iam::444455556666:root"}""", """["kms:Encrypt","kms:Decrypt","kms:DescribeKey"]""")
        );
        var inline = PolicyDocument.Parse(Text($$"""{"Effect":"Allow","Action":["kms:Decrypt"],"Resource":["{{Key}}"]}"""))!;
        Assert.Null(KeyAuthorization.WhyNot(bob, key, [], [inline], null));
        Assert.NotNull(KeyAuthorization.WhyNot(bob with { Action = "kms:DescribeKey" }, key, [], [inline], null));
        Assert.NotNull(KeyAuthorization.WhyNot(bob with { KeyArn = Key[..^4] + "ffff" }, key, [], [inline], null));
    }

    [Fact]
    public void the_root_user_of_an_account_has_all_that_the_account_has()
    {
        var root = Call(Owner) with { Principal = new(Owner, PolicyPrincipal.RootOf(Owner), PolicyPrincipal.RootOf(Owner)) };
        Assert.Null(WhyNot(root, Policy(Administration), No));
        Assert.Equal(NoResource, WhyNot(root, Policy(Nobody), No));
    }
}
