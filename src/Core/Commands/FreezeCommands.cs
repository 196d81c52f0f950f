using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Planning;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Shares.Drift;
using SnapshotShare.Core.Text;

namespace SnapshotShare.Core.Commands;

/// <summary>
/// The switch for an incident. Freezing waits for nobody: it stops new shares and has the watchdog take away every open one. Lifting it
/// takes a second person.
/// </summary>
public sealed class FreezeCommands(
    CommandLedger ledger,
    Authorizer authorizer,
    Limits limits,
    FreezeLife freezer,
    EmergencyJournal emergency,
    TimeProvider time
)
{
    public async Task<CommandResult<Freeze>> FreezeAsync(Actor actor, string reason, CancellationToken ct)
    {
        if (await authorizer.RefusesAsync(actor, Permission.Freeze, subject: "", ct) is { } refusal)
            return refusal;
        if (TermsRules.TooLong(reason) is { } tooLong)
            return tooLong;
        try
        {
            return await ledger.WriteAsync<Freeze>(
                async scope =>
                    await scope.Db.Freezes.FirstOrDefaultAsync(freeze => freeze.LiftedAt == null, ct) is { } standing
                        ? new Refusal(RefusalKind.Conflict, Message.Of("frozen-already", ("name", standing.SetByName)))
                        : await freezer.SetAsync(scope, actor, reason, scope.Now, ct),
                ct,
                goesUnwritten: true
            );
        }
        catch (Exception e) when (EmergencyJournal.IsOfRecords(e))
        {
            // It only takes away, so it is done without having been written.
            emergency.Failed(e);
            emergency.Freeze(actor, reason, e);
            return new Freeze
            {
                SetById = actor.Id,
                SetByName = actor.Name,
                SetAt = time.UtcNowMilliseconds(),
                Reason = reason,
            };
        }
    }

    /// <summary>Never one's own: whoever pulled the switch has somebody else look before it is put back.</summary>
    public async Task<CommandResult<Freeze>> LiftAsync(Actor actor, CancellationToken ct)
    {
        if (await authorizer.RefusesAsync(actor, Permission.LiftFreeze, subject: "", ct) is { } refusal)
            return refusal;
        using var turn = await limits.TakeAsync(actor, Cost.Change, ct);
        if (turn.Refusal is { } tooMany)
            return tooMany;
        Refusal? forbidden = null;
        var answer = await ledger.WriteAsync<Freeze>(
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
            await authorizer.RecordAsync(actor, subject: "", forbidden);
        return answer;
    }
}
