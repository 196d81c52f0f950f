namespace SnapshotShare.Core.Requests;

/// <summary>Where a request stands. <see cref="RequestStatuses.IsFinal"/> says which of these are its end.</summary>
public enum RequestStatus
{
    /// <summary>Shown to an approver; nothing in AWS has been changed.</summary>
    WaitingForApproval,

    /// <summary>Approved; the plan is made once more before the first change.</summary>
    Approved,

    /// <summary>The pipeline advances.</summary>
    Running,

    /// <summary>A person must help; the finding says how. The pipeline keeps looking and goes on by itself when it is cured.</summary>
    Blocked,

    /// <summary>The goal is reached and nothing is shared any more. A cluster stays until its life ends.</summary>
    Ready,

    /// <summary>On a way out: unshare first, then what we made is deleted.</summary>
    Closing,

    Rejected,

    /// <summary>Nobody answered in the time the route gives an approver.</summary>
    Unanswered,
    Cancelled,
    Failed,

    /// <summary>The dev cluster reached the end of its life, or was given back, and everything we made is gone.</summary>
    Ended,
}

public static class RequestStatuses
{
    public static bool IsFinal(this RequestStatus status) =>
        status
            is RequestStatus.Rejected
                or RequestStatus.Unanswered
                or RequestStatus.Cancelled
                or RequestStatus.Failed
                or RequestStatus.Ended;

    /// <summary>True when the pipeline has something to do.</summary>
    public static bool IsMoving(this RequestStatus status) =>
        status is RequestStatus.Approved or RequestStatus.Running or RequestStatus.Blocked or RequestStatus.Closing;
}
