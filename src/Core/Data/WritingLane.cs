using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Audit;
using SnapshotShare.Core.People;

namespace SnapshotShare.Core.Data;

/// <summary>
/// The one lane every change takes: begin immediate, read again, apply, append to the ledger, commit. A change and its ledger entries
/// stand or fall together. Never an AWS call inside.
/// </summary>
public sealed class WritingLane(IDbContextFactory<SnapshotShareDb> databases, TimeProvider time, ChangeFeed feed) : IDisposable
{
    private const int Tries = 8;
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);

    /// <summary>Runs the whole verb, again from its start when another writer got in between.</summary>
    public async Task<T> WriteAsync<T>(Func<LaneScope, Task<T>> verb, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            await _oneAtATime.WaitAsync(ct);
            try
            {
                return await OnceAsync(verb, ct);
            }
            catch (Exception e) when (attempt < Tries && IsConflict(e))
            {
                // Another writer was first; what the verb read is stale, so it reads again.
            }
            finally
            {
                _oneAtATime.Release();
            }
        }
    }

    public Task WriteAsync(Func<LaneScope, Task> verb, CancellationToken ct) =>
        WriteAsync(
            async scope =>
            {
                await verb(scope);
                return true;
            },
            ct
        );

    public void Dispose() => _oneAtATime.Dispose();

    private async Task<T> OnceAsync<T>(Func<LaneScope, Task<T>> verb, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        // Microsoft.Data.Sqlite begins immediate, so the write lock is held before anything is read.
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var scope = new LaneScope(db, time.UtcNowMilliseconds());
        var result = await verb(scope);
        await scope.AppendEntriesAsync(ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        foreach (var change in scope.Changes)
            feed.Publish(change);
        return result;
    }

    private static bool IsConflict(Exception e) =>
        e is DbUpdateConcurrencyException
        || (e as SqliteException ?? e.InnerException as SqliteException) is { SqliteErrorCode: 5 or 6 or 19 };
}

/// <summary>One transaction of the lane: the database, the time it happens at, and the ledger entries that go with it.</summary>
public sealed class LaneScope(SnapshotShareDb db, DateTime now)
{
    private readonly List<(string Kind, Actor Actor, string Subject, JsonObject Details)> _entries = [];

    public SnapshotShareDb Db { get; } = db;

    /// <summary>UTC, whole milliseconds.</summary>
    public DateTime Now { get; } = now;

    public HashSet<Change> Changes { get; } = [];

    /// <summary>What stands in the ledger once this commits.</summary>
    public void Append(string kind, Actor actor, string subject, JsonObject? details = null)
    {
        _entries.Add((kind, actor, subject, details ?? []));
        Changes.Add(subject.Length > 0 ? new Change(subject, Account: null) : Change.OfLedger);
    }

    internal async Task AppendEntriesAsync(CancellationToken ct)
    {
        if (_entries.Count == 0)
            return;
        var head = await Db
            .Ledger.OrderByDescending(entry => entry.Sequence)
            .Select(entry => new ChainHead(entry.Sequence, entry.Hash))
            .FirstOrDefaultAsync(ct);
        head ??= new ChainHead(0, HashChain.Genesis);
        foreach (var (kind, actor, subject, details) in _entries)
        {
            var entry = Entry(head.Sequence + 1, kind, actor, subject, details, head.Hash, hash: "");
            entry = Entry(entry.Sequence, kind, actor, subject, details, head.Hash, HashChain.Hash(entry));
            Db.Ledger.Add(entry);
            head = new ChainHead(entry.Sequence, entry.Hash);
        }
    }

    private AuditEntry Entry(long sequence, string kind, Actor actor, string subject, JsonObject details, string previous, string hash) =>
        new()
        {
            Sequence = sequence,
            At = Now,
            Kind = kind,
            ActorId = actor.Id,
            ActorName = actor.Name,
            ActorRole = actor.RoleText,
            Subject = subject,
            Details = CanonicalJson.Write(details),
            PreviousHash = previous,
            Hash = hash,
        };
}
