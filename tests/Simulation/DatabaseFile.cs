using Microsoft.Data.Sqlite;
using SnapshotShare.Tests;

namespace SnapshotShare.Simulation.Tests;

/// <summary>
/// One run's database in a folder of its own. Most runs begin with a file that is migrated already; one in fifty migrates, because a server
/// may die there too.
/// </summary>
internal sealed class DatabaseFile : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("simulation-").FullName;

    public DatabaseFile(Scenario scenario)
    {
        var file = Path.Combine(_folder, "simulation.db");
        ConnectionString = $"Data Source={file};Pooling=True";
        if (!scenario.MigratesItself)
            MigratedFile.CopyTo(file);
    }

    public string ConnectionString { get; }

    /// <summary>Where the ledger's heads are kept.</summary>
    public string Folder => _folder;

    public void Dispose()
    {
        // This run's connections alone: another thread is in the middle of a run of its own.
        using (var connection = new SqliteConnection(ConnectionString))
            SqliteConnection.ClearPool(connection);
        Directory.Delete(_folder, recursive: true);
    }
}
