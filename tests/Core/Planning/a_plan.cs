using CsCheck;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Planning;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Workflows;

namespace SnapshotShare.Core.Tests.Planning;

public sealed class a_plan
{
    private static readonly Gen<Facts> AnyFacts = Gen.Select(
        Gen.OneOf(Goal.Cluster, Goal.Copy, Goal.Share),
        Gen.OneOf(Sample.Automated, Sample.Manual, Sample.Shareable, Sample.Automated with { KeyArn = null, Encrypted = false }),
        Gen.OneOf(SamplePolicies.Minimal, SamplePolicies.Article, null),
        Gen.Bool,
        Gen.Bool,
        Gen.Bool,
        (goal, source, policy, keysKnown, quotasKnown, takenNow) =>
            Sample.With(goal) with
            {
                Terms = Rig.Terms with
                {
                    Goal = goal,
                    Source = takenNow ? SourceChoice.TakenNow("prod-altplus-cluster") : SourceChoice.Named(source.Identifier),
                },
                Source = takenNow ? source with { SnapshotType = "manual", Identifier = "" } : source,
                SharingKeyPolicy = policy,
                SharingKey = keysKnown ? Sample.SharingKey : null,
                SourceKey = keysKnown ? Sample.Facts.SourceKey : null,
                InTarget = quotasKnown ? Sample.Facts.InTarget : new AccountFacts(),
                Network = goal == Goal.Cluster ? Sample.Facts.Network : null,
            }
    );

    [Fact]
    public void of_the_article_is_its_nine_steps_with_a_reason_each()
    {
        var plan = Sample.Plan(Sample.Facts);
        Assert.Equal(
            [
                StepName.FindSource,
                StepName.CopyForSharing,
                StepName.Share,
                StepName.SeeInTarget,
                StepName.CopyInTarget,
                StepName.RestoreCluster,
                StepName.CreateWriter,
                StepName.ReplacePassword,
                StepName.VerifyCluster,
                StepName.StopSharing,
                StepName.ProveNotShared,
                StepName.DeleteSharingSnapshot,
            ],
            plan.Steps.Select(step => step.Name)
        );
        Assert.Empty(plan.Omitted);
        Assert.Equal(
            "A copy is needed: rds:prod-altplus-cluster-2023-12-21-00-00 is automated, which cannot be shared, and encrypted under the AWS managed key alias/aws/rds, which no other account can ever use.",
            plan.Step(StepName.CopyForSharing)!.Reason.ToString()
        );
        Assert.Equal([StepName.CopyInTarget], plan.Step(StepName.StopSharing)!.After);
    }

    [Theory]
    [InlineData(Goal.Cluster, new StepName[0])]
    [InlineData(Goal.Copy, new[] { StepName.RestoreCluster })]
    [InlineData(Goal.Share, new[] { StepName.CopyInTarget, StepName.RestoreCluster })]
    public void says_what_its_goal_leaves_out(Goal goal, StepName[] omitted) =>
        Assert.Equal(omitted, Sample.Plan(Sample.With(goal)).Omitted.Select(step => step.Name));

    [Fact]
    public void shares_a_manual_snapshot_under_the_sharing_key_as_it_is_and_leaves_it_there()
    {
        var plan = Sample.Plan(Sample.Facts with { Source = Sample.Shareable });
        Assert.Equal(Sample.Shareable.Identifier, plan.SharingSnapshot);
        Assert.Equal([StepName.CopyForSharing, StepName.DeleteSharingSnapshot], plan.Omitted.Select(step => step.Name));
        Assert.All(plan.Omitted, step => Assert.Contains(Sample.Shareable.Identifier, step.Reason.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void from_a_snapshot_taken_now_takes_it_first_and_deletes_it_last()
    {
        var facts = Sample.Facts with
        {
            Terms = Rig.Terms with { Source = SourceChoice.TakenNow("prod-altplus-cluster") },
            Source = Sample.Manual with { Identifier = "", TakenAt = null },
        };
        var plan = Sample.Plan(facts);
        Assert.Equal("taken-from-prod-altplus-cluster-k7m2p9qa", plan.Source.Identifier);
        Assert.Equal(Sample.Route.From.ClusterSnapshotArn(plan.Source.Identifier), plan.Source.Arn);
        Assert.Equal("dev-altplus-cluster-k7m2p9qa-now-k7m2p9qa", plan.TargetSnapshot);
        Assert.Equal((StepName.TakeSnapshot, 1), (plan.Steps[0].Name, plan.Steps[0].Number));
        Assert.Equal(StepName.DeleteTakenSnapshot, plan.Steps[^1].Name);
        Assert.Equal([StepName.TakeSnapshot], plan.Step(StepName.CopyForSharing)!.After);
    }

    [Theory]
    [InlineData("manual", true, "is encrypted under the AWS managed key alias/aws/rds")]
    [InlineData("manual", false, "not under the key that the target account may use")]
    [InlineData("automated", false, "is automated, and only a manual snapshot can be shared")]
    [InlineData("awsbackup", false, "belongs to AWS Backup, so nobody else can share it")]
    public void gives_the_true_reason_for_the_copy(string type, bool managed, string reason)
    {
        var facts = Sample.Facts with
        {
            Source = type switch
            {
                "manual" => Sample.Manual,
                "awsbackup" => Sample.OfAwsBackup,
                _ => Sample.Automated,
            },
            SourceKey = Sample.Facts.SourceKey! with { Manager = managed ? "AWS" : "CUSTOMER" },
        };
        Assert.Contains(reason, Sample.Plan(facts).Step(StepName.CopyForSharing)!.Reason.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void waits_only_for_steps_that_come_before() =>
        AnyFacts.Sample(facts =>
        {
            var before = new HashSet<StepName>();
            foreach (var step in Sample.Plan(facts).Steps)
            {
                Assert.Subset(before, step.After.ToHashSet());
                Assert.True(before.Count == 0 || step.After.Count > 0, $"{step.Name} waits for nothing");
                Assert.Equal(Workflow.Step(step.Name).Number, step.Number);
                Assert.True(before.Add(step.Name), $"{step.Name} stands there twice");
            }
        });

    [Fact]
    public void never_shares_what_is_not_copied_yet_and_always_takes_the_share_away_and_proves_it() =>
        AnyFacts.Sample(facts =>
        {
            var plan = Sample.Plan(facts);
            var order = plan.Steps.Select(step => step.Name).ToList();
            var copied = plan.Step(StepName.CopyForSharing) is not null;
            Assert.Equal(plan.SharingSnapshot == plan.Source.Identifier, !copied);
            var taken = plan.Step(StepName.TakeSnapshot) is not null;
            Assert.Equal(taken, plan.Step(StepName.FindSource) is null);
            Assert.Equal(
                [
                    copied ? StepName.CopyForSharing
                    : taken ? StepName.TakeSnapshot
                    : StepName.FindSource,
                ],
                plan.Step(StepName.Share)!.After
            );
            Assert.True(order.IndexOf(StepName.StopSharing) > order.IndexOf(StepName.Share));
            Assert.Equal([StepName.StopSharing], plan.Step(StepName.ProveNotShared)!.After);
            Assert.Equal(copied, order.Contains(StepName.DeleteSharingSnapshot));
            Assert.Equal(taken, order.Contains(StepName.DeleteTakenSnapshot));
            Assert.Equal(copied || taken, plan.MakesSharingSnapshot);
        });

    [Fact]
    public void names_in_each_step_the_account_that_acts() =>
        AnyFacts.Sample(facts =>
            Assert.All(
                Sample.Plan(facts).Steps,
                step =>
                    Assert.Equal(
                        step.Name
                            is StepName.SeeInTarget
                                or StepName.CopyInTarget
                                or StepName.RestoreCluster
                                or StepName.CreateWriter
                                or StepName.ReplacePassword
                                or StepName.VerifyCluster
                            ? "dev"
                            : "prod",
                        step.Account
                    )
            )
        );

    [Fact]
    public void says_everything_in_whole_sentences() =>
        AnyFacts.Sample(facts =>
        {
            var plan = Sample.Plan(facts);
            foreach (
                var phrase in plan
                    .Steps.Select(step => step.Reason)
                    .Concat(plan.Omitted.Select(step => step.Reason))
                    .Concat(plan.Findings.SelectMany(finding => new[] { finding.Message, finding.Remedy! }))
            )
                Assert.DoesNotContain('{', phrase.ToString());
        });

    [Fact]
    public void puts_the_gravest_finding_first() =>
        AnyFacts.Sample(facts =>
        {
            var severities = Sample.Plan(facts).Findings.Select(finding => finding.Severity).ToList();
            Assert.Equal(severities.OrderDescending(), severities);
        });

    [Fact]
    public void made_again_from_the_same_facts_is_the_same() =>
        AnyFacts.Sample(facts =>
        {
            var (one, two) = (Sample.Plan(facts), Sample.Plan(facts with { At = facts.At.AddHours(1) }));
            Assert.Equal(one.Digest, two.Digest);
            Assert.Empty(PlanDigest.Differences(one, two));
            Assert.Empty(Planner.NewFindings(one, two));
        });

    [Theory]
    [InlineData(Goal.Cluster, 3, true)]
    [InlineData(Goal.Cluster, 4, true)]
    [InlineData(Goal.Copy, 3, false)]
    [InlineData(Goal.Copy, 4, true)]
    [InlineData(Goal.Share, 4, false)]
    public void gives_a_copy_the_life_of_the_route_or_of_the_wish_from_its_rules_on(Goal goal, int rules, bool hasLife)
    {
        var wish = Sample.With(goal);
        var chosen = wish with { Terms = wish.Terms with { Life = TimeSpan.FromHours(5) } };
        TimeSpan? usual = hasLife ? Sample.Route.ClusterLife : null;
        TimeSpan? named = hasLife ? TimeSpan.FromHours(5) : null;
        var (plan, shorter) = (Planner.Make(wish, Sample.Id, rules), Planner.Make(chosen, Sample.Id, rules));
        Assert.Equal((usual, named), (plan.Life, shorter.Life));
        Assert.Equal(hasLife, plan.Digest != shorter.Digest);
    }

    [Fact]
    public void made_again_under_the_rules_it_was_approved_under_has_the_steps_and_digest_it_had()
    {
        var before = Planner.Make(Sample.Facts, Sample.Id, rules: 2);
        Assert.Null(before.Step(StepName.VerifyCluster));
        Assert.Equal(before.Digest, Planner.Make(Sample.Facts, Sample.Id, before.Rules).Digest);
        Assert.NotEqual(before.Digest, Sample.Plan(Sample.Facts).Digest);
    }

    [Fact]
    public void is_blocked_by_a_blocking_finding_and_by_nothing_less()
    {
        var plan = Sample.Plan(Sample.Facts);
        var (note, warning, blocking) = (
            Finding.Note("production-data", "dev", "a"),
            Finding.Warning("source-public", "prod", "a"),
            Finding.Blocking("source-unencrypted", "prod", "a")
        );
        Assert.False((plan with { Findings = [note, warning] }).IsBlocked);
        Assert.True((plan with { Findings = [note, blocking, warning] }).IsBlocked);
        Assert.True((plan with { Findings = [blocking] }).IsBlocked);
    }
}
