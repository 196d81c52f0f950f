using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using SnapshotShare.Core.Accounts;
using SnapshotShare.Core.Audit;
using SnapshotShare.Core.People;
using SnapshotShare.Core.Planning;

namespace SnapshotShare.Core.Data;

/// <summary>
/// Opens the database for this process alone: lock, backup before a migration, migration, the ledger's triggers, the stamp of the world.
/// Whatever is wrong throws <see cref="StartRefusedException"/> before anything else has begun.
/// </summary>
public sealed partial class Database(
    IDbContextFactory<SnapshotShareDb> databases,
    WritingLane lane,
    World world,
    Estate estate,
    TimeProvider time,
    ILogger<Database> logger
) : IDisposable
{
    private FileStream? _lock;

    public async Task OpenAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var file = new SqliteConnectionStringBuilder(db.Database.GetConnectionString()).DataSource;
        if (Path.GetDirectoryName(Path.GetFullPath(file)) is { Length: > 0 } folder)
            Directory.CreateDirectory(folder);
        TakeLock(file);
        await MigrateAsync(db, file, ct);
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL;", ct);
        await CheckTriggersAsync(db, ct);
        await StampAsync(ct);
        await CheckAccountsAsync(db, ct);
    }

    public void Dispose() => _lock?.Dispose();

    private void TakeLock(string file)
    {
        try
        {
            _lock = new FileStream(file + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new StartRefusedException(
                $"Another SnapshotShare process has the database {file} open. One server process uses one SQLite file; stop the other first.",
                e
            );
        }
    }

    private async Task MigrateAsync(SnapshotShareDb db, string file, CancellationToken ct)
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

    private static async Task CheckTriggersAsync(SnapshotShareDb db, CancellationToken ct)
    {
        var triggers = await db
            .Database.SqlQueryRaw<string>("SELECT name AS Value FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'Ledger'")
            .ToListAsync(ct);
        var missing = LedgerTriggers.Names.Except(triggers, StringComparer.Ordinal).ToList();
        if (missing.Count > 0)
            throw new StartRefusedException(
                $"The ledger's protection is gone from the database: trigger {string.Join(", ", missing)} is missing. Somebody has changed this file; "
                    + "restore a backup, or compare it with an exported head first."
            );
    }

    private async Task StampAsync(CancellationToken ct) =>
        await lane.WriteAsync(
            async scope =>
            {
                // Nobody else has this file, so every lease in it belongs to a process that is gone.
                await scope
                    .Db.Requests.Where(row => row.LeaseOwner != null)
                    .ExecuteUpdateAsync(
                        rows =>
                            rows.SetProperty(row => row.LeaseOwner, (string?)null)
                                .SetProperty(row => row.LeaseUntil, (DateTime?)null)
                                .SetProperty(row => row.Version, row => row.Version + 1),
                        ct
                    );
                var stamp = await scope.Db.Worlds.SingleOrDefaultAsync(ct);
                if (stamp is null)
                {
                    scope.Db.Worlds.Add(
                        new WorldStamp
                        {
                            Id = 1,
                            Kind = world.Kind,
                            AccountIds = world.AccountText,
                            SignInMode = world.SignInMode,
                            CreatedAt = scope.Now,
                        }
                    );
                    scope.Append(
                        AuditKind.WorldCreated,
                        Actor.Engine,
                        "",
                        new()
                        {
                            ["kind"] = world.Kind,
                            ["accounts"] = world.AccountText,
                            ["signIn"] = world.SignInMode,
                        }
                    );
                }
                else if (!world.Admits(stamp))
                {
                    throw new StartRefusedException(
                        $"This database belongs to another world: it was made for {World.Describe(stamp)}, and the configuration says {world}. "
                            + "Point Database:ConnectionString at a database of its own."
                    );
                }
                else if (world.AccountText != stamp.AccountIds)
                {
                    // From now on it holds data of the new account too, so that one may not leave either.
                    scope.Append(
                        AuditKind.WorldExtended,
                        Actor.Engine,
                        "",
                        new() { ["before"] = stamp.AccountIds, ["accounts"] = world.AccountText }
                    );
                    stamp.AccountIds = world.AccountText;
                }
            },
            ct
        );

    /// <summary>
    /// Rows hold accounts by name. Under another name a share could not be closed; under a name that means another account now, it would
    /// be looked for there and taken for gone.
    /// </summary>
    private async Task CheckAccountsAsync(SnapshotShareDb db, CancellationToken ct)
    {
        var requests = await db.Requests.AsNoTracking().Where(request => request.EndedAt == null).ToListAsync(ct);
        var shares = await db.Shares.AsNoTracking().Where(share => share.WatchEndedAt == null).ToListAsync(ct);
        var drift = await db.Drift.AsNoTracking().Where(finding => finding.GoneAt == null).ToListAsync(ct);
        var strange = requests
            .SelectMany(request => new[] { request.Plan.From, request.Plan.To }.Select(side => (What: $"request {request.Id}", Side: side)))
            .Concat(shares.Select(share => (What: $"share {share.RequestId}", Side: SideOf(share.SourceAccount, share.SnapshotArn))))
            .Concat(drift.Select(finding => (What: $"drift {finding.Id}", Side: SideOf(finding.Account, finding.SnapshotArn))))
            .Where(live => !IsKnown(live.Side))
            .GroupBy(live => live.Side, live => live.What)
            .Select(group =>
                $"'{group.Key.Account}' ({string.Join(", ", group.Order(StringComparer.Ordinal).Take(5))}): {Words(group.Key)}"
            )
            .ToList();
        if (strange.Count > 0)
            throw new StartRefusedException(
                $"What is under way names accounts that the configuration does not know so any more: {string.Join("; ", strange)}. "
                    + "Give them back their names in Aws:Accounts until it has come to its end."
            );
    }

    private static PlanSide SideOf(string account, string arn) =>
        arn.Split(':') is [_, _, _, var region, var id, ..] ? new(account, id, region) : new(account, "?", "?");

    private bool IsKnown(PlanSide side) =>
        estate.Accounts.TryGetValue(side.Account, out var now) && (now.AccountId, now.Region) == (side.AccountId, side.Region);

    private string Words(PlanSide side) =>
        $"it was account {side.AccountId} in {side.Region}"
        + (estate.Accounts.TryGetValue(side.Account, out var now) ? $", and now it is {now.AccountId} in {now.Region}" : "");

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Backed the database up to {Path} before migrating it.")]
        public static partial void BackedUp(ILogger logger, string path);
    }
}
