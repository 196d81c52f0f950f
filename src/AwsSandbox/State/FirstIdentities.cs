using SnapshotShare.AwsSandbox.Iam;

namespace SnapshotShare.AwsSandbox.State;

/// <summary>The operator, and the roles that it may assume in both accounts.</summary>
internal static class FirstIdentities
{
    private static readonly string[] ReadOnly =
    [
        "rds:Describe*",
        "rds:ListTagsForResource",
        "kms:Describe*",
        "kms:Get*",
        "kms:List*",
        "ec2:Describe*",
    ];

    private static readonly string[] KeyUse =
    [
        "kms:Encrypt",
        "kms:Decrypt",
        "kms:ReEncrypt*",
        "kms:GenerateDataKey*",
        "kms:CreateGrant",
        "kms:RevokeGrant",
        "kms:RetireGrant",
    ];

    private static readonly string[] InProduction =
    [
        .. ReadOnly,
        .. KeyUse,
        "rds:CreateDBClusterSnapshot",
        "rds:CopyDBClusterSnapshot",
        "rds:ModifyDBClusterSnapshotAttribute",
        "rds:DeleteDBClusterSnapshot",
        "rds:AddTagsToResource",
    ];

    private static readonly string[] InDevelopment =
    [
        .. ReadOnly,
        .. KeyUse,
        "rds:CreateDBClusterSnapshot",
        "rds:CopyDBClusterSnapshot",
        "rds:DeleteDBClusterSnapshot",
        "rds:RestoreDBClusterFromSnapshot",
        "rds:ModifyDBCluster",
        "rds:DeleteDBCluster",
        "rds:CreateDBInstance",
        "rds:DeleteDBInstance",
        "rds:AddTagsToResource",
        "rds:RemoveTagsFromResource",
        "secretsmanager:CreateSecret",
        "secretsmanager:TagResource",
        "secretsmanager:RotateSecret",
    ];

    /// <summary>Who exports a snapshot hands this role over; RDS writes to the bucket with it.</summary>
    private static readonly string[] WriteToBuckets =
    [
        "s3:PutObject*",
        "s3:GetObject*",
        "s3:ListBucket",
        "s3:DeleteObject*",
        "s3:GetBucketLocation",
    ];

    public static void Fill(World world, string? externalId)
    {
        world.Users.Put(
            new(FirstState.Operator, "operator", "AIDASANDBOXOPERATOR01", "AKIASANDBOXOPERATOR1", "sandbox-secret", ["sts:AssumeRole"])
        );
        foreach (var (account, actions) in new[] { (FirstState.Production, InProduction), (FirstState.Development, InDevelopment) })
        {
            world.Roles.Put(Role(account, "SnapshotShare", actions) with { ExternalId = externalId });
            world.Roles.Put(Role(account, "Administrator", ["*"]) with { LongestSession = 43200 });
            world.Roles.Put(Role(account, "ReadOnly", ReadOnly));
        }
        world.Roles.Put(Role(FirstState.Development, "ExportToS3", WriteToBuckets) with { TrustedAccounts = [] });
    }

    /// <summary>A role that the operator's account may assume.</summary>
    public static Role Role(string account, string name, IReadOnlyList<string> actions) =>
        new(
            account,
            name,
            "AROA" + Wire.SigV4.Hash(System.Text.Encoding.UTF8.GetBytes(account + name))[..16].ToUpperInvariant(),
            [FirstState.Operator],
            actions
        );
}
