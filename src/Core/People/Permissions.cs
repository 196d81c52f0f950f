namespace SnapshotShare.Core.People;

/// <summary>Everything a person can do here. What is not listed in <see cref="Permissions"/> nobody can do.</summary>
public enum Verb
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
    ReadConnection,
    Freeze,
    LiftFreeze,
    VerifyLedger,
    Export,
    TakeEvidence,
    CheckRoute,
    ReadJobs,
}

/// <summary>The table of verbs and roles; the only place that says who may do what.</summary>
public static class Permissions
{
    private static readonly Dictionary<Verb, Role[]> Table = new()
    {
        [Verb.Read] = [Role.Requester, Role.Approver, Role.Auditor, Role.Admin],
        [Verb.Request] = [Role.Requester, Role.Approver, Role.Admin],
        [Verb.CancelOwn] = [Role.Requester, Role.Approver, Role.Admin],
        [Verb.CancelAny] = [Role.Approver, Role.Admin],
        [Verb.ExtendOwn] = [Role.Requester, Role.Approver, Role.Admin],
        [Verb.ExtendAny] = [Role.Admin],
        [Verb.Approve] = [Role.Approver, Role.Admin],
        [Verb.Reject] = [Role.Approver, Role.Admin],
        [Verb.UnshareOwn] = [Role.Requester, Role.Approver, Role.Admin],
        [Verb.UnshareAny] = [Role.Approver, Role.Admin],
        [Verb.RetryOwn] = [Role.Requester, Role.Approver, Role.Admin],
        [Verb.RetryAny] = [Role.Approver, Role.Admin],
        [Verb.DriftUnshare] = [Role.Approver, Role.Admin],
        [Verb.DriftPropose] = [Role.Approver, Role.Admin],
        [Verb.DriftApprove] = [Role.Approver, Role.Admin],
        // Of own requests only; the verb sees to that.
        [Verb.ReadConnection] = [Role.Requester, Role.Approver, Role.Admin],
        [Verb.Freeze] = [Role.Approver, Role.Admin],
        // Not one's own; the verb sees to that.
        [Verb.LiftFreeze] = [Role.Admin],
        [Verb.VerifyLedger] = [Role.Auditor, Role.Admin],
        [Verb.Export] = [Role.Auditor, Role.Admin],
        // An approver of own decisions only; the verb sees to that.
        [Verb.TakeEvidence] = [Role.Approver, Role.Auditor, Role.Admin],
        [Verb.CheckRoute] = [Role.Approver, Role.Admin],
        [Verb.ReadJobs] = [Role.Admin],
    };

    public static bool Allows(this Actor actor, Verb verb) => Table[verb].Any(actor.Is);

    public static IReadOnlyDictionary<Verb, Role[]> All => Table;
}
