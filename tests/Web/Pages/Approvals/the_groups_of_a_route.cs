using Bunit;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Topology;
using SnapshotShare.Web.Pages.Approvals;
using SnapshotShare.Web.Pages.Overview;
using SnapshotShare.Web.Shared.Layout;

namespace SnapshotShare.Web.Tests.Pages.Approvals;

public sealed class the_groups_of_a_route() : PageContext(Rules)
{
    private const string Custodians = "7d1f0f5c-0000-4000-8000-000000000001";
    private static readonly ApprovalRules Rules = new() { Groups = [Custodians] };

    [Fact]
    public async Task an_approver_of_another_group_is_not_waited_for_and_is_told_beforehand_why_a_yes_would_not_count()
    {
        await StoreAsync(Waiting());
        SignIn(Samples.Dba);

        Assert.Empty(Render<OverviewPage>().FindAll(".attention a"));
        Assert.Empty(Render<WaitingCount>().Markup.Trim());
        var page = Render<ApprovalsPage>();
        Assert.True(page.Find(".decide .actions .button.primary").HasAttribute("disabled"));
        Assert.Contains(Custodians, page.Find("#approve-not").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task one_of_the_group_is_waited_for()
    {
        await StoreAsync(Waiting());
        SignIn(Samples.Dba with { Groups = [Custodians] });

        Assert.Single(Render<OverviewPage>().FindAll(".attention a"));
        Assert.Equal("1", Render<WaitingCount>().Find(".count").FirstChild!.TextContent);
        var page = Render<ApprovalsPage>();
        Assert.Empty(page.FindAll("#approve-not"));
        Assert.False(page.Find(".decide .actions .button.primary").HasAttribute("disabled"));
    }

    /// <summary>Nobody is a member for want of a list, and nobody wonders why.</summary>
    [Fact]
    public async Task whose_groups_were_left_out_of_the_sign_in_is_told_so_and_how_it_is_cured()
    {
        await StoreAsync(Waiting());
        SignIn(Samples.Dba);
        Assert.Empty(Render<Banners>().FindAll(".banner.warning"));

        SignIn(Samples.Dba with { GroupsLeftOut = true });

        Assert.Contains(
            "groups assigned to the application",
            Render<Banners>().Find(".banner.warning").TextContent,
            StringComparison.Ordinal
        );
        Assert.Contains("more than a token holds", Render<ApprovalsPage>().Find("#approve-not").TextContent, StringComparison.Ordinal);
    }

    private static Request Waiting() =>
        Samples.Request(plan: Samples.Plan() with { ApprovalRules = RulesVersion.Of(Samples.Topology(Rules).Routes["prod-to-dev"]) });
}
