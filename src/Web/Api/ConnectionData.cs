using SnapshotShare.Core.People;
using SnapshotShare.Core.Pipeline;

namespace SnapshotShare.Web.Api;

/// <summary>How a dev cluster is reached. A requester sees that of their own requests only.</summary>
public static class ConnectionData
{
    public static bool MayBeSeenBy(Actor actor, string requesterId) =>
        requesterId == actor.Id || actor.Is(Role.Approver) || actor.Is(Role.Auditor) || actor.Is(Role.Admin);

    public static bool IsLearntBy(StepName step) => step is StepName.RestoreCluster or StepName.CreateWriter or StepName.ReplacePassword;
}
