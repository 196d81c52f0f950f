using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Approvals;

/// <summary>
/// Nothing runs on the word of a row: before each change on the way forward, decisions for exactly this plan must stand in the ledger, signed when
/// they were made, by enough people other than the requester who may approve still.
/// </summary>
public sealed class StandingApprovals(LedgerKey key, AwsTopology topology)
{
    /// <summary>Signs a decision that is being made in this transaction.</summary>
    /// <exception cref="LedgerKeyException"/>
    public string Seal(LedgerScope scope, Request request, Verdict verdict, Actor actor) =>
        key.Sign(DecisionSeal.Of(request, verdict, actor, scope.Now).Content());

    /// <summary>The obstacle between the request and its next change; null when it is approved and that is proven.</summary>
    public Finding? Lacks(Db db, Request request)
    {
        var route = topology.Routes.GetValueOrDefault(request.Plan.Route);
        var needed = route?.Approval.Approvers ?? 1;
        // A plan whose members were changed behind its digest is not the one that anybody approved.
        if (request.Plan.Digest != PlanDigest.Of(request.Plan) || !ApprovalPolicy.Covers(request))
            return Unproven(request, 0, needed);
        var given = Signed(db, request);
        if (given.Exists(yes => yes.ActorId == Actor.AutomaticApproval.Id))
            return null;
        var count = given
            .Where(yes => yes.ActorId != request.RequesterId && MayStill(db, yes, request, route))
            .Select(yes => yes.ActorId)
            .Distinct(StringComparer.Ordinal)
            .Count();
        return count >= needed ? null : Unproven(request, count, needed);
    }

    /// <summary>The entries of yeses to this version of this plan whose signature holds.</summary>
    private List<LedgerEntry> Signed(Db db, Request request)
    {
        var entries = db.Ledger.Where(entry => entry.Subject == request.Id && entry.Kind == LedgerKind.Approved).ToList();
        if (entries.Count == 0)
            return entries;
        try
        {
            using var opened = key.Open();
            return [.. entries.Where(entry => IsSigned(opened, entry, request))];
        }
        catch (LedgerKeyException)
        {
            return [];
        }
    }

    private static bool IsSigned(LedgerKey.Opened opened, LedgerEntry entry, Request request) =>
        entry.ReadEvent() is RequestApproved { Signature: { } signature } yes
        && (yes.PlanVersion, yes.Digest) == (request.PlanVersion, request.Plan.Digest)
        && opened.Signed(
            new DecisionSeal(
                request.Id,
                request.RequesterId,
                yes.PlanVersion,
                yes.Digest,
                Verdict.Approved,
                entry.ActorId,
                entry.ActorRole,
                entry.At
            ).Content(),
            signature
        );

    /// <summary>
    /// By the last word of the directory about the giver of a yes. That a session has ended takes no yes away; somebody who never had one proved
    /// who they are with the call itself, and what they were then stands in the entry.
    /// </summary>
    private static bool MayStill(Db db, LedgerEntry yes, Request request, Route? route)
    {
        var last = db.Set<SignInSession>()
            .Where(session => session.PersonId == yes.ActorId)
            .OrderByDescending(session => session.StartedAt)
            .FirstOrDefault();
        var actor = last is null
            ? new Actor(yes.ActorId, yes.ActorName, Roles(yes.ActorRole), SessionId: null) { Groups = route?.Approval.Groups ?? [] }
            : new Actor(last.PersonId, last.PersonName, Roles(last.Roles), SessionId: null)
            {
                Groups = last.Groups.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            };
        return ApprovalPolicy.CheckApprover(actor, request, route) is null;
    }

    private static Role[] Roles(string text) =>
        [
            .. text.Split(',', StringSplitOptions.RemoveEmptyEntries)
                .Select(role => Enum.TryParse<Role>(role, out var known) ? known : (Role?)null)
                .OfType<Role>(),
        ];

    private static Finding Unproven(Request request, int have, int needed) =>
        Finding.Blocking(
            "approval-not-proven",
            request.Plan.From.Account,
            request.Id,
            ("have", $"{have}"),
            ("needed", $"{needed}"),
            ("request", request.Id)
        );
}
