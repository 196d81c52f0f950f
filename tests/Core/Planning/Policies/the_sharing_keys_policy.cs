using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Planning.Policies;
using SnapshotShare.Core.Plans;

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
    [InlineData("\"*\"", """{ "StringEquals": { "aws:PrincipalOrgID": "o-exampleorgid" } }""", "organization o-exampleorgid")]
    [InlineData(
        "\"*\"",
        """{ "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": "o-exampleorgid/r-ab12/*" } }""",
        "organization o-exampleorgid"
    )]
    [InlineData(
        "\"*\"",
        """{ "ArnLike": { "aws:PrincipalArn": "arn:aws:iam::555566667777:role/Export*" } }""",
        "arn:aws:iam::555566667777:role/Export*"
    )]
    [InlineData("\"*\"", """{ "StringEqualsIfExists": { "aws:PrincipalOrgID": "o-exampleorgid" } }""", "*")]
    [InlineData("\"*\"", """{ "StringLike": { "kms:CallerAccount": "*" } }""", "*")]
    [InlineData("\"*\"", """{ "StringLike": { "kms:CallerAccount": "5555*" } }""", "5555*")]
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
    [InlineData("\"*\"", """{ "ArnEquals": { "aws:PrincipalArn": "arn:aws:iam::123456789000:role/SnapshotShare" } }""")]
    [InlineData("\"*\"", """{ "StringLike": { "aws:PrincipalArn": "arn:aws:iam::987654321000:role/*" } }""")]
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

    /// <summary>A Deny that keeps strangers out still lets those past whom it names.</summary>
    [Theory]
    [InlineData("""{ "StringNotEquals": { "kms:CallerAccount": ["987654321000", "123456789000"] } }""", "arn:aws:iam::123456789000:root")]
    [InlineData(
        """{ "StringNotEquals": { "aws:PrincipalAccount": ["987654321000", "555566667777"] } }""",
        "arn:aws:iam::555566667777:root"
    )]
    [InlineData(
        """{ "ArnNotLike": { "aws:PrincipalArn": ["arn:aws:iam::987654321000:*", "arn:aws:iam::123456789000:role/SnapshotShare"] } }""",
        "arn:aws:iam::123456789000:role/SnapshotShare"
    )]
    [InlineData("""{ "StringNotEquals": { "aws:PrincipalOrgID": "o-exampleorgid" } }""", "organization o-exampleorgid")]
    public void names_whom_a_denial_lets_past_of_a_statement_for_everybody(string condition, string expected)
    {
        var finding = Assert.Single(
            Lint(
                SamplePolicies.AndAlso(
                    SamplePolicies.Statement("Allow", "\"*\"", "\"kms:*\""),
                    SamplePolicies.Statement("Deny", "\"*\"", "\"kms:*\"", condition)
                )
            ),
            finding => finding.Code == "sharing-key-administered"
        );
        Assert.Equal(Severity.Warning, finding.Severity);
        Assert.Contains($"names {expected} for changing", finding.Message.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void names_whom_a_NotPrincipal_lets_past() =>
        Assert.Contains(
            Lint(
                SamplePolicies.AndAlso(
                    SamplePolicies.Statement("Allow", "\"*\"", "\"kms:*\""),
                    """
                    {
                      "Effect": "Deny",
                      "NotPrincipal": { "AWS": ["987654321000", "arn:aws:iam::123456789000:root", "arn:aws:iam::123456789000:role/SnapshotShare"] },
                      "Action": "kms:*",
                      "Resource": "*"
                    }
                    """
                )
            ),
            finding =>
                finding.Code == "sharing-key-administered"
                && finding.Message.ToString().Contains("arn:aws:iam::123456789000:root", StringComparison.Ordinal)
        );

    /// <summary>What RDS asks comes through nobody's endpoint, from no address of theirs, without a second factor, and in the caller's name.</summary>
    [Theory]
    [InlineData("""{ "StringNotEquals": { "aws:SourceVpce": "vpce-0123456789abcdef0" } }""")]
    [InlineData("""{ "StringNotEquals": { "aws:SourceVpc": "vpc-0123456789abcdef0" } }""")]
    [InlineData("""{ "NotIpAddress": { "aws:SourceIp": "203.0.113.0/24" } }""")]
    [InlineData("""{ "Bool": { "aws:MultiFactorAuthPresent": "false" } }""")]
    [InlineData("""{ "BoolIfExists": { "aws:MultiFactorAuthPresent": "false" } }""")]
    [InlineData("""{ "StringNotEquals": { "aws:SourceAccount": "123456789000" } }""")]
    public void blocks_where_a_denial_meets_what_RDS_asks_in_the_targets_name(string condition) =>
        Assert.Contains(
            Lint(SamplePolicies.AndAlso(SamplePolicies.Statement("Deny", "\"*\"", "\"kms:*\"", condition))),
            finding => finding is { Code: "sharing-key-closed-to-target", Severity: Severity.Blocking }
        );

    [Theory]
    [InlineData("""{ "StringNotEquals": { "aws:SourceVpce": "vpce-0123456789abcdef0" }, "Bool": { "aws:ViaAWSService": "false" } }""")]
    [InlineData("""{ "StringNotEqualsIfExists": { "aws:SourceVpce": "vpce-0123456789abcdef0" }, "Null": { "aws:SourceVpce": "false" } }""")]
    [InlineData("""{ "NotIpAddress": { "aws:SourceIp": "203.0.113.0/24" }, "BoolIfExists": { "aws:ViaAWSService": "false" } }""")]
    [InlineData("""{ "NotIpAddress": { "aws:SourceIp": "0.0.0.0/0" } }""")]
    [InlineData("""{ "Bool": { "aws:SecureTransport": "false" } }""")]
    [InlineData("""{ "StringNotEquals": { "aws:ResourceAccount": "987654321000" } }""")]
    public void has_nothing_to_say_of_a_denial_that_lets_RDS_past(string condition) =>
        Assert.Empty(Lint(SamplePolicies.AndAlso(SamplePolicies.Statement("Deny", "\"*\"", "\"kms:*\"", condition))));

    [Fact]
    public void blocks_where_it_lets_the_target_in_only_as_a_service_that_asks_for_itself() =>
        Assert.Contains(
            Lint(
                SamplePolicies.Of(
                    SamplePolicies.OwnersRoot,
                    SamplePolicies.Statement(
                        "Allow",
                        DevRoot,
                        "\"kms:*\"",
                        """{ "StringEquals": { "aws:SourceAccount": "123456789000" } }"""
                    )
                )
            ),
            finding => finding is { Code: "sharing-key-closed-to-target", Severity: Severity.Blocking }
        );

    [Theory]
    [InlineData("kms:Decrypt", """{ "StringNotEquals": { "kms:ViaService": "s3.ap-northeast-1.amazonaws.com" } }""", "kms:Decrypt")]
    [InlineData("kms:ReEncrypt*", """{ "Bool": { "aws:ViaAWSService": "false" } }""", null)]
    public void warns_where_a_denial_stands_against_what_a_grant_gives(string action, string condition, string? denied)
    {
        var findings = Lint(SamplePolicies.AndAlso(SamplePolicies.Statement("Deny", "\"*\"", $"\"{action}\"", condition)))
            .Where(finding => finding.Code == "sharing-key-denies-use")
            .ToList();
        Assert.Equal(denied is null ? 0 : 2, findings.Count);
        Assert.All(findings, finding => Assert.Equal(Severity.Warning, finding.Severity));
        Assert.All(findings, finding => Assert.Contains($" {denied};", finding.Message.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void says_on_which_principal_it_hangs_where_no_condition_does()
    {
        const string Role = "arn:aws:iam::123456789000:role/SomeRole";
        var policy = SamplePolicies.Of(
            SamplePolicies.OwnersRoot,
            SamplePolicies.Statement("Allow", $$"""{ "AWS": "{{Role}}" }""", "[\"kms:DescribeKey\", \"kms:CreateGrant\"]")
        );
        // Where the product acts without assuming a role, nobody knows as whom.
        var finding = Assert.Single(
            KeyPolicyLint.Of(policy, Sample.SharingKey, Sample.Route.From, Sample.Route.To with { RoleArn = null }),
            finding => finding.Code == "sharing-key-hangs-on-conditions"
        );
        Assert.EndsWith($": Principal {Role}.", finding.Message.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Whoever makes the grant, only the grantee can use it.</summary>
    [Fact]
    public void names_the_grantee_and_not_everybody_where_grants_may_be_made_for_nobody_else()
    {
        const string Exporter = "arn:aws:iam::555566667777:role/Exporter";
        var findings = Lint(
            SamplePolicies.AndAlso(
                SamplePolicies.Statement(
                    "Allow",
                    "\"*\"",
                    "\"kms:CreateGrant\"",
                    $$"""{ "StringEquals": { "kms:GranteePrincipal": "{{Exporter}}" } }"""
                )
            )
        );
        Assert.Equal(["sharing-key-open-grants", "sharing-key-open-to-others"], findings.Select(finding => finding.Code));
        Assert.All(findings, finding => Assert.Contains(Exporter, finding.Message.ToString(), StringComparison.Ordinal));
        Assert.All(findings, finding => Assert.DoesNotContain("* ", finding.Message.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void that_is_closed_to_the_target_may_be_opened_by_a_grant()
    {
        var grant = new GrantFact("1f", SandboxControl.DevRole, ["CreateGrant", "Decrypt", "DescribeKey"], IsConstrained: false);
        var findings = Lint(SamplePolicies.Of(SamplePolicies.OwnersRoot), grant);
        Assert.Equal(
            [("sharing-key-lacks-usual", Severity.Warning), ("sharing-key-given-by-grant", Severity.Note)],
            findings.Select(finding => (finding.Code, finding.Severity))
        );
        Assert.EndsWith("; the grants 1f do.", findings[1].Message.ToString(), StringComparison.Ordinal);

        // One for somebody else there, of other operations, or that a Deny takes away again, opens nothing.
        foreach (
            var (other, policy) in new[]
            {
                (grant with { Grantee = "arn:aws:iam::123456789000:role/Other" }, SamplePolicies.Of(SamplePolicies.OwnersRoot)),
                (grant with { Operations = ["Decrypt", "DescribeKey"] }, SamplePolicies.Of(SamplePolicies.OwnersRoot)),
                (grant, SamplePolicies.Of(SamplePolicies.OwnersRoot, SamplePolicies.Statement("Deny", DevRoot, "\"kms:CreateGrant\""))),
            }
        )
            Assert.Contains(
                Lint(policy, other),
                finding => finding is { Code: "sharing-key-closed-to-target", Severity: Severity.Blocking }
            );
    }

    [Fact]
    public void hangs_on_a_grant_that_is_good_for_some_contexts_only()
    {
        var grant = new GrantFact("1f", "arn:aws:iam::123456789000:root", ["CreateGrant", "DescribeKey"], IsConstrained: true);
        var finding = Assert.Single(
            Lint(SamplePolicies.Of(SamplePolicies.OwnersRoot), grant),
            finding => finding.Code == "sharing-key-hangs-on-conditions"
        );
        Assert.EndsWith(": grant 1f.", finding.Message.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void is_not_all_there_is_to_say_of_who_may_where_grants_let_strangers_in()
    {
        GrantFact To(string grantee, string id) => new(id, grantee, ["Decrypt"], IsConstrained: false);
        var finding = Assert.Single(
            Lint(
                SamplePolicies.Minimal,
                To("arn:aws:iam::555566667777:role/Exporter", "2b"),
                To("arn:aws:sts::555566667777:assumed-role/Exporter/x", "1a"),
                To("arn:aws:iam::123456789000:role/Other", "3c"),
                To("arn:aws:iam::987654321000:role/Other", "4d"),
                To("rds.ap-northeast-1.amazonaws.com", "5e")
            )
        );
        Assert.Equal(("sharing-key-granted-to-others", Severity.Warning), (finding.Code, finding.Severity));
        Assert.Equal(
            $"aws kms revoke-grant --key-id {Sample.SharingKeyArn} --grant-id 1a\naws kms revoke-grant --key-id {Sample.SharingKeyArn} --grant-id 2b",
            finding.Paste
        );
    }

    /// <summary>Nobody may read the grants, or the policy has just changed: KMS's own answer counts, unless a Deny stands against it.</summary>
    [Fact]
    public void that_is_closed_to_the_target_blocks_nothing_while_KMS_says_that_its_role_may()
    {
        var policy = SamplePolicies.Of(SamplePolicies.OwnersRoot);
        KeyRight[] rights = [Told("kms:DescribeKey"), Told("kms:CreateGrant")];
        var finding = Assert.Single(Lint(policy, rights));
        Assert.Equal(("sharing-key-given-otherwise", Severity.Warning), (finding.Code, finding.Severity));

        foreach (
            var (said, other) in new[]
            {
                (policy, [rights[0]]),
                (policy, [rights[0] with { Account = "prod" }, rights[1]]),
                (policy, [rights[0] with { Refusal = new AwsError("AccessDeniedException", "no", null, 400) }, rights[1]]),
                (SamplePolicies.Of(SamplePolicies.OwnersRoot, SamplePolicies.Statement("Deny", DevRoot, "\"kms:CreateGrant\"")), rights),
            }
        )
            Assert.Contains(Lint(said, other), finding => finding is { Code: "sharing-key-closed-to-target", Severity: Severity.Blocking });

        static KeyRight Told(string action) => new("dev", Sample.SharingKeyArn, action, Refusal: null);
    }

    [Fact]
    public void that_is_no_policy_is_said_to_be_none() =>
        Assert.Equal(["key-policy-not-understood"], Lint("not JSON").Select(finding => finding.Code));

    private static IReadOnlyList<Finding> Lint(string policy, params GrantFact[] grants) =>
        [.. KeyPolicyLint.Of(policy, Sample.SharingKey, Sample.Route.From, Sample.Route.To, grants)];

    private static IReadOnlyList<Finding> Lint(string policy, IReadOnlyList<KeyRight> rights) =>
        [.. KeyPolicyLint.Of(policy, Sample.SharingKey, Sample.Route.From, Sample.Route.To, grants: null, rights)];
}
