using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace SnapshotShare.Simulation.Tests;

/// <summary>
/// The database as servers find it, which for a while takes no write: its disk is full, somebody holds its lock, it may only be read. In one time of
/// four it cannot be read either.
/// </summary>
internal sealed class Records(SimulatedRun run)
{
    private const int Busy = 5;
    private const int ReadOnly = 8;

    private static readonly (int Code, string Words)[] Refusals =
    [
        (Busy, "database is locked"),
        (ReadOnly, "attempt to write a readonly database"),
        (10, "disk I/O error"),
        (13, "database or disk is full"),
    ];

    private (int Code, string Words) _refusal;
    private bool _areUnreadable;
    private DateTime _writableSince;

    /// <summary>When it takes writes again; null while it does.</summary>
    public DateTime? BackAt { get; private set; }

    /// <summary>Since when everything can be written.</summary>
    public DateTime WritableSince => AreRefused ? run.Time.Now : _writableSince;

    /// <summary>Times it began to refuse.</summary>
    public int Times { get; private set; }

    public bool AreRefused => BackAt is not null;

    /// <summary>In the moment in which they can be written again too: a server knows it once it has tried.</summary>
    public bool AreTakenForRefused => AreRefused || run.Time.Now == _writableSince;

    public bool AreUnreadable => AreRefused && _areUnreadable;

    public void Refuse()
    {
        _refusal = Refusals[run.Random.Next(Refusals.Length)];
        _areUnreadable = run.Random.Next(4) == 0;
        BackAt = run.Time.Now.AddMinutes(run.Random.Next(1, 60));
        Times++;
        run.Trace.Note($"{_refusal.Words}{(_areUnreadable ? ", nor can it be read" : "")}, until {BackAt:HH:mm:ss}");
    }

    /// <summary>At its time, or because somebody who starts a server sees to it first.</summary>
    public void Restore()
    {
        if (!AreRefused)
            return;
        (BackAt, _writableSince) = (null, run.Time.Now);
        run.Trace.Note("everything can be written again");
    }

    public void RestoreWhenDue()
    {
        if (BackAt <= run.Time.Now)
            Restore();
    }

    /// <summary>True for what the product lets out because of this, to be tried again by whatever tried it.</summary>
    public static bool IsRefusal(Exception? failure) =>
        failure is not null && (failure is RefusedException || IsRefusal(failure.InnerException));

    /// <summary>Where somebody holds the lock, or the file may only be read, nothing begins.</summary>
    public void Begin()
    {
        if (_refusal.Code is Busy or ReadOnly)
            Commit();
    }

    /// <summary>A full disk is full when it is to be filled.</summary>
    public void Commit()
    {
        if (AreRefused)
            throw new RefusedException(_refusal.Words, _refusal.Code);
    }

    public void Read()
    {
        if (AreUnreadable)
            throw new RefusedException("unable to open database file", 14);
    }

    /// <summary>Stands before each connection of a server.</summary>
    public DbConnectionInterceptor Doors => field ??= new Door(this);

    private sealed class RefusedException(string words, int code) : SqliteException(words, code);

    private sealed class Door(Records records) : DbConnectionInterceptor
    {
        public override InterceptionResult ConnectionOpening(
            DbConnection connection,
            ConnectionEventData eventData,
            InterceptionResult result
        )
        {
            records.Read();
            return result;
        }

        public override ValueTask<InterceptionResult> ConnectionOpeningAsync(
            DbConnection connection,
            ConnectionEventData eventData,
            InterceptionResult result,
            CancellationToken cancellationToken = default
        ) => ValueTask.FromResult(ConnectionOpening(connection, eventData, result));
    }
}
