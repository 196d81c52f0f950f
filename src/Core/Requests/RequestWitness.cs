using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Persistence;

namespace SnapshotShare.Core.Requests;

/// <summary>Who asked, who decided what, and which digest was approved: as the entries tell it, and nothing besides.</summary>
internal sealed class RequestWitness : ILedgerWitness
{
    private static readonly string[] Kinds = [LedgerKind.Requested, LedgerKind.Approved, LedgerKind.Rejected];

    public async Task<string?> DiffersAsync(Db db, CancellationToken ct)
    {
        var entries = await db
            .Ledger.AsNoTracking()
            .Where(entry => Kinds.Contains(entry.Kind))
            .Select(entry => new
            {
                entry.Subject,
                entry.ActorId,
                entry.Kind,
                entry.Details,
                entry.At,
            })
            .ToListAsync(ct);
        var requests = await db
            .Requests.AsNoTracking()
            .Select(row => new
            {
                row.Id,
                row.RequesterId,
                row.PlanVersion,
                row.ApprovedDigest,
            })
            .ToListAsync(ct);
        var decisions = await db.Decisions.AsNoTracking().ToListAsync(ct);

        var askedBy = entries
            .Where(entry => entry.Kind == LedgerKind.Requested)
            .Select(entry => (entry.Subject, entry.ActorId))
            .ToHashSet();
        var told = entries
            .Where(entry => entry.Kind != LedgerKind.Requested)
            .Select(entry =>
                LedgerEvent.Read(entry.Kind, entry.Details) switch
                {
                    RequestApproved yes => new Said(entry.Subject, entry.ActorId, yes.PlanVersion, yes.Digest, Verdict.Approved, entry.At),
                    RequestRejected no => new Said(entry.Subject, entry.ActorId, no.PlanVersion, no.Digest, Verdict.Rejected, entry.At),
                    _ => new Said(entry.Subject, entry.ActorId, 0, "", Verdict.Rejected, entry.At),
                }
            )
            .ToList();
        var kept = decisions.Select(row => new Said(row.RequestId, row.ActorId, row.PlanVersion, row.Digest, row.Verdict, row.At)).ToList();
        var approved = told.Where(one => one.Verdict == Verdict.Approved).Select(one => (one.Request, one.Version, one.Digest)).ToHashSet();

        var ids = requests.Select(row => row.Id).ToHashSet(StringComparer.Ordinal);
        return requests.Find(row => !askedBy.Contains((row.Id, row.RequesterId))) is { } stranger
                ? $"request {stranger.Id} is said to be asked for by {stranger.RequesterId}"
            : askedBy.FirstOrDefault(entry => !ids.Contains(entry.Subject)) is { Subject: not null } gone
                ? $"request {gone.Subject} is not there any more"
            : requests.Find(row => row.ApprovedDigest is { } digest && !approved.Contains((row.Id, row.PlanVersion, digest)))
                is { } unapproved
                ? $"request {unapproved.Id} is said to be approved"
            : kept.Except(told).FirstOrDefault() is { } untold
                ? $"request {untold.Request} has a decision of {untold.Actor} that nobody made"
            : told.Except(kept).FirstOrDefault() is { } lost ? $"request {lost.Request} lacks the decision of {lost.Actor}"
            : null;
    }

    private sealed record Said(string Request, string Actor, int Version, string Digest, Verdict Verdict, DateTime At);
}
