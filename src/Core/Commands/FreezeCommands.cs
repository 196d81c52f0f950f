using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Planning;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Shares.Drift;
using SnapshotShare.Core.Text;

namespace SnapshotShare.Core.Commands;

/// <summary>
/// The switch for an incident. Freezing waits for nobody: it stops new shares and has the watchdog take away every open one. Lifting it
/// takes a second person.
/// </summary>
public sealed class FreezeCommands(LedgerTransaction ledger, Authorizer authorizer)
{
    public async Task<CommandResult<Freeze>> FreezeAsync(Actor actor, string reason, CancellationToken ct)
    {
        if (await authorizer.RefusesAsync(actor, Permission.Freeze, subject: "", ct) is { } refusal)
            return refusal;
        if (TermsRules.TooLong(reason) is { } tooLong)
            return tooLong;
        return await ledger.WriteAsync<CommandResult<Freeze>>(
            async scope =>
            {
                if (await scope.Db.Freezes.FirstOrDefaultAsync(freeze => freeze.LiftedAt == null, ct) is { } standing)
                    return new Refusal(RefusalKind.Conflict, Message.Of("frozen-already", ("name", standing.SetByName)));
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
                    ShareLife.Expire(scope, share, request);
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
                    scope.Append(actor, finding.Id, new DriftUnshareAsked(finding.SnapshotArn, finding.SharedWith));
                }
                scope.Append(actor, subject: "", new Frozen(reason, [.. open.Select(share => share.SnapshotArn)]));
                scope.Changes.Add(Change.OfEverything);
                return freeze;
            },
            ct
        );
    }

    /// <summary>Never one's own: whoever pulled the switch has somebody else look before it is put back.</summary>
    public async Task<CommandResult<Freeze>> LiftAsync(Actor actor, CancellationToken ct)
    {
        if (await authorizer.RefusesAsync(actor, Permission.LiftFreeze, subject: "", ct) is { } refusal)
            return refusal;
        Refusal? forbidden = null;
        var answer = await ledger.WriteAsync<CommandResult<Freeze>>(
            async scope =>
            {
                if (await scope.Db.Freezes.FirstOrDefaultAsync(freeze => freeze.LiftedAt == null, ct) is not { } freeze)
                    return new Refusal(RefusalKind.Conflict, Message.Of("not-frozen"));
                if (freeze.SetById == actor.Id)
                    return forbidden = new Refusal(RefusalKind.Forbidden, Message.Of("own-freeze"));
                (freeze.LiftedById, freeze.LiftedByName, freeze.LiftedAt) = (actor.Id, actor.Name, scope.Now);
                scope.Append(actor, subject: "", new FreezeLifted(freeze.SetByName));
                scope.Changes.Add(Change.OfEverything);
                return freeze;
            },
            ct
        );
        if (forbidden is not null)
            await authorizer.RecordAsync(actor, subject: "", forbidden, ct);
        return answer;
    }
}
