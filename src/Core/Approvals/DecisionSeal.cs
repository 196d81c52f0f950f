using System.Globalization;
using System.Text;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Requests;

namespace SnapshotShare.Core.Approvals;

/// <summary>
/// The bytes of a decision that are signed with the ledger's key when it is made, UTF-8, one member a line. Whoever can write the database alone
/// can write a decision's row and its entry, and not this.
/// </summary>
/// <param name="RequesterId">Who asked: a requester who is made another afterwards would approve their own request.</param>
/// <param name="At">The entry's own time.</param>
public sealed record DecisionSeal(
    string RequestId,
    string RequesterId,
    int PlanVersion,
    string Digest,
    Verdict Verdict,
    string ActorId,
    string ActorRole,
    DateTime At
)
{
    /// <summary>The first line keeps it apart from anything else this key could ever sign.</summary>
    public byte[] Content() =>
        Encoding.UTF8.GetBytes(
            string.Create(
                CultureInfo.InvariantCulture,
                $"snapshotshare-decision-v1\n{RequestId}\n{RequesterId}\n{PlanVersion}\n{Digest}\n{(Verdict == Verdict.Approved ? "approved" : "rejected")}\n{ActorId}\n{ActorRole}\n{HashChain.Timestamp(At)}\n"
            )
        );

    public static DecisionSeal Of(Request request, Verdict verdict, Actor actor, DateTime at) =>
        new(request.Id, request.RequesterId, request.PlanVersion, request.Plan.Digest, verdict, actor.Id, actor.RoleText, at);
}
