using SnapshotShare.Core.Requests;
using SnapshotShare.Web.Components.Wording;

namespace SnapshotShare.Web.Components.Requests;

/// <summary>What a request's status means for whoever waits for it.</summary>
public static class StatusTelling
{
    public static string Now(RequestStatus status, Goal goal, Words w) =>
        status is RequestStatus.Ready && goal is Goal.Copy ? w["request.now.ready-copy"] : w[$"request.now.{status}"];
}
