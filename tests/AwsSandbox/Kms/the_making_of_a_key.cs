using System.Text.Json.Nodes;
using SnapshotShare.AwsSandbox.Kms;
using SnapshotShare.AwsSandbox.Wire;
using SandboxKey = SnapshotShare.AwsSandbox.Kms.Key;

namespace SnapshotShare.AwsSandbox.Tests.Kms;

/// <summary>KMS API Reference, CreateKey, CreateAlias, ScheduleKeyDeletion, CancelKeyDeletion, KeyMetadata.</summary>
public sealed class the_making_of_a_key
{
    private static string Key(string id) => $$"""{"KeyId":"{{id}}"}""";

    private static JsonNode Described(DirectKms kms, string id) => kms.Answer("DescribeKey", Key(id))["KeyMetadata"]!;

    private static string Make(DirectKms kms, string body = "{}") => (string)kms.Answer("CreateKey", body)["KeyMetadata"]!["KeyId"]!;

    [Fact]
    public void a_key_is_described_by_all_that_is_known_of_it()
    {
        using var kms = new DirectKms();
        var id = Make(kms, """{"Description":"spare"}""");
        var wanted = new JsonObject
        {
            ["AWSAccountId"] = TestAws.Production,
            ["KeyId"] = id,
            ["Arn"] = $"arn:aws:kms:ap-northeast-1:987654321000:key/{id}",
            ["CreationDate"] = DirectKms.Epoch,
            ["Enabled"] = true,
            ["Description"] = "spare",
            ["KeyUsage"] = "ENCRYPT_DECRYPT",
            ["KeyState"] = "Enabled",
            ["Origin"] = "AWS_KMS",
            ["KeyManager"] = "CUSTOMER",
            ["CustomerMasterKeySpec"] = "SYMMETRIC_DEFAULT",
            ["KeySpec"] = "SYMMETRIC_DEFAULT",
            ["EncryptionAlgorithms"] = new JsonArray("SYMMETRIC_DEFAULT"),
            ["MultiRegion"] = false,
        };
        Assert.Equal(wanted.ToJsonString(), Described(kms, id).ToJsonString());
    }

    [Fact]
    public void a_key_that_signs_or_is_disabled_or_of_several_Regions_says_so()
    {
        using var kms = new DirectKms();
        var signing = Described(kms, Make(kms, """{"KeySpec":"RSA_2048"}"""));
        Assert.Null(signing["EncryptionAlgorithms"]);
        Assert.Equal(("SIGN_VERIFY", "RSA_2048"), ((string)signing["KeyUsage"]!, (string)signing["CustomerMasterKeySpec"]!));

        kms.Answer("DisableKey", Key(DirectKms.Id));
        Assert.False((bool)Described(kms, DirectKms.Id)["Enabled"]!);

        var multi = Make(kms, """{"MultiRegion":true}""");
        Assert.StartsWith("mrk-", multi, StringComparison.Ordinal);
        Assert.True((bool)Described(kms, multi)["MultiRegion"]!);
        Assert.Equal("AWS", (string)Described(kms, "alias/aws/rds")["KeyManager"]!);
    }

    [Fact]
    public void a_key_has_the_usage_that_its_spec_has()
    {
        using var kms = new DirectKms();
        string Usage(string body) => (string)kms.Answer("CreateKey", body)["KeyMetadata"]!["KeyUsage"]!;

        Assert.Equal("GENERATE_VERIFY_MAC", Usage("""{"KeySpec":"HMAC_256"}"""));
        Assert.Equal("SIGN_VERIFY", Usage("""{"CustomerMasterKeySpec":"ECC_NIST_P256","Origin":"AWS_KMS"}"""));
        Assert.Equal("ENCRYPT_DECRYPT", Usage("""{"KeySpec":"RSA_2048","KeyUsage":"ENCRYPT_DECRYPT"}"""));
        Assert.Equal("ValidationException", kms.Code("CreateKey", """{"KeySpec":"ECC_NIST_P256","KeyUsage":"ENCRYPT_DECRYPT"}"""));
        Assert.Equal("ValidationException", kms.Code("CreateKey", """{"KeyUsage":"SIGN_VERIFY"}"""));
        Assert.Equal("ValidationException", kms.Code("CreateKey", """{"KeySpec":"ROT13"}"""));
        Assert.Equal("UnsupportedOperationException", kms.Code("CreateKey", """{"Origin":"EXTERNAL"}"""));
        Assert.Equal("AccessDeniedException", kms.Code("CreateKey", "{}", role: "ReadOnly"));
    }

    [Fact]
    public void the_tags_of_a_key_are_read_as_far_as_they_are_tags()
    {
        using var kms = new DirectKms();
        IEnumerable<string> Tags(string tags) =>
            kms.World.Keys.Find(kms.Prod.Key(Make(kms, $$"""{"Tags":{{tags}}}""")))!.Tags.Select(tag => $"{tag.Key}={tag.Value}");

        Assert.Equal(["a=b", "=", "c="], Tags("""[{"TagKey":"a","TagValue":"b"},{},"x",{"TagKey":"c","TagValue":5}]"""));
        Assert.Empty(Tags("\"a=b\""));
        Assert.Empty(kms.World.Keys.Find(kms.Prod.Key(Make(kms)))!.Tags);
    }

    [Fact]
    public void an_alias_is_a_name_of_at_most_256_characters_that_is_not_AWS_own()
    {
        using var kms = new DirectKms();
        string Code(string name, string key = DirectKms.Id) =>
            kms.Code("CreateAlias", $$"""{"AliasName":"{{name}}","TargetKeyId":"{{key}}"}""");

        Assert.Equal("", Code("alias/" + new string('x', 250)));
        Assert.Equal("InvalidAliasNameException", Code("alias/" + new string('x', 251)));
        Assert.Equal("InvalidAliasNameException", Code("alias/a b"));
        Assert.Equal("NotAuthorizedException", Code("alias/aws/mine"));
        Assert.Equal("ValidationException", kms.Code("CreateAlias", $$"""{"TargetKeyId":"{{DirectKms.Id}}"}"""));
        Assert.Equal("ValidationException", kms.Code("CreateAlias", """{"AliasName":"alias/a"}"""));
        Assert.Equal("AlreadyExistsException", Code("alias/dev-altplus-key"));
        Assert.Equal("NotFoundException", Code("alias/a", "alias/dev-altplus-key"));
    }

    [Fact]
    public void an_alias_wants_the_right_on_both_the_key_and_the_alias()
    {
        using var kms = new DirectKms();
        string Code(string resource)
        {
            kms.Role(
                "Namer",
                $$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"kms:CreateAlias","Resource":[{{resource}}]} }"""
            );
            return kms.Code("CreateAlias", $$"""{"AliasName":"alias/a","TargetKeyId":"{{DirectKms.Id}}"}""", role: "Namer");
        }
        const string Alias = "\"arn:aws:kms:ap-northeast-1:987654321000:alias/a\"";

        Assert.Equal("AccessDeniedException", Code($"\"{TestAws.SharingKey}\""));
        Assert.Equal("AccessDeniedException", Code(Alias));
        Assert.Equal("", Code($"\"{TestAws.SharingKey}\",{Alias}"));
    }

    [Fact]
    public void a_key_has_at_most_50_aliases_whatever_other_keys_have()
    {
        using var kms = new DirectKms();
        void Name(int number, string key) =>
            kms.World.Aliases.Put(new(TestAws.Production, TestAws.Region, $"alias/{key}/{number}", key, DirectKms.Now));
        string Code(string name) => kms.Code("CreateAlias", $$"""{"AliasName":"{{name}}","TargetKeyId":"{{DirectKms.Id}}"}""");
        // It has one in the first state.
        for (var number = 0; number < 48; number++)
        {
            Name(number, DirectKms.Id);
            Name(number, "another");
        }

        Assert.Equal("", Code("alias/a"));
        Assert.Equal("LimitExceededException", Code("alias/b"));
    }

    [Theory]
    [InlineData("", "", 30)]
    [InlineData(",\"PendingWindowInDays\":7", "", 7)]
    [InlineData(",\"PendingWindowInDays\":30", "", 30)]
    [InlineData(",\"PendingWindowInDays\":null", "", 30)]
    [InlineData(",\"PendingWindowInDays\":6", "ValidationException", 0)]
    [InlineData(",\"PendingWindowInDays\":31", "ValidationException", 0)]
    [InlineData(",\"PendingWindowInDays\":\"7\"", "ValidationException", 0)]
    public void a_key_is_deleted_after_7_to_30_days(string window, string code, int days)
    {
        using var kms = new DirectKms();
        var body = $$"""{"KeyId":"{{DirectKms.Id}}"{{window}}}""";
        if (code.Length > 0)
        {
            Assert.Equal(code, kms.Code("ScheduleKeyDeletion", body));
            return;
        }

        var at = DirectKms.Epoch + (days * 86_400);
        var wanted = new JsonObject
        {
            ["KeyId"] = TestAws.SharingKey,
            ["DeletionDate"] = at,
            ["KeyState"] = "PendingDeletion",
            ["PendingWindowInDays"] = days,
        };
        Assert.Equal(wanted.ToJsonString(), kms.Answer("ScheduleKeyDeletion", body).ToJsonString());
        Assert.Equal(at, (double)Described(kms, DirectKms.Id)["DeletionDate"]!);
        Assert.Equal(days, kms.Sharing.PendingWindowDays);
    }

    [Fact]
    public void a_key_that_is_to_be_deleted_does_nothing_more_until_that_is_taken_back()
    {
        using var kms = new DirectKms();
        Assert.Equal("KMSInvalidStateException", kms.Code("CancelKeyDeletion", Key(DirectKms.Id)));
        kms.Answer("ScheduleKeyDeletion", Key(DirectKms.Id));
        Assert.Equal("KMSInvalidStateException", kms.Code("CreateAlias", $$"""{"AliasName":"alias/a","TargetKeyId":"{{DirectKms.Id}}"}"""));
        Assert.Equal("KMSInvalidStateException", kms.Code("DisableKey", Key(DirectKms.Id)));
        Assert.Equal("KMSInvalidStateException", kms.Code("ScheduleKeyDeletion", Key(DirectKms.Id)));
        Assert.Equal("AccessDeniedException", kms.Code("CancelKeyDeletion", Key(DirectKms.Id), role: "ReadOnly"));

        Assert.Equal(TestAws.SharingKey, (string)kms.Answer("CancelKeyDeletion", Key(DirectKms.Id))["KeyId"]!);
        Assert.Equal((SandboxKey.Disabled, null, null), (kms.Sharing.State, kms.Sharing.DeletionDate, kms.Sharing.PendingWindowDays));
        kms.Answer("EnableKey", Key(DirectKms.Id));
        Assert.Equal(SandboxKey.Enabled, kms.Sharing.State);
    }

    [Fact]
    public void AWS_own_key_says_of_which_service_it_is()
    {
        using var kms = new DirectKms();
        var place = kms.Prod with { Region = "us-west-2" };
        var made = KeyRing.Managed(kms.Accounts, place, "rds", DirectKms.Now);

        Assert.Equal(
            ("Default (master) key that protects my RDS database volumes when no other key is defined", true, DirectKms.Now),
            (made.Description, made.IsAwsManaged, made.CreatedAt)
        );
        Assert.Equal(made, KeyRing.Managed(kms.Accounts, place, "rds", DirectKms.Now.AddDays(1)));
        Assert.Contains("my ebs data", KeyRing.ManagedKey(place, "x", "ebs", DirectKms.Now).Description, StringComparison.Ordinal);
    }

    [Fact]
    public void the_answer_of_an_alias_has_no_body()
    {
        using var kms = new DirectKms();
        var answer = kms.Run("CreateAlias", $$"""{"AliasName":"alias/a","TargetKeyId":"{{DirectKms.Id}}"}""");
        Assert.Null(Assert.IsType<JsonResult>(answer).Body);
    }

    [Fact]
    public void a_key_of_one_Region_is_named_like_one_and_does_what_its_spec_can()
    {
        using var kms = new DirectKms();
        Assert.DoesNotContain("mrk", Make(kms), StringComparison.Ordinal);
        Assert.Equal("ValidationException", kms.Code("CreateKey", """{"KeySpec":"RSA_2048","KeyUsage":"GENERATE_VERIFY_MAC"}"""));
    }

    [Fact]
    public void whatever_is_refused_of_a_key_is_the_requests_fault()
    {
        using var kms = new DirectKms();
        for (var number = 0; number < 50; number++)
            kms.World.Aliases.Put(new(TestAws.Production, TestAws.Region, $"alias/{number}", DirectKms.Id, DirectKms.Now));
        string Alias(string name) => $$"""{"AliasName":"{{name}}","TargetKeyId":"{{DirectKms.Id}}"}""";

        Assert.All(
            [
                ("CreateKey", """{"Origin":"EXTERNAL"}""", "UnsupportedOperationException"),
                ("CreateAlias", Alias("alias/a b"), "InvalidAliasNameException"),
                ("CreateAlias", Alias("alias/aws/mine"), "NotAuthorizedException"),
                ("CreateAlias", Alias("alias/0"), "AlreadyExistsException"),
                ("CreateAlias", Alias("alias/a"), "LimitExceededException"),
            ],
            asked =>
            {
                var refusal = Assert.IsType<Refusal>(kms.Run(asked.Item1, asked.Item2));
                Assert.Equal((400, asked.Item3), (refusal.Status, refusal.Code));
            }
        );
    }
}
