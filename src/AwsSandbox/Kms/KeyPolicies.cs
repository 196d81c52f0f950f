using SnapshotShare.AwsSandbox.State;

namespace SnapshotShare.AwsSandbox.Kms;

/// <summary>The key policies that AWS writes itself, and the one of the article's dev-altplus-key.</summary>
internal static class KeyPolicies
{
    /// <summary>An AWS managed key: anybody of its own account, but only through its service.</summary>
    public static string OfService(Place place, string service) =>
        $$"""
            {
              "Version" : "2012-10-17",
              "Id" : "auto-{{service}}-2",
              "Statement" : [ {
                "Sid" : "Allow access through {{service}} for all principals in the account that are authorized to use it",
                "Effect" : "Allow",
                "Principal" : { "AWS" : "*" },
                "Action" : [ "kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:CreateGrant", "kms:ListGrants", "kms:DescribeKey" ],
                "Resource" : "*",
                "Condition" : {
                  "StringEquals" : {
                    "kms:CallerAccount" : "{{place.Account}}",
                    "kms:ViaService" : "{{service}}.{{place.Region}}.amazonaws.com"
                  }
                }
              }, {
                "Sid" : "Allow direct access to key metadata to the account",
                "Effect" : "Allow",
                "Principal" : { "AWS" : "arn:aws:iam::{{place.Account}}:root" },
                "Action" : [ "kms:Describe*", "kms:Get*", "kms:List*", "kms:RevokeGrant" ],
                "Resource" : "*"
              } ]
            }
            """;

    /// <summary>The policy that CreateKey gives a key without one.</summary>
    public static string Default(string account) =>
        $$"""
            {
              "Version" : "2012-10-17",
              "Id" : "key-default-1",
              "Statement" : [ {
                "Sid" : "Enable IAM User Permissions",
                "Effect" : "Allow",
                "Principal" : { "AWS" : "arn:aws:iam::{{account}}:root" },
                "Action" : "kms:*",
                "Resource" : "*"
              } ]
            }
            """;

    /// <summary>The owner administers the key, and the other account may use it, grants included.</summary>
    public static string SharedWith(string owner, string other) =>
        $$"""
            {
              "Version" : "2012-10-17",
              "Id" : "key-consolepolicy-3",
              "Statement" : [ {
                "Sid" : "Enable IAM User Permissions",
                "Effect" : "Allow",
                "Principal" : { "AWS" : "arn:aws:iam::{{owner}}:root" },
                "Action" : "kms:*",
                "Resource" : "*"
              }, {
                "Sid" : "Allow use of the key",
                "Effect" : "Allow",
                "Principal" : { "AWS" : "arn:aws:iam::{{other}}:root" },
                "Action" : [
                  "kms:Encrypt",
                  "kms:Decrypt",
                  "kms:ReEncrypt*",
                  "kms:GenerateDataKey*",
                  "kms:DescribeKey",
                  "kms:CreateGrant",
                  "kms:ListGrants",
                  "kms:RevokeGrant"
                ],
                "Resource" : "*"
              } ]
            }
            """;
}
