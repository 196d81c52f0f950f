using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Accounts;
using SnapshotShare.Core.Data;
using SnapshotShare.Core.People;
using SnapshotShare.Core.Requests;

namespace SnapshotShare.Web.Components.Requests;

/// <summary>What waits for one person.</summary>
public static class WaitingFor
{
    /// <summary>
    /// The IDs of the requests that wait for this person's word: not their own, not those of a route that asks other groups, and not those
    /// whose present plan they have agreed to already and which wait for somebody else.
    /// </summary>
    public static async Task<IReadOnlySet<string>> DecisionsAsync(SnapshotShareDb db, Actor actor, Estate estate)
    {
        if (!actor.Allows(Verb.Approve))
            return new HashSet<string>();
        var open = await db
            .Requests.Where(request =>
                request.Status == RequestStatus.WaitingForApproval
                && request.RequesterId != actor.Id
                && !db.Decisions.Any(decision =>
                    decision.RequestId == request.Id
                    && decision.PlanVersion == request.PlanVersion
                    && decision.ActorId == actor.Id
                    && decision.Verdict == Verdict.Approved
                )
            )
            .Select(request => new { request.Id, request.Terms })
            .ToListAsync();
        return open.Where(request =>
                estate.Routes.GetValueOrDefault(request.Terms.Route)?.Approval.RefusesApprover(actor, request.Terms.Route) is null
            )
            .Select(request => request.Id)
            .ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Whether it is this person's own and cannot go on without help, or its cluster is about to be deleted.</summary>
    public static bool Help(RequestGlance request, Actor actor) =>
        request.RequesterId == actor.Id && (request.NeedsHelp || request.IsAboutToExpire);
}
