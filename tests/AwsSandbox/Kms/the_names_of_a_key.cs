using SnapshotShare.AwsSandbox.Kms;

namespace SnapshotShare.AwsSandbox.Tests.Kms;

/// <summary>KMS Developer Guide, "Key identifiers", "Using aliases": which name finds a key, and what KMS says where none does.</summary>
public sealed class the_names_of_a_key
{
    private const string AliasArn = "arn:aws:kms:ap-northeast-1:987654321000:alias/dev-altplus-key";

    private static string Key(string id) => $$"""{"KeyId":"{{id}}"}""";

    [Theory]
    [InlineData(DirectKms.Id, "", "")]
    [InlineData(TestAws.SharingKey, "", "")]
    [InlineData("alias/dev-altplus-key", "", "NotFoundException")]
    [InlineData(AliasArn, "", "InvalidArnException")]
    [InlineData("arn:aws:kms:ap-northeast-1:987654321000", "InvalidArnException", "InvalidArnException")]
    [InlineData("arn:aws-cn:kms:ap-northeast-1:987654321000:key/" + DirectKms.Id, "InvalidArnException", "InvalidArnException")]
    [InlineData("arn:aws:rds:ap-northeast-1:987654321000:key/" + DirectKms.Id, "InvalidArnException", "InvalidArnException")]
    [InlineData("arn:aws:kms:ap-northeast-1:987654321000:grant/" + DirectKms.Id, "InvalidArnException", "InvalidArnException")]
    [InlineData("arn:aws:kms:us-west-2:987654321000:key/" + DirectKms.Id, "InvalidArnException", "InvalidArnException")]
    public void a_key_is_named_in_its_own_Region_and_by_an_alias_only_where_that_is_taken(string name, string described, string disabled)
    {
        using var kms = new DirectKms();
        Assert.Equal(described, kms.Code("DescribeKey", Key(name)));
        Assert.Equal(disabled, kms.Code("DisableKey", Key(name)));
    }

    [Theory]
    [InlineData("alias/no", "Alias arn:aws:kms:ap-northeast-1:987654321000:alias/no is not found.")]
    [InlineData("arn:aws:kms:ap-northeast-1:987654321000:alias/no", "Alias arn:aws:kms:ap-northeast-1:987654321000:alias/no is not found.")]
    [InlineData("arn:aws:kms:ap-northeast-1:987654321000:key/no", "Key 'arn:aws:kms:ap-northeast-1:987654321000:key/no' does not exist")]
    [InlineData("arn:aws:kms:ap-northeast-1:987654321000:key/a:b", "Key 'arn:aws:kms:ap-northeast-1:987654321000:key/a:b' does not exist")]
    [InlineData("mrk-12", "Key 'arn:aws:kms:ap-northeast-1:987654321000:key/mrk-12' does not exist")]
    [InlineData(
        "11111111-2222-4333-8444-555555555555",
        "Key 'arn:aws:kms:ap-northeast-1:987654321000:key/11111111-2222-4333-8444-555555555555' does not exist"
    )]
    [InlineData("no-mrk-", "Invalid keyId no-mrk-")]
    public void a_key_that_is_not_there_is_called_by_the_name_that_was_asked_for(string name, string words)
    {
        using var kms = new DirectKms();
        Assert.Equal(words, kms.Words("DescribeKey", Key(name)));
    }

    [Fact]
    public void a_name_that_is_missing_is_told_from_one_that_is_no_text()
    {
        using var kms = new DirectKms();
        Assert.Contains("Value null at 'keyId'", kms.Words("DescribeKey", "{}"), StringComparison.Ordinal);
        Assert.Contains("Value null at 'keyId'", kms.Words("DescribeKey", """{"KeyId":null}"""), StringComparison.Ordinal);
        Assert.Equal("The value at 'KeyId' must be a key.", kms.Words("DescribeKey", """{"KeyId":5}"""));
        Assert.Equal("The value at 'KeyId' must be a key.", kms.Words("DescribeKey", """{"KeyId":""}"""));
    }

    [Theory]
    [InlineData(DirectKms.Id, true)]
    [InlineData(TestAws.SharingKey, true)]
    [InlineData("alias/dev-altplus-key", false)]
    [InlineData(AliasArn, false)]
    [InlineData("arn:aws:kms", false)]
    [InlineData("arn:aws:kms:ap-northeast-1", false)]
    [InlineData("arn:aws-cn:kms:ap-northeast-1:987654321000:key/" + DirectKms.Id, false)]
    [InlineData("arn:aws:rds:ap-northeast-1:987654321000:key/" + DirectKms.Id, false)]
    [InlineData("arn:aws:kms:ap-northeast-1:987654321000:" + DirectKms.Id, false)]
    public void a_name_finds_a_key_or_none(string name, bool finds)
    {
        using var kms = new DirectKms();
        Assert.Equal(finds, KeyRing.Find(kms.World, kms.Prod, name, aliases: false) is not null);
    }

    [Fact]
    public void an_alias_finds_its_key_where_aliases_are_taken()
    {
        using var kms = new DirectKms();
        Assert.Equal(kms.Sharing, KeyRing.Find(kms.World, kms.Prod, "alias/dev-altplus-key"));
        Assert.Equal(kms.Sharing, KeyRing.Find(kms.World, default, AliasArn));
        Assert.Null(KeyRing.Find(kms.World, kms.Prod, "alias/aws/ebs"));
        Assert.Null(KeyRing.Find(kms.World, kms.Prod with { Account = TestAws.Development }, "alias/dev-altplus-key"));
    }

    [Fact]
    public void a_policy_sees_the_alias_that_the_key_was_asked_for_by()
    {
        using var kms = new DirectKms();
        kms.Deny("kms:DescribeKey", """{"StringEquals":{"kms:RequestAlias":"alias/dev-altplus-key"}}""");

        Assert.Equal("AccessDeniedException", kms.Code("DescribeKey", Key("alias/dev-altplus-key")));
        Assert.Equal("AccessDeniedException", kms.Code("DescribeKey", Key(AliasArn)));
        Assert.Equal("", kms.Code("DescribeKey", Key(DirectKms.Id)));
    }

    [Fact]
    public void a_policy_sees_the_grant_that_is_asked_for()
    {
        using var kms = new DirectKms();
        kms.Deny("kms:*", $$"""{"StringEquals":{"kms:GranteePrincipal":"{{DirectKms.DevRole}}"} }""");
        string Grant(string grantee) => $$"""{"KeyId":"{{DirectKms.Id}}","GranteePrincipal":"{{grantee}}","Operations":["Decrypt"]}""";

        Assert.Equal("AccessDeniedException", kms.Code("CreateGrant", Grant(DirectKms.DevRole)));
        Assert.Equal("", kms.Code("CreateGrant", Grant(DirectKms.Root)));
        Assert.Equal("", kms.Code("DescribeKey", $$"""{"KeyId":"{{DirectKms.Id}}","GranteePrincipal":"{{DirectKms.DevRole}}"}"""));
    }

    [Fact]
    public void aliases_are_listed_of_all_keys_or_of_one_of_the_callers_own()
    {
        using var kms = new DirectKms();
        IEnumerable<string> List(string body) => kms.Answer("ListAliases", body)["Aliases"]!.AsArray().Select(one => one!.ToJsonString());

        var created = KmsOperations.Epoch(kms.Sharing.CreatedAt).ToString(System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(
            [
                $$"""{"AliasName":"alias/dev-altplus-key","AliasArn":"{{AliasArn}}","TargetKeyId":"{{DirectKms.Id}}","CreationDate":{{created}},"LastUpdatedDate":{{created}}}""",
            ],
            List(Key(DirectKms.Id))
        );
        Assert.Contains("""{"AliasName":"alias/aws/ebs","AliasArn":"arn:aws:kms:ap-northeast-1:987654321000:alias/aws/ebs"}""", List("{}"));
        Assert.Equal("NotFoundException", kms.Code("ListAliases", Key("alias/dev-altplus-key")));
        Assert.Equal("NotFoundException", kms.Code("ListAliases", Key("no")));
        Assert.Equal("NotFoundException", kms.Code("ListAliases", Key(TestAws.SharingKey), TestAws.Development));
    }

    [Fact]
    public void a_page_has_no_more_rows_than_it_may_and_goes_on_where_it_ended()
    {
        using var kms = new DirectKms();
        for (var number = 0; number < 120; number++)
            kms.World.Aliases.Put(new(TestAws.Production, TestAws.Region, $"alias/n{number:000}", "x", DirectKms.Now));

        var first = kms.Answer("ListAliases", "{}");
        Assert.Equal((50, true), (first["Aliases"]!.AsArray().Count, (bool)first["Truncated"]!));
        var rest = kms.Answer("ListAliases", $$"""{"Limit":100,"Marker":"{{first["NextMarker"]}}"}""");
        Assert.Equal((74, false), (rest["Aliases"]!.AsArray().Count, (bool)rest["Truncated"]!));
        Assert.Null(rest["NextMarker"]);
        Assert.Empty(first["Aliases"]!.AsArray().Select(Name).Intersect(rest["Aliases"]!.AsArray().Select(Name), StringComparer.Ordinal));
        foreach (var limit in new[] { "0", "101", "\"5\"", "1.5" })
            Assert.Equal("ValidationException", kms.Code("ListAliases", $$"""{"Limit":{{limit}}}"""));
        Assert.Equal("", kms.Code("ListAliases", """{"Limit":null,"Marker":null}"""));
        foreach (var marker in new[] { "\"?\"", "\"\"", "5" })
            Assert.Equal("InvalidMarkerException", kms.Code("ListAliases", $$"""{"Marker":{{marker}}}"""));

        static string Name(System.Text.Json.Nodes.JsonNode? alias) => (string)alias!["AliasName"]!;
    }

    [Fact]
    public void keys_are_listed_a_hundred_at_a_time_and_at_most_a_thousand()
    {
        using var kms = new DirectKms();
        for (var number = 0; number < 100; number++)
            kms.World.Keys.Put(kms.Sharing with { Id = $"n{number}" });
        int Keys(string body) => kms.Answer("ListKeys", body)["Keys"]!.AsArray().Count;

        Assert.Equal((100, 103), (Keys("{}"), Keys("""{"Limit":1000}""")));
        Assert.Equal("ValidationException", kms.Code("ListKeys", """{"Limit":1001}"""));
        Assert.Equal("AccessDeniedException", Denied("ListKeys"));
        Assert.Equal("AccessDeniedException", Denied("ListAliases"));

        string Denied(string operation)
        {
            kms.Role("Nobody", """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"rds:*","Resource":"*"}}""");
            return kms.Code(operation, "{}", role: "Nobody");
        }
    }

    [Fact]
    public void a_policy_has_one_name()
    {
        using var kms = new DirectKms();
        string Get(string more) => $$"""{"KeyId":"{{DirectKms.Id}}"{{more}}}""";
        var given = kms.Answer("GetKeyPolicy", Get(""));
        Assert.Equal((kms.Sharing.Policy, "default"), ((string)given["Policy"]!, (string)given["PolicyName"]!));
        Assert.Equal("", kms.Code("GetKeyPolicy", Get(",\"PolicyName\":\"default\"")));
        Assert.Equal("NotFoundException", kms.Code("GetKeyPolicy", Get(",\"PolicyName\":\"mine\"")));
    }

    [Fact]
    public void a_key_is_listed_by_its_identifier_and_its_ARN()
    {
        using var kms = new DirectKms();
        Assert.Contains(
            $$"""{"KeyId":"{{DirectKms.Id}}","KeyArn":"{{TestAws.SharingKey}}"}""",
            kms.Answer("ListKeys", "{}")["Keys"]!.AsArray().Select(one => one!.ToJsonString())
        );
    }

    [Fact]
    public void a_page_may_be_of_one_row_and_the_last_one_full()
    {
        using var kms = new DirectKms();
        var all = kms.World.Keys.Range(kms.Prod.Prefix).Count();
        var one = kms.Answer("ListKeys", """{"Limit":1}""");
        Assert.Equal((1, true), (one["Keys"]!.AsArray().Count, (bool)one["Truncated"]!));
        var full = kms.Answer("ListKeys", $$"""{"Limit":{{all}}}""");
        Assert.Equal((all, false, null), (full["Keys"]!.AsArray().Count, (bool)full["Truncated"]!, full["NextMarker"]));
    }

    [Fact]
    public void an_alias_where_none_is_taken_is_no_identifier()
    {
        using var kms = new DirectKms();
        Assert.Equal("Invalid keyId alias/dev-altplus-key", kms.Words("DisableKey", Key("alias/dev-altplus-key")));
    }

    [Theory]
    [InlineData("kms:KeySpec", "RSA_2048")]
    [InlineData("kms:KeyUsage", "SIGN_VERIFY")]
    [InlineData("kms:MultiRegion", "true")]
    public void a_policy_sees_of_which_kind_the_key_is(string condition, string value)
    {
        using var kms = new DirectKms();
        kms.Deny("kms:DescribeKey", $$"""{"StringEquals":{"{{condition}}":"{{value}}"} }""");
        Assert.Equal("", kms.Code("DescribeKey", Key(DirectKms.Id)));

        kms.World.Keys.Put(kms.Sharing with { Spec = "RSA_2048", Usage = "SIGN_VERIFY", MultiRegion = true });
        Assert.Equal("AccessDeniedException", kms.Code("DescribeKey", Key(DirectKms.Id)));
    }

    [Fact]
    public void a_policy_sees_only_where_it_is_asked_for_that_the_lockout_check_is_bypassed()
    {
        using var kms = new DirectKms();
        kms.Deny("kms:DescribeKey", """{"Null":{"kms:BypassPolicyLockoutSafetyCheck":"true"}}""");
        string Code(string more) => kms.Code("DescribeKey", $$"""{"KeyId":"{{DirectKms.Id}}"{{more}}}""");

        Assert.Equal("AccessDeniedException", Code(""));
        Assert.Equal("", Code(",\"BypassPolicyLockoutSafetyCheck\":false"));
        Assert.Equal("", Code(",\"BypassPolicyLockoutSafetyCheck\":true"));
    }

    [Fact]
    public void another_account_does_with_a_key_only_what_crosses_accounts_though_it_is_let()
    {
        using var kms = new DirectKms();
        kms.World.Keys.Put(
            kms.Sharing with
            {
                Policy =
                    """{"Statement":{"Effect":"Allow","Principal":{"AWS":["987654321000","123456789000"]},"Action":"kms:*","Resource":"*"}}""",
            }
        );
        Assert.Equal("", kms.Code("DescribeKey", Key(TestAws.SharingKey), TestAws.Development));
        Assert.Equal("AccessDeniedException", kms.Code("GetKeyPolicy", Key(TestAws.SharingKey), TestAws.Development));
    }
}
