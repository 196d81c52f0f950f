namespace SnapshotShare.AwsSandbox.Tests.Cli;

/// <summary>Who and what is in the two accounts at the start.</summary>
internal static class Cast
{
    public const string Region = "ap-northeast-1";
    public const string Production = "987654321000";
    public const string Development = "123456789000";
    public const string Rds = "arn:aws:rds:" + Region + ":";
    public const string Kms = "arn:aws:kms:" + Region + ":";

    public const string ProdCluster = "prod-altplus-cluster";
    public const string Automated = "rds:prod-altplus-cluster-2023-12-21-00-00";
    public const string UnderDefaultKey = "prod-altplus-before-upgrade";
    public const string UnderSharingKey = "prod-orders-quarter-end";
    public const string SharedWithDev = "prod-altplus-adhoc-for-dev";
    public const string SharedWithDevArn = Rds + Production + ":cluster-snapshot:" + SharedWithDev;

    public const string DevCluster = "dev-altplus-cluster";
    public const string DevInstance = "dev-altplus";
    public const string DevSnapshot = "dev-altplus-cluster-2023-12-21-00-00";
    public const string DevSubnets = "dev-db-subnets";

    public const string SharingKeyId = "0987dcba-09fe-87dc-65ba-ab0987654321";
    public const string SharingAlias = "alias/dev-altplus-key";
    public const string SharingKey = Kms + Production + ":key/" + SharingKeyId;
    public const string ProdDefaultKey = Kms + Production + ":key/1234abcd-12ab-34cd-56ef-1234567890ab";
    public const string DevDefaultKey = Kms + Development + ":key/1a2b3c4d-5e6f-1a2b-3c4d-5e6f1a2b3c4d";
    public const string NoKeyId = "00000000-0000-4000-8000-000000000000";

    public static string RoleArn(string account, string role) => $"arn:aws:iam::{account}:role/{role}";
}

/// <summary>Whose credentials a command is run with.</summary>
public enum As
{
    Operator,
    Prod,
    Dev,
    ProdAdmin,
    DevAdmin,
    DevReader,
}
