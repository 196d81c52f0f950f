using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Plans;

namespace SnapshotShare.Core.Shares;

/// <summary>A share that the ledger tells the beginning of and not the end.</summary>
/// <param name="Deadline">The earliest that any entry has: no row can have it end later.</param>
/// <param name="Since">When the first entry of it was written.</param>
/// <param name="IsOverdue">It is said already that it could not be closed.</param>
internal sealed record ToldShare(
    string RequestId,
    string SnapshotArn,
    string TargetAccountId,
    DateTime Deadline,
    DateTime Since,
    bool IsOverdue = false
)
{
    public OpenShare AsOpen => new(RequestId, SnapshotArn, TargetAccountId, Deadline, Since);

    public string SnapshotIdentifier =>
        SnapshotArn[(SnapshotArn.LastIndexOf("snapshot:", StringComparison.Ordinal) + "snapshot:".Length)..];

    public bool IsOfSameSnapshot(ToldShare other) =>
        (SnapshotArn, TargetAccountId) == (other.SnapshotArn, other.TargetAccountId) && RequestId != other.RequestId;
}

/// <summary>
/// The open shares as the ledger's entries tell them, whatever their rows say. Read from its beginning once, and from then on only what was added.
/// </summary>
internal sealed class ToldShares
{
    private static readonly string[] Kinds =
    [
        LedgerKind.Intent,
        LedgerKind.ShareOpened,
        LedgerKind.ShareClosed,
        LedgerKind.ShareReturned,
        LedgerKind.ShareOverdue,
        LedgerKind.Unshared,
        LedgerKind.Frozen,
    ];

    /// <summary>As the intents of the step that shares have it in their canonical details.</summary>
    internal const string OfSharing = $"\"step\":\"{nameof(StepName.Share)}\"";

    private State _state = new(0, ImmutableDictionary.Create<string, ToldShare>(StringComparer.Ordinal));

    public async Task<IReadOnlyDictionary<string, ToldShare>> ReadAsync(Db db, CancellationToken ct)
    {
        var state = _state;
        var last = await db.Ledger.OrderByDescending(entry => entry.Sequence).Select(entry => entry.Sequence).FirstOrDefaultAsync(ct);
        if (last == state.ReadUpTo)
            return state.Open;
        var entries = await db
            .Ledger.AsNoTracking()
            .Where(entry => entry.Sequence > state.ReadUpTo && entry.Sequence <= last)
            .Where(entry => Kinds.Contains(entry.Kind) && (entry.Kind != LedgerKind.Intent || entry.Details.Contains(OfSharing)))
            .OrderBy(entry => entry.Sequence)
            .ToListAsync(ct);
        // Passes may overlap: each goes on from where it began, and the later one stays.
        var now = new State(last, entries.Aggregate(state.Open, After));
        if (now.ReadUpTo > _state.ReadUpTo)
            _state = now;
        return now.Open;
    }

    /// <summary>One request's, read anew; null where it is not open.</summary>
    public static async Task<ToldShare?> OfAsync(Db db, string requestId, CancellationToken ct) =>
        Told(await Of(db, requestId).ToListAsync(ct), requestId);

    /// <inheritdoc cref="OfAsync"/>
    public static ToldShare? Of(LedgerScope scope, string requestId) => Told([.. Of(scope.Db, requestId)], requestId);

    /// <summary>Its own, and every freeze: one ends all that are open, and is told of none of them.</summary>
    private static IQueryable<LedgerEntry> Of(Db db, string requestId) =>
        db
            .Ledger.AsNoTracking()
            .Where(entry => entry.Subject == requestId || entry.Kind == LedgerKind.Frozen)
            .Where(entry => Kinds.Contains(entry.Kind) && (entry.Kind != LedgerKind.Intent || entry.Details.Contains(OfSharing)))
            .OrderBy(entry => entry.Sequence);

    private static ToldShare? Told(List<LedgerEntry> entries, string requestId) =>
        entries.Aggregate(ImmutableDictionary.Create<string, ToldShare>(StringComparer.Ordinal), After).GetValueOrDefault(requestId);

    private static ImmutableDictionary<string, ToldShare> After(ImmutableDictionary<string, ToldShare> open, LedgerEntry entry)
    {
        var id = entry.Subject;
        return entry.ReadEvent() switch
        {
            ChangeIntended { SnapshotArn: { } arn, TargetAccountId: { } target, Deadline: { } deadline } => Open(arn, target, deadline),
            ShareOpened opened => Open(opened.SnapshotArn, opened.TargetAccountId, opened.Deadline),
            ShareReturned returned => Open(returned.SnapshotArn, returned.TargetAccountId, returned.Deadline),
            ShareClosed => open.Remove(id),
            ShareOverdue when open.TryGetValue(id, out var known) => open.SetItem(id, known with { IsOverdue = true }),
            UnshareAsked when open.TryGetValue(id, out var known) => open.SetItem(id, Ending(known, entry.At)),
            Frozen => open.ToImmutableDictionary(one => one.Key, one => Ending(one.Value, entry.At), StringComparer.Ordinal),
            _ => open,
        };

        // What was told first of a share that is open still counts: who can write its row has whatever is told later written down.
        ImmutableDictionary<string, ToldShare> Open(string arn, string target, DateTime deadline) =>
            open.SetItem(
                id,
                open.TryGetValue(id, out var known) ? Ending(known, deadline) : new ToldShare(id, arn, target, deadline, entry.At)
            );
    }

    private static ToldShare Ending(ToldShare share, DateTime at) => at < share.Deadline ? share with { Deadline = at } : share;

    private sealed record State(long ReadUpTo, ImmutableDictionary<string, ToldShare> Open);
}
