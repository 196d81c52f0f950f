using SnapshotShare.Core.Plans;
using SnapshotShare.Web.Pages.NewRequest;

namespace SnapshotShare.Web.Tests.Pages.NewRequest;

public sealed class the_ask_form
{
    [Fact]
    public void the_route_s_defaults_stand_in_the_form()
    {
        var form = new AskForm { Cluster = "prod-altplus-cluster" };

        form.TakeDefaults(Samples.Topology().Routes["prod-to-dev"]);

        Assert.Equal(
            new RequestTerms(
                "prod-to-dev",
                Goal.Cluster,
                SourceChoice.Newest("prod-altplus-cluster"),
                TargetCluster: null,
                TimeSpan.FromHours(24),
                TimeSpan.FromDays(7),
                "db.r6g.large"
            ),
            form.Terms()
        );
    }

    [Fact]
    public void asking_again_takes_over_everything_but_the_name_that_is_taken()
    {
        var form = new AskForm();
        form.TakeDefaults(Samples.Topology().Routes["prod-to-dev"]);

        form.TakeOver(
            new RequestTerms(
                "prod-to-dev",
                Goal.Cluster,
                SourceChoice.Named("before-release"),
                "dev-orders",
                TimeSpan.FromHours(2),
                Life: null,
                "db.r6g.xlarge",
                "the bug"
            )
            {
                EngineVersion = "8.0.mysql_aurora.3.08.0",
            }
        );

        Assert.Equal(
            new RequestTerms(
                "prod-to-dev",
                Goal.Cluster,
                SourceChoice.Named("before-release"),
                TargetCluster: null,
                TimeSpan.FromHours(2),
                TimeSpan.FromDays(7),
                "db.r6g.xlarge",
                "the bug"
            )
            {
                EngineVersion = "8.0.mysql_aurora.3.08.0",
            },
            form.Terms()
        );
    }

    [Fact]
    public void a_snapshot_taken_now_is_asked_for_and_asked_for_again()
    {
        var form = new AskForm { Source = SourceKind.TakenNow, Cluster = "prod-altplus-cluster" };
        form.TakeDefaults(Samples.Topology().Routes["prod-to-dev"]);
        var again = new AskForm();

        again.TakeOver(form.Terms());

        Assert.Equal(SourceChoice.TakenNow("prod-altplus-cluster"), again.Terms().Source);
    }

    [Theory]
    [InlineData(Goal.Copy, 7)]
    [InlineData(Goal.Share, null)]
    public void what_only_a_cluster_has_is_not_asked_for_when_there_will_be_none_and_a_life_where_something_stays(Goal goal, int? days)
    {
        var form = new AskForm
        {
            Goal = goal,
            Cluster = "prod-altplus-cluster",
            TargetCluster = "typed-before-the-goal-changed",
            EngineVersion = "15.4",
        };
        form.TakeDefaults(Samples.Topology().Routes["prod-to-dev"]);

        var terms = form.Terms();

        TimeSpan? life = days is { } some ? TimeSpan.FromDays(some) : null;
        Assert.Equal(
            (goal, null, life, null, null),
            (terms.Goal, terms.TargetCluster, terms.Life, terms.InstanceClass, terms.EngineVersion)
        );
    }
}
