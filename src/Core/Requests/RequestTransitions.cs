namespace SnapshotShare.Core.Requests;

/// <summary>The table of the ways a request's status may go; <see cref="Request.MoveTo"/> takes no other.</summary>
public static class RequestTransitions
{
    public static IReadOnlyList<(RequestStatus From, RequestStatus To)> Allowed { get; } =
    [
        (RequestStatus.WaitingForApproval, RequestStatus.Approved),
        (RequestStatus.WaitingForApproval, RequestStatus.Rejected),
        (RequestStatus.WaitingForApproval, RequestStatus.Unanswered),
        (RequestStatus.WaitingForApproval, RequestStatus.Closing),
        (RequestStatus.Approved, RequestStatus.Running),
        (RequestStatus.Approved, RequestStatus.WaitingForApproval),
        (RequestStatus.Approved, RequestStatus.Closing),
        (RequestStatus.Running, RequestStatus.Blocked),
        (RequestStatus.Running, RequestStatus.Ready),
        (RequestStatus.Running, RequestStatus.Ended),
        (RequestStatus.Running, RequestStatus.Closing),
        (RequestStatus.Blocked, RequestStatus.Running),
        (RequestStatus.Blocked, RequestStatus.Ready),
        (RequestStatus.Blocked, RequestStatus.Ended),
        (RequestStatus.Blocked, RequestStatus.Closing),
        (RequestStatus.Ready, RequestStatus.Closing),
        (RequestStatus.Closing, RequestStatus.Cancelled),
        (RequestStatus.Closing, RequestStatus.Failed),
        (RequestStatus.Closing, RequestStatus.Ended),
    ];

    /// <exception cref="InvalidOperationException">The table does not know the way: a mistake of the product, so nothing is written.</exception>
    public static void Check(RequestStatus from, RequestStatus to)
    {
        if (from != to && !Allowed.Contains((from, to)))
            throw new InvalidOperationException($"A request does not go from {from} to {to}.");
    }
}
