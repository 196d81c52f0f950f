using System.Text.Json;
using SnapshotShare.AwsSandbox.Kms;
using SnapshotShare.AwsSandbox.Policies;
using SnapshotShare.AwsSandbox.Wire;

namespace SnapshotShare.AwsSandbox.Tests.Kms;

/// <summary>A body is JSON whose members have types; a member of another type is as good as none.</summary>
public sealed class what_kms_reads
{
    private static KmsCall Call(string body)
    {
        using var json = JsonDocument.Parse(body);
        return new(null!, "Any", json.RootElement.Clone());
    }

    [Theory]
    [InlineData("\"x\"", "x", null, false, true)]
    [InlineData("\"\"", "", null, false, true)]
    [InlineData("5", null, 5, false, true)]
    [InlineData("5.5", null, null, false, true)]
    [InlineData("\"5\"", "5", null, false, true)]
    [InlineData("true", null, null, true, true)]
    [InlineData("false", null, null, false, true)]
    [InlineData("null", null, null, false, false)]
    [InlineData("{}", null, null, false, true)]
    public void a_member_is_read_as_the_type_that_it_has(string value, string? text, int? number, bool flag, bool has)
    {
        var call = Call($$"""{"m":{{value}}}""");
        Assert.Equal((text, number, flag, has), (call.Text("m"), call.Int("m"), call.Bool("m"), call.Has("m")));
    }

    [Fact]
    public void a_member_that_is_not_there_is_nothing()
    {
        var call = Call("{}");
        Assert.Equal((null, null, false, false), (call.Text("m"), call.Int("m"), call.Bool("m"), call.Has("m")));
        Assert.Empty(call.Strings("m"));
    }

    [Fact]
    public void a_list_is_read_without_what_is_no_text()
    {
        Assert.Equal(["a", "b"], Call("""{"m":["a",5,null,"b"]}""").Strings("m"));
        Assert.Empty(Call("""{"m":"a"}""").Strings("m"));
    }

    [Fact]
    public void an_empty_body_is_an_empty_object_and_everything_else_must_be_one()
    {
        using var kms = new DirectKms();
        Assert.Equal("", kms.Code("ListKeys", ""));
        Assert.Equal("", kms.Code("ListKeys", "{}"));
        foreach (var body in new[] { "[]", "5", "{", "x" })
            Assert.Equal("SerializationException", kms.Code("ListKeys", body));
    }

    [Fact]
    public void only_KMS_own_targets_are_operations()
    {
        using var kms = new DirectKms();
        Assert.IsType<JsonResult>(kms.Run("ListKeys", "{}"));
        // As long as the name that is meant.
        Assert.Equal("UnknownOperationException", (kms.Run("ListKeys", "{}", service: "OtherService.") as Refusal)?.Code);
        Assert.Equal("UnknownOperationException", (kms.Run("ListKeys", "{}", service: "") as Refusal)?.Code);
        Assert.Equal("UnknownOperationException", (kms.Run("Guess", "{}") as Refusal)?.Code);
    }

    [Fact]
    public void a_moment_is_seconds_since_1970_with_their_part() =>
        Assert.Equal(
            (1768469400.25, 1768469400.0),
            (KmsOperations.Epoch(DirectKms.Now), KmsOperations.Epoch(DirectKms.Now.AddMilliseconds(-250)))
        );

    [Fact]
    public void a_policy_is_named_given_and_of_32_KiB_at_most()
    {
        using var kms = new DirectKms();
        string Put(string more) => $$"""{"KeyId":"{{DirectKms.Id}}"{{more}}}""";
        string Sized(int bytes)
        {
            var policy = kms.Sharing.Policy;
            return $",\"Policy\":{JsonSerializer.Serialize(policy + new string(' ', bytes - policy.Length))}";
        }

        Assert.Contains("Value null at 'policy'", kms.Words("PutKeyPolicy", Put("")), StringComparison.Ordinal);
        Assert.Equal("NotFoundException", kms.Code("PutKeyPolicy", Put(Sized(4096) + ",\"PolicyName\":\"mine\"")));
        Assert.Equal("", kms.Code("PutKeyPolicy", Put(Sized(4096) + ",\"PolicyName\":\"default\"")));
        Assert.Equal("", kms.Code("PutKeyPolicy", Put(Sized(32 * 1024))));
        Assert.Equal("LimitExceededException", kms.Code("PutKeyPolicy", Put(Sized((32 * 1024) + 1))));
    }

    [Fact]
    public void a_new_policy_works_when_it_has_made_its_way()
    {
        using var kms = new DirectKms(
            new SandboxOptions
            {
                Speed = 1,
                Seed = 1,
                Durations = new() { KeyPolicyPropagation = 5 },
            }
        );
        var old = kms.Sharing.Policy;

        kms.Answer("PutKeyPolicy", $$"""{"KeyId":"{{DirectKms.Id}}","Policy":{{JsonSerializer.Serialize(old + " ")}}}""");

        Assert.Equal(
            (old, old, old + " "),
            (
                kms.Sharing.PolicyAt(DirectKms.Now),
                kms.Sharing.PolicyAt(DirectKms.Now.AddMinutes(5).AddTicks(-1)),
                kms.Sharing.PolicyAt(DirectKms.Now.AddMinutes(5))
            )
        );
    }

    [Fact]
    public void only_its_own_account_is_told_that_a_key_is_AWS_own()
    {
        using var kms = new DirectKms(
            new SandboxOptions
            {
                Speed = 1,
                Seed = 1,
                Rules = new() { ManagedKeyPolicyIsAccessDenied = false },
            }
        );
        var body = $$"""{"KeyId":"{{TestAws.ProdDefaultKey}}","Policy":"{}"}""";

        Assert.Equal("UnsupportedOperationException", kms.Code("PutKeyPolicy", body));
        Assert.Equal("AccessDeniedException", kms.Code("PutKeyPolicy", body, TestAws.Development));
        Assert.Equal("NotFoundException", kms.Code("PutKeyPolicy", """{"KeyId":"no","Policy":"{}"}"""));
    }

    [Fact]
    public void a_principal_is_known_by_its_number_its_ARN_or_the_ID_of_somebody_here()
    {
        using var kms = new DirectKms();
        kms.World.Users.Put(new(TestAws.Production, "second", "AIDASECOND0000000001", "AKIASECOND0000000001", "secret", []));
        bool Exists(string name, string kind = "AWS") => PolicyPrincipals.Exists(kms.World, new NamedPrincipal(kind, name));

        Assert.All(kms.World.Roles.All, role => Assert.True(Exists(role.RoleId) && Exists(role.Arn)));
        Assert.All(kms.World.Users.All, user => Assert.True(Exists(user.UserId) && Exists(user.Arn)));
        Assert.False(Exists("AROANOBODY0000000001"));
        Assert.False(Exists("arn:aws:iam::111122223333:user/nobody"));
        Assert.False(Exists("arn:aws:iam::111122223333:role/nobody"));
        Assert.False(Exists("arn:aws:iam::123456789000:user/nobody"));
        Assert.True(Exists("arn:aws:iam::444455556666:user/whoever"));
        Assert.True(Exists("arn:aws:sts::123456789000:assumed-role/Nobody/x"));
        Assert.False(Exists(TestAws.Production, "CanonicalUser"));
    }

    [Fact]
    public void a_policy_that_took_no_other_ones_place_works_from_its_beginning()
    {
        using var kms = new DirectKms();
        var key = kms.Sharing with { NewPolicyFrom = DirectKms.Now.AddMinutes(5), OldPolicy = null };
        Assert.Equal(key.Policy, key.PolicyAt(DirectKms.Now));
    }
}
