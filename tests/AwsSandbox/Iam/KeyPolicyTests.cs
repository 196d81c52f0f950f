using CsCheck;
using SnapshotShare.AwsSandbox.Iam;

namespace SnapshotShare.AwsSandbox.Tests.Iam;

public sealed class KeyPolicyTests
{
    private const string Owner = "987654321000";
    private const string Other = "123456789000";
    private const string Role = $"arn:aws:iam::{Other}:role/SnapshotShare";
    private const string Session = $"arn:aws:sts::{Other}:assumed-role/SnapshotShare/me";

    private static readonly Gen<string> Action = Choice.Of("kms:Decrypt", "kms:CreateGrant", "kms:DescribeKey", "kms:PutKeyPolicy");
    private static readonly Gen<string> Pattern = Choice.Of(
        "kms:*",
        "kms:Decrypt",
        "kms:Create*",
        "kms:Describe*",
        "kms:P?tKeyPolicy",
        "*"
    );
    private static readonly Gen<string> Principal = Choice.Of(
        "*",
        Role,
        Session,
        Other,
        $"arn:aws:iam::{Other}:root",
        $"arn:aws:iam::{Owner}:root",
        "arn:aws:iam::555566667777:role/x"
    );

    private static readonly Gen<PolicyStatement> Statement = Gen.Select(Gen.Bool, Principal, Pattern, Gen.Bool, Gen.Bool)
        .Select(
            (allow, principal, pattern, forService, wanted) =>
                new PolicyStatement(
                    allow,
                    [principal],
                    null,
                    [pattern],
                    null,
                    forService ? [new PolicyCondition("Bool", "kms:GrantIsForAWSResource", [wanted ? "true" : "false"])] : []
                )
        );

    private static PolicyDecision Evaluate(string policy, string action, params (string, string)[] context) =>
        KeyPolicy.Evaluate(PolicyDocument.Parse(policy)!, Request(action, context));

    private static PolicyRequest Request(string action, params (string Key, string Value)[] context) =>
        new(Other, Role, Session, action, context.ToDictionary(c => c.Key, c => c.Value, StringComparer.Ordinal));

    private static string Allow(string principal, string actions, string condition = "{}") =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{{principal}},"Action":{{actions}},"Resource":"*","Condition":{{condition}}}]}""";

    [Theory]
    [InlineData("""{"AWS":"arn:aws:iam::123456789000:root"}""", nameof(PolicyDecision.AllowedThroughAccount))]
    [InlineData("""{"AWS":"123456789000"}""", nameof(PolicyDecision.AllowedThroughAccount))]
    [InlineData(
        """{"AWS":["arn:aws:iam::987654321000:root","arn:aws:iam::123456789000:role/SnapshotShare"]}""",
        nameof(PolicyDecision.Allowed)
    )]
    [InlineData("""{"AWS":"arn:aws:sts::123456789000:assumed-role/SnapshotShare/me"}""", nameof(PolicyDecision.Allowed))]
    [InlineData("\"*\"", nameof(PolicyDecision.Allowed))]
    [InlineData("""{"AWS":"arn:aws:iam::987654321000:root"}""", nameof(PolicyDecision.Silent))]
    [InlineData("""{"Service":"rds.amazonaws.com"}""", nameof(PolicyDecision.Silent))]
    public void a_principal_is_an_account_a_role_a_session_or_anybody(string principal, string decision) =>
        Assert.Equal(decision, Evaluate(Allow(principal, "\"kms:Decrypt\""), "kms:Decrypt").ToString());

    /// <summary>
    /// IAM User Guide, policy evaluation: a Deny for an account's root reaches everybody in that account, whatever allows it; one for a
    /// role reaches that role alone.
    /// </summary>
    [Theory]
    [InlineData("""{"AWS":"arn:aws:iam::123456789000:root"}""", true)]
    [InlineData("""{"AWS":"123456789000"}""", true)]
    [InlineData("""{"AWS":"arn:aws:iam::123456789000:role/SnapshotShare"}""", true)]
    [InlineData("""{"AWS":"arn:aws:sts::123456789000:assumed-role/SnapshotShare/me"}""", true)]
    [InlineData("\"*\"", true)]
    [InlineData("""{"AWS":["arn:aws:iam::987654321000:root","arn:aws:iam::123456789000:root"]}""", true)]
    [InlineData("""{"AWS":"arn:aws:iam::987654321000:root"}""", false)]
    [InlineData("""{"AWS":"arn:aws:iam::123456789000:role/Other"}""", false)]
    public void a_denial_reaches_whom_it_names_by_account_role_session_or_everybody(string principal, bool denied)
    {
        var allow = """{"Effect":"Allow","Principal":"*","Action":"kms:*","Resource":"*"}""";
        var deny = $$"""{"Effect":"Deny","Principal":{{principal}},"Action":"kms:Decrypt","Resource":"*"}""";
        var policy = $$"""{"Version":"2012-10-17","Statement":[{{allow}},{{deny}}]}""";
        Assert.Equal(denied ? PolicyDecision.Denied : PolicyDecision.Allowed, Evaluate(policy, "kms:Decrypt"));
        Assert.Equal(PolicyDecision.Allowed, Evaluate(policy, "kms:CreateGrant"));
    }

    [Fact]
    public void the_condition_about_grants_never_holds_for_anything_else()
    {
        var policy = Allow("\"*\"", """["kms:CreateGrant","kms:Decrypt"]""", """{"Bool":{"kms:GrantIsForAWSResource":"true"}}""");

        Assert.Equal(PolicyDecision.Allowed, Evaluate(policy, "kms:CreateGrant", ("kms:grantisforawsresource", "true")));
        Assert.Equal(PolicyDecision.Silent, Evaluate(policy, "kms:CreateGrant", ("kms:grantisforawsresource", "false")));
        Assert.Equal(PolicyDecision.Silent, Evaluate(policy, "kms:Decrypt"));
    }

    [Theory]
    [InlineData("""{"StringEquals":{"kms:ViaService":"rds.ap-northeast-1.amazonaws.com"}}""", true)]
    [InlineData("""{"StringEquals":{"KMS:VIASERVICE":["s3.ap-northeast-1.amazonaws.com","rds.ap-northeast-1.amazonaws.com"]}}""", true)]
    [InlineData("""{"StringLike":{"kms:ViaService":"rds.*.amazonaws.com"}}""", true)]
    [InlineData("""{"StringNotEquals":{"kms:ViaService":"rds.ap-northeast-1.amazonaws.com"}}""", false)]
    [InlineData("""{"StringNotEquals":{"aws:PrincipalOrgID":"o-1"}}""", true)]
    [InlineData("""{"StringEquals":{"aws:PrincipalOrgID":"o-1"}}""", false)]
    [InlineData("""{"StringEqualsIfExists":{"aws:PrincipalOrgID":"o-1"}}""", true)]
    [InlineData("""{"Null":{"aws:PrincipalOrgID":"true"}}""", true)]
    [InlineData("""{"StringEquals":{"kms:ViaService":"rds.ap-northeast-1.amazonaws.com","kms:CallerAccount":"987654321000"}}""", false)]
    [InlineData("""{"NoSuchOperator":{"kms:CallerAccount":"123456789000"}}""", false)]
    public void conditions(string condition, bool holds)
    {
        var decision = Evaluate(
            Allow("\"*\"", "\"kms:*\"", condition),
            "kms:Decrypt",
            ("kms:viaservice", "rds.ap-northeast-1.amazonaws.com"),
            ("kms:calleraccount", Other)
        );
        Assert.Equal(holds, decision == PolicyDecision.Allowed);
    }

    [Fact]
    public void a_deny_that_matches_wins_whatever_else_is_said() =>
        Gen.Select(Statement.Array[0, 5], Action, Gen.Bool)
            .Sample(
                (statements, action, forService) =>
                {
                    var request = Request(action, ("kms:grantisforawsresource", forService ? "true" : "false"));
                    var before = new PolicyDocument([.. statements, new(false, ["*"], null, [action], null, [])]);
                    var after = new PolicyDocument([new(false, ["*"], null, [action], null, []), .. statements]);
                    return KeyPolicy.Evaluate(before, request) == PolicyDecision.Denied
                        && KeyPolicy.Evaluate(after, request) == PolicyDecision.Denied;
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
                    return KeyPolicy.Evaluate(new(statements), Request(action)) == KeyPolicy.Evaluate(new(shuffled), Request(action));
                }
            );

    [Fact]
    public void another_allow_never_takes_a_right_away_and_another_deny_never_gives_one() =>
        Gen.Select(Statement.Array[0, 5], Statement, Action)
            .Sample(
                (statements, added, action) =>
                {
                    var before = KeyPolicy.Evaluate(new(statements), Request(action));
                    var after = KeyPolicy.Evaluate(new([.. statements, added]), Request(action));
                    return added.Allow ? after >= before : after == before || after == PolicyDecision.Denied;
                }
            );

    [Fact]
    public void what_no_statement_names_is_not_allowed() =>
        Statement
            .Array[0, 5]
            .Sample(statements =>
            {
                var stranger = new PolicyRequest(
                    "444444444444",
                    "arn:aws:iam::444444444444:role/x",
                    "arn:aws:sts::444444444444:assumed-role/x/y",
                    "kms:Decrypt",
                    new Dictionary<string, string>(StringComparer.Ordinal)
                );
                var named = statements.Where(s => !s.Principals.Contains("*")).ToArray();
                return KeyPolicy.Evaluate(new(named), stranger) == PolicyDecision.Silent;
            });

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"Statement":"x"}""")]
    [InlineData("""{"Statement":[{"Effect":"Maybe","Action":"kms:*"}]}""")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":"*"}]}""")]
    public void what_is_no_policy_is_not_read_as_one(string text) => Assert.Null(PolicyDocument.Parse(text));
}
