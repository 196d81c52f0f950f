using SnapshotShare.Core.People;
using SnapshotShare.Core.Pipeline;
using SnapshotShare.Core.Requests;

namespace SnapshotShare.Web.Components.Requests;

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
/// What a page offers for a request, from the same table the verbs check. An action that makes no sense in the request's status is
/// not offered at all; one that is somebody else's is shown with the reason.
/// </summary>
public static class RequestActions
{
    public static IReadOnlyList<OfferedAction> For(Actor actor, Request request, Share? share)
    {
        var own = request.RequesterId == actor.Id;
        var offered = new List<OfferedAction>();
        if (share is { IsOpen: true })
            Offer(RequestAction.Unshare, own ? Verb.UnshareOwn : Verb.UnshareAny);
        if (request.NeedsHelp)
            Offer(RequestAction.Retry, own ? Verb.RetryOwn : Verb.RetryAny);
        if (request.Status is RequestStatus.WaitingForApproval)
            Offer(RequestAction.PlanAgain, own ? Verb.RetryOwn : Verb.RetryAny);
        if (request.Status is RequestStatus.Ready && request.ExpiresAt is not null)
            Offer(RequestAction.Extend, own ? Verb.ExtendOwn : Verb.ExtendAny);
        if (request.Status is RequestStatus.Ready)
            Offer(RequestAction.GiveBack, own ? Verb.CancelOwn : Verb.CancelAny);
        else if (!request.Status.IsFinal() && request.Status is not RequestStatus.Closing)
            Offer(RequestAction.Cancel, own ? Verb.CancelOwn : Verb.CancelAny);
        return offered;

        void Offer(RequestAction action, Verb verb) => offered.Add(new(action, actor.Allows(verb) ? null : Permissions.All[verb]));
    }
}
