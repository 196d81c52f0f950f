using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Text;

namespace SnapshotShare.Core.Commands;

/// <summary>Everything that proves what became of one request.</summary>
/// <param name="Entries">The request's own entries, oldest first.</param>
/// <param name="Chain">Every entry from the request's first one to the head, by number and hashes alone.</param>
/// <param name="Head">The chain's end at that moment, signed.</param>
public sealed record Evidence(
    Request Request,
    Share? Share,
    IReadOnlyList<Decision> Decisions,
    IReadOnlyList<LedgerEntry> Entries,
    IReadOnlyList<ChainLink> Chain,
    SignedHead Head,
    string PublicKey
);

public sealed record ChainLink(long Sequence, string Previous, string Hash);

/// <summary>Gives the evidence of a request away: to auditors and administrators, and to an approver of what they decided themselves.</summary>
public sealed class EvidenceCommands(
    CommandLedger ledger,
    IDbContextFactory<Db> databases,
    Authorizer authorizer,
    Limits limits,
    LedgerHeads heads,
    LedgerKey key,
    LedgerCheck check,
    TimeProvider time
)
{
    public async Task<(Evidence? Evidence, Refusal? Refusal)> TakeAsync(Actor actor, string requestId, CancellationToken ct)
    {
        if (await authorizer.RefusesAsync(actor, Permission.TakeEvidence, requestId, ct) is { } refusal)
            return (null, refusal);
        await using var db = await databases.CreateDbContextAsync(ct);
        var request = await db.Requests.AsNoTracking().FirstOrDefaultAsync(row => row.Id == requestId, ct);
        if (request is null)
            return (null, new Refusal(RefusalKind.NotFound, Message.Of("no-such-request", ("request", requestId))));
        var decisions = await db
            .Decisions.AsNoTracking()
            .Where(decision => decision.RequestId == requestId)
            .OrderBy(decision => decision.At)
            .ToListAsync(ct);
        if (!actor.Is(Role.Auditor) && !actor.Is(Role.Admin) && !decisions.Exists(decision => decision.ActorId == actor.Id))
        {
            var notTheirs = new Refusal(RefusalKind.Forbidden, Message.Of("not-your-decision"));
            await authorizer.RecordAsync(actor, requestId, notTheirs);
            return (null, notTheirs);
        }
        using var turn = await limits.TakeAsync(actor, Cost.LedgerWalk, ct);
        if (turn.Refusal is { } tooMany)
            return (null, tooMany);
        // A signature vouches for the whole chain under it, so the chain is walked now and not an hour ago.
        if (await check.CheckAsync(ct) is { Holds: false } broken)
            return (
                null,
                new Refusal(
                    RefusalKind.Conflict,
                    Message.Of("ledger-broken", ("entry", $"{broken.FirstBad ?? broken.Entries + 1}"), ("fault", broken.Fault))
                )
            );
        if (await ledger.AppendAsync(actor, requestId, new EvidenceTaken(), ct) is { } unwritten)
            return (null, unwritten);
        var entries = await db
            .Ledger.AsNoTracking()
            .Where(entry => entry.Subject == requestId)
            .OrderBy(entry => entry.Sequence)
            .ToListAsync(ct);
        var first = entries[0].Sequence;
        var chain = await db
            .Ledger.AsNoTracking()
            .Where(entry => entry.Sequence >= first)
            .OrderBy(entry => entry.Sequence)
            .Select(entry => new ChainLink(entry.Sequence, entry.PreviousHash, entry.Hash))
            .ToListAsync(ct);
        var head = heads.Sign(new ChainHead(chain[^1].Sequence, chain[^1].Hash), time.UtcNowMilliseconds());
        var share = await db.Shares.AsNoTracking().FirstOrDefaultAsync(row => row.RequestId == requestId, ct);
        return (new Evidence(request, share, decisions, entries, chain, head, key.PublicKey()), null);
    }
}
