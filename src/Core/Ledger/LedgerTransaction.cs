using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Persistence;

namespace SnapshotShare.Core.Ledger;

/// <summary>
/// The one lane every change takes: begin immediate, read again, apply, append to the ledger, commit. A change and its ledger entries
/// stand or fall together. Never an AWS call inside.
/// </summary>
[SuppressMessage(
    "Design",
    "CA1001",
    Justification = "Without a wait handle it holds nothing, and a write may still be under way when the host lets go."
)]
public sealed class LedgerTransaction(IDbContextFactory<Db> databases, TimeProvider time, ChangeFeed feed)
{
    private const int Tries = 8;

    /// <summary>Somebody else holds the file, and each try has waited for it already; whoever must act without a record is not kept from it.</summary>
    private const int TriesWhileBusy = 2;

    private readonly SemaphoreSlim _oneAtATime = new(1, 1);

    public CommittedRows Committed { get; } = new();

    /// <summary>Runs the whole work, again from its start when another writer got in between.</summary>
    public async Task<T> WriteAsync<T>(Func<LedgerScope, Task<T>> work, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            await _oneAtATime.WaitAsync(ct);
            try
            {
                return await OnceAsync(work, ct);
            }
            catch (Exception e) when (attempt < (IsBusy(e) ? TriesWhileBusy : Tries) && IsConflict(e))
            {
                // Another writer was first; what the work read is stale, so it reads again.
            }
            finally
            {
                _oneAtATime.Release();
            }
        }
    }

    public Task WriteAsync(Func<LedgerScope, Task> work, CancellationToken ct) =>
        WriteAsync<object?>(
            async scope =>
            {
                await work(scope);
                return null;
            },
            ct
        );

    private async Task<T> OnceAsync<T>(Func<LedgerScope, Task<T>> work, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        // Microsoft.Data.Sqlite begins immediate, so the write lock is held before anything is read.
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var scope = new LedgerScope(db, time.UtcNowMilliseconds());
        var result = await work(scope);
        await scope.AppendEntriesAsync(ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        Committed.Take(db.ChangeTracker);
        foreach (var change in scope.Changes)
            feed.Publish(change);
        return result;
    }

    private static bool IsConflict(Exception e) => e is DbUpdateConcurrencyException || IsBusy(e) || Sqlite(e) is { SqliteErrorCode: 19 };

    private static bool IsBusy(Exception e) => Sqlite(e) is { SqliteErrorCode: 5 or 6 };

    private static SqliteException? Sqlite(Exception e) => e as SqliteException ?? e.InnerException as SqliteException;
}
