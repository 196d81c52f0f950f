namespace SnapshotShare.Core.Identity;

/// <summary>Everything a person can do here. What is not listed in <see cref="RolePermissions"/> nobody can do.</summary>
public enum Permission
{
    Read,
    Request,
    CancelOwn,
    CancelAny,
    ExtendOwn,
    ExtendAny,
    Approve,
    Reject,
    UnshareOwn,
    UnshareAny,
    RetryOwn,
    RetryAny,
    DriftUnshare,
    DriftPropose,
    DriftApprove,
    RemoveStray,
    ReadConnection,
    Freeze,
    LiftFreeze,
    VerifyLedger,
    GiveUpHeads,
    Export,
    TakeEvidence,
    CheckRoute,
    ReadJobs,
}
