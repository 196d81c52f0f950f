using SnapshotShare.Core.Requests;

namespace SnapshotShare.Web.Components.Requests;

public static class RequestTitle
{
    /// <summary>What comes out of it, by the name people look for.</summary>
    public static string Of(Request request) => request.Plan.TargetCluster ?? request.Plan.TargetSnapshot ?? request.Plan.SharingSnapshot;
}
