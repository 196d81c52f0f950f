using System.Text.Json;

namespace SnapshotShare.AwsSandbox.Tests.Kms;

/// <summary>KMS Developer Guide, "Creating grants", "Controlling access to grants", "Retiring and revoking grants".</summary>
public sealed class the_life_of_a_grant
{
    private const string Id = "0987dcba-09fe-87dc-65ba-ab0987654321";
    private const string DevRole = "arn:aws:iam::123456789000:role/SnapshotShare";
    private const string OwnerOnly =
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::987654321000:root"},"Action":"kms:*","Resource":"*"}]}""";
    private const string AllOfRds =
        "\"Decrypt\",\"Encrypt\",\"GenerateDataKey\",\"ReEncryptFrom\",\"ReEncryptTo\",\"CreateGrant\",\"RetireGrant\",\"DescribeKey\"";

    /// <summary>What CreateGrant is asked for beside the key, and its error's code; empty where it is made.</summary>
    public static TheoryData<string, string, string> Wanted =>
        new()
        {
            { "a role that exists", $"\"GranteePrincipal\":\"{DevRole}\",\"Operations\":[\"Decrypt\"]", "" },
            {
                "a role that does not exist",
                "\"GranteePrincipal\":\"arn:aws:iam::123456789000:role/Nobody\",\"Operations\":[\"Decrypt\"]",
                "InvalidArnException"
            },
            {
                "every role",
                "\"GranteePrincipal\":\"arn:aws:iam::123456789000:role/*\",\"Operations\":[\"Decrypt\"]",
                "InvalidArnException"
            },
            { "an account", "\"GranteePrincipal\":\"arn:aws:iam::123456789000:root\",\"Operations\":[\"Decrypt\"]", "" },
            { "an account's bare number", "\"GranteePrincipal\":\"123456789000\",\"Operations\":[\"Decrypt\"]", "InvalidArnException" },
            {
                "a service",
                "\"GranteePrincipal\":\"rds.ap-northeast-1.amazonaws.com\",\"Operations\":[\"Decrypt\"]",
                "InvalidArnException"
            },
            { "nobody", "\"Operations\":[\"Decrypt\"]", "ValidationException" },
            { "nothing", $"\"GranteePrincipal\":\"{DevRole}\"", "ValidationException" },
            { "an operation that there is not", $"\"GranteePrincipal\":\"{DevRole}\",\"Operations\":[\"Guess\"]", "ValidationException" },
            {
                "an operation that no grant gives",
                $"\"GranteePrincipal\":\"{DevRole}\",\"Operations\":[\"ListGrants\"]",
                "ValidationException"
            },
            { "an operation of other keys", $"\"GranteePrincipal\":\"{DevRole}\",\"Operations\":[\"Sign\"]", "ValidationException" },
            {
                "a constraint",
                $"\"GranteePrincipal\":\"{DevRole}\",\"Operations\":[\"Decrypt\"],\"Constraints\":{{\"EncryptionContextSubset\":{{\"a\":\"b\"}}}}",
                ""
            },
            {
                "a constraint of nine pairs",
                $"\"GranteePrincipal\":\"{DevRole}\",\"Operations\":[\"Decrypt\"],\"Constraints\":{{\"EncryptionContextEquals\":{{\"1\":\"\",\"2\":\"\",\"3\":\"\",\"4\":\"\",\"5\":\"\",\"6\":\"\",\"7\":\"\",\"8\":\"\",\"9\":\"\"}}}}",
                "ValidationException"
            },
            {
                "a retiring principal that does not exist",
                $"\"GranteePrincipal\":\"{DevRole}\",\"RetiringPrincipal\":\"nobody\",\"Operations\":[\"Decrypt\"]",
                "InvalidArnException"
            },
        };

    /// <summary>Who retires a grant for development's role: the operations and retiring principal it was made with, who asks, and the error's code.</summary>
    public static TheoryData<string, string, string, string, string> Retiring =>
        new()
        {
            { "the grantee, where the grant lets it", "\"Decrypt\",\"RetireGrant\"", "", "dev", "" },
            { "the grantee, where it does not", "\"Decrypt\"", "", "dev", "AccessDeniedException" },
            { "the retiring principal", "\"Decrypt\"", ",\"RetiringPrincipal\":\"arn:aws:iam::987654321000:role/ReadOnly\"", "reader", "" },
            { "somebody of the key's account without the right", "\"Decrypt\"", "", "reader", "AccessDeniedException" },
            { "the grantee as the retiring principal too", "\"Decrypt\"", $",\"RetiringPrincipal\":\"{DevRole}\"", "dev", "" },
            { "an administrator of the account that made it", "\"Decrypt\"", "", "prodAdmin", "" },
            { "an administrator of another account", "\"Decrypt\"", "", "devAdmin", "AccessDeniedException" },
            {
                "an administrator of an account that is the retiring principal",
                "\"Decrypt\"",
                ",\"RetiringPrincipal\":\"arn:aws:iam::123456789000:root\"",
                "devAdmin",
                ""
            },
        };

    private static string Key(string id) => $$"""{"KeyId":"{{id}}"}""";

    private static string Create(string operations, string more = "") =>
        $$"""{"KeyId":"{{Id}}","GranteePrincipal":"{{DevRole}}","Operations":[{{operations}}]{{more}}}""";

    /// <summary>Without the one that development's finished trip left.</summary>
    private static int Count(TestAws aws) =>
        aws.Prod.Kms("ListGrants", Key(Id)).Ok().Json["Grants"]!
            .AsArray()
            .Count(grant => (string)grant!["GranteePrincipal"]! != TestAws.LeftTo);

    [Theory]
    [MemberData(nameof(Wanted))]
    public void a_grant_is_made_for(string what, string body, string code)
    {
        using var aws = new TestAws();
        Assert.True(code == aws.Prod.Kms("CreateGrant", $$"""{"KeyId":"{{Id}}",{{body}}}""").Code, what);
        Assert.Equal(code.Length == 0 ? 1 : 0, Count(aws));
    }

    [Theory]
    [MemberData(nameof(Retiring))]
    public void a_grant_is_retired_by(string whom, string operations, string retiring, string caller, string code)
    {
        using var aws = new TestAws();
        var grant = (string)aws.Prod.Kms("CreateGrant", Create(operations, retiring)).Ok().Json["GrantId"]!;
        var who = caller switch
        {
            "dev" => aws.Dev,
            "devAdmin" => aws.DevAdmin,
            "prodAdmin" => aws.ProdAdmin,
            _ => aws.Assume(TestAws.Production, "ReadOnly"),
        };

        var reply = who.Kms("RetireGrant", $$"""{"KeyId":"{{TestAws.SharingKey}}","GrantId":"{{grant}}"}""");

        Assert.True(code == reply.Code, whom);
        Assert.Equal(code.Length == 0 ? 0 : 1, Count(aws));
    }

    [Fact]
    public void a_grant_is_retired_by_its_token_and_nobody_need_have_the_right_in_a_policy()
    {
        using var aws = new TestAws();
        var token = (string)aws.Prod.Kms("CreateGrant", Create("\"RetireGrant\"")).Ok().Json["GrantToken"]!;
        aws.ProdAdmin.Kms("PutKeyPolicy", $$"""{"KeyId":"{{Id}}","Policy":{{JsonSerializer.Serialize(OwnerOnly)}}}""").Ok();
        aws.Control("roles", """{"account":"123456789000","name":"SnapshotShare","actions":["rds:*"]}""");

        aws.Dev.Kms("RetireGrant", """{"GrantToken":"no such token"}""").Refused(400, "InvalidGrantTokenException");
        aws.Dev.Kms("RetireGrant", $$"""{"GrantToken":"{{token}}","DryRun":true}""").Refused(400, "DryRunOperationException");
        aws.Dev.Kms("RetireGrant", $$"""{"GrantToken":"{{token}}"}""").Ok();
        Assert.Equal(0, Count(aws));
        aws.Dev.Kms("RetireGrant", "{}").Refused(400, "ValidationException");
        aws.Prod.Kms("RetireGrant", $$"""{"KeyId":"{{TestAws.SharingKey}}","GrantId":"{{new string('0', 64)}}"}""")
            .Refused(400, "NotFoundException");
    }

    [Fact]
    public void a_denial_in_its_own_policy_keeps_a_grantee_from_retiring()
    {
        using var aws = new TestAws();
        var token = (string)aws.Prod.Kms("CreateGrant", Create("\"RetireGrant\"")).Ok().Json["GrantToken"]!;
        const string Deny = """{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"kms:RetireGrant","Resource":"*"}}""";
        aws.Control("roles", $$"""{"account":"123456789000","name":"SnapshotShare","policy":{{Deny}}}""");

        aws.Dev.Kms("RetireGrant", $$"""{"GrantToken":"{{token}}"}""").Refused(400, "AccessDeniedException");

        aws.Control("roles", """{"account":"123456789000","name":"SnapshotShare","policy":null}""");
        aws.Dev.Kms("RetireGrant", $$"""{"GrantToken":"{{token}}"}""").Ok();
    }

    [Fact]
    public void revoking_takes_the_right_to_revoke_and_no_grant_gives_that()
    {
        using var aws = new TestAws();
        var grant = (string)aws.Prod.Kms("CreateGrant", Create("\"RetireGrant\"")).Ok().Json["GrantId"]!;
        aws.ProdAdmin.Kms("PutKeyPolicy", $$"""{"KeyId":"{{Id}}","Policy":{{JsonSerializer.Serialize(OwnerOnly)}}}""").Ok();

        var revoke = $$"""{"KeyId":"{{TestAws.SharingKey}}","GrantId":"{{grant}}"}""";
        aws.Dev.Kms("RevokeGrant", revoke).Refused(400, "AccessDeniedException");
        aws.Assume(TestAws.Production, "ReadOnly").Kms("RevokeGrant", revoke).Refused(400, "AccessDeniedException");
        aws.Prod.Kms("RevokeGrant", revoke).Ok();
        Assert.Equal(0, Count(aws));
    }

    [Fact]
    public void grants_are_listed_by_grantee_and_by_their_identifier()
    {
        using var aws = new TestAws();
        var grant = (string)aws.Prod.Kms("CreateGrant", Create("\"Decrypt\"")).Ok().Json["GrantId"]!;
        aws.Prod.Kms("CreateGrant", Create("\"Decrypt\"").Replace("SnapshotShare", "ReadOnly", StringComparison.Ordinal)).Ok();
        int List(string filter) => aws.Prod.Kms("ListGrants", $$"""{"KeyId":"{{Id}}",{{filter}}}""").Ok().Json["Grants"]!.AsArray().Count;

        Assert.Equal(2, Count(aws));
        Assert.Equal(1, List($"\"GranteePrincipal\":\"{DevRole}\""));
        Assert.Equal(1, List($"\"GrantId\":\"{grant}\""));
        Assert.Equal(0, List("\"GranteePrincipal\":\"arn:aws:iam::123456789000:role/Administrator\""));
        aws.Prod.Kms("ListGrants", $$"""{"KeyId":"{{Id}}","GrantId":"x"}""").Refused(400, "InvalidGrantIdException");
    }

    [Fact]
    public void the_same_grant_under_the_same_name_is_one_and_a_stricter_one_is_another()
    {
        using var aws = new TestAws();
        aws.Prod.Kms("CreateGrant", Create("\"Decrypt\",\"Encrypt\"", ",\"Name\":\"n\"")).Ok();
        aws.Prod.Kms("CreateGrant", Create("\"Encrypt\",\"Decrypt\"", ",\"Name\":\"n\"")).Ok();
        Assert.Equal(1, Count(aws));
        aws.Prod.Kms(
                "CreateGrant",
                Create("\"Decrypt\",\"Encrypt\"", ",\"Name\":\"n\",\"Constraints\":{\"EncryptionContextEquals\":{\"a\":\"b\"}}")
            )
            .Ok();
        Assert.Equal(2, Count(aws));
    }

    [Theory]
    [InlineData(AllOfRds, true)]
    [InlineData("\"CreateGrant\",\"DescribeKey\"", false)]
    [InlineData("\"Decrypt\",\"Encrypt\",\"GenerateDataKey\"", false)]
    public void a_copy_works_by_a_grant_alone_that_gives_all_that_RDS_hands_on(string operations, bool works)
    {
        using var aws = new TestAws();
        aws.ShareWithDev();
        aws.ProdAdmin.Kms("PutKeyPolicy", $$"""{"KeyId":"{{Id}}","Policy":{{JsonSerializer.Serialize(OwnerOnly)}}}""").Ok();
        aws.Dev.Copy(TestAws.SharedArn, "before", "alias/aws/rds").Refused(400, "KMSKeyNotAccessibleFault");
        aws.Prod.Kms("CreateGrant", Create(operations)).Ok();

        var reply = aws.Dev.Copy(TestAws.SharedArn, "after", "alias/aws/rds");

        Assert.Equal(works ? "" : "KMSKeyNotAccessibleFault", reply.Code);
    }

    [Fact]
    public void a_role_policy_names_the_keys_that_its_role_may_use_through_RDS()
    {
        using var aws = new TestAws();
        aws.ShareWithDev();
        string Keys(string resource) =>
            $$$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":["kms:CreateGrant","kms:DescribeKey"],"Resource":["{{{TestAws.DevDefaultKey}}}","{{{resource}}}"],"Condition":{"StringEquals":{"kms:ViaService":"rds.ap-northeast-1.amazonaws.com"} } } }""";
        void Give(string resource) =>
            aws.Control("roles", $$"""{"account":"123456789000","name":"SnapshotShare","actions":["rds:*"],"policy":{{Keys(resource)}}}""");

        Give(TestAws.ProdDefaultKey);
        aws.Dev.Copy(TestAws.SharedArn, "copy-a", "alias/aws/rds").Refused(400, "KMSKeyNotAccessibleFault");
        Give(TestAws.SharingKey);
        aws.Dev.Kms("DescribeKey", Key(TestAws.SharingKey)).Refused(400, "AccessDeniedException");
        aws.Dev.Copy(TestAws.SharedArn, "copy-a", "alias/aws/rds").Ok();
    }
}
