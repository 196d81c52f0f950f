using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Tests.Planning;
using SnapshotShare.Tests;

namespace SnapshotShare.Core.Tests;

/// <summary>
/// The records alone: a migrated database in a file, with the lane that every change takes and the heads beside it. Neither AWS nor a start is in it, so
/// that a rule which needs no more is judged in milliseconds.
/// </summary>
internal sealed class Records : IDbContextFactory<Db>, IDisposable
{
    private readonly DbContextOptions<Db> _options;

    public Records()
    {
        MigratedFile.CopyTo(DatabaseFile);
        _options = new DbContextOptionsBuilder<Db>().UseSqlite(ConnectionString).AddInterceptors(new SqlitePragmas("OFF")).Options;
        Ledger = new LedgerTransaction(this, Time, Feed);
        Heads = new LedgerHeads(Key);
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("snapshotshare-").FullName;
    public string DatabaseFile => Path.Combine(Folder, "test.db");
    public PassingTime Time { get; } = new();
    public ChangeFeed Feed { get; } = new();
    public LedgerTransaction Ledger { get; }
    public LedgerKey Key => new(Folder);
    public LedgerHeads Heads { get; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string ConnectionString => $"Data Source={DatabaseFile}";

    public Db CreateDbContext() => new(_options);

    /// <summary>A look at the database that somebody does something in the middle of.</summary>
    public Db CreateDbContext(IInterceptor between) => new(new DbContextOptionsBuilder<Db>(_options).AddInterceptors(between).Options);

    public LedgerCheck Check(params IReadOnlyList<ILedgerWitness> witnesses) =>
        new(this, Heads, witnesses, Time, Feed, NullLogger<LedgerCheck>.Instance);

    public LedgerWatch Watch(LedgerCheck check, TimeProvider? time = null) =>
        new(check, Heads, Ledger, this, time ?? Time, NullLogger<LedgerWatch>.Instance);

    /// <summary>Puts rows into the database as they are.</summary>
    public async Task WriteAsync(params object[] rows)
    {
        await using var db = CreateDbContext();
        db.AddRange(rows);
        await db.SaveChangesAsync(Ct);
    }

    /// <summary>The row that every start stamps.</summary>
    public Task StampAsync() =>
        WriteAsync(
            new EnvironmentStamp
            {
                Id = 1,
                Kind = "sandbox",
                AccountIds = "[]",
                SignInMode = "Personas",
                CreatedAt = Sample.Now,
                Installation = Sample.Installation,
            }
        );

    /// <summary>Entries of one subject, written at one moment, which is returned.</summary>
    public Task<DateTime> TellAsync(string subject, params IReadOnlyList<LedgerEvent> events) =>
        Ledger.WriteAsync(
            scope =>
            {
                foreach (var what in events)
                    scope.Append(Actor.Engine, subject, what);
                return Task.FromResult(scope.Now);
            },
            Ct
        );

    public async Task ExecuteAsync(string sql)
    {
        await using var db = CreateDbContext();
        await db.Database.ExecuteSqlRawAsync(sql, Ct);
    }

    public async Task<Share?> ShareAsync(string id)
    {
        await using var db = CreateDbContext();
        return await db.Shares.AsNoTracking().FirstOrDefaultAsync(row => row.RequestId == id, Ct);
    }

    public async Task<IReadOnlyList<LedgerEntry>> LedgerAsync()
    {
        await using var db = CreateDbContext();
        return await db.Ledger.AsNoTracking().OrderBy(entry => entry.Sequence).ToListAsync(Ct);
    }

    public void Dispose()
    {
        using (var connection = new SqliteConnection(ConnectionString))
            SqliteConnection.ClearPool(connection);
        Directory.Delete(Folder, recursive: true);
    }
}
