using System.Text.Json.Nodes;
using SnapshotShare.AwsSandbox.Kms;
using SnapshotShare.AwsSandbox.Wire;

namespace SnapshotShare.AwsSandbox.Tests.Kms;

/// <summary>KMS API Reference, CreateGrant, ListGrants, RevokeGrant, RetireGrant, GrantConstraints.</summary>
public sealed class which_grant_is_which
{
    private const string Named = ",\"Name\":\"n\"";
    private const string Equals2 = ",\"Constraints\":{\"EncryptionContextEquals\":{\"a\":\"1\",\"b\":\"2\"}}";

    /// <summary>A second grant's grantee, operations and what else it says, beside the first: n, for Decrypt and Encrypt, with a=1 and b=2.</summary>
    public static TheoryData<string, string, string, string, int> Seconds =>
        new()
        {
            { "the same", DirectKms.DevRole, "\"Decrypt\",\"Encrypt\"", Named + Equals2, 1 },
            { "the same in another order", DirectKms.DevRole, "\"Encrypt\",\"Decrypt\"", Named + Equals2, 1 },
            { "of another name", DirectKms.DevRole, "\"Decrypt\",\"Encrypt\"", ",\"Name\":\"m\"" + Equals2, 2 },
            { "without a name", DirectKms.DevRole, "\"Decrypt\",\"Encrypt\"", Equals2, 2 },
            { "for somebody else", DirectKms.Root, "\"Decrypt\",\"Encrypt\"", Named + Equals2, 2 },
            {
                "that somebody may retire",
                DirectKms.DevRole,
                "\"Decrypt\",\"Encrypt\"",
                Named + Equals2 + $",\"RetiringPrincipal\":\"{DirectKms.Root}\"",
                2
            },
            { "of fewer operations", DirectKms.DevRole, "\"Decrypt\"", Named + Equals2, 2 },
            { "of other operations", DirectKms.DevRole, "\"Decrypt\",\"DescribeKey\"", Named + Equals2, 2 },
            { "without a constraint", DirectKms.DevRole, "\"Decrypt\",\"Encrypt\"", Named, 2 },
            {
                "with another value",
                DirectKms.DevRole,
                "\"Decrypt\",\"Encrypt\"",
                Named + ",\"Constraints\":{\"EncryptionContextEquals\":{\"a\":\"1\",\"b\":\"3\"}}",
                2
            },
            {
                "with a pair less",
                DirectKms.DevRole,
                "\"Decrypt\",\"Encrypt\"",
                Named + ",\"Constraints\":{\"EncryptionContextEquals\":{\"a\":\"1\"}}",
                2
            },
            {
                "with the pairs as a subset",
                DirectKms.DevRole,
                "\"Decrypt\",\"Encrypt\"",
                Named + ",\"Constraints\":{\"EncryptionContextSubset\":{\"a\":\"1\",\"b\":\"2\"}}",
                2
            },
            {
                "with a subset more",
                DirectKms.DevRole,
                "\"Decrypt\",\"Encrypt\"",
                Named
                    + ",\"Constraints\":{\"EncryptionContextEquals\":{\"a\":\"1\",\"b\":\"2\"},\"EncryptionContextSubset\":{\"a\":\"1\"}}",
                2
            },
        };

    /// <summary>A key's spec and usage, an operation, and whether a grant on such a key gives it.</summary>
    public static TheoryData<string, string, string, bool> Abilities =>
        new()
        {
            { "SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT", "Encrypt", true },
            { "SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT", "GenerateDataKeyPairWithoutPlaintext", true },
            { "SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT", "CreateGrant", true },
            { "SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT", "GetPublicKey", false },
            { "SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT", "GenerateMac", false },
            { "RSA_2048", "ENCRYPT_DECRYPT", "Decrypt", true },
            { "RSA_2048", "ENCRYPT_DECRYPT", "Encrypt", true },
            { "RSA_2048", "ENCRYPT_DECRYPT", "ReEncryptFrom", true },
            { "RSA_2048", "ENCRYPT_DECRYPT", "ReEncryptTo", true },
            { "RSA_2048", "ENCRYPT_DECRYPT", "GetPublicKey", true },
            { "RSA_2048", "ENCRYPT_DECRYPT", "GenerateDataKey", false },
            { "RSA_2048", "ENCRYPT_DECRYPT", "Sign", false },
            { "RSA_2048", "SIGN_VERIFY", "Sign", true },
            { "RSA_2048", "SIGN_VERIFY", "Verify", true },
            { "RSA_2048", "SIGN_VERIFY", "GetPublicKey", true },
            { "RSA_2048", "SIGN_VERIFY", "Decrypt", false },
            { "RSA_2048", "SIGN_VERIFY", "DescribeKey", true },
            { "HMAC_256", "GENERATE_VERIFY_MAC", "GenerateMac", true },
            { "HMAC_256", "GENERATE_VERIFY_MAC", "VerifyMac", true },
            { "HMAC_256", "GENERATE_VERIFY_MAC", "Verify", false },
            { "HMAC_256", "GENERATE_VERIFY_MAC", "RetireGrant", true },
        };

    private static string Create(string grantee, string operations, string more = "", string key = DirectKms.Id) =>
        $$"""{"KeyId":"{{key}}","GranteePrincipal":"{{grantee}}","Operations":[{{operations}}]{{more}}}""";

    private static JsonArray List(DirectKms kms, string more = "") =>
        kms.Answer("ListGrants", $$"""{"KeyId":"{{DirectKms.Id}}"{{more}}}""")["Grants"]!.AsArray();

    [Theory]
    [MemberData(nameof(Seconds))]
    public void a_grant_is_the_same_by_name_and_by_all_that_it_says(string what, string grantee, string operations, string more, int count)
    {
        using var kms = new DirectKms();
        kms.Answer("CreateGrant", Create(DirectKms.DevRole, "\"Decrypt\",\"Encrypt\"", Named + Equals2));
        kms.Answer("CreateGrant", Create(grantee, operations, more));
        Assert.True(count == List(kms).Count, what);
    }

    [Fact]
    public void two_grants_without_a_name_are_two_and_two_that_are_retired_by_one_are_one()
    {
        using var kms = new DirectKms();
        kms.Answer("CreateGrant", Create(DirectKms.DevRole, "\"Decrypt\""));
        kms.Answer("CreateGrant", Create(DirectKms.DevRole, "\"Decrypt\""));
        Assert.Equal(2, List(kms).Count);
        var retired = Create(
            DirectKms.DevRole,
            "\"Decrypt\"",
            Named + $",\"RetiringPrincipal\":\"{DirectKms.Root}\",\"Constraints\":{{\"EncryptionContextSubset\":{{\"a\":\"1\"}}}}"
        );
        kms.Answer("CreateGrant", retired);
        kms.Answer("CreateGrant", retired);
        Assert.Equal(3, List(kms).Count);
    }

    [Theory]
    [MemberData(nameof(Abilities))]
    public void a_grant_gives_what_the_key_can_do(string spec, string usage, string operation, bool gives)
    {
        using var kms = new DirectKms();
        var key = kms.Sharing with { Id = "of-its-own", Spec = spec, Usage = usage };
        kms.World.Keys.Put(key);
        Assert.Equal(
            gives ? "" : "ValidationException",
            kms.Code("CreateGrant", Create(DirectKms.DevRole, $"\"{operation}\"", key: key.Id))
        );
    }

    [Fact]
    public void a_constraint_has_eight_pairs_at_most_of_384_characters_and_is_of_symmetric_keys()
    {
        using var kms = new DirectKms();
        string Constraint(string kind, int pairs, int length)
        {
            var values = Enumerable.Range(0, pairs).Select(n => $"\"{n}\":\"{new string('x', length)}\"");
            return $",\"Constraints\":{{\"{kind}\":{{{string.Join(',', values)}}}}}";
        }
        string Code(string more, string key = DirectKms.Id) => kms.Code("CreateGrant", Create(DirectKms.DevRole, "\"Decrypt\"", more, key));
        kms.World.Keys.Put(kms.Sharing with { Id = "rsa", Spec = "RSA_2048" });

        foreach (var kind in new[] { "EncryptionContextSubset", "EncryptionContextEquals" })
        {
            Assert.Equal("", Code(Constraint(kind, 8, 384)));
            Assert.Equal("ValidationException", Code(Constraint(kind, 9, 1)));
            Assert.Equal("ValidationException", Code(Constraint(kind, 1, 385)));
            Assert.Equal("ValidationException", Code(Constraint(kind, 1, 1), "rsa"));
        }
        Assert.Equal("", Code("", "rsa"));
        Assert.Equal("", Code(",\"Constraints\":5"));
        Assert.Equal("", Code(",\"Constraints\":{\"EncryptionContextSubset\":5}", "rsa"));
    }

    [Fact]
    public void a_grant_is_listed_with_all_that_it_says()
    {
        using var kms = new DirectKms();
        var full = kms.Answer(
            "CreateGrant",
            Create(DirectKms.DevRole, "\"Decrypt\"", $"{Named},\"RetiringPrincipal\":\"{DirectKms.Root}\"{Equals2}"),
            TestAws.Production
        );
        kms.Answer("CreateGrant", Create(DirectKms.Root, "\"Encrypt\""));

        Assert.Equal(
            $$$$"""
            {"KeyId":"{{{{TestAws.SharingKey}}}}","GrantId":"{{{{full[
                "GrantId"
            ]}}}}","Name":"n","CreationDate":1768469400.25,"GranteePrincipal":"{{{{DirectKms.DevRole}}}}","RetiringPrincipal":"{{{{DirectKms.Root}}}}","IssuingAccount":"{{{{DirectKms.Root}}}}","Operations":["Decrypt"],"Constraints":{"EncryptionContextEquals":{"a":"1","b":"2"}}}
            """,
            List(kms, $",\"GrantId\":\"{full["GrantId"]}\"").Single()!.ToJsonString()
        );
        var bare = List(kms, $",\"GranteePrincipal\":\"{DirectKms.Root}\"").Single()!;
        Assert.Null(bare["Constraints"]);
        Assert.Null(bare["RetiringPrincipal"]);
        Assert.Equal("", (string)bare["Name"]!);
        kms.Answer(
            "CreateGrant",
            Create(DirectKms.Root, "\"DescribeKey\"", ",\"Constraints\":{\"EncryptionContextSubset\":{\"c\":\"3\",\"d\":4}}")
        );
        Assert.Contains(
            "\"Constraints\":{\"EncryptionContextSubset\":{\"c\":\"3\"}}",
            List(kms).Single(one => (string)one!["Operations"]![0]! == "DescribeKey")!.ToJsonString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void grants_are_listed_fifty_at_a_time_and_at_most_a_hundred()
    {
        using var kms = new DirectKms();
        for (var number = 0; number < 100; number++)
            kms.World.Grants.Put(
                new(TestAws.SharingKey, $"{number:000}", $"token-{number}", DirectKms.DevRole, ["Decrypt"], DirectKms.Now)
                {
                    IssuingAccount = TestAws.Production,
                }
            );

        Assert.Equal((50, 100), (List(kms).Count, List(kms, ",\"Limit\":100").Count));
        Assert.Equal("ValidationException", kms.Code("ListGrants", $$"""{"KeyId":"{{DirectKms.Id}}","Limit":101}"""));
    }

    [Fact]
    public void a_grant_is_revoked_by_its_key_and_its_identifier()
    {
        using var kms = new DirectKms();
        string Code(string more) => kms.Code("RevokeGrant", $$"""{"KeyId":"{{DirectKms.Id}}"{{more}}}""");
        var grant = kms.Answer("CreateGrant", Create(DirectKms.DevRole, "\"Decrypt\""))["GrantId"];

        Assert.Equal("ValidationException", Code(""));
        Assert.Equal("ValidationException", Code(",\"GrantId\":\"\""));
        Assert.Equal(
            new Refusal(400, "InvalidGrantIdException", "The grant ID is not valid."),
            kms.Run("RevokeGrant", $$"""{"KeyId":"{{DirectKms.Id}}","GrantId":"x"}""")
        );
        Assert.Equal("NotFoundException", Code($",\"GrantId\":\"{new string('0', 64)}\""));
        Assert.Equal("DryRunOperationException", Code($",\"GrantId\":\"{grant}\",\"DryRun\":true"));
        Assert.Single(List(kms));
        Assert.Equal("", Code($",\"GrantId\":\"{grant}\",\"DryRun\":\"true\""));
        Assert.Empty(List(kms));
    }

    [Fact]
    public void a_key_that_is_disabled_or_going_gives_no_grant()
    {
        using var kms = new DirectKms();
        kms.World.Keys.Put(kms.Sharing with { State = Key.Disabled });
        Assert.Equal("DisabledException", kms.Code("CreateGrant", Create(DirectKms.DevRole, "\"Decrypt\"")));
        kms.World.Keys.Put(kms.Sharing with { State = Key.PendingDeletion });
        Assert.Equal("KMSInvalidStateException", kms.Code("CreateGrant", Create(DirectKms.DevRole, "\"Decrypt\"")));
    }

    [Fact]
    public void a_grant_is_retired_by_its_own_token_or_by_its_keys_ARN_and_its_identifier()
    {
        using var kms = new DirectKms();
        string Token(string operation) => (string)kms.Answer("CreateGrant", Create(DirectKms.DevRole, $"\"{operation}\""))["GrantToken"]!;
        Token("Decrypt");
        var token = Token("Encrypt");
        Token("DescribeKey");

        kms.Answer("RetireGrant", $$"""{"GrantToken":"{{token}}"}""");

        Assert.Equal(["Decrypt", "DescribeKey"], List(kms).Select(one => (string)one!["Operations"]![0]!).Order(StringComparer.Ordinal));
        var id = List(kms)[0]!["GrantId"];
        Assert.Equal("InvalidArnException", kms.Code("RetireGrant", $$"""{"KeyId":"{{DirectKms.Id}}","GrantId":"{{id}}"}"""));
        Assert.Equal("ValidationException", kms.Code("RetireGrant", $$"""{"GrantId":"{{id}}"}"""));
        Assert.Equal("ValidationException", kms.Code("RetireGrant", $$"""{"KeyId":"{{TestAws.SharingKey}}"}"""));
        Assert.Equal("", kms.Code("RetireGrant", $$"""{"KeyId":"{{TestAws.SharingKey}}","GrantId":"{{id}}"}"""));
        Assert.Single(List(kms));
    }

    /// <summary>Who it is for, who may retire it, what it gives, whose account made it, who asks, and whether that is enough.</summary>
    [Theory]
    [InlineData(
        "arn:aws:sts::123456789000:assumed-role/SnapshotShare/tests",
        null,
        "RetireGrant",
        TestAws.Development,
        "SnapshotShare",
        true
    )]
    [InlineData(DirectKms.DevRole, null, "RetireGrant", TestAws.Development, "SnapshotShare", true)]
    [InlineData(DirectKms.DevRole, null, "Decrypt", TestAws.Development, "SnapshotShare", false)]
    [InlineData(DirectKms.DevRole, null, "RetireGrant", TestAws.Development, "ReadOnly", false)]
    [InlineData(DirectKms.DevRole, null, "RetireGrant", TestAws.Development, "Administrator", false)]
    [InlineData(DirectKms.Root, "arn:aws:sts::123456789000:assumed-role/ReadOnly/tests", "Decrypt", TestAws.Development, "ReadOnly", true)]
    [InlineData(DirectKms.Root, "arn:aws:iam::123456789000:role/ReadOnly", "Decrypt", TestAws.Development, "ReadOnly", true)]
    [InlineData(DirectKms.Root, "arn:aws:iam::123456789000:root", "Decrypt", TestAws.Development, "Administrator", true)]
    [InlineData(DirectKms.Root, "arn:aws:iam::123456789000:root", "Decrypt", TestAws.Development, "ReadOnly", false)]
    [InlineData(DirectKms.Root, null, "Decrypt", TestAws.Production, "Administrator", true)]
    [InlineData(DirectKms.Root, null, "Decrypt", TestAws.Production, "ReadOnly", false)]
    public void whoever_is_named_may_retire_a_grant_and_the_administrators_of_its_accounts(
        string grantee,
        string? retiring,
        string operation,
        string account,
        string role,
        bool may
    )
    {
        using var kms = new DirectKms();
        // Somebody else's account made it, so that the key's account counts for itself.
        kms.World.Grants.Put(
            new(TestAws.SharingKey, "id", "token", grantee, [operation], DirectKms.Now)
            {
                IssuingAccount = "555566667777",
                Retiring = retiring,
            }
        );
        Assert.Equal(may ? "" : "AccessDeniedException", kms.Code("RetireGrant", """{"GrantToken":"token"}""", account, role));
    }

    [Fact]
    public void the_account_that_made_a_grant_may_retire_it_though_the_key_is_anothers()
    {
        using var kms = new DirectKms();
        kms.World.Grants.Put(
            new(TestAws.SharingKey, "id", "token", DirectKms.Root, ["Decrypt"], DirectKms.Now) { IssuingAccount = TestAws.Development }
        );
        Assert.Equal("AccessDeniedException", kms.Code("RetireGrant", """{"GrantToken":"token"}""", TestAws.Development, "ReadOnly"));
        Assert.Equal("DryRunOperationException", kms.Code("RetireGrant", """{"GrantToken":"token","DryRun":true}""", TestAws.Development));
        Assert.Equal("", kms.Code("RetireGrant", """{"GrantToken":"token"}""", TestAws.Development));
    }

    [Fact]
    public void a_grants_terms_are_all_that_a_policy_may_ask_of_it()
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal) { ["a"] = "1" };
        var grant = new Grant(TestAws.SharingKey, "id", "token", DirectKms.DevRole, ["Decrypt"], DirectKms.Now)
        {
            IssuingAccount = TestAws.Production,
            Retiring = DirectKms.Root,
            ContextSubset = pairs,
            ContextEquals = pairs,
        };
        Assert.Equal(
            (grant.Grantee, grant.Operations, grant.Retiring, pairs, pairs),
            (grant.Terms.Grantee, grant.Terms.Operations, grant.Terms.Retiring, grant.Terms.ContextSubset, grant.Terms.ContextEquals)
        );
    }

    [Fact]
    public void what_a_grant_cannot_give_is_named_the_first_of_it()
    {
        using var kms = new DirectKms();
        string Words(string operations) => kms.Words("CreateGrant", Create(DirectKms.DevRole, operations));

        Assert.Contains("Value '[Guess]' at 'operations'", Words("\"Decrypt\",\"Guess\",\"Hope\""), StringComparison.Ordinal);
        Assert.StartsWith("The operation Sign is not supported", Words("\"Decrypt\",\"Sign\",\"Verify\""), StringComparison.Ordinal);
    }

    [Fact]
    public void one_value_of_a_constraint_that_is_too_long_is_enough()
    {
        using var kms = new DirectKms();
        var constraint = $",\"Constraints\":{{\"EncryptionContextEquals\":{{\"a\":\"1\",\"b\":\"{new string('x', 385)}\"}}}}";
        Assert.Equal("ValidationException", kms.Code("CreateGrant", Create(DirectKms.DevRole, "\"Decrypt\"", constraint)));
    }

    [Fact]
    public void a_grant_with_a_pair_more_under_the_same_name_is_another()
    {
        using var kms = new DirectKms();
        kms.Answer(
            "CreateGrant",
            Create(DirectKms.DevRole, "\"Decrypt\"", Named + ",\"Constraints\":{\"EncryptionContextEquals\":{\"a\":\"1\"}}")
        );
        kms.Answer("CreateGrant", Create(DirectKms.DevRole, "\"Decrypt\"", Named + Equals2));
        Assert.Equal(2, List(kms).Count);
    }
}
