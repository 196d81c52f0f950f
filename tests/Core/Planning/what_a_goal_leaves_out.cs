using SnapshotShare.Core.Planning;
using SnapshotShare.Core.Plans;

namespace SnapshotShare.Core.Tests.Planning;

public sealed class what_a_goal_leaves_out
{
    /// <summary>A plan names what the trip makes and nothing beyond: what is not made has no name, no settings and no life.</summary>
    [Theory]
    [InlineData(Goal.Share, false, false)]
    [InlineData(Goal.Copy, true, false)]
    [InlineData(Goal.Cluster, true, true)]
    public void has_no_name_in_the_plan(Goal goal, bool copies, bool restores)
    {
        var plan = Sample.Plan(Sample.With(goal));
        Assert.Equal(
            (copies, restores, restores, restores, copies),
            (
                plan.TargetSnapshot is not null,
                plan.TargetCluster is not null,
                plan.WriterInstance is not null,
                plan.Restore is not null,
                plan.Life is not null
            )
        );
    }

    /// <summary>That a role may use one key says nothing of another.</summary>
    [Fact]
    public void proves_nothing_of_a_key_that_nobody_was_asked_about()
    {
        var own = Sample.Facts.TargetKey! with { Manager = "CUSTOMER" };
        var facts = Sample.Facts with
        {
            TargetKey = own,
            KeyRights =
            [
                .. new[] { "prod", "dev" }.Select(account => new KeyRight(account, Sample.SharingKeyArn, "kms:CreateGrant", Refusal: null)),
            ],
        };
        var parts = RoutePart.Of(facts, Sample.Plan(facts)).ToDictionary(part => part.Name, part => part.Health);
        Assert.Equal(
            (PartHealth.Fit, PartHealth.Unknown, PartHealth.Unknown),
            (parts[RoutePartName.SourceRole], parts[RoutePartName.TargetRole], parts[RoutePartName.TargetKey])
        );
    }
}
