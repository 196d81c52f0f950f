using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SQLitePCL;

namespace SnapshotShare.Core.Persistence;

/// <summary>
/// The settings that SQLite forgets with each connection, said once to each: a pooled one that is lent again still knows. FULL: a commit that was
/// answered survives a power cut.
/// </summary>
public sealed class SqlitePragmas(string synchronous = "FULL") : DbConnectionInterceptor
{
    /// <summary>Seconds that another program's lock is waited for, and not the half minute that is usual: an overdue share waits behind it.</summary>
    private const int Patience = 5;

    private readonly string _pragmas = $"PRAGMA synchronous={synchronous}; PRAGMA foreign_keys=ON; PRAGMA busy_timeout={Patience}000;";

    /// <summary>By SQLite's own handle, which lives as long as the connection does and no longer.</summary>
    private readonly ConditionalWeakTable<sqlite3, object> _told = [];

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        if (Knows(connection))
            return;
        using var command = Command(connection);
        command.ExecuteNonQuery();
        Remember(connection);
    }

    public override async Task ConnectionOpenedAsync(
        DbConnection connection,
        ConnectionEndEventData eventData,
        CancellationToken cancellationToken = default
    )
    {
        if (Knows(connection))
            return;
        await using var command = Command(connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
        Remember(connection);
    }

    private bool Knows(DbConnection connection)
    {
        // Of the object that is lent, and not of what it holds: said each time.
        ((SqliteConnection)connection).DefaultTimeout = Patience;
        return _told.TryGetValue(Handle(connection), out _);
    }

    private void Remember(DbConnection connection) => _told.TryAdd(Handle(connection), this);

    private static sqlite3 Handle(DbConnection connection) => ((SqliteConnection)connection).Handle!;

    private DbCommand Command(DbConnection connection)
    {
        var command = connection.CreateCommand();
        command.CommandText = _pragmas;
        return command;
    }
}
