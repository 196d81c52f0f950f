using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Web.Text;

namespace SnapshotShare.Web.Shared.Requests;

/// <summary>The meaning of a request's status for whoever waits for it.</summary>
public static class StatusText
{
    public static string Now(RequestStatus status, Goal goal, Localizer w) =>
        status is RequestStatus.Ready && goal is Goal.Copy ? w["request.now.ready-copy"] : w[$"request.now.{status}"];
}
