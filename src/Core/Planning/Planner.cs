using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Planning.Policies;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Text;
using SnapshotShare.Core.Topology;
using SnapshotShare.Core.Workflows;
using SnapshotShare.Core.Workflows.Steps;

namespace SnapshotShare.Core.Planning;

/// <summary>Makes the plan from the facts: the ordered steps with the reason for each, what is left out and why, and what is in the way.</summary>
public static class Planner
{
    /// <summary>Counted up when planning itself changes, so that an old approval never covers new behaviour.</summary>
    public const int CurrentRules = 5;

    /// <summary>From these rules on, the finished cluster is held against the plan.</summary>
    private const int RulesWithVerification = 3;

    /// <summary>From these rules on, a copy has a life as a cluster has.</summary>
    private const int RulesWithLifeOfCopy = 4;

    /// <summary>From these rules on, a restore says what AWS would otherwise choose.</summary>
    private const int RulesWithSettings = 5;

    /// <param name="rules">The rules a plan is made under; a plan that is made again before it runs keeps those it was approved under.</param>
    public static Plan Make(Facts facts, string requestId, int rules = CurrentRules)
    {
        facts = WithNameOfTaken(facts, requestId);
        var (route, terms, source) = (facts.Route, facts.Terms, facts.Source);
        var sharedAsItIs = NeedsNoCopy(facts);
        var sharingSnapshot = sharedAsItIs ? source.Identifier : ResourceNames.SharingSnapshot(route, source.Cluster, requestId);
        var targetCluster =
            terms.Goal != Goal.Cluster ? null
            : terms.TargetCluster is { Length: > 0 } named ? named.ToLowerInvariant()
            : ResourceNames.TargetCluster(route, source.Cluster, requestId);
        var plan = new Plan
        {
            Rules = rules,
            ApprovalRules = RulesVersion.Of(route),
            Goal = terms.Goal,
            Route = route.Name,
            From = new PlanSide(route.From.Name, route.From.AccountId, route.From.Region),
            To = new PlanSide(route.To.Name, route.To.AccountId, route.To.Region),
            Source = new PlanSource(
                source.Arn,
                source.Identifier,
                source.SnapshotType,
                source.Cluster,
                source.TakenAt,
                source.Engine,
                source.EngineVersion,
                source.KeyArn,
                facts.SourceKey?.Manager
            ),
            SharingKey = Key(facts.SharingKey, route.SharingKey),
            TargetKey = Key(facts.TargetKey, route.TargetKey),
            SharingSnapshot = sharingSnapshot,
            SharingSnapshotArn = route.From.ClusterSnapshotArn(sharingSnapshot),
            TargetSnapshot =
                terms.Goal == Goal.Share ? null : ResourceNames.TargetSnapshot(route, source, targetCluster ?? route.To.Name, requestId),
            TargetCluster = targetCluster,
            WriterInstance = targetCluster is null ? null : ResourceNames.WriterInstance(targetCluster),
            Restore = terms.Goal != Goal.Cluster ? null : Restore(facts, rules),
            Window = terms.Window ?? route.ShareWindow,
            Life = HasLife(terms.Goal, rules) ? terms.Life ?? route.ClusterLife : null,
            AdmittedPrincipals = Admitted(facts),
            Steps = [.. Steps(facts, sharedAsItIs, sharingSnapshot, targetCluster, rules)],
            Omitted = [.. Omitted(facts, sharedAsItIs)],
            Findings = [],
            MadeAt = facts.At,
            Digest = "",
        };
        plan = plan with { Findings = PlanFindings.Of(facts, plan, requestId) };
        return plan with { Digest = PlanDigest.Of(plan) };
    }

    /// <summary>The findings of a plan made again that an approver has not seen and must.</summary>
    public static IReadOnlyList<Finding> NewFindings(Plan approved, Plan again) =>
        [
            .. again.Findings.Where(finding =>
                finding.Severity != Severity.Note
                && !approved.Findings.Any(known =>
                    known.Code == finding.Code
                    && known.Resource == finding.Resource
                    && known.Severity >= finding.Severity
                    && known.Message.ToString() == finding.Message.ToString()
                )
            ),
        ];

    private static bool HasLife(Goal goal, int rules) => goal == Goal.Cluster || goal == Goal.Copy && rules >= RulesWithLifeOfCopy;

    private static bool IsTakenNow(Facts facts) => facts.Terms.Source.TakenNowOfCluster is not null;

    /// <summary>A snapshot that is not there yet has its name from the request, like everything we make.</summary>
    private static Facts WithNameOfTaken(Facts facts, string requestId)
    {
        if (!IsTakenNow(facts))
            return facts;
        var name = ResourceNames.TakenSnapshot(facts.Source.Cluster, requestId);
        return facts with { Source = facts.Source with { Identifier = name, Arn = facts.Route.From.ClusterSnapshotArn(name) } };
    }

    internal static string InstanceClass(RestoreDefaults defaults, RequestTerms terms) =>
        terms.InstanceClass is { Length: > 0 } chosen ? chosen : defaults.InstanceClass;

    private static IReadOnlyList<string> Admitted(Facts facts) =>
        facts is { SharingKeyPolicy: { } text, SharingKey: { } key } && PolicyDocument.Parse(text) is { } policy
            ? KeyPolicy.AdmittedPrincipals(policy, key.Arn, facts.Route.From.AccountId)
            : [];

    /// <summary>A manual snapshot already under the very key that the target may use can be shared as it is.</summary>
    private static bool NeedsNoCopy(Facts facts) =>
        facts.Source.SnapshotType == SnapshotTypes.Manual
        && facts.SharingKey is { } key
        && string.Equals(facts.Source.KeyArn, key.Arn, StringComparison.Ordinal);

    private static PlanKey Key(KeyFact? fact, string named) =>
        fact is null ? new PlanKey(named, Alias: null, Manager: null) : new PlanKey(fact.Arn, fact.Alias, fact.Manager);

    private static PlanRestore Restore(Facts facts, int rules)
    {
        var defaults = facts.Route.Restore;
        var restore = new PlanRestore(
            defaults.SubnetGroup,
            defaults.SecurityGroups,
            InstanceClass(defaults, facts.Terms),
            defaults.ClusterParameterGroup,
            defaults.MinCapacity,
            defaults.MaxCapacity
        );
        return rules < RulesWithSettings
            ? restore
            : restore with
            {
                EngineVersion = EngineVersions.Choose(
                    facts.Source.Engine,
                    facts.Source.EngineVersion,
                    facts.Terms.EngineVersion,
                    facts.Versions
                ),
                Settings = defaults.Settings,
                SecretKey = defaults.SecretKey is { } key ? Key(facts.SecretKey, key) : null,
            };
    }

    private static IEnumerable<PlannedStep> Steps(Facts facts, bool sharedAsItIs, string sharingSnapshot, string? targetCluster, int rules)
    {
        var (from, to, source) = (facts.Route.From.Name, facts.Route.To.Name, facts.Source);
        var goal = facts.Terms.Goal;
        var shared = IsTakenNow(facts) ? StepName.TakeSnapshot : StepName.FindSource;
        yield return Of(
            facts,
            shared,
            [],
            IsTakenNow(facts)
                ? Message.Of("why.take-snapshot", ("snapshot", source.Identifier), ("cluster", source.Cluster))
                : Message.Of("why.find-source", ("snapshot", source.Identifier))
        );
        if (!sharedAsItIs)
        {
            yield return Of(facts, StepName.CopyForSharing, [shared], WhyCopy(facts));
            shared = StepName.CopyForSharing;
        }
        yield return Of(
            facts,
            StepName.Share,
            [shared],
            Message.Of("why.share", ("snapshot", sharingSnapshot), ("account", facts.Route.To.AccountId))
        );
        yield return Of(facts, StepName.SeeInTarget, [StepName.Share], Message.Of("why.see-in-target"));
        var last = StepName.SeeInTarget;
        if (goal != Goal.Share)
        {
            yield return Of(facts, StepName.CopyInTarget, [last], Message.Of("why.copy-in-target", ("account", to)));
            last = StepName.CopyInTarget;
        }
        if (goal == Goal.Cluster)
        {
            yield return Of(facts, StepName.RestoreCluster, [last], Message.Of("why.restore-cluster", ("cluster", targetCluster)));
            yield return Of(facts, StepName.CreateWriter, [StepName.RestoreCluster], Message.Of("why.create-writer"));
            yield return Of(facts, StepName.ReplacePassword, [StepName.CreateWriter], Message.Of("why.replace-password"));
            if (rules >= RulesWithVerification)
                yield return Of(facts, StepName.VerifyCluster, [StepName.ReplacePassword], Message.Of("why.verify-cluster"));
        }
        yield return Of(
            facts,
            StepName.StopSharing,
            [last],
            Message.Of(goal == Goal.Share ? "why.stop-sharing-at-deadline" : "why.stop-sharing")
        );
        yield return Of(facts, StepName.ProveNotShared, [StepName.StopSharing], Message.Of("why.prove-not-shared"));
        if (!sharedAsItIs)
            yield return Of(facts, StepName.DeleteSharingSnapshot, [StepName.ProveNotShared], Message.Of("why.delete-sharing-snapshot"));
        if (IsTakenNow(facts))
            yield return Of(
                facts,
                StepName.DeleteTakenSnapshot,
                [StepName.ProveNotShared],
                Message.Of("why.delete-taken-snapshot", ("snapshot", source.Identifier))
            );
    }

    private static IEnumerable<OmittedStep> Omitted(Facts facts, bool sharedAsItIs)
    {
        var (goal, source) = (facts.Terms.Goal, facts.Source);
        if (sharedAsItIs)
            yield return Not(StepName.CopyForSharing, Message.Of("why-not.copy-for-sharing", ("snapshot", source.Identifier)));
        if (sharedAsItIs && !IsTakenNow(facts))
            yield return Not(
                StepName.DeleteSharingSnapshot,
                Message.Of("why-not.delete-sharing-snapshot", ("snapshot", source.Identifier))
            );
        if (goal == Goal.Share)
            yield return Not(StepName.CopyInTarget, Message.Of("why-not.goal-share"));
        if (goal != Goal.Cluster)
            yield return Not(StepName.RestoreCluster, Message.Of(goal == Goal.Share ? "why-not.goal-share" : "why-not.goal-copy"));
    }

    private static Message WhyCopy(Facts facts)
    {
        var source = facts.Source;
        var values = new[] { ("snapshot", (string?)source.Identifier), ("key", facts.SourceKey?.Alias ?? source.KeyArn ?? "-") };
        return (source.SnapshotType, facts.SourceKey?.Manager == "AWS") switch
        {
            (SnapshotTypes.Manual, true) => Message.Of("why.copy-managed", values),
            (SnapshotTypes.Manual, false) => Message.Of("why.copy-other-key", values),
            (SnapshotTypes.AwsBackup, true) => Message.Of("why.copy-aws-backup-managed", values),
            (SnapshotTypes.AwsBackup, false) => Message.Of("why.copy-aws-backup", values),
            (_, true) => Message.Of("why.copy-automated-managed", values),
            (_, false) => Message.Of("why.copy-automated", values),
        };
    }

    private static PlannedStep Of(Facts facts, StepName name, IReadOnlyList<StepName> after, Message reason)
    {
        var step = Workflow.Step(name);
        var account = step.Side == StepSide.Source ? facts.Route.From : facts.Route.To;
        return new PlannedStep(name, step.Number, account.Name, after, reason);
    }

    private static OmittedStep Not(StepName name, Message reason) => new(name, Workflow.Step(name).Number, reason);
}
