using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Text;
using SQLitePCL;

namespace SnapshotShare.Core.Shares;

/// <summary>Something that was done, or asked for by a person, while nothing could be written.</summary>
/// <param name="Subject">The request or drift finding; empty for a freeze.</param>
/// <param name="Failure">Why it could not be written, in words.</param>
/// <param name="Times">Times it was done, for one that is tried again and again; the members are the last one's.</param>
internal sealed record Unwritten(
    UnwrittenKind Kind,
    DateTime At,
    string Subject,
    string ActorId,
    string ActorName,
    IReadOnlyList<Role> Roles,
    string Failure,
    string? SnapshotArn = null,
    string? SharedWith = null,
    string? Outcome = null,
    string? AwsRequestId = null,
    string? Error = null,
    string Reason = "",
    int Times = 1,
    IReadOnlyList<string>? Groups = null
)
{
    public Actor Actor => new(ActorId, ActorName, Roles, SessionId: null);
}

internal enum UnwrittenKind
{
    /// <summary>AWS was asked to take a share away.</summary>
    Closing,

    /// <summary>A person wants a request's share taken away, or one that drifted.</summary>
    Unshare,

    /// <summary>A person wants every share taken away and none made.</summary>
    Freeze,

    /// <summary>A person signed in, for as long as nothing can be written.</summary>
    SignedIn,

    /// <summary>A person signed out, or the directory says that they may not stay.</summary>
    SignedOut,
}

/// <summary>Takes away at once, by a person's word, what is no request's share: everything, or one that drifted.</summary>
public interface IFreezer
{
    /// <summary>Nothing is written about a finding that is not there, or gone.</summary>
    /// <param name="askedAt">The moment somebody asked for it, before it could be written.</param>
    Task UnshareDriftAsync(LedgerScope scope, Actor actor, string findingId, DateTime askedAt, CancellationToken ct);

    /// <returns>The freeze that stands: this one, or the one that stood already.</returns>
    Task<Freeze> SetAsync(LedgerScope scope, Actor actor, string reason, DateTime at, CancellationToken ct);
}

/// <summary>
/// Taking exposure away depends on no write. What was done without one is kept here, in memory and in a file that was allocated beforehand, so that a
/// full disk takes it too, and is entered into the ledger as what it is once that takes it.
/// </summary>
public sealed partial class EmergencyJournal(
    string folder,
    LedgerTransaction ledger,
    IFreezer freezer,
    TimeProvider time,
    ChangeFeed feed,
    ILogger<EmergencyJournal> logger
)
{
    private const int MostKept = 64;

    private readonly AllocatedFile<Page> _file = new(Path.Combine(folder, "emergency.journal"), room: 64 * 1024);
    private readonly Lock _gate = new();
    private List<Unwritten> _pending = [];

    public string File => _file.Path;

    /// <summary>Why nothing can be written at present, in words; null when as far as is known everything can.</summary>
    public string? Trouble { get; private set; }

    /// <summary>The troubles there have been since the start, this one counted in.</summary>
    public int Troubles { get; private set; }

    /// <summary>Somebody has frozen sharing, and it is not in the database yet.</summary>
    public bool IsFrozen => Pending.Any(item => item.Kind == UnwrittenKind.Freeze);

    internal IReadOnlyList<Unwritten> Pending
    {
        get
        {
            lock (_gate)
                return _pending;
        }
    }

    /// <summary>
    /// True for a failure of our own records, as opposed to being told to stop. Asked where nothing but records is touched: whatever fails there, such as a
    /// file that cannot be read or a row that makes no sense, must keep nothing open.
    /// </summary>
    public static bool IsOfRecords(Exception failure) => failure is not OperationCanceledException && !Pass.IsWithoutServices(failure);

    /// <summary>Allocates the file, and takes up what an earlier process left in it.</summary>
    public void Open()
    {
        try
        {
            lock (_gate)
                _pending = [.. _file.Open()?.Pending ?? []];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.NoFile(logger, File, e);
        }
    }

    /// <summary>The share is to be taken away now, by the word of a person that is not in the database yet.</summary>
    /// <param name="subject">Its request, or its drift finding.</param>
    public bool Wants(string subject) =>
        Pending.Any(item => item.Kind == UnwrittenKind.Freeze || (item.Kind == UnwrittenKind.Unshare && item.Subject == subject));

    /// <summary>
    /// True for the database's own failure: it is full, locked, read-only, damaged or not there, or one of its triggers refuses. Anything else that breaks a
    /// command, such as a row that is there already, is a mistake.
    /// </summary>
    public static bool IsOfDatabase(Exception? failure) =>
        failure switch
        {
            null => false,
            RecordsUnavailableException => true,
            SqliteException { SqliteErrorCode: raw.SQLITE_ERROR or raw.SQLITE_MISMATCH or raw.SQLITE_MISUSE } => false,
            SqliteException { SqliteErrorCode: raw.SQLITE_CONSTRAINT } refused => refused.SqliteExtendedErrorCode
                == raw.SQLITE_CONSTRAINT_TRIGGER,
            SqliteException => true,
            _ => IsOfDatabase(failure.InnerException),
        };

    /// <summary>The same as a refusal, for whoever asked for what adds nothing to be taken away: nothing was done.</summary>
    public Refusal Refuse(Exception failure)
    {
        Failed(failure);
        return new Refusal(RefusalKind.Unavailable, Message.Of("records-unavailable", ("why", Words(failure))));
    }

    /// <summary>Our records failed. Said once, until they work again.</summary>
    public void Failed(Exception failure)
    {
        var words = Words(failure);
        if (Trouble == words)
            return;
        if (Trouble is null)
            Troubles++;
        Trouble = words;
        Log.NothingWritten(logger, words, failure);
        feed.Publish(Change.OfEverything);
    }

    /// <param name="subject">The request, or the drift finding.</param>
    public void Unshare(Actor actor, string subject, Exception failure) =>
        Add(new Unwritten(UnwrittenKind.Unshare, Now, subject, actor.Id, actor.Name, [.. actor.Roles], Words(failure)));

    public void Freeze(Actor actor, string reason, Exception failure) =>
        Add(new Unwritten(UnwrittenKind.Freeze, Now, "", actor.Id, actor.Name, [.. actor.Roles], Words(failure), Reason: reason));

    public void SignedIn(Actor actor, Exception failure)
    {
        Failed(failure);
        Add(
            new Unwritten(
                UnwrittenKind.SignedIn,
                Now,
                "",
                actor.Id,
                actor.Name,
                [.. actor.Roles],
                Words(failure),
                Groups: [.. actor.Groups]
            )
        );
    }

    /// <summary>Ends every session of the person once that can be written: which one it was is known to nobody who starts next.</summary>
    /// <param name="changed">The directory's last word about the person; null where it was not asked.</param>
    public void SignedOut(Actor actor, string? why, Recheck.Stands? changed, Exception failure)
    {
        Failed(failure);
        Add(
            new Unwritten(
                UnwrittenKind.SignedOut,
                Now,
                "",
                actor.Id,
                actor.Name,
                [.. actor.Roles],
                Words(failure),
                Outcome: changed is null ? null : string.Join(',', changed.Roles.Order()),
                Reason: why ?? "",
                Groups: changed is null ? null : [.. changed.Groups]
            )
        );
    }

    internal void Closed(ShareClosing closing, string snapshotArn, CloseOutcome outcome, string told, Exception failure)
    {
        Failed(failure);
        Add(
            new Unwritten(
                UnwrittenKind.Closing,
                Now,
                closing.Subject,
                Actor.Watchdog.Id,
                Actor.Watchdog.Name,
                [],
                Words(failure),
                snapshotArn,
                closing.SharedWith,
                told,
                outcome.AwsRequestId,
                outcome.Error is { } error ? $"{error.Code}: {error.Message}" : null
            )
        );
    }

    /// <summary>Enters what is kept, oldest first, and finds out whether records can be written again. Throws when they cannot.</summary>
    public async Task WriteDownAsync(CancellationToken ct)
    {
        if (Trouble is null && Pending.Count == 0)
            return;
        while (Pending is [var first, ..])
        {
            await ledger.WriteAsync(scope => EnterAsync(scope, first, ct), ct);
            lock (_gate)
                Keep([.. _pending.Select(item => Less(item, first)).OfType<Unwritten>()]);
        }
        if (Trouble is null)
            return;
        await ProbeAsync(ct);
        Trouble = null;
        Log.WrittenAgain(logger);
        feed.Publish(Change.OfEverything);
    }

    /// <summary>The item without what was entered of it; it may have been done again while that was written.</summary>
    private static Unwritten? Less(Unwritten item, Unwritten entered) =>
        !IsSame(item, entered) ? item
        : item.Times > entered.Times ? item with { Times = item.Times - entered.Times }
        : null;

    private static bool IsSame(Unwritten one, Unwritten other) =>
        (one.Kind, one.Subject, one.SharedWith, one.ActorId) == (other.Kind, other.Subject, other.SharedWith, other.ActorId);

    /// <summary>Writes something that changes nothing. Throws when it cannot be written.</summary>
    public Task ProbeAsync(CancellationToken ct) =>
        ledger.WriteAsync(scope => scope.Db.Database.ExecuteSqlAsync($"UPDATE Worlds SET Id = Id", ct), ct);

    private DateTime Now => time.UtcNowMilliseconds();

    private static string Words(Exception failure) => (failure.InnerException ?? failure).Message;

    private async Task EnterAsync(LedgerScope scope, Unwritten item, CancellationToken ct)
    {
        switch (item.Kind)
        {
            case UnwrittenKind.Closing:
                scope.Append(
                    Actor.Watchdog,
                    item.Subject,
                    new ClosedWithoutEntry(
                        item.SnapshotArn!,
                        item.SharedWith!,
                        item.At,
                        item.Outcome!,
                        item.AwsRequestId,
                        item.Error,
                        item.Failure,
                        item.Times
                    )
                );
                break;
            case UnwrittenKind.Unshare:
                var share = await scope.Db.Shares.FirstOrDefaultAsync(row => row.RequestId == item.Subject, ct);
                if (
                    share is { IsOpen: true }
                    && await scope.Db.Requests.FirstOrDefaultAsync(row => row.Id == item.Subject, ct) is { } request
                )
                {
                    ShareLife.Expire(scope, share, request);
                    request.Version++;
                }
                // A row that is gone, or says that it is over, is no end of a share that entries tell of.
                if (share is not { IsOpen: true } && ToldShares.Of(scope, item.Subject) is { } told)
                    scope.Append(item.Actor, item.Subject, new UnshareAsked(told.SnapshotArn, told.TargetAccountId, item.At));
                else if (share is not null)
                    scope.Append(item.Actor, item.Subject, new UnshareAsked(share.SnapshotArn, share.TargetAccountId, item.At));
                else
                    await freezer.UnshareDriftAsync(scope, item.Actor, item.Subject, item.At, ct);
                break;
            case UnwrittenKind.Freeze:
                await freezer.SetAsync(scope, item.Actor, item.Reason, item.At, ct);
                break;
            case UnwrittenKind.SignedIn:
                // Over by now; what the directory said of the person counts for a yes of theirs all the same.
                scope.Db.Add(
                    new SignInSession
                    {
                        Id = Guid.NewGuid().ToString("N"),
                        PersonId = item.ActorId,
                        PersonName = item.ActorName,
                        Roles = string.Join(',', item.Roles.Order()),
                        Groups = string.Join('\n', item.Groups ?? []),
                        StartedAt = item.At,
                        EndedAt = scope.Now,
                    }
                );
                scope.Append(item.Actor, subject: "", new SignedIn(item.At, item.Times));
                scope.Append(item.Actor, subject: "", new SignedOut("records can be written again"));
                break;
            case UnwrittenKind.SignedOut:
                var sessions = await scope
                    .Db.Set<SignInSession>()
                    .Where(session => session.PersonId == item.ActorId)
                    .OrderBy(session => session.StartedAt)
                    .ToListAsync(ct);
                // The last one, over or not, is what a yes of theirs is measured by.
                foreach (var session in sessions.Where(session => session.EndedAt is null || session == sessions[^1]))
                {
                    (session.EndedAt, session.Ticket) = (session.EndedAt ?? scope.Now, null);
                    if (item.Outcome is { } roles)
                        (session.Roles, session.Groups) = (roles, string.Join('\n', item.Groups ?? []));
                }
                scope.Append(item.Actor, subject: "", new SignedOut(item.Reason is "" ? null : item.Reason, item.At));
                break;
        }
    }

    /// <summary>One that is tried again and again takes one place.</summary>
    private void Add(Unwritten item)
    {
        lock (_gate)
        {
            var same = _pending.Find(known => IsSame(known, item));
            // A later word without one of the directory leaves the one before.
            var kept = same is null
                ? item
                : item with
                {
                    At = same.At,
                    Times = same.Times + 1,
                    Outcome = item.Outcome ?? same.Outcome,
                    Groups = item.Groups ?? same.Groups,
                };
            // Whoever comes and goes must not drive out what was done.
            var room = _pending.Where(known => !ReferenceEquals(known, same)).ToList();
            while (room.Count >= MostKept)
                room.RemoveAt(Math.Max(0, room.FindIndex(known => known.Kind is UnwrittenKind.SignedIn or UnwrittenKind.SignedOut)));
            Keep([.. room, kept]);
        }
        feed.Publish(Change.OfEverything);
    }

    private void Keep(List<Unwritten> pending)
    {
        _pending = pending;
        try
        {
            _file.Write(sequence => new Page(sequence, pending));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.NoFile(logger, File, e);
        }
    }

    private sealed record Page(long Sequence, IReadOnlyList<Unwritten> Pending) : AllocatedPage(Sequence);

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Critical,
            Message = "Nothing can be written ({Failure}). Overdue shares are taken away all the same; nothing new begins."
        )]
        public static partial void NothingWritten(ILogger logger, string failure, Exception exception);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Everything can be written again, and what was done without is entered.")]
        public static partial void WrittenAgain(ILogger logger);

        [LoggerMessage(Level = LogLevel.Critical, Message = "{File} cannot be used either; what is done is kept in memory alone.")]
        public static partial void NoFile(ILogger logger, string file, Exception exception);
    }
}
