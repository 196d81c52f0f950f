using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Audit;
using SnapshotShare.Core.Data;
using SnapshotShare.Core.Drift;
using SnapshotShare.Core.People;
using SnapshotShare.Core.Pipeline;
using SnapshotShare.Core.Requests;

namespace SnapshotShare.Core.Freezing;

/// <summary>
/// The switch for an incident. Freezing waits for nobody: it stops new shares and has the watchdog take away every open one. Lifting it
/// takes a second person.
/// </summary>
public sealed class FreezeVerbs(WritingLane lane, Gate gate)
{
    public async Task<FreezeAnswer> FreezeAsync(Actor actor, string reason, CancellationToken ct)
    {
        if (await gate.RefusesAsync(actor, Verb.Freeze, subject: "", ct) is { } refusal)
            return refusal;
        if (TermsRules.TooLong(reason) is { } tooLong)
            return tooLong;
        return await lane.WriteAsync<FreezeAnswer>(
            async scope =>
            {
                if (await scope.Db.Freezes.FirstOrDefaultAsync(freeze => freeze.LiftedAt == null, ct) is { } standing)
                    return new Refusal(RefusalKind.Conflict, Phrase.Of("frozen-already", ("name", standing.SetByName)));
                var freeze = new Freeze
                {
                    SetById = actor.Id,
                    SetByName = actor.Name,
                    SetAt = scope.Now,
                    Reason = reason,
                };
                scope.Db.Freezes.Add(freeze);
                var open = await scope.Db.Shares.Where(share => share.ClosedAt == null).ToListAsync(ct);
                foreach (var share in open)
                {
                    var request = await scope.Db.Requests.FirstAsync(row => row.Id == share.RequestId, ct);
                    ShareRecord.CloseNow(scope, share, request);
                    request.Version++;
                    scope.Changes.Add(new Change(share.RequestId, Account: null));
                }
                // What somebody shared by hand is open too, adopted or not.
                var drifted = await scope
                    .Db.Drift.Where(finding => finding.GoneAt == null && finding.State != DriftState.Unsharing)
                    .ToListAsync(ct);
                foreach (var finding in drifted)
                {
                    finding.State = DriftState.Unsharing;
                    finding.NextTryAt = scope.Now;
                    finding.FailedTries = 0;
                    finding.Version++;
                    DriftRecord.Append(scope, AuditKind.DriftUnshared, actor, finding);
                }
                scope.Append(
                    AuditKind.Frozen,
                    actor,
                    subject: "",
                    new JsonObject
                    {
                        ["reason"] = reason,
                        ["openShares"] = new JsonArray([.. open.Select(share => (JsonNode)share.SnapshotArn)]),
                    }
                );
                scope.Changes.Add(Change.OfEverything);
                return freeze;
            },
            ct
        );
    }

    /// <summary>Never one's own: whoever pulled the switch has somebody else look before it is put back.</summary>
    public async Task<FreezeAnswer> LiftAsync(Actor actor, CancellationToken ct)
    {
        if (await gate.RefusesAsync(actor, Verb.LiftFreeze, subject: "", ct) is { } refusal)
            return refusal;
        Refusal? forbidden = null;
        var answer = await lane.WriteAsync<FreezeAnswer>(
            async scope =>
            {
                if (await scope.Db.Freezes.FirstOrDefaultAsync(freeze => freeze.LiftedAt == null, ct) is not { } freeze)
                    return new Refusal(RefusalKind.Conflict, Phrase.Of("not-frozen"));
                if (freeze.SetById == actor.Id)
                    return forbidden = new Refusal(RefusalKind.Forbidden, Phrase.Of("own-freeze"));
                (freeze.LiftedById, freeze.LiftedByName, freeze.LiftedAt) = (actor.Id, actor.Name, scope.Now);
                scope.Append(AuditKind.FreezeLifted, actor, subject: "", new JsonObject { ["setBy"] = freeze.SetByName });
                scope.Changes.Add(Change.OfEverything);
                return freeze;
            },
            ct
        );
        if (forbidden is not null)
            await gate.RecordAsync(actor, subject: "", forbidden, ct);
        return answer;
    }
}

public sealed record FreezeAnswer(Freeze? Freeze, Refusal? Refusal)
{
    public static implicit operator FreezeAnswer(Freeze freeze) => new(freeze, Refusal: null);

    public static implicit operator FreezeAnswer(Refusal refusal) => new(Freeze: null, refusal);
}
