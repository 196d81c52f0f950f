using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Planning.Policies;

/// <summary>The statements a sharing key's policy needs, ready to paste (Aurora User Guide, Sharing encrypted snapshots).</summary>
public static class KeyStatements
{
    /// <summary>The target account's needs: use of the key, and grants for AWS services only.</summary>
    public static string For(Account target) =>
        $$"""
            {
              "Sid": "Let {{target.AccountId}} use the key",
              "Effect": "Allow",
              "Principal": { "AWS": "arn:{{target.Partition}}:iam::{{target.AccountId}}:root" },
              "Action": ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
              "Resource": "*"
            },
            {
              "Sid": "Let {{target.AccountId}} give RDS a grant",
              "Effect": "Allow",
              "Principal": { "AWS": "arn:{{target.Partition}}:iam::{{target.AccountId}}:root" },
              "Action": ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"],
              "Resource": "*",
              "Condition": { "Bool": { "kms:GrantIsForAWSResource": "true" } }
            }
            """;

    /// <summary>AWS's own gift to the owner of a new key; from there the owner's IAM hands on.</summary>
    public static string OfOwner(Account owner) =>
        $$"""
            {
              "Sid": "Enable IAM User Permissions",
              "Effect": "Allow",
              "Principal": { "AWS": "arn:{{owner.Partition}}:iam::{{owner.AccountId}}:root" },
              "Action": "kms:*",
              "Resource": "*"
            }
            """;

    /// <summary>The whole policy that a route needs, and nothing beyond.</summary>
    public static string Minimal(Account owner, Account target) =>
        $$"""
            {
              "Version": "2012-10-17",
              "Statement": [
            {{Indented(OfOwner(owner))}},
            {{Indented(For(target))}}
              ]
            }
            """;

    private static string Indented(string statements) =>
        string.Join('\n', statements.Split('\n').Select(line => "    " + line.TrimEnd('\r')));
}
