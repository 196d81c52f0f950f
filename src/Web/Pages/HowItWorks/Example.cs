using SnapshotShare.Core.Planning;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Topology;
using Route = SnapshotShare.Core.Topology.Route;

namespace SnapshotShare.Web.Pages.HowItWorks;

/// <summary>The trip the lesson is told with: a nightly snapshot of production becomes a cluster in development. Planned like any other.</summary>
public static class Example
{
    private const string Id = "exampletrip00001";
    private const string Cluster = "prod-altplus-cluster";
    private const string Night = "2023-12-21-00-00";
    private static readonly DateTime TakenAt = new(2023, 12, 21, 0, 0, 0, DateTimeKind.Utc);

    private static readonly Account Prod = new("prod", "987654321000", "ap-northeast-1", RoleArn: null, ExternalId: null, ServiceUrl: null);
    private static readonly Account Dev = Prod with { Name = "dev", AccountId = "123456789000" };

    /// <summary>Under names a person would give; a real trip's carry the request's ID.</summary>
    public static Plan Plan { get; } =
        Planner.Make(Facts(), requestId: Id) with
        {
            SharingSnapshot = $"from-{Cluster}-to-dev",
            SharingSnapshotArn = Prod.ClusterSnapshotArn($"from-{Cluster}-to-dev"),
            TargetSnapshot = $"dev-altplus-cluster-{Night}",
            WriterInstance = "dev-altplus",
        };

    /// <summary>The same trip just before it begins; every step of it stands for a call with these names.</summary>
    public static Request Request { get; } =
        new()
        {
            Id = Id,
            Installation = "installation0001",
            RequesterId = "",
            RequesterName = "",
            CreatedAt = Plan.MadeAt,
            Terms = Facts().Terms,
            SourceCluster = Cluster,
            Status = RequestStatus.Approved,
            Plan = Plan,
            PlanVersion = 1,
            Steps = [.. Plan.Steps.Select(step => new StepState(step.Name, StepStatus.NotYet))],
        };

    private static Facts Facts() =>
        new()
        {
            Route = new Route(
                "prod-to-dev",
                Prod,
                Dev,
                SharingKey: "alias/dev-altplus-key",
                TargetKey: "alias/aws/rds",
                new NameOptions(),
                new RestoreDefaults("dev-db-subnets", ["sg-0123456789abcdef0"], "db.r6g.large", null, null, null),
                ShareWindow: TimeSpan.FromHours(24),
                LongestShareWindow: TimeSpan.FromHours(24),
                ClusterLife: TimeSpan.FromDays(7),
                LongestClusterLife: TimeSpan.FromDays(7)
            ),
            Terms = new RequestTerms("prod-to-dev", Goal.Cluster, SourceChoice.Newest(Cluster), TargetCluster: "dev-altplus-cluster"),
            Source = new SnapshotFact(
                $"rds:{Cluster}-{Night}",
                Prod.ClusterSnapshotArn($"rds:{Cluster}-{Night}"),
                SnapshotType: "automated",
                Status: "available",
                Cluster,
                TakenAt,
                Engine: "aurora-mysql",
                EngineVersion: "8.0.mysql_aurora.3.04.1",
                Encrypted: true,
                EncryptionType: "sse-kms",
                Prod.KeyArn("1234abcd-12ab-34cd-56ef-1234567890ab"),
                SharedWith: []
            ),
            SourceKey = Key(Prod, "1234abcd-12ab-34cd-56ef-1234567890ab", "alias/aws/rds", "AWS"),
            SharingKey = Key(Prod, "0987dcba-09fe-87dc-65ba-ab0987654321", "alias/dev-altplus-key", "CUSTOMER"),
            TargetKey = Key(Dev, "1a2b3c4d-5e6f-1a2b-3c4d-5e6f1a2b3c4d", "alias/aws/rds", "AWS"),
            SharingKeyPolicy = null,
            Refused = [],
            At = TakenAt.AddHours(9),
        };

    private static KeyFact Key(Account account, string id, string alias, string manager) =>
        new(account.KeyArn(id), alias, manager, State: "Enabled", Spec: "SYMMETRIC_DEFAULT");
}
