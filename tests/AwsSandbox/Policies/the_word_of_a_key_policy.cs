using CsCheck;
using SnapshotShare.AwsSandbox.Policies;
using static SnapshotShare.AwsSandbox.Tests.Policies.PolicyCast;

namespace SnapshotShare.AwsSandbox.Tests.Policies;

/// <summary>IAM User Guide, "AWS JSON policy elements: Principal", "NotPrincipal", "Action", "Resource": one policy against one request.</summary>
public sealed class the_word_of_a_key_policy
{
    private const string AllowAll = """{"Effect":"Allow","Principal":"*","Action":"kms:*","Resource":"*"}""";

    private static readonly Gen<string> Action = Choice.Of("kms:Decrypt", "kms:CreateGrant", "kms:DescribeKey", "kms:PutKeyPolicy");

    private static readonly Gen<PolicyStatement> Statement = Gen.Select(
            Gen.Bool,
            Choice.Of(
                "*",
                $"arn:aws:iam::{Other}:role/ExampleRole",
                $"arn:aws:sts::{Other}:assumed-role/ExampleRole/me",
                Other,
                $"arn:aws:iam::{Other}:root",
                $"arn:aws:iam::{Owner}:root",
                "arn:aws:iam::555566667777:role/x"
            ),
            Choice.Of("kms:*", "kms:Decrypt", "kms:Create*", "kms:Describe*", "kms:P?tKeyPolicy", "*"),
            Gen.Bool,
            Gen.Bool
        )
        .Select(
            (allow, principal, pattern, aboutService, wanted) =>
                new PolicyStatement(allow)
                {
                    Principals = [new("AWS", principal)],
                    Actions = [pattern],
                    Resources = ["*"],
                    Conditions = aboutService ? [new("Bool", "kms:GrantIsForAWSResource", [wanted ? "true" : "false"])] : [],
                }
        );

    public static TheoryData<string, string, PolicyEffect> Allowed =>
        new()
        {
            { "everybody", "\"*\"", PolicyEffect.AllowsCaller },
            { "everybody, as an AWS principal", """{"AWS":"*"}""", PolicyEffect.AllowsCaller },
            { "the account's root", """{"AWS":"arn:aws:iam::444455556666:root"}""", PolicyEffect.AllowsAccount },
            { "the account's number", """{"AWS":"444455556666"}""", PolicyEffect.AllowsAccount },
            { "another account", """{"AWS":"777788889999"}""", PolicyEffect.Silent },
            { "the role", """{"AWS":"arn:aws:iam::444455556666:role/ExampleRole"}""", PolicyEffect.AllowsRole },
            { "another role", """{"AWS":"arn:aws:iam::444455556666:role/AnyRole"}""", PolicyEffect.Silent },
            { "the role of that name in another account", """{"AWS":"arn:aws:iam::111122223333:role/ExampleRole"}""", PolicyEffect.Silent },
            { "the role's unique ID", """{"AWS":"AROAEXAMPLEROLE00001"}""", PolicyEffect.AllowsRole },
            { "another role's unique ID", """{"AWS":"AROAEXAMPLEROLE00002"}""", PolicyEffect.Silent },
            { "the session", """{"AWS":"arn:aws:sts::444455556666:assumed-role/ExampleRole/me"}""", PolicyEffect.AllowsCaller },
            { "another session of the role", """{"AWS":"arn:aws:sts::444455556666:assumed-role/ExampleRole/you"}""", PolicyEffect.Silent },
            {
                "a list with the role in it",
                """{"AWS":["777788889999","arn:aws:iam::444455556666:role/ExampleRole"]}""",
                PolicyEffect.AllowsRole
            },
            { "a list without", """{"AWS":["777788889999","arn:aws:iam::444455556666:role/AnyRole"]}""", PolicyEffect.Silent },
            { "a service and the account", """{"Service":"rds.amazonaws.com","AWS":"444455556666"}""", PolicyEffect.AllowsAccount },
            { "a service, though it calls for the role", """{"Service":"rds.amazonaws.com"}""", PolicyEffect.Silent },
            { "a provider of identities", """{"Federated":"cognito-identity.amazonaws.com"}""", PolicyEffect.Silent },
            { "a star in a name, were it taken, names nobody", """{"AWS":"arn:aws:iam::444455556666:role/*"}""", PolicyEffect.Silent },
        };

    /// <summary>A Deny for an account reaches everybody in it; the key beside each is who is not exempt.</summary>
    public static TheoryData<string, string, bool> Denied =>
        new()
        {
            { "everybody", Deny("\"*\""), true },
            { "the account", Deny("""{"AWS":"arn:aws:iam::444455556666:root"}"""), true },
            { "the account's number", Deny("""{"AWS":"444455556666"}"""), true },
            { "another account", Deny("""{"AWS":"arn:aws:iam::777788889999:root"}"""), false },
            { "the role", Deny("""{"AWS":"arn:aws:iam::444455556666:role/ExampleRole"}"""), true },
            { "another role", Deny("""{"AWS":"arn:aws:iam::444455556666:role/AnyRole"}"""), false },
            { "the session", Deny("""{"AWS":"arn:aws:sts::444455556666:assumed-role/ExampleRole/me"}"""), true },
            { "another session", Deny("""{"AWS":"arn:aws:sts::444455556666:assumed-role/ExampleRole/you"}"""), false },
            {
                "whoever is not of two accounts, and the caller is of one",
                Exempt("""{"StringNotEquals":{"kms:CallerAccount":["111122223333","444455556666"]}}"""),
                false
            },
            {
                "whoever is not of two accounts, and the caller is of neither",
                Exempt("""{"StringNotEquals":{"kms:CallerAccount":["111122223333","777788889999"]}}"""),
                true
            },
            {
                "whoever is not that role, by its ARN",
                Exempt("""{"ArnNotEquals":{"aws:PrincipalArn":"arn:aws:iam::444455556666:role/ExampleRole"}}"""),
                false
            },
            {
                "whoever is not another role, by its ARN",
                Exempt("""{"ArnNotEquals":{"aws:PrincipalArn":"arn:aws:iam::444455556666:role/AnyRole"}}"""),
                true
            },
            {
                "whoever is not like a pattern that the role is like",
                Exempt("""{"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/Example*"}}"""),
                false
            },
            {
                "whoever is not like a pattern that the role is unlike",
                Exempt("""{"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:user/*"}}"""),
                true
            },
            {
                "an exemption by session ARN in aws:PrincipalArn, which is the role's",
                Exempt("""{"ArnNotEquals":{"aws:PrincipalArn":"arn:aws:sts::444455556666:assumed-role/ExampleRole/me"}}"""),
                true
            },
            { "whoever is of no organization", Exempt("""{"StringNotEquals":{"aws:PrincipalOrgID":"o-example"}}"""), true },
            {
                "whoever has that key and another value, if it exists",
                Exempt("""{"StringNotEqualsIfExists":{"aws:PrincipalAccount":"444455556666"}}"""),
                false
            },
            {
                "whoever is of no organization, only where the key is there",
                Exempt("""{"StringNotEquals":{"aws:PrincipalOrgID":"o-example"},"Null":{"aws:PrincipalOrgID":"false"}}"""),
                false
            },
            {
                "whoever does not come through RDS",
                Exempt("""{"StringNotEquals":{"kms:ViaService":"rds.us-west-2.amazonaws.com"}}"""),
                false
            },
            { "whoever does not come through S3", Exempt("""{"StringNotEquals":{"kms:ViaService":"s3.us-west-2.amazonaws.com"}}"""), true },
            { "whoever does not come from an endpoint", Exempt("""{"StringNotEquals":{"aws:SourceVpce":"vpce-1"}}"""), true },
            {
                "whoever comes from a wrong endpoint, if from one",
                Exempt("""{"StringNotEquals":{"aws:SourceVpce":"vpce-1"},"Null":{"aws:SourceVpce":"false"}}"""),
                false
            },
            {
                "all but account, role and session",
                Spare(
                    "arn:aws:iam::444455556666:root",
                    "arn:aws:iam::444455556666:role/ExampleRole",
                    "arn:aws:sts::444455556666:assumed-role/ExampleRole/me"
                ),
                false
            },
            {
                "all but account, by number, role and session",
                Spare(
                    "444455556666",
                    "arn:aws:iam::444455556666:role/ExampleRole",
                    "arn:aws:sts::444455556666:assumed-role/ExampleRole/me"
                ),
                false
            },
            {
                "all but account and role, which leaves the session",
                Spare("arn:aws:iam::444455556666:root", "arn:aws:iam::444455556666:role/ExampleRole"),
                true
            },
            {
                "all but role and session, which leaves the account",
                Spare("arn:aws:iam::444455556666:role/ExampleRole", "arn:aws:sts::444455556666:assumed-role/ExampleRole/me"),
                true
            },
            { "all but the account, which leaves its roles", Spare("arn:aws:iam::444455556666:root"), true },
            { "all but another account", Spare("arn:aws:iam::777788889999:root"), true },
            { "all but everybody", """{"Effect":"Deny","NotPrincipal":"*","Action":"kms:*","Resource":"*"}""", false },
        };

    public static TheoryData<string, string, bool> Scopes =>
        new()
        {
            { "the action", """ "Action":"kms:Decrypt","Resource":"*" """, true },
            { "the action in any case", """ "Action":"KMS:decrypt","Resource":"*" """, true },
            { "another action", """ "Action":"kms:Encrypt","Resource":"*" """, false },
            { "a list with it", """ "Action":["kms:Encrypt","kms:Decrypt"],"Resource":"*" """, true },
            { "a star at the end", """ "Action":"kms:De*","Resource":"*" """, true },
            { "a star at the end of another", """ "Action":"kms:Re*","Resource":"*" """, false },
            { "a question mark", """ "Action":"kms:Decryp?","Resource":"*" """, true },
            { "a question mark too many", """ "Action":"kms:Decrypt?","Resource":"*" """, false },
            { "everything", """ "Action":"*","Resource":"*" """, true },
            { "every action of another service", """ "Action":"s3:*","Resource":"*" """, false },
            { "all but another action", """ "NotAction":"kms:Encrypt","Resource":"*" """, true },
            { "all but it", """ "NotAction":"kms:Decrypt","Resource":"*" """, false },
            { "all but a pattern that it is like", """ "NotAction":["kms:D*"],"Resource":"*" """, false },
            { "this key by its ARN", $""" "Action":"kms:*","Resource":"{Key}" """, true },
            { "another key by its ARN", """ "Action":"kms:*","Resource":"arn:aws:kms:us-west-2:111122223333:key/other" """, false },
            { "the account's keys", """ "Action":"kms:*","Resource":"arn:aws:kms:*:111122223333:key/*" """, true },
            { "another account's keys", """ "Action":"kms:*","Resource":"arn:aws:kms:*:444455556666:key/*" """, false },
            { "all but another key", """ "Action":"kms:*","NotResource":"arn:aws:kms:us-west-2:111122223333:key/other" """, true },
            { "all but this key", $""" "Action":"kms:*","NotResource":"{Key}" """, false },
            { "a statement without a resource has no effect", """ "Action":"kms:*" """, false },
            { "a statement without an action has no effect", """ "Resource":"*" """, false },
            { "a variable in the resource", """ "Action":"kms:*","Resource":"arn:aws:kms:*:${aws:ResourceAccount}:key/*" """, true },
            { "a variable without a value", """ "Action":"kms:*","Resource":"arn:aws:kms:*:${aws:username}:key/*" """, false },
        };

    private static KeyCall Call(string action = "kms:Decrypt") => new(Role(Other), Key, action, Now) { ViaService = ViaRds };

    private static PolicyEffect Evaluate(PolicyDocument policy, KeyCall call) => PolicyEvaluation.OfResource(policy, call.Request());

    [Theory]
    [MemberData(nameof(Allowed))]
    public void a_statement_allows_the_session_of_a_role_by(string whom, string principal, PolicyEffect effect) =>
        Assert.True(effect == Evaluate(Policy(Allow(principal)), Call()), whom);

    [Theory]
    [MemberData(nameof(Denied))]
    public void a_statement_denies(string whom, string statement, bool denied)
    {
        var effect = denied ? PolicyEffect.Denies : PolicyEffect.AllowsCaller;
        Assert.True(effect == Evaluate(Policy(AllowAll, statement), Call()), whom);
        Assert.True(effect == Evaluate(Policy(statement, AllowAll), Call()), whom + ", in the other order");
    }

    [Theory]
    [MemberData(nameof(Scopes))]
    public void a_statement_is_about(string what, string scope, bool applies)
    {
        var policy = Policy($$"""{"Effect":"Allow","Principal":"*",{{scope}}}""");
        Assert.True((applies ? PolicyEffect.AllowsCaller : PolicyEffect.Silent) == Evaluate(policy, Call()), what);
    }

    [Fact]
    public void a_user_is_its_own_principal_and_needs_only_itself_and_its_account_to_be_spared()
    {
        var call = Call() with { Principal = User(Other) };
        Assert.Equal(PolicyEffect.AllowsCaller, Evaluate(Policy(Allow("""{"AWS":"arn:aws:iam::444455556666:user/ExampleUser"}""")), call));
        Assert.Equal(PolicyEffect.Silent, Evaluate(Policy(Allow("""{"AWS":"arn:aws:iam::444455556666:user/Bob"}""")), call));
        var bob = Spare("arn:aws:iam::444455556666:user/Bob", "arn:aws:iam::444455556666:root");
        Assert.Equal(PolicyEffect.Denies, Evaluate(Policy(AllowAll, bob), call));
        Assert.Equal(PolicyEffect.AllowsCaller, Evaluate(Policy(AllowAll, bob), call with { Principal = User(Other, "Bob") }));
    }

    [Fact]
    public void a_deny_that_matches_wins_whatever_else_is_said() =>
        Gen.Select(Statement.Array[0, 5], Action)
            .Sample(
                (statements, action) =>
                {
                    var deny = new PolicyStatement(false)
                    {
                        Principals = [new("AWS", "*")],
                        Actions = [action],
                        Resources = ["*"],
                    };
                    return Evaluate(new([.. statements, deny]), Call(action)) == PolicyEffect.Denies
                        && Evaluate(new([deny, .. statements]), Call(action)) == PolicyEffect.Denies;
                }
            );

    [Fact]
    public void the_order_of_statements_does_not_matter() =>
        Gen.Select(Statement.Array[0, 6], Action, Gen.Int)
            .Sample(
                (statements, action, seed) =>
                {
                    var shuffled = statements.ToArray();
                    new Random(seed).Shuffle(shuffled);
                    return Evaluate(new(statements), Call(action)) == Evaluate(new(shuffled), Call(action));
                }
            );

    [Fact]
    public void another_allow_never_takes_a_right_away_and_another_deny_never_gives_one() =>
        Gen.Select(Statement.Array[0, 5], Statement, Action)
            .Sample(
                (statements, added, action) =>
                {
                    var before = Evaluate(new(statements), Call(action));
                    var after = Evaluate(new([.. statements, added]), Call(action));
                    return added.Allow ? after >= before : after == before || after == PolicyEffect.Denies;
                }
            );

    [Fact]
    public void who_is_not_named_is_not_allowed() =>
        Statement
            .Array[0, 5]
            .Sample(statements =>
            {
                var named = statements.Where(s => s.Principals![0].Name != "*").ToArray();
                return Evaluate(new(named), Call() with { Principal = Role("444444444444", "x") }) == PolicyEffect.Silent;
            });

    private static string Exempt(string condition) => Deny("\"*\"", more: $",\"Condition\":{condition}");

    private static string Spare(params string[] principals) =>
        $$"""{"Effect":"Deny","NotPrincipal":{"AWS":[{{string.Join(',', principals.Select(p => $"\"{p}\""))}}]},"Action":"kms:*","Resource":"*"}""";
}
