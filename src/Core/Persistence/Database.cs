using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace SnapshotShare.Core.Persistence;

/// <summary>
/// Opens the database for this process alone: lock, backup before a migration, migration, the ledger's triggers.
/// Whatever is wrong throws <see cref="StartRefusedException"/> before anything else has begun.
/// </summary>
public sealed partial class Database(IDbContextFactory<Db> databases, TimeProvider time, ILogger<Database> logger) : IDisposable
{
    /// <summary>Of a file that another process has locked: on Linux, on macOS, on Windows.</summary>
    private static readonly int[] LockedErrors = [11, 35, unchecked((int)0x80070020)];

    private const string Unwritable =
        "File and folder must belong to the user that runs the product, on a volume that is mounted for writing.";

    private FileStream? _lock;

    /// <summary>The file that the configuration names.</summary>
    public string Path
    {
        get
        {
            using var db = databases.CreateDbContext();
            return System.IO.Path.GetFullPath(new SqliteConnectionStringBuilder(db.Database.GetConnectionString()).DataSource);
        }
    }

    public bool IsThere => File.Exists(Path) && new FileInfo(Path).Length > 0;

    public async Task OpenAsync(CancellationToken ct)
    {
        var file = Path;
        await using var db = await databases.CreateDbContextAsync(ct);
        try
        {
            await OpenAsync(db, file, ct);
        }
        catch (SqliteException e)
        {
            throw new StartRefusedException($"The database {file} cannot be opened ({e.Message}). {Cure(e)}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException($"The database {file} cannot be opened: {e.Message} {Unwritable}", e);
        }
    }

    private async Task OpenAsync(Db db, string file, CancellationToken ct)
    {
        if (System.IO.Path.GetDirectoryName(file) is { Length: > 0 } folder)
            OwnFolder.Create(folder);
        TakeLock();
        OwnFolder.CreateFile(file);
        if (OwnFolder.IsOpenToOthers(file))
            Log.OpenToOthers(logger, file);
        await MigrateAsync(db, file, ct);
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL;", ct);
        await CheckTriggersAsync(db, ct);
    }

    private static string Cure(SqliteException e) =>
        e.SqliteErrorCode switch
        {
            SQLitePCL.raw.SQLITE_NOTADB or SQLitePCL.raw.SQLITE_CORRUPT =>
                "It is no SQLite database, or damaged. Keep it with what lies beside it, and put a backup in its place (docs/operations.md, Restore).",
            SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED => "Another program has it locked; end that first.",
            SQLitePCL.raw.SQLITE_FULL => "The disk is full; make room.",
            SQLitePCL.raw.SQLITE_READONLY or SQLitePCL.raw.SQLITE_CANTOPEN or SQLitePCL.raw.SQLITE_PERM => Unwritable,
            _ => "Look at the disk and at the file's owner.",
        };

    public void Dispose() => _lock?.Dispose();

    /// <summary>The lock is a file of its own beside the database, so that it is held whatever became of that.</summary>
    /// <exception cref="ServedElsewhereException"/>
    /// <exception cref="StartRefusedException">The lock cannot be made, so that nobody knows.</exception>
    public void TakeLock()
    {
        var file = Path + ".lock";
        try
        {
            OwnFolder.CreateFile(file);
            _lock = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (LockedErrors.Contains(e.HResult))
        {
            throw new ServedElsewhereException(
                $"Another SnapshotShare process has the database {Path} open. One server process uses one SQLite file; stop the other first.",
                e
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException(
                $"{Path} cannot be opened: its lock {file} cannot be made. {e.Message} Give the product a folder that it can write to.",
                e
            );
        }
    }

    private async Task MigrateAsync(Db db, string file, CancellationToken ct)
    {
        var applied = (await db.Database.GetAppliedMigrationsAsync(ct)).ToHashSet(StringComparer.Ordinal);
        var known = db.Database.GetMigrations().ToList();
        if (applied.FirstOrDefault(migration => !known.Contains(migration, StringComparer.Ordinal)) is { } newer)
            throw new StartRefusedException(
                $"The database {file} was written by a newer version of SnapshotShare (it has migration {newer}). Start that version, or restore a backup."
            );
        if (known.All(applied.Contains))
            return;
        if (applied.Count > 0)
        {
            var stamp = time.GetUtcNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
            var backup = $"{file}.before-{known[^1]}-{stamp}";
            await db.Database.ExecuteSqlAsync($"VACUUM INTO {backup}", ct);
            Log.BackedUp(logger, backup);
        }
        // The framework's own lock is a row; a process killed in mid-migration leaves it behind. Ours is the file's lock.
        await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", ct);
        await db.Database.MigrateAsync(ct);
    }

    private static async Task CheckTriggersAsync(Db db, CancellationToken ct)
    {
        var missing = await LedgerTriggers.MissingAsync(db, ct);
        if (missing.Count > 0)
            throw new StartRefusedException(
                $"The ledger's protection is gone from the database: trigger {string.Join(", ", missing)} is missing or changed. Somebody has changed this file; "
                    + "restore a backup, or compare it with an exported head first."
            );
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "{File} can be read by others than its owner. It holds personal names and what was decided: take that away (chmod -R go-rwx)."
        )]
        public static partial void OpenToOthers(ILogger logger, string file);

        [LoggerMessage(Level = LogLevel.Information, Message = "Backed the database up to {Path} before migrating it.")]
        public static partial void BackedUp(ILogger logger, string path);
    }
}
