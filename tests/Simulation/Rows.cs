using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Exposing.Strays;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Notifications;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Shares.Drift;

namespace SnapshotShare.Simulation.Tests;

/// <summary>
/// Reads the database as anybody with the file could. The schedule asks at every step and most steps commit nothing, so an answer is kept
/// until the next commit.
/// </summary>
internal sealed class Rows(string connectionString) : IDisposable
{
    private static readonly Func<Db, IEnumerable<Look>> AllLooks = EF.CompileQuery(
        (Db db) => db.Set<Request>().Where(row => row.NextLookAt != null).Select(row => new Look(row.NextLookAt!.Value, row.LeaseUntil))
    );

    private static readonly Func<Db, IEnumerable<Share>> AllShares = EF.CompileQuery((Db db) => db.Set<Share>());

    private static readonly Func<Db, IEnumerable<DriftFinding>> AllDrift = EF.CompileQuery((Db db) => db.Set<DriftFinding>());

    private static readonly Func<Db, long, IEnumerable<LedgerEntry>> EntriesAfter = EF.CompileQuery(
        (Db db, long after) => db.Set<LedgerEntry>().Where(entry => entry.Sequence > after)
    );

    // Without the plans, which are most of a row and no part of the answer.
    private static readonly Func<Db, IEnumerable<Progress>> AllProgress = EF.CompileQuery(
        (Db db) => db.Set<Request>().Select(row => new Progress(row.Id, row.Steps))
    );

    private static readonly Func<Db, string, Request> OneRequest = EF.CompileQuery(
        (Db db, string id) => db.Set<Request>().First(row => row.Id == id)
    );

    private static readonly Func<Db, string, string, int> CountOfIntents = EF.CompileQuery(
        (Db db, string requestId, string operation) =>
            db.Set<LedgerEntry>()
                .Count(entry =>
                    entry.Subject == requestId
                    && entry.Kind == LedgerKind.Intent
                    && entry.Details.Contains("\"operation\":\"" + operation + "\"")
                )
    );

    // One for the whole run: nothing is tracked, so nothing is stale, and making one costs more than most of its questions.
    private readonly Db _db = new(
        new DbContextOptionsBuilder<Db>()
            .UseSqlite(new SqliteConnection(connectionString), contextOwnsConnection: true)
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
            .Options
    );
    private readonly Dictionary<string, Request> _requests = new(StringComparer.Ordinal);
    private List<Look>? _looks;
    private List<Share>? _shares;
    private List<DriftFinding>? _drift;
    private List<Stray>? _strays;
    private bool? _isFrozen;
    private (NoticeCursor? Cursor, bool IsBehind)? _notices;
    private Dictionary<string, DateTime?>? _copies;

    public Request Request(string id) => _requests.TryGetValue(id, out var known) ? known : _requests[id] = Read(db => OneRequest(db, id));

    public string Digest(string id) => Request(id).Plan.Digest;

    public Share? Share(string requestId) => Shares().FirstOrDefault(row => row.RequestId == requestId);

    public IReadOnlyList<Share> Shares() => _shares ??= Read(db => AllShares(db).ToList());

    public IReadOnlyList<DriftFinding> Drift() => _drift ??= Read(db => AllDrift(db).ToList());

    public IReadOnlyList<Stray> Strays() => _strays ??= Read(db => db.Set<Stray>().ToList());

    public bool IsFrozen => _isFrozen ??= Read(db => db.Set<Freeze>().Any(freeze => freeze.LiftedAt == null));

    public long LastSequence() => Read(db => db.Set<LedgerEntry>().Max(entry => entry.Sequence));

    public LedgerEntry? Entry(long sequence) => Read(db => db.Set<LedgerEntry>().FirstOrDefault(entry => entry.Sequence == sequence));

    /// <summary>Since when the target has a copy of its own, and the share has done its work.</summary>
    public DateTime? HasOwnCopy(string requestId) =>
        (_copies ??= Read(db => AllProgress(db).ToDictionary(row => row.Id, CopiedAt, StringComparer.Ordinal))).GetValueOrDefault(
            requestId
        );

    public IReadOnlyList<Decision> Decisions() => Read(db => db.Set<Decision>().ToList());

    /// <summary>Writes what it likes, as anybody with the file could.</summary>
    public void Edit(Action<Db> edit)
    {
        edit(_db);
        _db.SaveChanges();
        _db.ChangeTracker.Clear();
    }

    public IReadOnlyList<Request> Requests() => Read(db => db.Set<Request>().ToList());

    public IReadOnlyList<LedgerEntry> Ledger() => Read(db => db.Set<LedgerEntry>().OrderBy(entry => entry.Sequence).ToList());

    public int Intents(string requestId, string operation) => Read(db => CountOfIntents(db, requestId, operation));

    public void Changed()
    {
        (_looks, _shares, _copies, _drift, _notices, _isFrozen, _strays) = (null, null, null, null, null, null, null);
        _requests.Clear();
    }

    public bool RequestsDue(DateTime now) => Looks().Exists(look => look.At <= now && (look.LeaseUntil is not { } until || until <= now));

    public bool SharesDue(DateTime now) =>
        Shares()
            .Any(share =>
                share.WatchEndedAt is null
                && (share.ClosedAt is null ? share.NextLookAt <= now && share.Deadline <= now : IsDueClosed(share.NextLookAt, now))
            );

    /// <summary>One that is to be looked at later than a watchdog ever asks for had its time from another clock.</summary>
    private static bool IsDueClosed(DateTime nextLook, DateTime now) => nextLook <= now || nextLook > now.AddSeconds(30);

    public bool DriftDue(DateTime now) => NextDrift() <= now;

    /// <summary>The receiver is told of what comes after this entry; null before it is known to anybody.</summary>
    public long? ToldAfter { get; private set; }

    /// <summary>When the oldest notice that nobody took yet is told next; null when there is none.</summary>
    public DateTime? NextNotice()
    {
        var (cursor, isBehind) = _notices ??= Read(ReadNotices);
        ToldAfter ??= cursor?.Sequence;
        return isBehind ? cursor?.NextTryAt ?? DateTime.MinValue : null;
    }

    /// <summary>Before the first pass there is no cursor, and that it passes is all there is to do.</summary>
    private static (NoticeCursor? Cursor, bool IsBehind) ReadNotices(Db db) =>
        db.Set<NoticeCursor>().FirstOrDefault() is { } cursor
            ? (cursor, EntriesAfter(db, cursor.Sequence).Any(entry => Notice.KindOf(entry.ReadEvent()) is not null))
            : (null, true);

    private DateTime? NextDrift() =>
        Drift()
            .Select(finding =>
                finding.State switch
                {
                    DriftState.Adopted => finding.AdoptedUntil,
                    DriftState.Unsharing => finding.NextTryAt,
                    _ => null,
                }
            )
            .Min();

    /// <summary>When something wants a look next; null when nothing does any more.</summary>
    public DateTime? NextDue()
    {
        var all = Looks()
            .Select(look => look.LeaseUntil > look.At ? look.LeaseUntil.Value : look.At)
            .Concat(Shares().Where(share => share.WatchEndedAt is null).Select(share => share.NextLookAt))
            .Concat(new[] { NextDrift(), ToldAfter is null ? null : NextNotice() }.OfType<DateTime>())
            .ToList();
        return all.Count == 0 ? null : all.Min();
    }

    public void Dispose() => _db.Dispose();

    private List<Look> Looks() => _looks ??= Read(db => AllLooks(db).ToList());

    private static DateTime? CopiedAt(Progress row) =>
        row.Steps.FirstOrDefault(step => step.Name == StepName.CopyInTarget) is { Status: StepStatus.Done } copy ? copy.EndedAt : null;

    private T Read<T>(Func<Db, T> read)
    {
        _db.Database.OpenConnection();
        return read(_db);
    }

    private sealed record Look(DateTime At, DateTime? LeaseUntil);

    private sealed record Progress(string Id, IReadOnlyList<StepState> Steps);
}
