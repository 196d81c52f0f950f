using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Persistence;

namespace SnapshotShare.Core.Ledger;

/// <summary>The verdict of a check of the whole ledger.</summary>
/// <param name="Entries">The number of entries that hold, from the first on.</param>
/// <param name="Heads">The number of heads outside the database that were compared.</param>
/// <param name="CoveredUpTo">Up to this entry a head outside the database vouches; what comes after it, its writer could still take back.</param>
/// <param name="FirstBad">Sequence of the first entry that does not hold; null when all do.</param>
/// <param name="Fault">A <see cref="ChainFault"/>, or <c>HeadDiffers</c> where an entry is not the one a head outside names.</param>
public sealed record LedgerVerdict(DateTime At, long Entries, int Heads, long CoveredUpTo, long? FirstBad, string? Fault)
{
    public bool Holds => FirstBad is null;
}

/// <summary>Walks the whole chain in constant memory and holds it against the heads outside the database.</summary>
public sealed class LedgerCheck(IDbContextFactory<Db> databases, LedgerHeads heads, TimeProvider time, ChangeFeed feed)
{
    private const int Batch = 2000;

    /// <summary>The last check's verdict; null before the first.</summary>
    public LedgerVerdict? Last { get; private set; }

    /// <summary>One that does not come to its end takes back that the ledger holds: until the next, nobody vouches for it.</summary>
    public async Task<LedgerVerdict> CheckAsync(CancellationToken ct)
    {
        var before = Last?.FirstBad;
        LedgerVerdict verdict;
        try
        {
            verdict = await WalkAsync(heads.Read(), ct);
        }
        catch (Exception e) when (e is not OperationCanceledException && Last is { Holds: true })
        {
            Last = null;
            throw;
        }
        var now = verdict.FirstBad;
        Last = verdict;
        if (before != now)
            feed.Publish(Change.OfEverything);
        return verdict;
    }

    private async Task<LedgerVerdict> WalkAsync(IReadOnlyList<SignedHead> held, CancellationToken ct)
    {
        var at = time.UtcNowMilliseconds();
        var named = held.ToLookup(head => head.Sequence);
        var head = new ChainHead(0, HashChain.Genesis);
        while (true)
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            var entries = await db
                .Ledger.AsNoTracking()
                .Where(entry => entry.Sequence > head.Sequence)
                .OrderBy(entry => entry.Sequence)
                .Take(Batch)
                .ToListAsync(ct);
            var verdict = HashChain.Verify(entries, head);
            var differs = entries
                .TakeWhile(entry => verdict.FirstBad is not { } bad || entry.Sequence < bad)
                .FirstOrDefault(entry => named[entry.Sequence].Any(known => known.Hash != entry.Hash));
            if (differs is not null)
                return Verdict(differs.Sequence - 1, differs.Sequence, "HeadDiffers");
            head = verdict.Head;
            if (verdict.FirstBad is { } firstBad)
                return Verdict(head.Sequence, firstBad, verdict.Fault.ToString());
            if (entries.Count < Batch)
                break;
        }
        // Cut off at the end: a head outside names an entry that is not there any more.
        return held.Any(known => known.Sequence > head.Sequence)
            ? Verdict(head.Sequence, head.Sequence + 1, nameof(ChainFault.Missing))
            : Verdict(head.Sequence, firstBad: null, fault: null);

        LedgerVerdict Verdict(long entries, long? firstBad, string? fault) =>
            new(at, entries, held.Count, held.Count == 0 ? 0 : Math.Min(entries, held.Max(known => known.Sequence)), firstBad, fault);
    }
}
