using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Clocks;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Shares;

/// <summary>
/// Closes every share that is past its deadline, whatever became of the pipeline, proves it gone, and keeps an eye on closed ones until
/// their snapshot is gone: a call that arrives late must not leave a door open.
/// </summary>
public sealed partial class Watchdog(
    LedgerTransaction ledger,
    IDbContextFactory<Db> databases,
    ShareCloser closer,
    ShareProver prover,
    EmergencyJournal emergency,
    OpenShares open,
    ClockCheck clocks,
    AwsTopology topology,
    Timings timings,
    TimeProvider time,
    ILogger<Watchdog> logger
)
{
    private static readonly TimeSpan Watch = TimeSpan.FromSeconds(30);
    private readonly LedgerTransaction _ledger = ledger;
    private readonly ConcurrentDictionary<string, DateTime> _lookAgain = new(StringComparer.Ordinal);
    private static readonly TimeSpan WritePatience = TimeSpan.FromSeconds(2);
    private IReadOnlyList<Share> _watched = [];
    private Task _writesDown = Task.CompletedTask;
    private readonly ConcurrentDictionary<string, bool> _underWay = new(StringComparer.Ordinal);

    /// <summary>More at once AWS would only refuse; each look is a handful of calls.</summary>
    private const int AtOnce = 8;
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _turns = new(StringComparer.Ordinal);

    /// <summary>
    /// One pass over every share that wants a look now. They are looked at side by side, a few of each account at once, and one that an earlier pass is still
    /// at is left to it, so that a call that hangs delays nobody else's.
    /// </summary>
    public async Task LookAsync(CancellationToken ct)
    {
        var due = await DueAsync(ct);
        await Task.WhenAll([
            .. due.GroupBy(share => share.SourceAccount, StringComparer.Ordinal).Select(shares => LookAsync(shares, ct)),
            LookAtDisownedAsync(ct),
        ]);
    }

    /// <summary>From the database; where that cannot be read or written, from what was read last.</summary>
    private async Task<IReadOnlyList<Share>> DueAsync(CancellationToken ct)
    {
        var now = time.UtcNowMilliseconds();
        await WriteDownAsync(ct);
        try
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            var rows = await db
                .Shares.AsNoTracking()
                .Where(share => share.WatchEndedAt == null)
                .OrderBy(share => share.Deadline)
                .ToListAsync(ct);
            // After the rows: one that is written meanwhile is missed here and no entry is.
            Compare([.. _ledger.Committed.Over(rows)], await _told.ReadAsync(db, ct));
            open.Remember(
                nameof(Share),
                _watched
                    .Select(row => new OpenShare(row.RequestId, row.SnapshotArn, row.TargetAccountId, row.Deadline, row.IntendedAt))
                    .Concat(_disowned.Select(told => told.AsOpen))
            );
        }
        catch (Exception e) when (!ct.IsCancellationRequested && EmergencyJournal.IsOfRecords(e))
        {
            emergency.Failed(e);
            _watched = [.. _ledger.Committed.And(_watched)];
        }
        // Rows that cannot be written do not say any more when they were looked at. What is open goes first.
        return [.. _watched.Where(share => WantsLook(share, now) && IsDue(share)).OrderBy(share => share.ClosedAt is not null)];
    }

    /// <summary>Others may queue for a database that somebody holds; what is due does not wait for them.</summary>
    private async Task WriteDownAsync(CancellationToken ct)
    {
        if (_writesDown.IsCompleted)
            _writesDown = TryWriteDownAsync(ct);
        if (!_writesDown.IsCompleted)
            await Task.WhenAny(_writesDown, Task.Delay(WritePatience, time, ct));
    }

    private async Task TryWriteDownAsync(CancellationToken ct)
    {
        try
        {
            await emergency.WriteDownAsync(ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested && EmergencyJournal.IsOfRecords(e))
        {
            emergency.Failed(e);
        }
    }

    /// <summary>A share's first look is at its deadline, whichever clock says so; after that it says itself when it wants the next.</summary>
    private bool WantsLook(Share share, DateTime now) =>
        emergency.Trouble is not null ? _lookAgain.GetValueOrDefault(share.RequestId) <= now
        : share.NextLookAt == share.Deadline ? IsOver(share)
        // Later than it ever asks for was written under another clock.
        : share.NextLookAt <= now || (share.NextLookAt > now + Watch && (share.ClosedAt is not null || IsOver(share)));

    /// <summary>Asked again right before AWS is: its answer to the look may have been the first to say what time it is.</summary>
    private bool IsDue(Share share) =>
        emergency.Wants(share.RequestId) || (share.ClosedAt is null ? IsOver(share) : emergency.Trouble is null || !IsSharedAnew(share));

    /// <summary>A later request of the same snapshot shares it by right, and ends with its own deadline. Where rows can be written, the intent is what asks that.</summary>
    private bool IsSharedAnew(Share closed) =>
        _watched.Any(other =>
            other.IsOpen && (other.SnapshotArn, other.TargetAccountId) == (closed.SnapshotArn, closed.TargetAccountId) && IsTold(other)
        );

    /// <summary>By an entry, or by what this process committed since the entries were read: a row alone gives nobody a right.</summary>
    private bool IsTold(Share other) =>
        _open.ContainsKey(other.RequestId) || _ledger.Committed.Of<Share>(other.RequestId) is { IsOpen: true };

    /// <summary>A share that begins in the future was opened by a clock that was ahead: nobody knows how long it has left.</summary>
    private bool IsOver(Share share) => clocks.IsOver(share.Deadline) || clocks.IsAhead(share.IntendedAt);

    private async Task LookAsync(IGrouping<string, Share> shares, CancellationToken ct)
    {
        var unproven = new ConcurrentQueue<UnprovenShare>();
        await Task.WhenAll(
            shares.Select(share =>
                InTurnAsync(
                    shares.Key,
                    share.RequestId,
                    async () =>
                    {
                        if (await LookAsync(share, ct) is { } closed)
                            unproven.Enqueue(closed);
                    },
                    ct
                )
            )
        );
        // After they are let go: a target that hangs must not keep its shares from being closed.
        await prover.ProveAsync(unproven, ct);
    }

    /// <summary>Not at all where an earlier pass is at it still.</summary>
    private async Task InTurnAsync(string account, string share, Func<Task> look, CancellationToken ct)
    {
        if (!_underWay.TryAdd(share, value: true))
            return;
        try
        {
            var turns = _turns.GetOrAdd(account, _ => new SemaphoreSlim(AtOnce));
            await turns.WaitAsync(ct);
            try
            {
                await look();
            }
            finally
            {
                turns.Release();
            }
        }
        finally
        {
            _underWay.TryRemove(share, out _);
        }
    }

    /// <summary>The share when it is closed and nobody has proven it yet.</summary>
    private async Task<UnprovenShare?> LookAsync(Share share, CancellationToken ct)
    {
        _lookAgain[share.RequestId] = time.UtcNowMilliseconds() + Shorter(timings.Look / 3, TimeSpan.FromSeconds(10));
        try
        {
            if (await closer.CloseAsync(new OverdueShare(this, share), ct) is not { } restore)
                return null;
            try
            {
                return await SettleAsync(share, restore, ct);
            }
            catch (Exception e) when (!ct.IsCancellationRequested && EmergencyJournal.IsOfRecords(e))
            {
                // It is as AWS has it, and is written down once that works again.
                emergency.Failed(e);
                return null;
            }
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            // Whatever it was: one share must never keep the others from being looked at.
            var error = AwsErrors.IsFromAws(e)
                ? AwsErrors.Classify(e).Refusal
                : new AwsError(e.GetType().Name, e.Message, RequestId: null, HttpStatus: null);
            Log.CouldNotClose(logger, share.RequestId, share.SnapshotArn, error.Code, error.Message, AwsErrors.IsFromAws(e) ? null : e);
            await CouldNotCloseAsync(share, error, ct);
            return null;
        }
    }

    private Task<UnprovenShare?> SettleAsync(Share share, RestoreAttribute restore, CancellationToken ct) =>
        ShareLife.WriteAsync<UnprovenShare?>(
            _ledger,
            share.RequestId,
            (scope, row) =>
            {
                if (restore.Names(row.TargetAccountId))
                {
                    ShareLife.LookAgain(row, scope.Now + timings.Quick);
                    return null;
                }
                ShareLife.Close(
                    scope,
                    Actor.Watchdog,
                    row,
                    new Dictionary<string, string>(StringComparer.Ordinal)
                    {
                        ["SourceRestoreAttribute"] = restore.Text(ifGone: "snapshot not there"),
                    }
                );
                // A call that arrives late must not leave a door open for a minute, however leisurely the timings.
                ShareLife.LookAgain(row, scope.Now + Shorter(timings.Look, Watch));
                if (row.ProvenAt is null && prover.TargetOf(row) is not null)
                    return new UnprovenShare(row, restore);
                // Whatever was sent has arrived by now, and there is nothing left that could be shared, or nothing of ours.
                if (
                    (restore.SharedWith is null || !row.SnapshotIsOurs)
                    && scope.Now >= row.ClosedAt + timings.ChangeTimeout + timings.LateArrival
                )
                    ShareLife.EndWatch(scope, row);
                return null;
            },
            ct
        );

    private async Task CouldNotCloseAsync(Share share, AwsError error, CancellationToken ct)
    {
        try
        {
            await ShareLife.WriteAsync(
                _ledger,
                share.RequestId,
                (scope, row) =>
                {
                    ShareLife.MarkOverdue(scope, row, error);
                    ShareLife.LookAgain(row, scope.Now + Shorter(timings.Look / 3, TimeSpan.FromSeconds(10)));
                },
                ct
            );
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            emergency.Failed(e);
            Log.NotWritten(logger, share.RequestId, e);
        }
    }

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private sealed class OverdueShare(Watchdog watchdog, Share share) : ShareClosing
    {
        public override string Account => share.SourceAccount;
        public override string SnapshotIdentifier => share.SnapshotIdentifier;
        public override string SharedWith => share.TargetAccountId;
        public override string Subject => share.RequestId;
        public override string Session => AwsClients.SessionOf(share.RequestId);

        public override Task<bool> IntendAsync(AwsChange change, CancellationToken ct) =>
            watchdog.IsDue(share)
                ? ShareLife.WriteAsync(watchdog._ledger, share.RequestId, (scope, row) => ShareLife.IntendToClose(scope, row, change), ct)
                : Task.FromResult(false);

        public override Task RecordAsync(AwsChange change, CloseOutcome outcome) =>
            ShareLife.WriteAsync(
                watchdog._ledger,
                share.RequestId,
                (scope, row) => ShareLife.RecordOutcome(scope, row, change, outcome),
                CancellationToken.None
            );
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Critical,
            Message = "Request {RequestId}: the share of {SnapshotArn} could not be closed: {Code}: {Text}"
        )]
        public static partial void CouldNotClose(
            ILogger logger,
            string requestId,
            string snapshotArn,
            string code,
            string text,
            Exception? exception
        );

        [LoggerMessage(Level = LogLevel.Critical, Message = "Request {RequestId}: what became of its share could not be written down.")]
        public static partial void NotWritten(ILogger logger, string requestId, Exception exception);
    }
}
