using SnapshotShare.Core.Requests;
using SnapshotShare.Web.Components.Requests;

namespace SnapshotShare.Web.Tests.Components.Requests;

public sealed class AskFormTests
{
    [Fact]
    public void the_route_s_defaults_stand_in_the_form()
    {
        var form = new AskForm { Cluster = "prod-altplus-cluster" };

        form.TakeDefaults(Samples.Estate().Routes["prod-to-dev"]);

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
        form.TakeDefaults(Samples.Estate().Routes["prod-to-dev"]);

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
            ),
            form.Terms()
        );
    }
}
