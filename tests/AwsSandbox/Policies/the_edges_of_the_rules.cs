using SnapshotShare.AwsSandbox.Policies;
using static SnapshotShare.AwsSandbox.Tests.Policies.PolicyCast;

namespace SnapshotShare.AwsSandbox.Tests.Policies;

/// <summary>IAM User Guide, "Condition operators", "Policy evaluation logic", "Variables and tags": what lies just on one side of a rule.</summary>
public sealed class the_edges_of_the_rules
{
    private const string Early = "2026-01-15T09:29:59Z";
    private const string At = "2026-01-15T09:30:00Z";
    private const string Late = "2026-01-15T09:30:01Z";

    private static bool Holds(string condition, string context) =>
        PolicyEvaluation.OfIdentity(
            Policy($$"""{"Effect":"Allow","Action":"kms:*","Resource":"*","Condition":{{condition}}}"""),
            new PolicyRequest(Role(Owner), "kms:Decrypt", Key, Context(context))
        ) == PolicyEffect.AllowsCaller;

    private static string Of(string name, string value) => $$"""{"{{name}}":{"k":"{{value}}"} }""";

    /// <summary>An operator, and whether it holds of what is less than, the same as and more than what it names.</summary>
    [Theory]
    [InlineData("Equals", false, true, false)]
    [InlineData("NotEquals", true, false, true)]
    [InlineData("LessThan", true, false, false)]
    [InlineData("LessThanEquals", true, true, false)]
    [InlineData("GreaterThan", false, false, true)]
    [InlineData("GreaterThanEquals", false, true, true)]
    public void numbers_and_dates_are_compared(string comparison, bool less, bool same, bool more)
    {
        Assert.Equal(
            (less, same, more),
            (
                Holds(Of("Numeric" + comparison, "9.5"), "k=9.4"),
                Holds(Of("Numeric" + comparison, "9.5"), "k=9.50"),
                Holds(Of("Numeric" + comparison, "9.5"), "k=10")
            )
        );
        Assert.Equal(
            (less, same, more),
            (
                Holds(Of("Date" + comparison, At), "k=" + Early),
                Holds(Of("Date" + comparison, At), "k=" + At),
                Holds(Of("Date" + comparison, At), "k=" + Late)
            )
        );
        Assert.Equal(comparison == "NotEquals", Holds(Of("Numeric" + comparison, "x"), "k=1"));
        Assert.Equal(comparison == "NotEquals", Holds(Of("Date" + comparison, "x"), "k=" + At));
    }

    [Theory]
    [InlineData("10.0.0.1/32", "10.0.0.1", true)]
    [InlineData("10.0.0.1/32", "10.0.0.2", false)]
    [InlineData("10.0.0.1/33", "10.0.0.1", false)]
    [InlineData("10.0.0.1/31", "10.0.0.0", true)]
    [InlineData("10.0.0.1/31", "10.0.0.2", false)]
    [InlineData("10.0.0.1/0", "192.168.0.1", true)]
    [InlineData("10.0.0.1/x", "10.0.0.1", false)]
    [InlineData("10.0.0.1/8/8", "10.0.0.1", false)]
    [InlineData("10.0.0.1", "10.0.0.1", true)]
    [InlineData("10.0.0.1", "nowhere", false)]
    [InlineData("nowhere", "10.0.0.1", false)]
    [InlineData("2001:db8::/128", "2001:db8::", true)]
    [InlineData("2001:db8::/129", "2001:db8::", false)]
    [InlineData("0.0.0.0/0", "2001:db8::", false)]
    public void an_address_is_in_a_range_of_so_many_bits(string range, string address, bool isIn)
    {
        Assert.Equal(isIn, Holds(Of("IpAddress", range), "k=" + address));
        Assert.Equal(!isIn, Holds(Of("NotIpAddress", range), "k=" + address));
    }

    [Theory]
    [InlineData("StringEquals", "", "k=", true)]
    [InlineData("StringEquals", "x", "", false)]
    [InlineData("StringNotEquals", "x", "", true)]
    [InlineData("StringEqualsIfExists", "x", "", true)]
    [InlineData("StringEqualsIfExists", "x", "k=y", false)]
    [InlineData("ForAllValues:StringEquals", "x", "", true)]
    [InlineData("ForAllValues:StringEquals", "x", "k=", true)]
    [InlineData("ForAllValues:StringEquals", "x", "k=|x", true)]
    [InlineData("ForAnyValue:StringEquals", "x", "", false)]
    [InlineData("ForAnyValue:StringEquals", "", "k=", false)]
    [InlineData("ForAnyValue:StringNotEquals", "x", "", false)]
    [InlineData("ForAnyValue:StringEqualsIfExists", "x", "", true)]
    [InlineData("ForAnyValue:StringEquals", "x", "k=y|x", true)]
    [InlineData("ForAllValues:StringEquals", "x", "k=y|x", false)]
    public void a_key_without_a_value_is_nothing_to_a_set(string name, string value, string context, bool holds) =>
        Assert.Equal(holds, Holds(Of(name, value), context));

    [Fact]
    public void variables_stand_in_texts_ARNs_and_booleans_only()
    {
        const string Context = "k=10; v=10; aws:username=ann";
        Assert.True(Holds(Of("StringEquals", "${v}"), Context));
        Assert.True(Holds(Of("StringLike", "${v}*"), Context));
        Assert.True(Holds(Of("ArnLike", "arn:aws:iam::1:user/${aws:username}"), "k=arn:aws:iam::1:user/ann; aws:username=ann"));
        Assert.True(Holds(Of("Bool", "${v}"), Context));
        Assert.False(Holds(Of("NumericEquals", "${v}"), Context));
        Assert.False(Holds(Of("StringEquals", "${none}"), Context));
        Assert.True(Holds(Of("StringEquals", "${none, '10'}"), Context));
        Assert.True(Holds(Of("StringEquals", "${v"), "k=${v"));
        Assert.True(Holds(Of("StringEquals", "a${v}b${v}c"), "k=a10b10c; v=10"));
    }

    [Theory]
    [InlineData("*ab", "axb", false)]
    [InlineData("*ab", "axab", true)]
    [InlineData("a*bc", "abbc", true)]
    [InlineData("a*bc", "abxc", false)]
    [InlineData("A", "a", false)]
    [InlineData("ab", "a*", false)]
    [InlineData("ab", "a?", false)]
    [InlineData("a\uE000", "a*", true)]
    [InlineData("a\uE000", "ab", false)]
    [InlineData("a\uE001", "a?", true)]
    [InlineData("a\uE001", "ab", false)]
    [InlineData("a**", "a", true)]
    [InlineData("a*?", "a", false)]
    public void a_pattern_matches(string pattern, string text, bool matches) => Assert.Equal(matches, Wildcard.Matches(pattern, text));

    [Theory]
    [InlineData("*", true)]
    [InlineData("arn:aws:kms:*", false)]
    [InlineData("arn:*:*:*:*:*", true)]
    [InlineData("arn:aws:kms:us-west-2:111122223333:key/*", true)]
    [InlineData("arn:aws:kms:us-west-2:111122223333:alias/*", false)]
    [InlineData("arn:*:key/1234abcd-12ab-34cd-56ef-1234567890ab", false)]
    public void an_ARN_is_matched_part_by_part(string pattern, bool matches)
    {
        Assert.Equal(matches, Wildcard.MatchesArn(pattern, Key));
        Assert.Equal(pattern == "*", Wildcard.MatchesArn(pattern, "arn:aws:kms"));
    }

    [Fact]
    public void case_is_ignored_where_that_is_asked_for() => Assert.True(Wildcard.Matches("KMS:d*", "kms:Decrypt", ignoreCase: true));

    [Fact]
    public void a_grant_may_be_asked_without_a_child() =>
        Assert.True(new GrantTerms("x", ["CreateGrant"]).Allows("CreateGrant", context: null, child: null));

    [Fact]
    public void one_grant_of_several_is_enough()
    {
        var call = new KeyCall(Role(Other), Key, "kms:Decrypt", Now);
        var silent = Policy(Allow("""{"AWS":"111122223333"}"""));
        GrantTerms[] grants =
        [
            new($"arn:aws:iam::{Other}:role/Another", ["Decrypt"]),
            new(call.Principal.IdentityArn, ["Decrypt"]),
            new($"arn:aws:iam::{Other}:root", ["Encrypt"]),
        ];

        Assert.Null(KeyAuthorization.WhyNot(call, silent, grants, [], null));
        Assert.Equal(
            "no resource-based policy allows the kms:Decrypt action",
            KeyAuthorization.WhyNot(call, silent, [grants[0], grants[2]], [], null)
        );
        Assert.Null(KeyAuthorization.WhyNot(call, silent, [new(call.Principal.Arn, ["Decrypt"])], [], null));
        Assert.Equal(
            "no identity-based policy allows the kms:Decrypt action",
            KeyAuthorization.WhyNot(call, silent, [new(call.Principal.Root, ["Decrypt"])], [], null)
        );
    }

    [Theory]
    [InlineData("""{"Service":"*"}""", PolicyEffect.Silent)]
    [InlineData("""{"Service":"AROAEXAMPLEROLE00001"}""", PolicyEffect.Silent)]
    [InlineData("""{"Federated":"arn:aws:iam::111122223333:role/ExampleRole"}""", PolicyEffect.Silent)]
    [InlineData("""{"AWS":"AROAEXAMPLEROLE00001"}""", PolicyEffect.AllowsRole)]
    [InlineData("""{"AWS":"AROAEXAMPLEROLE00002"}""", PolicyEffect.Silent)]
    [InlineData("""{"AWS":"arn:aws:iam::111122223333:role/ExampleRole"}""", PolicyEffect.AllowsRole)]
    [InlineData("""{"AWS":"arn:aws:sts::111122223333:assumed-role/ExampleRole/me"}""", PolicyEffect.AllowsCaller)]
    [InlineData("""{"AWS":"111122223333"}""", PolicyEffect.AllowsAccount)]
    [InlineData("\"*\"", PolicyEffect.AllowsCaller)]
    public void a_principal_is_whom_AWS_means_by_its_kind(string principal, PolicyEffect effect) =>
        Assert.Equal(
            effect,
            PolicyEvaluation.OfResource(Policy(Allow(principal)), new KeyCall(Role(Owner), Key, "kms:Decrypt", Now).Request())
        );

    [Theory]
    [InlineData(""" "NotPrincipal":"*", """)]
    [InlineData(""" "NotAction":"kms:Encrypt", """)]
    [InlineData(""" "NotResource":"*", """)]
    public void a_statement_says_a_thing_or_its_opposite(string opposite)
    {
        const string Rest = """ "Effect":"Deny","Principal":"*","Action":"kms:*","Resource":"*"}""";
        Assert.NotNull(PolicyDocument.Parse(Text("{" + Rest)));
        Assert.Null(PolicyDocument.Parse(Text("{" + opposite + Rest)));
    }

    [Fact]
    public void a_call_carries_what_its_caller_is()
    {
        string One(PolicyPrincipal principal, string key) => string.Join('|', PolicyContext.Of(principal, "us-west-2", Now)[key]);
        var (role, user) = (Role(Owner), User(Owner, "team/ann"));
        var root = new PolicyPrincipal(Owner, PolicyPrincipal.RootOf(Owner), PolicyPrincipal.RootOf(Owner));

        Assert.Equal(
            ("AssumedRole", "User", "Account"),
            (One(role, "aws:PrincipalType"), One(user, "aws:PrincipalType"), One(root, "aws:PrincipalType"))
        );
        Assert.Equal(("", "ann", ""), (One(role, "aws:username"), One(user, "aws:username"), One(root, "aws:username")));
        Assert.Equal(("false", ""), (One(role, "aws:MultiFactorAuthPresent"), One(user, "aws:MultiFactorAuthPresent")));
        Assert.Equal(("2026-01-15T09:20:00Z", ""), (One(role, "aws:TokenIssueTime"), One(user, "aws:TokenIssueTime")));
        Assert.Empty(PolicyContext.Of(role with { TokenIssuedAt = null }, "us-west-2", Now)["aws:TokenIssueTime"]);
        Assert.Equal(("", "o-1"), (One(role, "aws:PrincipalOrgID"), One(role with { OrganizationId = "o-1" }, "aws:PrincipalOrgID")));
    }

    [Fact]
    public void a_call_carries_what_its_key_is()
    {
        var call = new KeyCall(Role(Owner), Key, "kms:Decrypt", Now);
        string Of(KeyCall one, string key) => string.Join('|', one.Context()[key]);

        Assert.Equal(("false", ""), (Of(call, "kms:MultiRegion"), Of(call, "kms:MultiRegionKeyType")));
        var multi = call with { MultiRegion = true };
        Assert.Equal(("true", "PRIMARY"), (Of(multi, "kms:MultiRegion"), Of(multi, "kms:MultiRegionKeyType")));
        Assert.Equal("alias/a", Of(call with { RequestAlias = "alias/a" }, "kms:RequestAlias"));
    }

    [Fact]
    public void a_moment_in_seconds_ends_with_the_last_year_that_a_date_can_be_of()
    {
        Assert.True(Holds(Of("DateEquals", "253402300799"), "k=9999-12-31T23:59:59Z"));
        Assert.False(Holds(Of("DateEquals", "253402300800"), "k=9999-12-31T23:59:59Z"));
    }

    [Fact]
    public void a_variable_is_read_with_whatever_stands_around_it()
    {
        Assert.True(Holds(Of("StringEquals", "${ v }"), "k=10; v=10"));
        Assert.True(Holds(Of("StringEquals", "${none, 'a, 'b'}"), "k=a, 'b"));
        Assert.False(Holds(Of("StringEquals", "a${}b"), "k=a${}b"));
    }

    [Fact]
    public void an_ARNs_last_part_may_have_colons() =>
        Assert.True(
            Wildcard.MatchesArn("arn:aws:rds:us-west-2:111122223333:cluster:*", "arn:aws:rds:us-west-2:111122223333:cluster:orders")
        );

    /// <summary>A statement's action and resource, and whether it is about decrypting with the key.</summary>
    [Theory]
    [InlineData("""  "NotAction":["kms:Encrypt","kms:Sign"],"Resource":"*"  """, true)]
    [InlineData("""  "NotAction":["kms:Encrypt","kms:Decrypt"],"Resource":"*"  """, false)]
    [InlineData("""  "Action":"kms:*","NotResource":["arn:aws:kms:*:*:key/a","arn:aws:kms:*:*:key/b"]  """, true)]
    [InlineData("""  "Action":"kms:*","NotResource":["arn:aws:kms:*:*:key/a","arn:aws:kms:*:*:key/1234*"]  """, false)]
    public void what_one_of_several_leaves_out_is_left_out(string about, bool applies)
    {
        var policy = Policy($$"""{"Effect":"Allow",{{about}}}""");
        var request = new PolicyRequest(Role(Owner), "kms:Decrypt", Key, Context(""));
        Assert.Equal(applies, PolicyEvaluation.OfIdentity(policy, request) == PolicyEffect.AllowsCaller);
    }

    [Theory]
    [InlineData("2012-10-17", PolicyEffect.AllowsCaller)]
    [InlineData("2008-10-17", PolicyEffect.Silent)]
    public void a_variable_in_a_resource_is_one_in_the_newer_version_only(string version, PolicyEffect effect)
    {
        var policy = PolicyDocument.Parse(
            $$"""{"Version":"{{version}}","Statement":{"Effect":"Allow","Action":"kms:*","Resource":"arn:aws:kms:*:*:key/${id}"} }"""
        )!;
        var request = new PolicyRequest(Role(Owner), "kms:Decrypt", Key, Context("id=1234abcd-12ab-34cd-56ef-1234567890ab"));
        Assert.Equal(effect, PolicyEvaluation.OfIdentity(policy, request));
    }

    [Fact]
    public void a_call_on_no_key_wants_the_word_of_the_identity_and_of_the_session()
    {
        var request = new PolicyRequest(Role(Owner), "kms:ListKeys", "*", Context(""));
        var (all, none) = (PolicyDocument.Allowing(["kms:*"]), PolicyDocument.Allowing(["rds:*"]));
        var root = new PolicyPrincipal(Owner, PolicyPrincipal.RootOf(Owner), PolicyPrincipal.RootOf(Owner));

        Assert.Null(KeyAuthorization.WhyNot(request, [all], sessionPolicy: null));
        Assert.Null(KeyAuthorization.WhyNot(request, [all], all));
        Assert.Equal("no session policy allows the kms:ListKeys action", KeyAuthorization.WhyNot(request, [all], none));
        Assert.Equal("no identity-based policy allows the kms:ListKeys action", KeyAuthorization.WhyNot(request, [none], all));
        Assert.Null(KeyAuthorization.WhyNot(request with { Principal = root }, [], sessionPolicy: null));
    }

    [Fact]
    public void a_policy_of_an_identity_names_nobody_in_any_of_its_statements()
    {
        const string Good = """{"Effect":"Allow","Action":"kms:*","Resource":"*"}""";
        Assert.True(Policy(Good, Good).IsIdentityPolicy);
        Assert.False(Policy(Good, Allow("\"*\"")).IsIdentityPolicy);
    }

    [Fact]
    public void a_call_says_by_what_the_grant_that_it_asks_for_is_bound()
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal) { ["a"] = "1" };
        var grant = new GrantTerms("x", ["Decrypt"]);
        string Bound(GrantTerms asked) =>
            string.Join(
                '|',
                (new KeyCall(Role(Owner), Key, "kms:CreateGrant", Now) { Grant = asked }).Context()["kms:GrantConstraintType"]
            );

        Assert.Equal("", Bound(grant));
        Assert.Equal("EncryptionContextSubset", Bound(grant with { ContextSubset = pairs }));
        Assert.Equal("EncryptionContextEquals", Bound(grant with { ContextEquals = pairs }));
    }
}
