using SnapshotShare.Core.Planning;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Text;

namespace SnapshotShare.Core.Tests.Planning;

public sealed class what_a_plan_says_of_its_steps
{
    private static readonly SourceChoice Now = SourceChoice.TakenNow("prod-altplus-cluster");

    private static Facts Taken(Goal goal, string keyArn = Sample.ManagedKeyArn) =>
        Sample.Facts with
        {
            Terms = Rig.Terms with { Goal = goal, Source = Now },
            Source = Sample.Manual with { KeyArn = keyArn },
        };

    private static string Steps(Plan plan) => string.Join(' ', plan.Steps.Select(step => $"{step.Name}<{string.Join(',', step.After)}"));

    [Theory]
    [InlineData(
        Goal.Share,
        "FindSource< CopyForSharing<FindSource Share<CopyForSharing SeeInTarget<Share StopSharing<SeeInTarget ProveNotShared<StopSharing DeleteSharingSnapshot<ProveNotShared"
    )]
    [InlineData(
        Goal.Copy,
        "FindSource< CopyForSharing<FindSource Share<CopyForSharing SeeInTarget<Share CopyInTarget<SeeInTarget StopSharing<CopyInTarget ProveNotShared<StopSharing DeleteSharingSnapshot<ProveNotShared"
    )]
    [InlineData(
        Goal.Cluster,
        "FindSource< CopyForSharing<FindSource Share<CopyForSharing SeeInTarget<Share CopyInTarget<SeeInTarget RestoreCluster<CopyInTarget CreateWriter<RestoreCluster ReplacePassword<CreateWriter VerifyCluster<ReplacePassword StopSharing<CopyInTarget ProveNotShared<StopSharing DeleteSharingSnapshot<ProveNotShared"
    )]
    public void is_which_follows_which_for_each_goal(Goal goal, string steps) => Assert.Equal(steps, Steps(Sample.Plan(Sample.With(goal))));

    [Fact]
    public void is_that_a_snapshot_taken_now_is_taken_copied_and_deleted()
    {
        Assert.Equal(
            "TakeSnapshot< CopyForSharing<TakeSnapshot Share<CopyForSharing SeeInTarget<Share StopSharing<SeeInTarget ProveNotShared<StopSharing DeleteSharingSnapshot<ProveNotShared DeleteTakenSnapshot<ProveNotShared",
            Steps(Sample.Plan(Taken(Goal.Share)))
        );
        Assert.Equal(
            "TakeSnapshot< Share<TakeSnapshot SeeInTarget<Share StopSharing<SeeInTarget ProveNotShared<StopSharing DeleteTakenSnapshot<ProveNotShared",
            Steps(Sample.Plan(Taken(Goal.Share, Sample.SharingKeyArn)))
        );
    }

    [Fact]
    public void is_that_only_a_manual_snapshot_under_the_sharing_key_goes_as_it_is()
    {
        Assert.False(Copies(Sample.Shareable));
        Assert.True(Copies(Sample.Shareable with { SnapshotType = "automated" }));
        Assert.True(Copies(Sample.OfAwsBackup with { KeyArn = Sample.SharingKeyArn }));
        Assert.True(Copies(Sample.Manual));
        Assert.True(Copies(Sample.Shareable, known: false));

        static bool Copies(SnapshotFact source, bool known = true)
        {
            var facts = Sample.Facts with { Source = source, SharingKey = known ? Sample.SharingKey : null };
            return Sample.Plan(facts).Step(StepName.CopyForSharing) is not null;
        }
    }

    [Theory]
    [InlineData(2, false, false)]
    [InlineData(3, true, false)]
    [InlineData(4, true, true)]
    public void hangs_on_the_rules_that_it_was_made_under(int rules, bool verifies, bool lifeOfCopy)
    {
        Assert.Equal(verifies, Planner.Make(Sample.Facts, Sample.Id, rules).Step(StepName.VerifyCluster) is not null);
        Assert.Equal(lifeOfCopy, Planner.Make(Sample.With(Goal.Copy), Sample.Id, rules).Life is not null);
        Assert.NotNull(Planner.Make(Sample.Facts, Sample.Id, rules).Life);
        Assert.Null(Planner.Make(Sample.With(Goal.Share), Sample.Id, rules).Life);
        Assert.Equal(rules, Planner.Make(Sample.Facts, Sample.Id, rules).Rules);
    }

    [Theory]
    [InlineData(Goal.Share, "why.stop-sharing-at-deadline")]
    [InlineData(Goal.Copy, "why.stop-sharing")]
    [InlineData(Goal.Cluster, "why.stop-sharing")]
    public void has_a_reason_for_when_sharing_stops(Goal goal, string reason) =>
        Assert.Equal(reason, Sample.Plan(Sample.With(goal)).Step(StepName.StopSharing)!.Reason.Key);

    [Fact]
    public void has_a_reason_for_where_the_snapshot_comes_from()
    {
        Assert.Equal("why.find-source", Sample.Plan(Sample.Facts).Step(StepName.FindSource)!.Reason.Key);
        Assert.Equal("why.take-snapshot", Sample.Plan(Taken(Goal.Copy)).Step(StepName.TakeSnapshot)!.Reason.Key);
    }

    [Theory]
    [InlineData("automated", "AWS", "why.copy-automated-managed")]
    [InlineData("automated", "CUSTOMER", "why.copy-automated")]
    [InlineData("awsbackup", "AWS", "why.copy-aws-backup-managed")]
    [InlineData("awsbackup", "CUSTOMER", "why.copy-aws-backup")]
    [InlineData("manual", "AWS", "why.copy-managed")]
    [InlineData("manual", "CUSTOMER", "why.copy-other-key")]
    public void has_a_reason_for_the_copy(string type, string manager, string reason)
    {
        var facts = Sample.Facts with
        {
            Source = Sample.Automated with { SnapshotType = type },
            SourceKey = Sample.Facts.SourceKey! with { Manager = manager },
        };
        Assert.Equal(reason, Why(facts).Key);
        Assert.Equal("alias/aws/rds", Why(facts).Values["key"]);
        Assert.Equal(Sample.ManagedKeyArn, Why(facts with { SourceKey = facts.SourceKey! with { Alias = null } }).Values["key"]);
        Assert.Equal(Sample.ManagedKeyArn, Why(facts with { SourceKey = null }).Values["key"]);
        Assert.Equal("-", Why(facts with { SourceKey = null, Source = facts.Source with { KeyArn = null } }).Values["key"]);

        static Message Why(Facts facts) => Sample.Plan(facts).Step(StepName.CopyForSharing)!.Reason;
    }

    [Fact]
    public void has_a_reason_for_each_that_is_left_out()
    {
        Assert.Equal("CopyInTarget:why-not.goal-share RestoreCluster:why-not.goal-share", Omitted(Sample.With(Goal.Share)));
        Assert.Equal("RestoreCluster:why-not.goal-copy", Omitted(Sample.With(Goal.Copy)));
        Assert.Equal("", Omitted(Sample.Facts));
        Assert.Equal(
            "CopyForSharing:why-not.copy-for-sharing DeleteSharingSnapshot:why-not.delete-sharing-snapshot",
            Omitted(Sample.Facts with { Source = Sample.Shareable })
        );
        // The snapshot that was taken is deleted, though it is the one that is shared.
        Assert.Equal("CopyForSharing:why-not.copy-for-sharing", Omitted(Taken(Goal.Cluster, Sample.SharingKeyArn)));

        static string Omitted(Facts facts) => string.Join(' ', Sample.Plan(facts).Omitted.Select(step => $"{step.Name}:{step.Reason.Key}"));
    }

    [Fact]
    public void lasts_as_long_as_the_terms_say_or_else_the_route()
    {
        var (window, life) = (TimeSpan.FromMinutes(11), TimeSpan.FromHours(11));
        var own = Sample.Plan(Sample.Facts with { Terms = Rig.Terms with { Window = window, Life = life } });
        Assert.Equal((window, life), (own.Window, own.Life!.Value));
        var plan = Sample.Plan(Sample.Facts);
        Assert.Equal((Sample.Route.ShareWindow, Sample.Route.ClusterLife, Sample.Now), (plan.Window, plan.Life!.Value, plan.MadeAt));
    }

    [Fact]
    public void has_the_name_of_the_cluster_that_was_asked_for_in_AWS_own_letters()
    {
        Assert.Equal("dev-mine", Sample.Plan(Sample.Facts with { Terms = Rig.Terms with { TargetCluster = "DEV-Mine" } }).TargetCluster);
        Assert.Equal(
            Sample.Plan(Sample.Facts).TargetCluster,
            Sample.Plan(Sample.Facts with { Terms = Rig.Terms with { TargetCluster = "" } }).TargetCluster
        );
        Assert.Equal(
            "db.r6g.xlarge",
            Sample.Plan(Sample.Facts with { Terms = Rig.Terms with { InstanceClass = "db.r6g.xlarge" } }).Restore!.InstanceClass
        );
        Assert.Equal(
            "db.r6g.large",
            Sample.Plan(Sample.Facts with { Terms = Rig.Terms with { InstanceClass = "" } }).Restore!.InstanceClass
        );
    }
}
