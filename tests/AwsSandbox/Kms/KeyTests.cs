using System.Text.Json;
using System.Text.Json.Nodes;

namespace SnapshotShare.AwsSandbox.Tests.Kms;

public sealed class KeyTests
{
    private const string Id = "0987dcba-09fe-87dc-65ba-ab0987654321";

    private static string Key(string id) => $$"""{"KeyId":"{{id}}"}""";

    private static string Put(string policy, string more = "") =>
        $$"""{"KeyId":"{{Id}}","Policy":{{JsonSerializer.Serialize(policy)}}{{more}}}""";

    [Fact]
    public void a_key_is_found_by_its_four_names()
    {
        using var aws = new TestAws();
        foreach (
            var name in new[]
            {
                Id,
                TestAws.SharingKey,
                "alias/dev-altplus-key",
                "arn:aws:kms:ap-northeast-1:987654321000:alias/dev-altplus-key",
            }
        )
            Assert.Equal(TestAws.SharingKey, (string)aws.Prod.Kms("DescribeKey", Key(name)).Ok().Json["KeyMetadata"]!["Arn"]!);
    }

    [Theory]
    [InlineData("alias/nothing", "NotFoundException", "Alias arn:aws:kms:ap-northeast-1:987654321000:alias/nothing is not found.")]
    [InlineData("nothing", "NotFoundException", "Invalid keyId nothing")]
    [InlineData(
        "11111111-2222-4333-8444-555555555555",
        "NotFoundException",
        "Key 'arn:aws:kms:ap-northeast-1:987654321000:key/11111111-2222-4333-8444-555555555555' does not exist"
    )]
    [InlineData("arn:aws:s3:::bucket", "InvalidArnException", null)]
    [InlineData(
        "arn:aws:kms:ap-northeast-1:123456789000:key/11111111-2222-4333-8444-555555555555",
        "AccessDeniedException",
        "User: arn:aws:sts::987654321000:assumed-role/SnapshotShare/tests is not authorized to perform: kms:DescribeKey on resource: arn:aws:kms:ap-northeast-1:123456789000:key/11111111-2222-4333-8444-555555555555 because no resource-based policy allows the kms:DescribeKey action"
    )]
    public void a_key_that_is_not_there(string id, string code, string? message)
    {
        using var aws = new TestAws();
        var reply = aws.Prod.Kms("DescribeKey", Key(id));
        reply.Refused(400, code, message ?? reply.Message);
    }

    [Fact]
    public void a_bare_identifier_is_looked_up_at_home()
    {
        using var aws = new TestAws();
        aws.Dev.Kms("DescribeKey", Key(Id)).Refused(400, "NotFoundException");
        aws.Dev.Kms("DescribeKey", Key(TestAws.SharingKey)).Ok();
        aws.Dev.Kms("DescribeKey", Key(TestAws.ProdDefaultKey)).Refused(400, "AccessDeniedException");
    }

    [Fact]
    public void the_policy_is_for_its_own_account_to_read_and_takes_no_alias()
    {
        using var aws = new TestAws();
        var policy = (string)aws.Prod.Kms("GetKeyPolicy", Key(Id)).Ok().Json["Policy"]!;

        Assert.Equal(2, JsonNode.Parse(policy)!["Statement"]!.AsArray().Count);
        aws.Prod.Kms("GetKeyPolicy", Key("alias/dev-altplus-key")).Refused(400, "NotFoundException");
        aws.Dev.Kms("GetKeyPolicy", Key(TestAws.SharingKey)).Refused(400, "AccessDeniedException");
        aws.DevAdmin.Kms("DisableKey", Key(TestAws.SharingKey)).Refused(400, "AccessDeniedException");
    }

    [Theory]
    [InlineData(
        """{"Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789000:root"},"Action":"kms:*","Resource":"*"}]}""",
        "The new key policy will not allow you to update the key policy in the future."
    )]
    [InlineData(
        """{"Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::987654321000:role/Nobody"},"Action":"kms:*","Resource":"*"}]}""",
        "Policy contains a statement with one or more invalid principals."
    )]
    [InlineData(
        """{"Statement":[{"Effect":"Allow","Principal":{"AWS":"somebody"},"Action":"kms:*","Resource":"*"}]}""",
        "Policy contains a statement with one or more invalid principals."
    )]
    [InlineData("""{"Statement":[{"Effect":"Allow","Action":"kms:*"}]}""", "Policy contains a statement with no principal.")]
    [InlineData("not json", null)]
    public void a_policy_that_kms_does_not_take(string policy, string? message)
    {
        using var aws = new TestAws();
        var reply = aws.ProdAdmin.Kms("PutKeyPolicy", Put(policy));
        reply.Refused(400, "MalformedPolicyDocumentException", message ?? reply.Message);
    }

    /// <summary>
    /// In its own account a policy that names somebody is enough; across accounts both sides must allow it, and a policy that names an account
    /// leaves it to that account's IAM (KMS Developer Guide, Allowing users in other accounts to use a KMS key).
    /// </summary>
    [Theory]
    [InlineData(TestAws.Production, "role/SnapshotShare", "rds:*", null)]
    [InlineData(TestAws.Production, "role/SnapshotShare", "kms:DescribeKey", null)]
    [InlineData(TestAws.Production, "root", "kms:DescribeKey", null)]
    [InlineData(TestAws.Production, "root", "rds:*", "no identity-based policy allows the kms:DescribeKey action")]
    [InlineData(TestAws.Development, "role/SnapshotShare", "kms:DescribeKey", null)]
    [InlineData(TestAws.Development, "role/SnapshotShare", "rds:*", "no identity-based policy allows the kms:DescribeKey action")]
    [InlineData(TestAws.Development, "root", "kms:DescribeKey", null)]
    [InlineData(TestAws.Development, "root", "rds:*", "no identity-based policy allows the kms:DescribeKey action")]
    [InlineData(TestAws.Development, null, "kms:DescribeKey", "no resource-based policy allows the kms:DescribeKey action")]
    public void a_policy_and_the_callers_own_iam_allow_it_together(string account, string? named, string actions, string? refusal)
    {
        using var aws = new TestAws();
        var caller = account == TestAws.Production ? aws.Prod : aws.Dev;
        var statement = named is null
            ? ""
            : $$""",{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::{{account}}:{{named}}"},"Action":"kms:DescribeKey","Resource":"*"}""";
        var policy =
            $$"""{"Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::987654321000:role/Administrator"},"Action":"kms:*","Resource":"*"}{{statement}}]}""";
        aws.ProdAdmin.Kms("PutKeyPolicy", Put(policy)).Ok();
        aws.Pass(10);
        aws.Control("roles", $$"""{"account":"{{account}}","name":"SnapshotShare","actions":["{{actions}}"]}""");

        var reply = caller.Kms("DescribeKey", Key(TestAws.SharingKey));

        if (refusal is null)
        {
            reply.Ok();
            return;
        }
        reply.Refused(400, "AccessDeniedException");
        Assert.EndsWith(refusal, reply.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void the_lockout_check_can_be_waived_and_then_nobody_gets_in()
    {
        using var aws = new TestAws();
        const string Locked =
            """{"Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789000:root"},"Action":"kms:*","Resource":"*"}]}""";

        Assert.Equal("", aws.ProdAdmin.Kms("PutKeyPolicy", Put(Locked, ",\"BypassPolicyLockoutSafetyCheck\":true")).Ok().Body);

        aws.ProdAdmin.Kms("DescribeKey", Key(Id)).Refused(400, "AccessDeniedException");
        aws.DevAdmin.Kms("DescribeKey", Key(TestAws.SharingKey)).Ok();
    }

    [Fact]
    public void aws_own_keys_cannot_be_changed()
    {
        using var aws = new TestAws();
        var policy = aws.Prod.Kms("GetKeyPolicy", Key(Id)).Json["Policy"]!.ToJsonString();

        aws.ProdAdmin.Kms("PutKeyPolicy", $$"""{"KeyId":"{{TestAws.ProdDefaultKey}}","Policy":{{policy}}}""")
            .Refused(400, "AccessDeniedException");
        aws.ProdAdmin.Kms("DisableKey", Key(TestAws.ProdDefaultKey)).Refused(400, "AccessDeniedException");
        aws.Control("rules", """{"managedKeyPolicyIsAccessDenied":false}""");
        aws.ProdAdmin.Kms("PutKeyPolicy", $$"""{"KeyId":"{{TestAws.ProdDefaultKey}}","Policy":{{policy}}}""")
            .Refused(400, "UnsupportedOperationException");
    }

    [Fact]
    public void a_new_policy_may_take_its_time()
    {
        using var aws = new TestAws(
            new SandboxOptions
            {
                Speed = 1,
                Seed = 1,
                Durations = new() { KeyPolicyPropagation = 5 },
            }
        );
        const string OwnerOnly =
            """{"Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::987654321000:root"},"Action":"kms:*","Resource":"*"}]}""";
        aws.ProdAdmin.Kms("PutKeyPolicy", Put(OwnerOnly)).Ok();

        aws.Dev.Kms("DescribeKey", Key(TestAws.SharingKey)).Ok();
        aws.Pass(5.1);
        aws.Dev.Kms("DescribeKey", Key(TestAws.SharingKey)).Refused(400, "AccessDeniedException");
    }

    [Fact]
    public void the_life_of_a_key()
    {
        using var aws = new TestAws();
        var made = aws.ProdAdmin.Kms("CreateKey", """{"Description":"spare","Tags":[{"TagKey":"a","TagValue":"b"}]}""").Ok().Json[
            "KeyMetadata"
        ]!;
        var id = (string)made["KeyId"]!;
        Assert.Equal(
            ("Enabled", "CUSTOMER", "SYMMETRIC_DEFAULT"),
            ((string)made["KeyState"]!, (string)made["KeyManager"]!, (string)made["KeySpec"]!)
        );

        aws.ProdAdmin.Kms("CreateAlias", $$"""{"AliasName":"alias/spare","TargetKeyId":"{{id}}"}""").Ok();
        aws.ProdAdmin.Kms("CreateAlias", $$"""{"AliasName":"alias/spare","TargetKeyId":"{{id}}"}""").Refused(400, "AlreadyExistsException");
        aws.ProdAdmin.Kms("CreateAlias", $$"""{"AliasName":"spare","TargetKeyId":"{{id}}"}""").Refused(400, "InvalidAliasNameException");
        aws.ProdAdmin.Kms("DisableKey", Key(id)).Ok();
        aws.ProdAdmin.Kms(
                "CreateGrant",
                $$"""{"KeyId":"{{id}}","GranteePrincipal":"arn:aws:iam::123456789000:root","Operations":["Decrypt"]}"""
            )
            .Refused(400, "DisabledException", $"{made["Arn"]} is disabled.");
        aws.ProdAdmin.Kms("ScheduleKeyDeletion", $$"""{"KeyId":"{{id}}","PendingWindowInDays":6}""").Refused(400, "ValidationException");
        Assert.Equal(
            "PendingDeletion",
            (string)aws.ProdAdmin.Kms("ScheduleKeyDeletion", $$"""{"KeyId":"{{id}}","PendingWindowInDays":7}""").Ok().Json["KeyState"]!
        );
        aws.ProdAdmin.Kms("EnableKey", Key(id)).Refused(400, "KMSInvalidStateException", $"{made["Arn"]} is pending deletion.");
        aws.ProdAdmin.Kms("DescribeKey", Key("alias/spare")).Ok();
        aws.Time.Advance(TimeSpan.FromDays(7.01));
        aws.ProdAdmin.Renew();
        aws.ProdAdmin.Kms("DescribeKey", Key("alias/spare")).Refused(400, "NotFoundException");
    }

    [Fact]
    public void a_key_that_does_not_encrypt_symmetrically_is_of_no_use_to_rds()
    {
        using var aws = new TestAws();
        var arn = (string)
            aws.ProdAdmin.Kms("CreateKey", """{"KeySpec":"RSA_2048","KeyUsage":"ENCRYPT_DECRYPT"}""").Ok().Json["KeyMetadata"]!["Arn"]!;
        aws.Prod.Copy(TestAws.ProdSnapshot, "copy", arn).Refused(400, "KMSKeyNotAccessibleFault");
    }

    [Fact]
    public void grants_are_made_listed_tried_and_revoked()
    {
        using var aws = new TestAws();
        const string Body =
            """{"KeyId":"0987dcba-09fe-87dc-65ba-ab0987654321","GranteePrincipal":"arn:aws:iam::123456789000:role/SnapshotShare","Operations":["Decrypt","DescribeKey"],"Name":"n"}""";

        aws.Prod.Kms("CreateGrant", Body.Replace("\"Name\"", "\"DryRun\":true,\"Name\"", StringComparison.Ordinal))
            .Refused(400, "DryRunOperationException");
        var first = aws.Prod.Kms("CreateGrant", Body).Ok().Json;
        var again = aws.Prod.Kms("CreateGrant", Body).Ok().Json;
        Assert.Equal((string)first["GrantId"]!, (string)again["GrantId"]!);
        // Beside the one that development's finished trip left.
        Assert.Equal(2, aws.Prod.Kms("ListGrants", Key(Id)).Ok().Json["Grants"]!.AsArray().Count);
        aws.Prod.Kms("CreateGrant", Body.Replace("Decrypt", "Guess", StringComparison.Ordinal)).Refused(400, "ValidationException");
        aws.Prod.Kms("RevokeGrant", $$"""{"KeyId":"{{Id}}","GrantId":"{{first["GrantId"]}}"}""").Ok();
        aws.Prod.Kms("RevokeGrant", $$"""{"KeyId":"{{Id}}","GrantId":"{{first["GrantId"]}}"}""").Refused(400, "NotFoundException");
    }

    [Fact]
    public void a_grant_gives_what_the_policy_does_not()
    {
        using var aws = new TestAws();
        aws.Control("roles", """{"account":"123456789000","name":"Narrow","actions":["rds:*"]}""");
        var narrow = aws.Assume(TestAws.Development, "Narrow");
        aws.ProdAdmin.Kms(
                "PutKeyPolicy",
                Put(
                    """{"Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::987654321000:root"},"Action":"kms:*","Resource":"*"}]}"""
                )
            )
            .Ok();
        narrow.Kms("DescribeKey", Key(TestAws.SharingKey)).Refused(400, "AccessDeniedException");

        aws.Prod.Kms(
                "CreateGrant",
                $$"""{"KeyId":"{{Id}}","GranteePrincipal":"arn:aws:iam::123456789000:role/Narrow","Operations":["DescribeKey","Decrypt"]}"""
            )
            .Ok();

        narrow.Kms("DescribeKey", Key(TestAws.SharingKey)).Ok();
    }

    [Fact]
    public void an_explicit_deny_is_called_one()
    {
        using var aws = new TestAws();
        const string Policy =
            """{"Statement":[{"Effect":"Allow","Principal":{"AWS":"987654321000"},"Action":"kms:*","Resource":"*"},{"Effect":"Deny","Principal":"*","Action":"kms:ListGrants","Resource":"*"}]}""";
        aws.ProdAdmin.Kms("PutKeyPolicy", Put(Policy)).Ok();

        aws.Prod.Kms("ListGrants", Key(Id))
            .Refused(
                400,
                "AccessDeniedException",
                $"User: arn:aws:sts::987654321000:assumed-role/SnapshotShare/tests is not authorized to perform: kms:ListGrants on resource: {TestAws.SharingKey} with an explicit deny in a resource-based policy"
            );
    }

    [Fact]
    public void keys_and_aliases_come_in_pages()
    {
        using var aws = new TestAws();
        for (var i = 0; i < 5; i++)
            aws.ProdAdmin.Kms("CreateKey", "{}").Ok();

        var seen = new List<string>();
        string? marker = null;
        do
        {
            var page = aws.Prod.Kms("ListKeys", marker is null ? """{"Limit":3}""" : $$"""{"Limit":3,"Marker":"{{marker}}"}""").Ok().Json;
            seen.AddRange(page["Keys"]!.AsArray().Select(k => (string)k!["KeyId"]!));
            marker = (string?)page["NextMarker"];
            Assert.Equal(marker is not null, (bool)page["Truncated"]!);
        } while (marker is not null);

        Assert.Equal(8, seen.Distinct().Count());
        aws.Prod.Kms("ListKeys", """{"Limit":0}""").Refused(400, "ValidationException");
        aws.Prod.Kms("ListKeys", """{"Marker":"?"}""").Refused(400, "InvalidMarkerException");
        var aliases = aws.Prod.Kms("ListAliases", "{}").Ok().Json["Aliases"]!.AsArray();
        Assert.Null(aliases.Single(a => (string)a!["AliasName"]! == "alias/aws/ebs")!["TargetKeyId"]);
        Assert.Single(aws.Prod.Kms("ListAliases", Key(Id)).Ok().Json["Aliases"]!.AsArray());
    }

    [Fact]
    public void what_it_does_not_know_it_says_it_does_not_know()
    {
        using var aws = new TestAws();
        aws.Prod.Kms("DescribeKey", "{}").Refused(400, "ValidationException");
        aws.Prod.Kms("DescribeKey", "[]").Refused(400, "SerializationException");
        Assert.Equal("UnknownOperationException", aws.Prod.Kms("Guess", "{}").Code);
    }
}
