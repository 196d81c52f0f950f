using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Approvals;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Web.Shared.Requests;

/// <summary>The requests that wait for one person.</summary>
public static class WaitingFor
{
    /// <summary>
    /// The IDs of the requests that wait for this person's word: not their own, not those of a route that asks other groups, and not those
    /// whose present plan they have agreed to already and which wait for somebody else.
    /// </summary>
    public static async Task<IReadOnlySet<string>> DecisionsAsync(Db db, Actor actor, AwsTopology topology)
    {
        var open = await db.Requests.AsNoTracking().Where(request => request.Status == RequestStatus.WaitingForApproval).ToListAsync();
        var ids = open.Select(request => request.Id).ToList();
        var decisions = await db.Decisions.AsNoTracking().Where(decision => ids.Contains(decision.RequestId)).ToListAsync();
        return open.Where(request =>
                ApprovalPolicy.WaitsFor(actor, request, topology.Routes.GetValueOrDefault(request.Plan.Route), decisions)
            )
            .Select(request => request.Id)
            .ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>True when it is this person's own and cannot go on without help, or its cluster is about to be deleted.</summary>
    public static bool Help(RequestCardModel request, Actor actor) =>
        request.RequesterId == actor.Id && (request.NeedsHelp || request.IsAboutToExpire);
}
