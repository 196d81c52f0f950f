using SnapshotShare.Core.Pipeline;
using SnapshotShare.Core.Planning;
using SnapshotShare.Core.Requests;

namespace SnapshotShare.Core.Exposing;

public enum PlaceKind
{
    /// <summary>The snapshot that could be shared, in the source account.</summary>
    SharingSnapshot,

    /// <summary>The target account may read it.</summary>
    Share,

    /// <summary>The target account's own copy.</summary>
    TargetCopy,
    Cluster,
}

/// <summary>One place where a request's data is or was.</summary>
/// <param name="From">From when it may have been there; the moment it was asked for where the end is not known.</param>
/// <param name="Until">When it was seen to be gone; null while it is there.</param>
public sealed record Place(PlaceKind Kind, string Account, string Identifier, DateTime From, DateTime? Until)
{
    public bool IsThereAt(DateTime moment) => From <= moment && (Until is not { } until || moment < until);
}

/// <summary>Where the data of a request went, and what of it is still there. Pure.</summary>
public static class Whereabouts
{
    /// <summary>In the order the data travels. Always on the side of caution: from when it could have been there, until it was seen gone.</summary>
    public static IReadOnlyList<Place> Of(Request request, Share? share)
    {
        var (plan, places) = (request.Plan, new List<Place>());
        if (plan.MakesSharingSnapshot)
            Add(PlaceKind.SharingSnapshot, plan.From, plan.SharingSnapshot, StepName.CopyForSharing, StepName.DeleteSharingSnapshot);
        if (share is not null)
            places.Add(new Place(PlaceKind.Share, plan.To.Account, share.SnapshotArn, share.IntendedAt, share.ClosedAt));
        Add(PlaceKind.TargetCopy, plan.To, plan.TargetSnapshot, StepName.CopyInTarget, StepName.DeleteTargetSnapshot);
        Add(PlaceKind.Cluster, plan.To, plan.TargetCluster, StepName.RestoreCluster, StepName.DeleteCluster);
        return places;

        void Add(PlaceKind kind, PlanSide side, string? name, StepName made, StepName removed)
        {
            if (name is null || request.FindStep(made) is not { Attempt.IntendedAt: var from } step)
                return;
            // Refused for good, nothing came to be.
            if (step is { Status: not StepStatus.Done, Attempt.Answer.Accepted: false, LateUntil: null })
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
