using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Data;
using SnapshotShare.Core.People;
using SnapshotShare.Core.Requests;

namespace SnapshotShare.Web.Components.Requests;

/// <summary>What waits for one person.</summary>
public static class WaitingFor
{
    /// <summary>
    /// Requests this person may still say yes or no to: not their own, and not those whose present plan they have agreed to already and
    /// which wait for somebody else's word.
    /// </summary>
    public static IQueryable<Request> Decisions(SnapshotShareDb db, Actor actor) =>
        actor.Allows(Verb.Approve)
            ? db.Requests.Where(request =>
                request.Status == RequestStatus.WaitingForApproval
                && request.RequesterId != actor.Id
                && !db.Decisions.Any(decision =>
                    decision.RequestId == request.Id
                    && decision.PlanVersion == request.PlanVersion
                    && decision.ActorId == actor.Id
                    && decision.Verdict == Verdict.Approved
                )
            )
            : db.Requests.Where(_ => false);

    /// <summary>This person's own that cannot go on without help, or whose cluster is about to be deleted.</summary>
    public static IQueryable<Request> Help(SnapshotShareDb db, Actor actor) =>
        db.Requests.Where(request =>
            request.RequesterId == actor.Id
            && (
                request.Status == RequestStatus.Blocked
                || (request.Status == RequestStatus.Ready && request.WarnedAt != null && request.ExpiresAt != null)
            )
        );
}
