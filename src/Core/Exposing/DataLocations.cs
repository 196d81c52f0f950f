using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Topology;
using SnapshotShare.Core.Workflows.Steps;

namespace SnapshotShare.Core.Exposing;

/// <summary>Where the data of a request went, and what of it is still there. Pure.</summary>
public static class DataLocations
{
    /// <summary>In the order the data travels. Always on the side of caution: from when it could have been there, until it was seen gone.</summary>
    public static IReadOnlyList<Place> Of(Request request, Share? share)
    {
        var (plan, places) = (request.Plan, new List<Place>());
        if (plan.MakesSharingSnapshot)
            Add(DataLocationKind.SharingSnapshot, plan.From, plan.SharingSnapshot, StepName.CopyForSharing, StepName.DeleteSharingSnapshot);
        if (share is not null)
            places.Add(new Place(DataLocationKind.Share, plan.To.Account, share.SnapshotArn, share.IntendedAt, share.ClosedAt));
        Add(DataLocationKind.TargetCopy, plan.To, plan.TargetSnapshot, StepName.CopyInTarget, StepName.DeleteTargetSnapshot);
        Add(DataLocationKind.Cluster, plan.To, plan.TargetCluster, StepName.RestoreCluster, StepName.DeleteCluster);
        return places;

        void Add(DataLocationKind kind, PlanSide side, string? name, StepName made, StepName removed)
        {
            if (name is null || request.FindStep(made) is not { Attempt.IntendedAt: var from } step)
                return;
            // Refused for good, nothing came to be.
            if (step is { Status: not StepStatus.Done, Attempt.Response.Accepted: false, LateUntil: null })
                return;
            places.Add(
                new Place(
                    kind,
                    side.Account,
                    name,
                    from,
                    request.FindStep(removed) is { Status: StepStatus.Done } gone ? gone.EndedAt : null
                )
            );
        }
    }
}
