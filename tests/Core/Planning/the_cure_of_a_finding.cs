using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Plans;

namespace SnapshotShare.Core.Tests.Planning;

/// <summary>What a person is told to paste, where, for each thing that can be wrong with a plan. One that has no row fails.</summary>
public sealed class the_cure_of_a_finding
{
    private const string Versions = "aws rds describe-db-engine-versions --engine aurora-mysql --query 'DBEngineVersions[].EngineVersion'";
    private const string Automated = "rds:prod-altplus-cluster-2023-12-21-00-00";
    private const string Arn = "arn:aws:rds:ap-northeast-1:987654321000:cluster-snapshot:";
    private const string Manual = "prod-altplus-before-upgrade";
    private const string Cluster = "dev-altplus-cluster-k7m2p9qa";
    private const string Shared = "from-prod-altplus-cluster-to-dev-k7m2p9qa";
    private const string Copy = "dev-altplus-cluster-k7m2p9qa-2023-12-21-00-00-k7m2p9qa";
    private const string Quota = "aws service-quotas request-service-quota-increase --service-code rds --quota-code";
    private const string Unshare =
        $"aws rds modify-db-cluster-snapshot-attribute --db-cluster-snapshot-identifier {Manual} --attribute-name restore --values-to-remove";
    private const string Describe = "aws rds describe-db-cluster-snapshots --db-cluster-snapshot-identifier";
    private const string NewKey =
        "aws kms create-key --description 'Snapshots that dev may use' --policy file://key-policy.json\n\nkey-policy.json:\n{";
    private const string Offers =
        "aws rds describe-orderable-db-instance-options --engine aurora-mysql --engine-version 8.0.mysql_aurora.3.04.1 --query 'OrderableDBInstanceOptions[].DBInstanceClass'";
    private const string Groups = "aws ec2 describe-security-groups --filters Name=vpc-id,Values=vpc-1";

    /// <summary>By code, in the order of what is wrong: account, resource, and what to paste there.</summary>
    private static readonly Dictionary<string, (string Account, string Resource, string? Paste)[]> Cures = new(StringComparer.Ordinal)
    {
        ["engine-not-aurora"] = [("prod", Arn + Automated, null)],
        ["source-not-available"] = [("prod", Arn + Automated, null)],
        ["source-cluster-not-available"] = [("prod", "prod-altplus-cluster", null)],
        ["snapshot-taken"] =
        [
            ("prod", "taken-from-prod-altplus-cluster-k7m2p9qa", $"{Describe} taken-from-prod-altplus-cluster-k7m2p9qa"),
            ("prod", Shared, $"{Describe} {Shared}"),
            ("dev", Copy, $"{Describe} {Copy}"),
        ],
        ["no-room-for-snapshots"] =
        [
            ("prod", "ManualClusterSnapshots", $"{Quota} L-9B510759 --desired-value 200"),
            ("prod", "ManualClusterSnapshots", $"{Quota} L-9B510759 --desired-value 200"),
        ],
        ["no-room-for-clusters"] = [("dev", "DBClusters", $"{Quota} L-952B80B8 --desired-value 80")],
        ["no-room-for-instances"] = [("dev", "DBInstances", $"{Quota} L-7B6409FD --desired-value 80")],
        ["source-unencrypted"] =
        [
            (
                "prod",
                Arn + Automated,
                $"aws rds restore-db-cluster-from-snapshot --db-cluster-identifier prod-altplus-cluster-encrypted --snapshot-identifier {Automated} --engine aurora-mysql --kms-key-id {Sample.SharingKeyArn}"
            ),
        ],
        ["source-sse-rds"] = [("prod", Arn + Automated, null)],
        ["source-retention-ends"] =
        [
            (
                "prod",
                Arn + Automated,
                $"aws rds copy-db-cluster-snapshot --source-db-cluster-snapshot-identifier {Automated} --target-db-cluster-snapshot-identifier prod-altplus-cluster-2023-12-21-00-00-kept"
            ),
        ],
        ["source-of-aws-backup"] = [("prod", Arn + ByHand.OfAwsBackup, null)],
        ["source-public"] = [("prod", Arn + Manual, $"{Unshare} all")],
        ["source-already-shared"] = [("prod", Arn + Manual, $"{Unshare} {Sample.Stranger}")],
        ["source-shared-by-others"] = [("prod", Arn + Manual, $"{Unshare} {Sample.Dev}")],
        ["key-not-enabled"] =
        [
            ("prod", Sample.SharingKeyArn, $"aws kms enable-key --key-id {Sample.SharingKeyArn}"),
            (
                "prod",
                Sample.ManagedKeyArn,
                $"aws kms cancel-key-deletion --key-id {Sample.ManagedKeyArn} && aws kms enable-key --key-id {Sample.ManagedKeyArn}"
            ),
            ("dev", Sample.TargetKeyArn, $"aws kms enable-key --key-id {Sample.TargetKeyArn}"),
            (
                "dev",
                "arn:aws:kms:ap-northeast-1:123456789000:key/secret",
                "aws kms enable-key --key-id arn:aws:kms:ap-northeast-1:123456789000:key/secret"
            ),
        ],
        ["zone-unfit"] = [("dev", "ap-northeast-1d", null), ("dev", "ap-northeast-1a", null)],
        ["storage-type-differs"] = [("dev", Cluster, null)],
        ["key-not-symmetric"] = [("prod", Sample.SharingKeyArn, "aws kms create-key --key-spec SYMMETRIC_DEFAULT")],
        ["sharing-key-aws-managed"] = [("prod", Sample.SharingKeyArn, NewKey)],
        ["sharing-key-elsewhere"] =
        [
            ("prod", Sample.SharingKeyArn.Replace("ap-northeast-1", "us-east-1", StringComparison.Ordinal), NewKey),
            ("prod", Sample.TargetKeyArn, NewKey),
        ],
        ["target-key-elsewhere"] = [("dev", Sample.SharingKeyArn, "Aws__Routes__prod-to-dev__TargetKey=alias/aws/rds")],
        ["target-cluster-taken"] = [("dev", Cluster, $"aws rds describe-db-clusters --db-cluster-identifier {Cluster}")],
        ["target-instance-taken"] =
        [
            ("dev", $"{Cluster}-instance-1", $"aws rds describe-db-instances --db-instance-identifier {Cluster}-instance-1"),
        ],
        ["subnet-group-missing"] =
        [
            (
                "dev",
                "dev-db-subnets",
                "aws rds create-db-subnet-group --db-subnet-group-name dev-db-subnets --db-subnet-group-description 'Development databases' --subnet-ids SUBNET-1 SUBNET-2"
            ),
        ],
        ["subnet-group-few-zones"] =
        [
            (
                "dev",
                "dev-db-subnets",
                "aws rds modify-db-subnet-group --db-subnet-group-name dev-db-subnets --subnet-ids SUBNET-1 SUBNET-2"
            ),
        ],
        ["security-group-missing"] = [("dev", "sg-0d3adb33f01230de1", Groups)],
        ["security-group-elsewhere"] = [("dev", "sg-0d3adb33f01230de1", Groups)],
        ["parameter-group-missing"] = [("dev", "mine", Parameters("mine"))],
        ["parameter-group-unfit"] = [("dev", "mine", Parameters("mine-aurora-mysql8-0"))],
        ["serverless-needs-capacity"] =
        [
            ("dev", "db.serverless", "Aws__Routes__prod-to-dev__MinCapacity=0.5\nAws__Routes__prod-to-dev__MaxCapacity=8"),
        ],
        ["class-not-offered"] = [("dev", "db.r6g.large", Offers)],
        ["class-not-in-zones"] = [("dev", "db.r6g.large", Offers)],
        ["engine-version-not-offered"] = [("dev", Arn + Automated, Versions)],
        ["engine-version-newer"] = [("dev", Cluster, null)],
        ["engine-version-earlier"] = [("dev", "8.0.mysql_aurora.3.04.0", Versions)],
        ["engine-version-of-another-major"] = [("dev", "5.7.mysql_aurora.2.12.5", Versions)],
        ["copies-running"] = [("prod", Sample.Prod, null)],
        ["copies-queue"] = [("dev", Sample.Dev, null)],
        ["similar-running"] = [("prod", "another1another2", null), ("prod", "another1another2", null)],
        ["similar-waiting"] = [("prod", "another1another2", null)],
        ["similar-ready"] = [("prod", "another1another2", null)],
    };

    [Fact]
    public void is_said_with_its_account_and_resource()
    {
        foreach (var rows in findings_of_a_plan.WhatIsWrong.GroupBy(row => row.Data.Item1, StringComparer.Ordinal))
        {
            Assert.True(Cures.ContainsKey(rows.Key), $"{rows.Key} has no row");
            foreach (var (row, (account, resource, paste)) in rows.Zip(Cures[rows.Key]))
            {
                var finding = Sample.Finding(row.Data.Item3(Sample.Facts), rows.Key);
                Assert.Equal((rows.Key, account, resource), (finding.Code, finding.Account, finding.Resource));
                if (paste?.EndsWith('{') == true)
                    Assert.StartsWith(paste, finding.Paste, StringComparison.Ordinal);
                else
                    Assert.Equal(paste, finding.Paste);
            }
            Assert.Equal(Cures[rows.Key].Length, rows.Count());
        }
    }

    /// <summary>An account makes as many copies at once as its operator says AWS lets it.</summary>
    [Theory]
    [InlineData(1, "copies-queue")]
    [InlineData(2, "copies-queue")]
    [InlineData(3, "copies-running")]
    public void is_nothing_where_a_copy_waits_its_turn_in_its_own_account(int places, string code)
    {
        var copying = Enumerable.Range(0, 2).Select(i => new ExistingSnapshot($"a{i}", "copying", MadeBy: null)).ToList();
        var route = Sample.Route;
        var facts = Sample.Facts with
        {
            Route = route with { To = route.To with { CopiesAtOnce = places } },
            InTarget = Sample.Facts.InTarget with { Snapshots = copying },
        };
        var finding = Sample.Finding(facts, code);
        Assert.Equal((Severity.Note, "dev"), (finding.Severity, finding.Account));
        Assert.Equal(($"{places}", "2"), (finding.Message.Values["most"], finding.Message.Values["running"]));
    }

    private static string Parameters(string name) =>
        $"aws rds create-db-cluster-parameter-group --db-cluster-parameter-group-name {name} --db-parameter-group-family aurora-mysql8.0 --description 'Development databases'";
}
