using SnapshotShare.AwsSandbox.Policies;

namespace SnapshotShare.AwsSandbox.Tests.Policies;

/// <summary>IAM User Guide, "Grammar of the IAM JSON policy language".</summary>
public sealed class the_grammar_of_policies
{
    private const string Good = """{"Effect":"Allow","Principal":"*","Action":"kms:*","Resource":"*"}""";

    public static TheoryData<string, string, bool> Texts =>
        new()
        {
            { "one statement in a list", $$"""{"Statement":[{{Good}}]}""", true },
            { "one statement without a list", $$"""{"Statement":{{Good}}}""", true },
            { "nothing", "", false },
            { "no object", "[]", false },
            { "no statement", "{}", false },
            { "an empty list of statements", """{"Statement":[]}""", false },
            { "a text for a statement", """{"Statement":"x"}""", false },
            { "the newer version", $$"""{"Version":"2012-10-17","Statement":{{Good}}}""", true },
            { "the older version", $$"""{"Version":"2008-10-17","Statement":{{Good}}}""", true },
            { "a version of today", $$"""{"Version":"2026-01-15","Statement":{{Good}}}""", false },
            { "an Id", $$"""{"Id":"a","Statement":{{Good}}}""", true },
            { "another element of a policy", $$"""{"Name":"a","Statement":{{Good}}}""", false },
            {
                "another element of a statement",
                """{"Statement":{"Effect":"Allow","Principal":"*","Action":"kms:*","Resource":"*","Comment":"x"}}""",
                false
            },
            {
                "the same element twice",
                """{"Statement":{"Effect":"Allow","Effect":"Allow","Principal":"*","Action":"kms:*","Resource":"*"}}""",
                false
            },
            { "another effect", """{"Statement":{"Effect":"Maybe","Principal":"*","Action":"kms:*","Resource":"*"}}""", false },
            { "no effect", """{"Statement":{"Principal":"*","Action":"kms:*","Resource":"*"}}""", false },
            {
                "two names of statements",
                """{"Statement":[{"Sid":"a b","Effect":"Allow","Principal":"*","Action":"kms:*","Resource":"*"},{"Sid":"b","Effect":"Allow","Principal":"*","Action":"kms:*","Resource":"*"}]}""",
                true
            },
            {
                "the same name twice",
                """{"Statement":[{"Sid":"a","Effect":"Allow","Principal":"*","Action":"kms:*","Resource":"*"},{"Sid":"a","Effect":"Allow","Principal":"*","Action":"kms:*","Resource":"*"}]}""",
                false
            },
            {
                "Action beside NotAction",
                """{"Statement":{"Effect":"Allow","Principal":"*","Action":"kms:*","NotAction":"kms:a","Resource":"*"}}""",
                false
            },
            { "NotAction alone", """{"Statement":{"Effect":"Allow","Principal":"*","NotAction":"kms:a","Resource":"*"}}""", true },
            {
                "Resource beside NotResource",
                """{"Statement":{"Effect":"Allow","Principal":"*","Action":"kms:*","Resource":"*","NotResource":"*"}}""",
                false
            },
            { "NotResource alone", """{"Statement":{"Effect":"Allow","Principal":"*","Action":"kms:*","NotResource":"*"}}""", true },
            {
                "Principal beside NotPrincipal",
                """{"Statement":{"Effect":"Deny","Principal":"*","NotPrincipal":"*","Action":"kms:*","Resource":"*"}}""",
                false
            },
            { "NotPrincipal alone", """{"Statement":{"Effect":"Deny","NotPrincipal":"*","Action":"kms:*","Resource":"*"}}""", true },
            {
                "an action without a service",
                """{"Statement":{"Effect":"Allow","Principal":"*","Action":"Decrypt","Resource":"*"}}""",
                false
            },
            { "every action", """{"Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}}""", true },
            { "a list of no action", """{"Statement":{"Effect":"Allow","Principal":"*","Action":[],"Resource":"*"}}""", false },
            { "a number for an action", """{"Statement":{"Effect":"Allow","Principal":"*","Action":1,"Resource":"*"}}""", false },
            {
                "a resource that is no ARN",
                """{"Statement":{"Effect":"Allow","Principal":"*","Action":"kms:*","Resource":"key/1"}}""",
                false
            },
            {
                "a resource that is one",
                """{"Statement":{"Effect":"Allow","Principal":"*","Action":"kms:*","Resource":"arn:aws:kms:*:*:key/1"}}""",
                true
            },
            {
                "a principal as a bare ARN",
                """{"Statement":{"Effect":"Allow","Principal":"arn:aws:iam::111122223333:root","Action":"kms:*","Resource":"*"}}""",
                false
            },
            {
                "a principal as a list of ARNs",
                """{"Statement":{"Effect":"Allow","Principal":["*"],"Action":"kms:*","Resource":"*"}}""",
                false
            },
            {
                "a principal of another kind",
                """{"Statement":{"Effect":"Allow","Principal":{"Azure":"x"},"Action":"kms:*","Resource":"*"}}""",
                false
            },
            {
                "principals of several kinds",
                """{"Statement":{"Effect":"Allow","Principal":{"AWS":["1","2"],"Service":"rds.amazonaws.com"},"Action":"kms:*","Resource":"*"}}""",
                true
            },
            {
                "an operator that there is",
                """{"Statement":{"Effect":"Allow","Principal":"*","Action":"kms:*","Resource":"*","Condition":{"ForAnyValue:StringLikeIfExists":{"a":["b"]}}}}""",
                true
            },
            {
                "an operator that there is not",
                """{"Statement":{"Effect":"Allow","Principal":"*","Action":"kms:*","Resource":"*","Condition":{"StringIs":{"a":"b"}}}}""",
                false
            },
            {
                "Null is asked plainly",
                """{"Statement":{"Effect":"Allow","Principal":"*","Action":"kms:*","Resource":"*","Condition":{"Null":{"a":true}}}}""",
                true
            },
            {
                "Null with IfExists",
                """{"Statement":{"Effect":"Allow","Principal":"*","Action":"kms:*","Resource":"*","Condition":{"NullIfExists":{"a":true}}}}""",
                false
            },
            {
                "the same operator twice",
                """{"Statement":{"Effect":"Allow","Principal":"*","Action":"kms:*","Resource":"*","Condition":{"Bool":{"a":true},"Bool":{"b":true}}}}""",
                false
            },
            {
                "an object for a value",
                """{"Statement":{"Effect":"Allow","Principal":"*","Action":"kms:*","Resource":"*","Condition":{"Bool":{"a":{}}}}}""",
                false
            },
            {
                "a condition of no object",
                """{"Statement":{"Effect":"Allow","Principal":"*","Action":"kms:*","Resource":"*","Condition":"x"}}""",
                false
            },
        };

    [Theory]
    [MemberData(nameof(Texts))]
    public void a_policy_is_read(string what, string text, bool isRead) =>
        Assert.True(isRead == PolicyDocument.Parse(text) is not null, what);

    [Theory]
    [InlineData("""{"Effect":"Allow","Action":"kms:*","Resource":"*"}""", true)]
    [InlineData("""{"Effect":"Allow","NotAction":"kms:*","NotResource":"*"}""", true)]
    [InlineData("""{"Effect":"Allow","Action":"kms:*"}""", false)]
    [InlineData("""{"Effect":"Allow","Resource":"*"}""", false)]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"kms:*","Resource":"*"}""", false)]
    [InlineData("""{"Effect":"Deny","NotPrincipal":"*","Action":"kms:*","Resource":"*"}""", false)]
    public void a_policy_of_an_identity_names_actions_and_resources_and_nobody(string statement, bool isOne) =>
        Assert.Equal(isOne, PolicyDocument.Parse($$"""{"Statement":{{statement}}}""")!.IsIdentityPolicy);
}
