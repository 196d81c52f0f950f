using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Persistence;

namespace SnapshotShare.Core.Ledger;

/// <summary>
/// The moment up to which this database knew everything when it was opened. Between that and the start another line of its history may have run: after an
/// older backup was put back, whatever was made since is somebody's, and nothing here knows of it.
/// </summary>
public sealed class LedgerReach(IDbContextFactory<Db> databases, TimeProvider time)
{
    /// <summary>The last entry before the start; null where there was none.</summary>
    public DateTime? KnownUpTo { get; private set; }

    public DateTime? StartedAt { get; private set; }

    /// <summary>Read before anything is entered.</summary>
    public async Task OpenAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        KnownUpTo = (await db.Ledger.AsNoTracking().OrderByDescending(entry => entry.Sequence).FirstOrDefaultAsync(ct))?.At;
        StartedAt = time.UtcNowMilliseconds();
    }
}
