using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Planning;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Topology;
using Route = SnapshotShare.Core.Topology.Route;

namespace SnapshotShare.Core.Tests.Planning;

/// <summary>The article's trip as facts; a test changes what it is about.</summary>
internal static class Sample
{
    public const string Id = "k7m2p9qaxyzw3456";
    public const string Installation = "n3w7h5u2jcbd4efg";
    public const string Prod = "987654321000";
    public const string Dev = "123456789000";
    public const string Stranger = "555566667777";
    public const string SharingKeyArn = SandboxControl.SharingKey;
    public const string ManagedKeyArn = "arn:aws:kms:ap-northeast-1:987654321000:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    public const string TargetKeyArn = "arn:aws:kms:ap-northeast-1:123456789000:key/1a2b3c4d-5e6f-1a2b-3c4d-5e6f1a2b3c4d";

    public static readonly DateTime Now = new(2023, 12, 21, 9, 0, 0, DateTimeKind.Utc);

    public static Route Route { get; } = AwsTopologyReader.Read(Rig.Configuration).AwsTopology!.Routes["prod-to-dev"];

    public static KeyFact SharingKey { get; } = new(SharingKeyArn, "alias/dev-altplus-key", "CUSTOMER", "Enabled", "SYMMETRIC_DEFAULT");

    public static SnapshotFact Automated { get; } =
        new(
            "rds:prod-altplus-cluster-2023-12-21-00-00",
            Route.From.ClusterSnapshotArn("rds:prod-altplus-cluster-2023-12-21-00-00"),
            "automated",
            "available",
            "prod-altplus-cluster",
            Now.AddHours(-9),
            "aurora-mysql",
            "8.0.mysql_aurora.3.04.1",
            Encrypted: true,
            "sse-kms",
            ManagedKeyArn,
            []
        );

    public static SnapshotFact Manual { get; } =
        Automated with
        {
            Identifier = "prod-altplus-before-upgrade",
            Arn = Route.From.ClusterSnapshotArn("prod-altplus-before-upgrade"),
            SnapshotType = "manual",
        };

    /// <summary>A manual snapshot already under the sharing key.</summary>
    public static SnapshotFact Shareable { get; } = Manual with { KeyArn = SharingKeyArn };

    public static SnapshotFact OfAwsBackup { get; } =
        Automated with
        {
            Identifier = ByHand.OfAwsBackup,
            Arn = Route.From.ClusterSnapshotArn(ByHand.OfAwsBackup),
            SnapshotType = "awsbackup",
        };

    public static Facts Facts { get; } =
        new()
        {
            Route = Route,
            Terms = Rig.Terms,
            Source = Automated,
            SourceKey = new KeyFact(ManagedKeyArn, "alias/aws/rds", "AWS", "Enabled", "SYMMETRIC_DEFAULT"),
            SharingKey = SharingKey,
            TargetKey = new KeyFact(TargetKeyArn, "alias/aws/rds", "AWS", "Enabled", "SYMMETRIC_DEFAULT"),
            SharingKeyPolicy = SamplePolicies.Minimal,
            RetentionDays = 7,
            InSource = new AccountFacts { Snapshots = [], Quotas = [new QuotaFact("ManualClusterSnapshots", 4, 100)] },
            InTarget = new AccountFacts
            {
                Snapshots = [],
                Clusters = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase),
                Instances = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase),
                Quotas =
                [
                    new QuotaFact("ManualClusterSnapshots", 2, 100),
                    new QuotaFact("DBClusters", 2, 40),
                    new QuotaFact("DBInstances", 2, 40),
                ],
            },
            Network = new NetworkFacts
            {
                SubnetGroupKnown = true,
                SubnetGroup = new SubnetGroupFact("dev-db-subnets", "vpc-1", ["ap-northeast-1a", "ap-northeast-1c"]),
                SecurityGroups = [new SecurityGroupFact("sg-0d3adb33f01230de1", "vpc-1")],
                ParameterGroupKnown = true,
            },
            Offer = new OfferFact(["ap-northeast-1a", "ap-northeast-1c"], ["db.r6g.large"]),
            Refused = [],
            At = Now,
        };

    public static Facts With(Goal goal) => Facts with { Terms = Rig.Terms with { Goal = goal } };

    public static Plan Plan(Facts facts, int rules = Planner.CurrentRules) => Planner.Make(facts, Id, rules);

    /// <summary>Codes of everything an approver must see.</summary>
    public static IReadOnlyList<string> Codes(Facts facts) =>
        [.. Plan(facts).Findings.Where(finding => finding.Severity != Severity.Note).Select(finding => finding.Code)];

    public static Finding Finding(Facts facts, string code) => Assert.Single(Plan(facts).Findings, finding => finding.Code == code);
}
