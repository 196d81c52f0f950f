using SnapshotShare.AwsSandbox.Policies;
using static SnapshotShare.AwsSandbox.Tests.Policies.PolicyCast;

namespace SnapshotShare.AwsSandbox.Tests.Policies;

/// <summary>KMS Developer Guide, "Using grant constraints", "Granting CreateGrant permission".</summary>
public sealed class what_a_grant_gives
{
    /// <summary>The constraint, the encryption context of a Decrypt, and whether the grant allows it.</summary>
    public static TheoryData<string, string?, string?, string?, bool> Contexts =>
        new()
        {
            { "no constraint, no context", null, null, null, true },
            { "no constraint, some context", null, null, "Department=IT", true },
            { "equals: the same pair", "Department=IT", null, "Department=IT", true },
            { "equals: a pair more", "Department=IT", null, "Department=IT; Purpose=Test", false },
            { "equals: another value", "Department=IT", null, "Department=it", false },
            { "equals: no context", "Department=IT", null, null, false },
            { "subset: the same pair", null, "Department=IT", "Department=IT", true },
            { "subset: a pair more", null, "Department=IT", "Department=IT; Purpose=Test", true },
            { "subset: another pair", null, "Department=IT", "Purpose=Test", false },
            { "subset: no context", null, "Department=IT", null, false },
        };

    /// <summary>The guide's parent grant: GenerateDataKey, Decrypt and CreateGrant, with Department=IT as a subset.</summary>
    public static TheoryData<string, string, string?, string?, bool> Children =>
        new()
        {
            { "some of its operations, a stricter constraint", "CreateGrant|Decrypt", "Department=IT", null, true },
            { "all of its operations, the same constraint", "CreateGrant|Decrypt|GenerateDataKey", null, "Department=IT", true },
            { "a pair more", "Decrypt", null, "Department=IT; Purpose=Test", true },
            { "no constraint", "Decrypt", null, null, false },
            { "another pair", "Decrypt", null, "Purpose=Test", false },
            { "an operation more", "Decrypt|Encrypt", null, "Department=IT", false },
            { "another operation", "ReEncryptFrom", "Department=IT", null, false },
        };

    private static readonly GrantTerms Parent = new($"arn:aws:iam::{Owner}:role/ExampleRole", ["GenerateDataKey", "Decrypt", "CreateGrant"])
    {
        ContextSubset = Pairs("Department=IT"),
    };

    [Theory]
    [MemberData(nameof(Contexts))]
    public void a_constraint_is_about_the_encryption_context(string rule, string? equals, string? subset, string? context, bool allowed)
    {
        var grant = new GrantTerms($"arn:aws:iam::{Owner}:role/ExampleRole", ["Decrypt", "DescribeKey"])
        {
            ContextEquals = Pairs(equals),
            ContextSubset = Pairs(subset),
        };
        Assert.True(allowed == grant.Allows("Decrypt", Pairs(context), null), rule);
        Assert.True(grant.Allows("DescribeKey", null, null), "DescribeKey has no context, so the constraint does not count");
    }

    [Theory]
    [MemberData(nameof(Children))]
    public void who_may_make_grants_by_a_grant_hands_on_no_more_than_it_gives(
        string rule,
        string operations,
        string? equals,
        string? subset,
        bool allowed
    )
    {
        var child = new GrantTerms("arn:aws:iam::111122223333:user/anotherUser", operations.Split('|'))
        {
            ContextEquals = Pairs(equals),
            ContextSubset = Pairs(subset),
        };
        Assert.True(allowed == Parent.Allows("CreateGrant", null, child), rule);
    }

    [Fact]
    public void a_stricter_parent_wants_as_strict_a_child()
    {
        var parent = Parent with { ContextSubset = null, ContextEquals = Pairs("Department=IT") };
        var child = new GrantTerms("arn:aws:iam::111122223333:user/anotherUser", ["Decrypt"]);
        Assert.True(parent.Allows("CreateGrant", null, child with { ContextEquals = Pairs("Department=IT") }));
        Assert.False(parent.Allows("CreateGrant", null, child with { ContextSubset = Pairs("Department=IT") }));
        Assert.False(parent.Allows("CreateGrant", null, child with { ContextEquals = Pairs("Department=IT; Purpose=Test") }));
    }

    [Fact]
    public void who_may_make_grants_by_a_policy_makes_any()
    {
        var call = new KeyCall(Role(Owner), Key, "kms:CreateGrant", Now) { Grant = new("arn:aws:iam::444455556666:root", ["Encrypt"]) };
        var named = Policy(Allow("""{"AWS":"arn:aws:iam::111122223333:role/ExampleRole"}""", "\"kms:CreateGrant\""));
        var silent = Policy(Allow("""{"AWS":"arn:aws:iam::111122223333:role/ExampleRole"}""", "\"kms:DescribeKey\""));
        Assert.Null(KeyAuthorization.WhyNot(call, named, [], [], null));
        Assert.NotNull(KeyAuthorization.WhyNot(call, silent, [Parent], [], null));
        var child = call with { Grant = new("arn:aws:iam::444455556666:root", ["Decrypt"]) { ContextSubset = Pairs("Department=IT") } };
        Assert.Null(KeyAuthorization.WhyNot(child, silent, [Parent], [], null));
    }

    private static Dictionary<string, string>? Pairs(string? pairs) =>
        pairs?.Split("; ").Select(p => p.Split('=')).ToDictionary(p => p[0], p => p[1], StringComparer.Ordinal);
}
