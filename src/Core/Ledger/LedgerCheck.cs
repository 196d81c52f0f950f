using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using SnapshotShare.Core.Persistence;

namespace SnapshotShare.Core.Ledger;

/// <summary>The verdict of a check of the whole ledger.</summary>
/// <param name="Entries">The number of entries that hold, from the first on.</param>
/// <param name="Heads">The number of heads outside the database that were compared.</param>
/// <param name="CoveredUpTo">Up to this entry a head outside the database vouches; what comes after it, its writer could still take back.</param>
/// <param name="FirstBad">Sequence of the first entry that does not hold; null when all do, also where what protects them does not.</param>
/// <param name="Fault">A <see cref="ChainFault"/> or a <see cref="ProofFault"/>; null when the ledger holds.</param>
/// <param name="What">The thing that the fault is about, where it is none of the entries; null otherwise.</param>
public sealed record LedgerVerdict(
    DateTime At,
    long Entries,
    int Heads,
    long CoveredUpTo,
    long? FirstBad,
    string? Fault,
    string? What = null
)
{
    public bool Holds => Fault is null;
}

/// <summary>Whatever takes the ledger's outside protection away is a fault of the verdict: it would otherwise weaken in silence.</summary>
public enum ProofFault
{
    /// <summary>An entry is not the one that a head outside names.</summary>
    HeadDiffers,

    /// <summary>A line of the heads is unreadable, or another key signed it.</summary>
    HeadVoid,

    /// <summary>Heads are there, and the key that signed them is gone.</summary>
    KeyMissing,

    /// <summary>Heads vouched for more entries once than they do now.</summary>
    HeadsLost,

    /// <summary>The database does not refuse changes to the ledger any more.</summary>
    TriggersGone,

    /// <summary>A row says what no entry tells, or an entry tells what no row says.</summary>
    RowDiffers,

    /// <summary>The check came to no end.</summary>
    Unreadable,
}

/// <summary>Walks the whole chain in constant memory and holds it against the heads outside the database.</summary>
public sealed partial class LedgerCheck(
    IDbContextFactory<Db> databases,
    LedgerHeads heads,
    IEnumerable<ILedgerWitness> witnesses,
    TimeProvider time,
    ChangeFeed feed,
    ILogger<LedgerCheck> logger
)
{
    private const int Batch = 2000;

    /// <summary>The last check's verdict; null before the first.</summary>
    public LedgerVerdict? Last { get; private set; }

    /// <summary>One that does not come to its end is a verdict too: until the next, nobody vouches for the ledger.</summary>
    public async Task<LedgerVerdict> CheckAsync(CancellationToken ct)
    {
        LedgerVerdict verdict;
        try
        {
            verdict = await WalkAsync(heads.Read(), ct);
        }
        catch (Exception e) when (!Pass.IsOver(e, ct))
        {
            Log.CameToNoEnd(logger, e);
            verdict = new LedgerVerdict(time.UtcNowMilliseconds(), 0, 0, 0, FirstBad: null, nameof(ProofFault.Unreadable));
        }
        var before = Last;
        Last = verdict;
        if ((before?.FirstBad, before?.Fault) != (verdict.FirstBad, verdict.Fault))
            feed.Publish(Change.OfEverything);
        return verdict;
    }

    private async Task<LedgerVerdict> WalkAsync(HeldHeads held, CancellationToken ct)
    {
        var at = time.UtcNowMilliseconds();
        var named = held.Signed.ToLookup(head => head.Sequence);
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
                return Verdict(differs.Sequence - 1, differs.Sequence, nameof(ProofFault.HeadDiffers));
            head = verdict.Head;
            if (verdict.FirstBad is { } firstBad)
                return Verdict(head.Sequence, firstBad, verdict.Fault.ToString());
            if (entries.Count < Batch)
                break;
        }
        // Cut off at the end: a head outside names an entry that is not there any more.
        return held.Signed.Any(known => known.Sequence > head.Sequence)
                ? Verdict(head.Sequence, head.Sequence + 1, nameof(ChainFault.Missing))
            : await UnprotectedAsync(held, ct) is { } gone ? Verdict(head.Sequence, firstBad: null, gone.Fault.ToString(), gone.What)
            : Verdict(head.Sequence, firstBad: null, fault: null);

        LedgerVerdict Verdict(long entries, long? firstBad, string? fault, string? what = null) =>
            new(at, entries, held.Signed.Count, Math.Min(entries, Covered(held)), firstBad, fault, what);
    }

    /// <summary>The protection that entries which follow from one another have lost, or the row that does not follow from them.</summary>
    private async Task<(ProofFault Fault, string? What)?> UnprotectedAsync(HeldHeads held, CancellationToken ct)
    {
        if (held.IsKeyMissing)
            return (ProofFault.KeyMissing, null);
        if (held.FirstVoid is { } line)
            return (ProofFault.HeadVoid, $"{Path.GetFileName(heads.HeadsFile)}:{line}");
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await LedgerTriggers.MissingAsync(db, ct) is { Count: > 0 } missing)
            return (ProofFault.TriggersGone, string.Join(", ", missing));
        var covered = await db.Environments.AsNoTracking().Select(stamp => stamp.CoveredUpTo).SingleOrDefaultAsync(ct);
        if (Covered(held) < covered || heads.Lost is not null)
            return (ProofFault.HeadsLost, $"{Math.Max(covered, heads.Lost ?? 0)}");
        return await DiffersAsync(db, ct) is { } row ? (ProofFault.RowDiffers, row) : null;
    }

    /// <summary>As of one moment: rows and entries are written together and read one after the other.</summary>
    private async Task<string?> DiffersAsync(Db db, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        await using var moment = ((SqliteConnection)db.Database.GetDbConnection()).BeginTransaction(deferred: true);
        await db.Database.UseTransactionAsync(moment, ct);
        foreach (var witness in witnesses)
            if (await witness.DiffersAsync(db, ct) is { } row)
                return row;
        return null;
    }

    private static long Covered(HeldHeads held) => held.Signed.Count == 0 ? 0 : held.Signed.Max(known => known.Sequence);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The check of the ledger came to no end.")]
        public static partial void CameToNoEnd(ILogger logger, Exception exception);
    }
}
