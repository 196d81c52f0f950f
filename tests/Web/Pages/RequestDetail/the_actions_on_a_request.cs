using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Requests;
using SnapshotShare.Web.Pages.RequestDetail;

namespace SnapshotShare.Web.Tests.Pages.RequestDetail;

public sealed class the_actions_on_a_request
{
    [Fact]
    public void what_makes_no_sense_in_a_status_is_not_offered()
    {
        Assert.Equal([RequestAction.PlanAgain, RequestAction.Cancel], Offered(RequestStatus.WaitingForApproval));
        Assert.Equal([RequestAction.Retry, RequestAction.Cancel], Offered(RequestStatus.Blocked));
        Assert.Equal([RequestAction.Extend, RequestAction.GiveBack], Offered(RequestStatus.Ready));
        Assert.Empty(Offered(RequestStatus.Closing));
        Assert.Empty(Offered(RequestStatus.Ended));
    }

    [Fact]
    public void an_open_share_can_be_ended_whatever_the_status()
    {
        var request = Samples.Request(RequestStatus.Closing);

        Assert.Equal(
            [RequestAction.Unshare],
            RequestActions.For(Samples.Developer, request, Samples.Share(Samples.Noon)).Select(offered => offered.Action)
        );
    }

    [Fact]
    public void what_is_somebody_else_s_names_whose_it_is()
    {
        var others = RequestActions.For(Samples.Auditor, Samples.Request(RequestStatus.Running), share: null);

        Assert.Equal([Role.Approver, Role.Admin], Assert.Single(others).OnlyFor);
        Assert.Null(Assert.Single(RequestActions.For(Samples.Dba, Samples.Request(RequestStatus.Running), share: null)).OnlyFor);
    }

    private static IEnumerable<RequestAction> Offered(RequestStatus status)
    {
        var request = Samples.Request(status);
        request.ExpiresAt = Samples.Noon.AddDays(7);
        return RequestActions.For(Samples.Developer, request, share: null).Select(offered => offered.Action);
    }
}
