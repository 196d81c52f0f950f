using System.Globalization;
using System.Text.Json;
using SQLite;

namespace SnapshotShare.Jobs;

/// <summary>
/// Jobs of a process that is gone. One process uses a file, so whatever is queued or runs in it when it is opened will not be heard of
/// again; the rows that are due are dispatched anew. Retired they do not run a second time, do not pile up, and expire like the others.
/// </summary>
internal static class LeftoverJobs
{
    private const string Unfinished = "StateName IS NULL OR StateName NOT IN ('Succeeded', 'Deleted')";

    public static void Retire(SQLiteConnection database, TimeSpan stay)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var state = JsonSerializer.Serialize(
            new Dictionary<string, string>(StringComparer.Ordinal) { ["DeletedAt"] = now.ToString("O", CultureInfo.InvariantCulture) }
        );
        database.RunInTransaction(() =>
        {
            database.Execute($"UPDATE State SET ExpireAt = ? WHERE JobId IN (SELECT Id FROM Job WHERE {Unfinished})", (now + stay).Ticks);
            database.Execute(
                $"UPDATE JobParameter SET ExpireAt = ? WHERE JobId IN (SELECT Id FROM Job WHERE {Unfinished})",
                (now + stay).Ticks
            );
            database.Execute(
                "INSERT INTO State (JobId, Name, Reason, CreatedAt, Data, ExpireAt) "
                    + $"SELECT Id, 'Deleted', 'Its process ended; the request''s row decides when it is due', ?, ?, ? FROM Job WHERE {Unfinished}",
                now.Ticks,
                state,
                (now + stay).Ticks
            );
            database.Execute($"UPDATE Job SET StateName = 'Deleted', ExpireAt = ? WHERE {Unfinished}", (now + stay).Ticks);
            database.Execute("DELETE FROM JobQueue");
            database.Execute("DELETE FROM Server");
            database.Execute("DELETE FROM DistributedLock");
        });
    }
}
