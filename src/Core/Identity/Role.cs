namespace SnapshotShare.Core.Identity;

public enum Role
{
    Requester,
    Approver,
    Auditor,
    Admin,
}
