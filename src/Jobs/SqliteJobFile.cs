using System.Buffers.Binary;
using Hangfire;
using Hangfire.Storage.SQLite;
using Microsoft.Win32.SafeHandles;
using SnapshotShare.Core.Persistence;
using SQLite;

namespace SnapshotShare.Jobs;

/// <summary>Hangfire's records in a SQLite file of their own, which is worth nothing: whatever is wrong with it, it is made anew.</summary>
internal sealed class SqliteJobFile(string path) : JobStorageChoice, IDisposable
{
    /// <summary>
    /// A finished job stays for an hour. A request is looked at up to twice a minute, so 200 of them leave 24,000 jobs in that time, some
    /// 30 MB; a day's worth would be read by nobody, because the ledger tells what a request did.
    /// </summary>
    private static readonly TimeSpan FinishedStay = TimeSpan.FromHours(1);
    private static readonly TimeSpan ExpiredAreRemovedEvery = TimeSpan.FromMinutes(5);

    /// <summary>Tells our file from any other database; it stands in the file's header.</summary>
    private const int ApplicationId = 0x534A4F42;
    private const int ApplicationIdOffset = 68;
    private const int HeaderLength = 100;

    private readonly string _path = Path.GetFullPath(path);
    private FileStream? _lock;
    private Life? _life;

    /// <summary>Other than usual in tests alone, like the next.</summary>
    public TimeSpan Stay { get; init; } = FinishedStay;

    public TimeSpan RemoveEvery { get; init; } = ExpiredAreRemovedEvery;

    public override JobStorage Open(out string? madeAnew)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        TakeLock();
        _life?.Dispose();
        _life = null;
        madeAnew = FindUnusable();
        if (madeAnew is null)
        {
            try
            {
                return OpenFile();
            }
            catch (Exception e) when (e is SQLiteException or InvalidDataException)
            {
                madeAnew = e.Message;
            }
        }
        MoveAside();
        return OpenFile();
    }

    public override string? FindTrouble()
    {
        if (_life is not { } life)
            return null;
        if (life.Trouble is { } told)
            return told;
        if (!File.Exists(_path))
            return $"{_path} is gone";
        // Through a handle that stays open: closing one would drop the locks that SQLite holds on the same file.
        return HeaderTrouble(life.Header) ?? (IsReplaced(life.Header) ? $"{_path} was replaced by another file" : null);
    }

    public void Dispose()
    {
        _life?.Dispose();
        _lock?.Dispose();
        (_life, _lock) = (null, null);
    }

    private void TakeLock()
    {
        try
        {
            _lock ??= new FileStream(_path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new StartRefusedException(
                $"Another SnapshotShare process has {_path} open. One server process uses one data folder; stop the other first.",
                e
            );
        }
    }

    private string? FindUnusable()
    {
        if (Directory.Exists(_path))
            return $"{_path} is a directory";
        if (!File.Exists(_path))
        {
            // SQLite would take what is left of another file for this one's.
            RemoveCompanions();
            return null;
        }
        try
        {
            using var header = OpenHeader();
            return HeaderTrouble(header);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }

    private string? HeaderTrouble(SafeFileHandle header)
    {
        Span<byte> bytes = stackalloc byte[HeaderLength];
        if (RandomAccess.Read(header, bytes, 0) < HeaderLength || !bytes.StartsWith("SQLite format 3\0"u8))
            return $"{_path} is not a SQLite database";
        return BinaryPrimitives.ReadInt32BigEndian(bytes[ApplicationIdOffset..]) == ApplicationId
            ? null
            : $"{_path} is a database of something else";
    }

    /// <summary>True when the path leads to another file than the one that is open, told without opening it.</summary>
    private bool IsReplaced(SafeFileHandle open)
    {
        // SQLite may write between the two questions, but not each time.
        for (var i = 0; i < 5; i++)
        {
            var found = new FileInfo(_path);
            if (!found.Exists || (found.Length, found.LastWriteTimeUtc) == (RandomAccess.GetLength(open), File.GetLastWriteTimeUtc(open)))
                return false;
        }
        return true;
    }

    private SafeFileHandle OpenHeader() => File.OpenHandle(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    private SQLiteStorage OpenFile()
    {
        if (!File.Exists(_path))
            MakeFile();
        var life = new Life(OpenHeader());
        try
        {
            using (var first = Connect())
            {
                if (first.ExecuteScalar<string>("PRAGMA quick_check(1)") is var found and not "ok")
                    throw new InvalidDataException($"{_path} is damaged: {found}");
            }
            var options = new SQLiteStorageOptions
            {
                JobExpirationCheckInterval = RemoveEvery,
                // Our own queue tells its workers at once; the package's own would ask the file.
                QueuePollInterval = TimeSpan.FromSeconds(1),
            };
            var storage = new SQLiteStorage(
                new SQLiteDbConnectionFactory(() => life.IsOver ? throw new ObjectDisposedException(_path) : Connect()),
                options
            )
            {
                JobExpirationTimeout = Stay,
            };
            storage.QueueProviders.Add(new SignallingQueue(life.Tell), [SignallingQueue.Name]);
            using (var context = storage.CreateAndOpenConnection())
                LeftoverJobs.Retire(context.Database, Stay);
            _life = life;
            return storage;
        }
        catch
        {
            life.Dispose();
            throw;
        }
    }

    /// <summary>The header is written before the first page goes to the log, so that it is there from the beginning.</summary>
    private void MakeFile()
    {
        using var connection = new SQLiteConnection(_path, SQLiteOpenFlags.ReadWrite | SQLiteOpenFlags.Create | SQLiteOpenFlags.FullMutex);
        connection.Execute($"PRAGMA application_id={ApplicationId}");
    }

    /// <summary>Never makes a file: beside connections to a deleted one, it would be a second truth.</summary>
    private SQLiteConnection Connect()
    {
        // FullMutex, because the heartbeat of Hangfire's locks comes on a thread of its own.
        var connection = new SQLiteConnection(_path, SQLiteOpenFlags.ReadWrite | SQLiteOpenFlags.FullMutex, storeDateTimeAsTicks: true)
        {
            BusyTimeout = TimeSpan.FromSeconds(5),
        };
        try
        {
            connection.ExecuteScalar<string>("PRAGMA journal_mode=WAL");
            // A power cut may spoil the file, and then it is made anew; a disk's flush for each change of a job's state is not worth it.
            connection.Execute("PRAGMA synchronous=OFF");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Kept once, in case it was somebody's: a path that was mistyped may point at anything.</summary>
    private void MoveAside()
    {
        if (Directory.Exists(_path))
            Directory.Move(_path, $"{_path}.unusable-{Guid.CreateVersion7():N}");
        else if (File.Exists(_path))
            File.Move(_path, $"{_path}.unusable", overwrite: true);
        RemoveCompanions();
    }

    private void RemoveCompanions()
    {
        foreach (var companion in new[] { $"{_path}-wal", $"{_path}-shm", $"{_path}-journal" })
            if (Directory.Exists(companion))
                Directory.Move(companion, $"{companion}.unusable-{Guid.CreateVersion7():N}");
            else
                File.Delete(companion);
    }

    /// <summary>The file from one opening to the next.</summary>
    private sealed class Life(SafeFileHandle header) : IDisposable
    {
        private volatile string? _trouble;

        public SafeFileHandle Header => header;
        public string? Trouble => _trouble;
        public bool IsOver => header.IsClosed;

        /// <summary>Called by a worker whose queue could not be read.</summary>
        public void Tell(SQLiteException e) => _trouble ??= e.Message;

        public void Dispose() => header.Dispose();
    }
}
