using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Shares;

namespace SnapshotShare.Web.Pages.RequestDetail;

public enum RequestAction
{
    Unshare,
    Retry,
    PlanAgain,
    Extend,
    Cancel,
    GiveBack,
}

/// <param name="OnlyFor">Whose it is, besides the requester's, when it is not this person's; null when it can be pressed.</param>
public sealed record OfferedAction(RequestAction Action, IReadOnlyList<Role>? OnlyFor);

/// <summary>
/// The offers of a page for a request, from the same table the commands check. An action that makes no sense in the request's status is
/// not offered at all; one that is somebody else's is shown with the reason.
/// </summary>
public static class RequestActions
{
    public static IReadOnlyList<OfferedAction> For(Actor actor, Request request, Share? share)
    {
        var own = request.RequesterId == actor.Id;
        var offered = new List<OfferedAction>();
        if (share is { IsOpen: true })
            Offer(RequestAction.Unshare, own ? Permission.UnshareOwn : Permission.UnshareAny);
        if (request.NeedsHelp)
            Offer(RequestAction.Retry, own ? Permission.RetryOwn : Permission.RetryAny);
        if (request.Status is RequestStatus.WaitingForApproval)
            Offer(RequestAction.PlanAgain, own ? Permission.RetryOwn : Permission.RetryAny);
        if (request.Status is RequestStatus.Ready && request.ExpiresAt is not null)
            Offer(RequestAction.Extend, own ? Permission.ExtendOwn : Permission.ExtendAny);
        if (request.Status is RequestStatus.Ready)
            Offer(RequestAction.GiveBack, own ? Permission.CancelOwn : Permission.CancelAny);
        else if (!request.Status.IsFinal() && request.Status is not RequestStatus.Closing)
            Offer(RequestAction.Cancel, own ? Permission.CancelOwn : Permission.CancelAny);
        return offered;

        void Offer(RequestAction action, Permission verb) =>
            offered.Add(new(action, actor.Allows(verb) ? null : RolePermissions.All[verb]));
    }
}
