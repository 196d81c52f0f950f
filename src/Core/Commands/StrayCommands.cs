using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Exposing.Strays;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Planning;
using SnapshotShare.Core.Text;

namespace SnapshotShare.Core.Commands;

/// <summary>The decision on what is left over. It deletes nothing itself: a pass does, the oldest first.</summary>
public sealed class StrayCommands(CommandLedger ledger, Authorizer authorizer, Limits limits, StrayOffers offers)
{
    /// <summary>Decides that a stray goes: the very thing that its row tells, whatever has its name by then.</summary>
    public async Task<CommandResult<Stray>> RemoveAsync(Actor actor, string id, string reason, CancellationToken ct)
    {
        if (await authorizer.RefusesAsync(actor, Permission.RemoveStray, id, ct) is { } refusal)
            return refusal;
        using var turn = await limits.TakeAsync(actor, Cost.Change, ct);
        if (turn.Refusal is { } tooMany)
            return tooMany;
        if (TermsRules.TooLong(reason) is { } tooLong)
            return tooLong;
        return await ledger.WriteAsync<Stray>(
            async scope =>
            {
                if (await scope.Db.Strays.FirstOrDefaultAsync(row => row.Id == id, ct) is not { } stray)
                    return new Refusal(RefusalKind.NotFound, Message.Of("no-such-stray", ("stray", id)));
                if (stray.GoneAt is not null)
                    return new Refusal(RefusalKind.Conflict, Message.Of("stray-is-gone"));
                if (stray.DecidedAt is not null)
                    return new Refusal(RefusalKind.Conflict, Message.Of("stray-decided", ("name", stray.DecidedByName)));
                if ((await offers.OfAsync(scope.Db, stray, ct)).WhyNot is { } why)
                    return new Refusal(RefusalKind.Conflict, why);
                StrayLife.Decide(scope, actor, stray, reason);
                return stray;
            },
            ct
        );
    }
}
