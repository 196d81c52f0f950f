using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Planning.Policies;

namespace SnapshotShare.Core.Tests.Planning.Policies;

public sealed class the_sharing_keys_policy
{
    private const string DevRoot = """{ "AWS": "arn:aws:iam::123456789000:root" }""";

    [Fact]
    public void of_the_article_blocks_nothing_and_gives_one_warning_the_open_grant_of_its_second_statement()
    {
        var warning = Assert.Single(Lint(SamplePolicies.Article));
        Assert.Equal("sharing-key-open-grants", warning.Code);
        Assert.Equal(Severity.Warning, warning.Severity);
        Assert.Equal(Sample.SharingKeyArn, warning.Resource);
        Assert.Contains("'Allow use of the key'", warning.Message.ToString(), StringComparison.Ordinal);
        Assert.Equal(SamplePolicies.Minimal, warning.Paste);
        Assert.Equal(["sharing-key-open-grants"], Sample.Codes(Sample.Facts with { SharingKeyPolicy = SamplePolicies.Article }));
    }

    [Fact]
    public void as_this_product_generates_it_has_nothing_to_say_against_it()
    {
        Assert.Empty(Lint(SamplePolicies.Minimal));
        Assert.Empty(Sample.Codes(Sample.Facts));
    }

    [Theory]
    [InlineData("\"kms:Encrypt\", \"kms:Decrypt\", \"kms:ReEncrypt*\", \"kms:GenerateDataKey*\", \"kms:DescribeKey\"", "kms:CreateGrant")]
    [InlineData("\"kms:Encrypt\", \"kms:Decrypt\", \"kms:ReEncrypt*\", \"kms:GenerateDataKey*\", \"kms:CreateGrant\"", "kms:DescribeKey")]
    public void blocks_where_the_target_lacks_what_RDS_needs(string actions, string missing)
    {
        var finding = Assert.Single(
            Lint(SamplePolicies.Of(SamplePolicies.OwnersRoot, SamplePolicies.Statement("Allow", DevRoot, $"[{actions}]"))),
            finding => finding.Severity == Severity.Blocking
        );
        Assert.Equal("sharing-key-closed-to-target", finding.Code);
        Assert.Contains($"({missing})", finding.Message.ToString(), StringComparison.Ordinal);
        Assert.Equal(KeyStatements.For(Sample.Route.To), finding.Paste);
    }

    [Fact]
    public void blocks_where_it_says_nothing_of_the_target_and_what_it_says_to_paste_cures_it()
    {
        var finding = Assert.Single(Lint(SamplePolicies.Of(SamplePolicies.OwnersRoot)));
        Assert.Equal("sharing-key-closed-to-target", finding.Code);
        Assert.Empty(Lint(SamplePolicies.Of(SamplePolicies.OwnersRoot, finding.Paste!)));
    }

    [Fact]
    public void blocks_where_a_denial_takes_away_what_a_statement_gives() =>
        Assert.Equal(
            ["sharing-key-closed-to-target"],
            Lint(SamplePolicies.AndAlso(SamplePolicies.Statement("Deny", DevRoot, "\"kms:CreateGrant\""))).Select(finding => finding.Code)
        );

    [Fact]
    public void blocks_where_it_shuts_its_own_account_out() =>
        Assert.Contains(
            Lint(SamplePolicies.Of(KeyStatements.For(Sample.Route.To))),
            finding => finding is { Code: "sharing-key-closed-to-source", Severity: Severity.Blocking, Paste: not null }
        );

    [Fact]
    public void warns_where_only_the_cryptography_of_AWSs_example_is_missing()
    {
        var finding = Assert.Single(
            Lint(
                SamplePolicies.Of(
                    SamplePolicies.OwnersRoot,
                    SamplePolicies.Statement("Allow", DevRoot, "\"kms:DescribeKey\""),
                    SamplePolicies.Statement(
                        "Allow",
                        DevRoot,
                        "\"kms:CreateGrant\"",
                        """{ "Bool": { "kms:GrantIsForAWSResource": "true" } }"""
                    )
                )
            )
        );
        Assert.Equal(("sharing-key-lacks-usual", Severity.Warning), (finding.Code, finding.Severity));
        Assert.Contains("kms:Decrypt", finding.Message.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void is_in_doubt_where_it_hangs_on_what_only_AWS_knows()
    {
        const string InOrganisation = """ "StringEquals": { "aws:PrincipalOrgID": "o-exampleorgid" } """;
        var finding = Assert.Single(
            Lint(
                SamplePolicies.Of(
                    SamplePolicies.OwnersRoot,
                    SamplePolicies.Statement("Allow", DevRoot, "[\"kms:*crypt*\", \"kms:GenerateDataKey*\"]"),
                    SamplePolicies.Statement("Allow", "\"*\"", "\"kms:DescribeKey\"", $"{{ {InOrganisation} }}"),
                    SamplePolicies.Statement(
                        "Allow",
                        DevRoot,
                        "\"kms:CreateGrant\"",
                        $$"""{ {{InOrganisation}}, "Bool": { "kms:GrantIsForAWSResource": "true" } }"""
                    )
                )
            ),
            finding => finding.Code != "sharing-key-open-to-others"
        );
        Assert.Equal(("sharing-key-hangs-on-conditions", Severity.Note), (finding.Code, finding.Severity));
        Assert.EndsWith(
            "(kms:DescribeKey, kms:CreateGrant) hangs on conditions that only AWS can judge: StringEquals aws:PrincipalOrgID o-exampleorgid.",
            finding.Message.ToString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void is_in_doubt_for_its_own_account_too()
    {
        const string InOrganisation = """{ "StringEquals": { "aws:PrincipalOrgID": "o-exampleorgid" } }""";
        const string OwnRoot = """{ "AWS": "arn:aws:iam::987654321000:root" }""";
        var finding = Assert.Single(
            Lint(
                SamplePolicies.Of(
                    SamplePolicies.Statement("Allow", OwnRoot, "\"kms:*\"", InOrganisation),
                    KeyStatements.For(Sample.Route.To)
                )
            )
        );
        Assert.Equal("sharing-key-hangs-on-conditions", finding.Code);
        Assert.Contains("lets account 987654321000 use it", finding.Message.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("arn:aws:iam::123456789000:root", "kms:*", Severity.Warning)]
    [InlineData("arn:aws:iam::123456789000:role/Admin", "kms:PutKeyPolicy", Severity.Warning)]
    [InlineData("arn:aws:iam::555566667777:root", "kms:ScheduleKeyDeletion", Severity.Warning)]
    [InlineData("arn:aws:iam::987654321000:role/KeyAdmin", "kms:Put*", Severity.Note)]
    public void says_who_but_the_owners_root_may_administer_the_key(string principal, string action, Severity severity)
    {
        var finding = Assert.Single(
            Lint(SamplePolicies.AndAlso(SamplePolicies.Statement("Allow", $$"""{ "AWS": "{{principal}}" }""", $"\"{action}\""))),
            finding => finding.Code == "sharing-key-administered"
        );
        Assert.Equal(severity, finding.Severity);
        Assert.Contains(principal, finding.Message.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Of several, the gravest decides, wherever it stands.</summary>
    [Theory]
    [InlineData("arn:aws:iam::555566667777:root", "arn:aws:iam::987654321000:role/KeyAdmin")]
    [InlineData("arn:aws:iam::987654321000:role/KeyAdmin", "arn:aws:iam::555566667777:root")]
    public void says_it_as_gravely_as_the_gravest_of_several_asks_for(string one, string two)
    {
        var finding = Assert.Single(
            Lint(
                SamplePolicies.AndAlso(SamplePolicies.Statement("Allow", $$"""{ "AWS": ["{{one}}", "{{two}}"] }""", "\"kms:PutKeyPolicy\""))
            ),
            finding => finding.Code == "sharing-key-administered"
        );
        Assert.Equal(Severity.Warning, finding.Severity);
        Assert.Contains(one, finding.Message.ToString(), StringComparison.Ordinal);
        Assert.Contains(two, finding.Message.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "Bool": { "kms:GrantIsForAWSResource": "true" } }""")]
    [InlineData("""{ "StringEquals": { "kms:ViaService": "rds.ap-northeast-1.amazonaws.com" } }""")]
    public void says_nothing_of_grants_that_only_AWS_services_can_make(string condition) =>
        Assert.Empty(Lint(SamplePolicies.AndAlso(SamplePolicies.Statement("Allow", DevRoot, "\"kms:CreateGrant\"", condition))));

    [Fact]
    public void says_nothing_of_an_open_grant_that_a_denial_closes() =>
        Assert.DoesNotContain(
            Lint(
                SamplePolicies.AndAlso(
                    SamplePolicies.Statement("Allow", DevRoot, "\"kms:CreateGrant\""),
                    SamplePolicies.Statement(
                        "Deny",
                        "\"*\"",
                        "\"kms:CreateGrant\"",
                        """{ "Bool": { "kms:GrantIsForAWSResource": "false" } }"""
                    )
                )
            ),
            finding => finding.Code == "sharing-key-open-grants"
        );

    [Theory]
    [InlineData("""{ "AWS": "arn:aws:iam::555566667777:root" }""", null, "arn:aws:iam::555566667777:root")]
    [InlineData("""{ "AWS": "555566667777" }""", null, "arn:aws:iam::555566667777:root")]
    [InlineData("""{ "AWS": "arn:aws:iam::555566667777:user/vendor" }""", null, "arn:aws:iam::555566667777:user/vendor")]
    [InlineData("\"*\"", null, "*")]
    [InlineData("\"*\"", """{ "StringEquals": { "aws:PrincipalOrgID": "o-exampleorgid" } }""", "*")]
    [InlineData(
        "\"*\"",
        """{ "StringEquals": { "kms:CallerAccount": ["987654321000", "555566667777"] } }""",
        "arn:aws:iam::555566667777:root"
    )]
    // Through RDS alone, and by itself alone: one way in is enough.
    [InlineData(
        """{ "AWS": "arn:aws:iam::555566667777:root" }""",
        """{ "StringEquals": { "kms:ViaService": "rds.ap-northeast-1.amazonaws.com" } }""",
        "arn:aws:iam::555566667777:root"
    )]
    [InlineData(
        """{ "AWS": "arn:aws:iam::555566667777:root" }""",
        """{ "Null": { "kms:ViaService": "true" } }""",
        "arn:aws:iam::555566667777:root"
    )]
    public void names_every_stranger_it_lets_in(string principal, string? condition, string expected)
    {
        var policy = SamplePolicies.AndAlso(SamplePolicies.Statement("Allow", principal, "\"kms:Decrypt\"", condition));
        var finding = Assert.Single(Lint(policy));
        Assert.Equal(("sharing-key-open-to-others", Severity.Warning), (finding.Code, finding.Severity));
        Assert.EndsWith($"also lets in {expected}.", finding.Message.ToString(), StringComparison.Ordinal);
        Assert.Equal(
            new[] { expected, $"arn:aws:iam::{Sample.Dev}:root" }.Order(StringComparer.Ordinal),
            Sample.Plan(Sample.Facts with { SharingKeyPolicy = policy }).AdmittedPrincipals
        );
    }

    [Theory]
    [InlineData("\"*\"", """{ "StringEquals": { "kms:CallerAccount": "987654321000" } }""")]
    [InlineData("""{ "Service": "cloudtrail.amazonaws.com" }""", null)]
    [InlineData("""{ "AWS": "AROAEXAMPLEOFADELETEDROLE" }""", null)]
    public void counts_nobody_a_stranger_who_gets_nothing(string principal, string? condition) =>
        Assert.Empty(Lint(SamplePolicies.AndAlso(SamplePolicies.Statement("Allow", principal, "\"kms:Decrypt\"", condition))));

    [Fact]
    public void counts_nobody_a_stranger_whom_a_denial_keeps_out() =>
        Assert.Empty(
            Lint(
                SamplePolicies.AndAlso(
                    SamplePolicies.Statement("Allow", "\"*\"", "\"kms:Decrypt\""),
                    SamplePolicies.Statement(
                        "Deny",
                        "\"*\"",
                        "\"kms:*\"",
                        """{ "StringNotEquals": { "aws:PrincipalAccount": ["987654321000", "123456789000"] } }"""
                    )
                )
            )
        );

    [Fact]
    public void that_is_no_policy_is_said_to_be_none() =>
        Assert.Equal(["key-policy-not-understood"], Lint("not JSON").Select(finding => finding.Code));

    private static IReadOnlyList<Finding> Lint(string policy) =>
        [.. KeyPolicyLint.Of(policy, Sample.SharingKey, Sample.Route.From, Sample.Route.To)];
}
