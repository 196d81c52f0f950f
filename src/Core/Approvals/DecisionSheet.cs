using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Shares.Drift;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Approvals;

/// <summary>Everything an approver must know besides the plan itself, as it is at this moment.</summary>
/// <param name="Request">The request itself, with the plan, its findings and its digest.</param>
/// <param name="Route">The route with its rules as they are now; null when it is gone from the configuration.</param>
/// <param name="SaidYes">Who has said yes to this very version.</param>
/// <param name="OpenShares">Other shares of ours that the target account can read now.</param>
/// <param name="OpenDrift">Shares with the target account, or with everybody, that the ledger does not account for.</param>
/// <param name="Held">The requester's other requests that are not over.</param>
/// <param name="IsFrozen">Nothing may be shared now.</param>
public sealed record DecisionSheet(
    Request Request,
    Route? Route,
    IReadOnlyList<Decision> SaidYes,
    IReadOnlyList<Share> OpenShares,
    IReadOnlyList<DriftFinding> OpenDrift,
    IReadOnlyList<Request> Held,
    bool IsFrozen
)
{
    /// <summary>The number of people who must still say yes.</summary>
    public int YesesLeft => ApprovalPolicy.YesesLeft(Request, Route, SaidYes);

    /// <summary>The refusal that this approver's yes would meet now, in the command's own words; null when it would be taken.</summary>
    /// <param name="shortens">The yes makes the plan shorter: who has said yes to the present one may say it to that.</param>
    public Refusal? Refuses(Actor actor, bool shortens = false) => ApprovalPolicy.Check(actor, Request, Route, SaidYes, IsFrozen, shortens);
}
