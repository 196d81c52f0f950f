namespace SnapshotShare.Core.Planning;

/// <summary>The statements a sharing key's policy needs, ready to paste (Aurora User Guide, Sharing encrypted snapshots).</summary>
public static class KeyStatements
{
    public static string For(string targetAccountId) =>
        $$"""
            {
              "Sid": "Let {{targetAccountId}} use the key",
              "Effect": "Allow",
              "Principal": { "AWS": "arn:aws:iam::{{targetAccountId}}:root" },
              "Action": ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
              "Resource": "*"
            },
            {
              "Sid": "Let {{targetAccountId}} give RDS a grant",
              "Effect": "Allow",
              "Principal": { "AWS": "arn:aws:iam::{{targetAccountId}}:root" },
              "Action": ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"],
              "Resource": "*",
              "Condition": { "Bool": { "kms:GrantIsForAWSResource": "true" } }
            }
            """;
}
