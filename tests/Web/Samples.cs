using SnapshotShare.Core.Exposing.Strays;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Text;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Web.Tests;

/// <summary>The cast of the demonstration: a plan, its steps, a request, the people.</summary>
internal static class Samples
{
    public const string Installation = "n3w7h5u2jcbd4efg";
    public const string Prod = "987654321000";
    public const string Dev = "123456789000";
    public static readonly DateTime Noon = new(2026, 1, 15, 12, 0, 0, DateTimeKind.Utc);

    public static readonly Actor Developer = new("persona-requester", "developer", [Role.Requester], SessionId: null);
    public static readonly Actor Dba = new("persona-approver", "DBA", [Role.Approver], SessionId: null);
    public static readonly Actor Auditor = new("persona-auditor", "auditor", [Role.Auditor], SessionId: null);

    public static Plan Plan(Goal goal = Goal.Cluster, bool sharedAsItIs = false, params Finding[] findings)
    {
        var sharing = sharedAsItIs ? "prod-altplus-before-release" : "from-prod-altplus-cluster-to-dev-abcdefgh";
        return new Plan
        {
            Rules = SnapshotShare.Core.Planning.Planner.CurrentRules,
            ApprovalRules = Rules,
            Goal = goal,
            Route = "prod-to-dev",
            From = new PlanSide("prod", Prod, "ap-northeast-1"),
            To = new PlanSide("dev", Dev, "ap-northeast-1"),
            Source = new PlanSource(
                Arn(Prod, sharedAsItIs ? sharing : "rds:prod-altplus-cluster-2026-01-15-00-00"),
                sharedAsItIs ? sharing : "rds:prod-altplus-cluster-2026-01-15-00-00",
                sharedAsItIs ? "manual" : "automated",
                "prod-altplus-cluster",
                Noon.AddHours(-12),
                "aurora-mysql",
                "8.0.mysql_aurora.3.04.1",
                sharedAsItIs ? SharingKey.Arn : Key(Prod, "1234abcd-12ab-34cd-56ef-1234567890ab"),
                sharedAsItIs ? "CUSTOMER" : "AWS"
            ),
            SharingKey = SharingKey,
            TargetKey = new PlanKey(Key(Dev, "1a2b3c4d-5e6f-1a2b-3c4d-5e6f1a2b3c4d"), "alias/aws/rds", "AWS"),
            SharingSnapshot = sharing,
            SharingSnapshotArn = Arn(Prod, sharing),
            TargetSnapshot = goal == Goal.Share ? null : "dev-altplus-cluster-2026-01-15-abcdefgh",
            TargetCluster = goal == Goal.Cluster ? "dev-altplus-cluster-abcdefgh" : null,
            WriterInstance = goal == Goal.Cluster ? "dev-altplus-cluster-abcdefgh-instance-1" : null,
            Restore =
                goal == Goal.Cluster
                    ? new PlanRestore(
                        "dev-db-subnets",
                        ["sg-0123456789abcdef0"],
                        "db.r6g.large",
                        ClusterParameterGroup: null,
                        MinCapacity: null,
                        MaxCapacity: null
                    )
                    : null,
            Window = TimeSpan.FromHours(24),
            Life = goal == Goal.Share ? null : TimeSpan.FromDays(7),
            AdmittedPrincipals = [$"arn:aws:iam::{Dev}:root"],
            Steps = [.. Planned(goal, sharedAsItIs)],
            Omitted = [.. Omitted(goal, sharedAsItIs, sharing)],
            Findings = findings,
            MadeAt = Noon,
            Digest = new string('a', 64),
        };
    }

    /// <summary>The steps as they would be stored: those named here as said, the rest not yet.</summary>
    public static IReadOnlyList<StepState> Steps(Plan plan, params ReadOnlySpan<StepState> known)
    {
        var said = known.ToArray();
        return
        [
            .. plan.Steps.Select(step =>
                said.FirstOrDefault(state => state.Name == step.Name) ?? new StepState(step.Name, StepStatus.NotYet)
            ),
            .. said.Where(state => plan.Step(state.Name) is null),
        ];
    }

    /// <summary>Something in the target account of which nobody tells when it was made.</summary>
    public static Stray Stray(
        string id,
        StrayKind kind,
        string request = "over234567abcdef",
        string account = "dev",
        StrayThing thing = StrayThing.Snapshot
    ) =>
        new()
        {
            Id = id,
            Kind = kind,
            Thing = thing,
            Account = account,
            Identity = $"identity-{id}",
            Arn = thing == StrayThing.Export ? $"s3://dev-exports/altplus/{id}" : Arn(Dev, id),
            Name = id,
            RequestId = request,
            FirstSeenAt = Noon,
            LastSeenAt = Noon,
        };

    public static StepState Done(StepName name) =>
        new(name, StepStatus.Done)
        {
            StartedAt = Noon,
            EndedAt = Noon.AddMinutes(1),
            Attempt = new Attempt(1, "Act", Noon, new AttemptResponse(Noon, "4f0c7c5e-request", Fault: null)),
        };

    public static Request Request(
        RequestStatus status = RequestStatus.WaitingForApproval,
        Actor? by = null,
        Plan? plan = null,
        string id = "abcdefgh12345678",
        string route = "prod-to-dev"
    )
    {
        plan ??= Plan();
        by ??= Developer;
        return new Request
        {
            Id = id,
            Installation = Installation,
            RequesterId = by.Id,
            RequesterName = by.Name,
            CreatedAt = Noon,
            Terms = new RequestTerms(route, plan.Goal, SourceChoice.Newest("prod-altplus-cluster"), Reason: "the order bug"),
            Status = status,
            Plan = plan,
            PlanVersion = 1,
            SourceCluster = plan.Source.Cluster,
            Steps = Steps(plan),
        };
    }

    public static Decision Yes(Request request, Actor by) =>
        new()
        {
            RequestId = request.Id,
            PlanVersion = request.PlanVersion,
            Digest = request.Plan.Digest,
            Verdict = Verdict.Approved,
            ActorId = by.Id,
            ActorName = by.Name,
            Reason = "",
            At = Noon,
        };

    public static Share Share(DateTime deadline, string requestId = "abcdefgh12345678") =>
        new()
        {
            RequestId = requestId,
            SourceAccount = "prod",
            SnapshotIdentifier = "from-prod-altplus-cluster-to-dev-abcdefgh",
            SnapshotArn = Arn(Prod, "from-prod-altplus-cluster-to-dev-abcdefgh"),
            TargetAccountId = Dev,
            SnapshotIsOurs = true,
            IntendedAt = deadline.AddHours(-24),
            OpenedAt = deadline.AddHours(-24),
            Deadline = deadline,
        };

    public static SnapshotView Snapshot(
        string identifier,
        string type = "automated",
        string cluster = "prod-altplus-cluster",
        int hoursOld = 12,
        string status = "available"
    ) =>
        new(
            identifier,
            identifier.StartsWith("arn:", StringComparison.Ordinal) ? identifier : Arn(Prod, identifier),
            type,
            status,
            status == "available" ? 100 : 40,
            Noon.AddHours(-hoursOld),
            cluster,
            "aurora-mysql",
            "8.0.mysql_aurora.3.04.1",
            Prod,
            Encrypted: true,
            Key(Prod, "1234abcd-12ab-34cd-56ef-1234567890ab"),
            type == "automated" ? "alias/aws/rds" : "alias/dev-altplus-key",
            type == "automated" ? "AWS" : "CUSTOMER",
            type == "manual" ? [] : null,
            new Dictionary<string, string>()
        );

    public static string Rules { get; } = RulesVersion.Of(Topology().Routes["prod-to-dev"]);

    public static AwsTopology Topology(ApprovalRules? rules = null)
    {
        var prod = new Account("prod", Prod, "ap-northeast-1", RoleArn: null, ExternalId: null, ServiceUrl: null);
        var dev = new Account("dev", Dev, "ap-northeast-1", RoleArn: null, ExternalId: null, ServiceUrl: null);
        var route = new Route(
            "prod-to-dev",
            prod,
            dev,
            "alias/dev-altplus-key",
            "alias/aws/rds",
            new NameOptions(),
            new RestoreDefaults(
                "dev-db-subnets",
                ["sg-0123456789abcdef0"],
                "db.r6g.large",
                ClusterParameterGroup: null,
                MinCapacity: null,
                MaxCapacity: null
            ),
            TimeSpan.FromHours(24),
            TimeSpan.FromDays(3),
            TimeSpan.FromDays(7),
            TimeSpan.FromDays(30)
        )
        {
            Approval = rules ?? ApprovalRules.Default,
        };
        return new AwsTopology(
            new Dictionary<string, Account>(StringComparer.OrdinalIgnoreCase) { ["prod"] = prod, ["dev"] = dev },
            new Dictionary<string, Route>(StringComparer.OrdinalIgnoreCase) { [route.Name] = route }
        );
    }

    private static readonly PlanKey SharingKey = new(
        Key(Prod, "0987dcba-09fe-87dc-65ba-ab0987654321"),
        "alias/dev-altplus-key",
        "CUSTOMER"
    );

    private static IEnumerable<PlannedStep> Planned(Goal goal, bool sharedAsItIs)
    {
        yield return Step(StepName.FindSource, 1, "prod", "why.find-source");
        if (!sharedAsItIs)
            yield return Step(StepName.CopyForSharing, 2, "prod", "why.copy-automated-managed", StepName.FindSource);
        yield return Step(StepName.Share, 3, "prod", "why.share", sharedAsItIs ? StepName.FindSource : StepName.CopyForSharing);
        yield return Step(StepName.SeeInTarget, 4, "dev", "why.see-in-target", StepName.Share);
        if (goal != Goal.Share)
            yield return Step(StepName.CopyInTarget, 5, "dev", "why.copy-in-target", StepName.SeeInTarget);
        if (goal == Goal.Cluster)
        {
            yield return Step(StepName.RestoreCluster, 6, "dev", "why.restore-cluster", StepName.CopyInTarget);
            yield return Step(StepName.CreateWriter, 6, "dev", "why.create-writer", StepName.RestoreCluster);
            yield return Step(StepName.ReplacePassword, 6, "dev", "why.replace-password", StepName.CreateWriter);
        }
        yield return Step(
            StepName.StopSharing,
            7,
            "prod",
            "why.stop-sharing",
            goal == Goal.Share ? StepName.SeeInTarget : StepName.CopyInTarget
        );
        yield return Step(StepName.ProveNotShared, 8, "prod", "why.prove-not-shared", StepName.StopSharing);
        if (!sharedAsItIs)
            yield return Step(StepName.DeleteSharingSnapshot, 9, "prod", "why.delete-sharing-snapshot", StepName.ProveNotShared);
    }

    /// <summary>What the planner leaves out, as it does.</summary>
    private static IEnumerable<OmittedStep> Omitted(Goal goal, bool sharedAsItIs, string sharing)
    {
        if (sharedAsItIs)
        {
            yield return new(StepName.CopyForSharing, 2, Message.Of("why-not.copy-for-sharing", ("snapshot", sharing)));
            yield return new(StepName.DeleteSharingSnapshot, 9, Message.Of("why-not.delete-sharing-snapshot", ("snapshot", sharing)));
        }
        var why = Message.Of(goal == Goal.Share ? "why-not.goal-share" : "why-not.goal-copy");
        if (goal == Goal.Share)
            yield return new(StepName.CopyInTarget, 5, why);
        if (goal != Goal.Cluster)
            yield return new(StepName.RestoreCluster, 6, why);
    }

    private static PlannedStep Step(StepName name, int number, string account, string why, params StepName[] after) =>
        new(name, number, account, after, Message.Of(why));

    private static string Arn(string account, string snapshot) => $"arn:aws:rds:ap-northeast-1:{account}:cluster-snapshot:{snapshot}";

    private static string Key(string account, string id) => $"arn:aws:kms:ap-northeast-1:{account}:key/{id}";
}
