using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Text;

namespace SnapshotShare.Core.Identity;

/// <summary>The table of permissions and roles; the only place that says who may do what.</summary>
public static class RolePermissions
{
    private static readonly Dictionary<Permission, Role[]> Table = new()
    {
        [Permission.Read] = [Role.Requester, Role.Approver, Role.Auditor, Role.Admin],
        [Permission.Request] = [Role.Requester, Role.Approver, Role.Admin],
        [Permission.CancelOwn] = [Role.Requester, Role.Approver, Role.Admin],
        [Permission.CancelAny] = [Role.Approver, Role.Admin],
        [Permission.ExtendOwn] = [Role.Requester, Role.Approver, Role.Admin],
        [Permission.ExtendAny] = [Role.Admin],
        [Permission.Approve] = [Role.Approver, Role.Admin],
        [Permission.Reject] = [Role.Approver, Role.Admin],
        [Permission.UnshareOwn] = [Role.Requester, Role.Approver, Role.Admin],
        [Permission.UnshareAny] = [Role.Approver, Role.Admin],
        [Permission.RetryOwn] = [Role.Requester, Role.Approver, Role.Admin],
        [Permission.RetryAny] = [Role.Approver, Role.Admin],
        [Permission.DriftUnshare] = [Role.Approver, Role.Admin],
        [Permission.DriftPropose] = [Role.Approver, Role.Admin],
        [Permission.DriftApprove] = [Role.Approver, Role.Admin],
        [Permission.RemoveStray] = [Role.Approver, Role.Admin],
        // Of own requests only; the command sees to that.
        [Permission.ReadConnection] = [Role.Requester, Role.Approver, Role.Admin],
        [Permission.Freeze] = [Role.Approver, Role.Admin],
        // Not one's own; the command sees to that.
        [Permission.LiftFreeze] = [Role.Admin],
        [Permission.VerifyLedger] = [Role.Auditor, Role.Admin],
        [Permission.GiveUpHeads] = [Role.Admin],
        [Permission.Export] = [Role.Auditor, Role.Admin],
        // An approver of own decisions only; the command sees to that.
        [Permission.TakeEvidence] = [Role.Approver, Role.Auditor, Role.Admin],
        [Permission.CheckRoute] = [Role.Approver, Role.Admin],
        [Permission.ReadJobs] = [Role.Admin],
    };

    /// <summary>The second pair of eyes is a person's: an application may belong to the one who asked.</summary>
    public static readonly IReadOnlySet<Permission> OfPeople = new HashSet<Permission>
    {
        Permission.Approve,
        Permission.DriftApprove,
        Permission.RemoveStray,
        Permission.LiftFreeze,
        Permission.GiveUpHeads,
    };

    public static bool Allows(this Actor actor, Permission permission) =>
        Table[permission].Any(actor.Is) && !(actor.IsApplication && OfPeople.Contains(permission));

    /// <summary>The refusal of an actor whose roles do not allow it; null when one does.</summary>
    public static Refusal? Refuses(Actor actor, Permission permission) =>
        actor.Allows(permission) ? null
        : actor.IsApplication && OfPeople.Contains(permission) ? new Refusal(RefusalKind.Forbidden, Message.Of("people-only"))
        : new Refusal(
            RefusalKind.Forbidden,
            Message.Of("not-your-role", ("verb", permission.ToString()), ("roles", string.Join(", ", Table[permission])))
        );

    public static IReadOnlyDictionary<Permission, Role[]> All => Table;
}
