using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Workflows.Steps;

namespace SnapshotShare.Simulation.Tests;

/// <summary>Reads the database as anybody with the file could; what the schedule needs at every step is read once per commit.</summary>
internal sealed class Rows(string connectionString) : IDisposable
{
    // One for the whole run: nothing is tracked, so nothing is stale, and making one costs more than most of its questions.
    private readonly Db _db = new(
        new DbContextOptionsBuilder<Db>()
            .UseSqlite(new SqliteConnection(connectionString), contextOwnsConnection: true)
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
            .Options
    );
    private List<(DateTime At, DateTime? LeaseUntil)>? _requests;
    private List<Share>? _shares;
    private Dictionary<string, DateTime?>? _copies;

    public Request Request(string id) => Read(db => db.Requests.First(row => row.Id == id));

    public string Digest(string id) => Request(id).Plan.Digest;

    public Share? Share(string requestId) => Shares().FirstOrDefault(row => row.RequestId == requestId);

    public IReadOnlyList<Share> Shares() => _shares ??= Read(db => db.Shares.ToList());

    /// <summary>Since when the target has a copy of its own, and the share has done its work.</summary>
    public DateTime? HasOwnCopy(string requestId) =>
        (_copies ??= Requests().ToDictionary(row => row.Id, CopiedAt, StringComparer.Ordinal)).GetValueOrDefault(requestId);

    public IReadOnlyList<Request> Requests() => Read(db => db.Requests.ToList());

    public IReadOnlyList<LedgerEntry> Ledger() => Read(db => db.Ledger.OrderBy(entry => entry.Sequence).ToList());

    public int Intents(string requestId, string operation) =>
        Read(db =>
            db.Ledger.Count(entry =>
                entry.Subject == requestId
                && entry.Kind == LedgerKind.Intent
                && entry.Details.Contains("\"operation\":\"" + operation + "\"")
            )
        );

    public void Changed() => (_requests, _shares, _copies) = (null, null, null);

    public bool RequestsDue(DateTime now) => Looks().Exists(look => look.At <= now && (look.LeaseUntil is not { } until || until <= now));

    public bool SharesDue(DateTime now) =>
        Shares()
            .Any(share => share.WatchEndedAt is null && share.NextLookAt <= now && (share.ClosedAt is not null || share.Deadline <= now));

    /// <summary>When something wants a look next; null when nothing does any more.</summary>
    public DateTime? NextDue()
    {
        var all = Looks()
            .Select(look => look.LeaseUntil > look.At ? look.LeaseUntil.Value : look.At)
            .Concat(Shares().Where(share => share.WatchEndedAt is null).Select(share => share.NextLookAt))
            .ToList();
        return all.Count == 0 ? null : all.Min();
    }

    public void Dispose() => _db.Dispose();

    private List<(DateTime At, DateTime? LeaseUntil)> Looks() =>
        _requests ??= Read(db =>
            db.Requests.Where(row => row.NextLookAt != null)
                .Select(row => new { row.NextLookAt, row.LeaseUntil })
                .AsEnumerable()
                .Select(row => (row.NextLookAt!.Value, row.LeaseUntil))
                .ToList()
        );

    private static DateTime? CopiedAt(Request row) =>
        row.FindStep(StepName.CopyInTarget) is { Status: StepStatus.Done } copy ? copy.EndedAt : null;

    private T Read<T>(Func<Db, T> read)
    {
        _db.Database.OpenConnection();
        return read(_db);
    }
}
