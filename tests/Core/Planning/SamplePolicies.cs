using SnapshotShare.Core.Planning.Policies;

namespace SnapshotShare.Core.Tests.Planning;

/// <summary>Key policies as people write them.</summary>
internal static class SamplePolicies
{
    public static string Minimal => KeyStatements.Minimal(Sample.Route.From, Sample.Route.To);

    public const string OwnersRoot = """
        { "Sid": "Enable IAM User Permissions", "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::987654321000:root" }, "Action": "kms:*", "Resource": "*" }
        """;

    /// <summary>The policy of the article: the owner's root, and the other account with grants for whomever it likes.</summary>
    public static string Article =>
        Of(
            OwnersRoot,
            """
            {
              "Sid": "Allow use of the key",
              "Effect": "Allow",
              "Principal": { "AWS": "arn:aws:iam::123456789000:root" },
              "Action": ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey", "kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"],
              "Resource": "*"
            }
            """
        );

    public static string Of(params string[] statements) =>
        $$"""{ "Version": "2012-10-17", "Statement": [ {{string.Join(',', statements)}} ] }""";

    /// <summary>The minimal policy and these statements besides.</summary>
    public static string AndAlso(params string[] statements) => Of([OwnersRoot, KeyStatements.For(Sample.Route.To), .. statements]);

    public static string Statement(string effect, string principal, string actions, string? condition = null) =>
        $$"""{ "Effect": "{{effect}}", "Principal": {{principal}}, "Action": {{actions}}, "Resource": "*"{{(condition is null ? "" : $", \"Condition\": {condition}")}} }""";
}
