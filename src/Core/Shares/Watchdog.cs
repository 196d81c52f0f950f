using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Text;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Shares;

/// <summary>
/// Takes away every share that is past its deadline, whatever became of the pipeline, and keeps an eye on closed ones until their
/// snapshot is gone: a call that arrives late must not leave a door open.
/// </summary>
public sealed partial class Watchdog(
    LedgerTransaction ledger,
    IDbContextFactory<Db> databases,
    Observer observer,
    AwsClients clients,
    Timings timings,
    TimeProvider time,
    ILogger<Watchdog> logger
)
{
    private static readonly TimeSpan Watch = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<string, bool> _underWay = new(StringComparer.Ordinal);

    /// <summary>
    /// One pass over every share that wants a look now. Accounts are looked at side by side, and one that an earlier pass is still at is left
    /// to it, so that an account that hangs delays nobody else's.
    /// </summary>
    public async Task LookAsync(CancellationToken ct)
    {
        var now = time.UtcNowMilliseconds();
        await using var db = await databases.CreateDbContextAsync(ct);
        var due = await db
            .Shares.AsNoTracking()
            .Where(share => share.WatchEndedAt == null && share.NextLookAt <= now && (share.ClosedAt != null || share.Deadline <= now))
            .OrderBy(share => share.Deadline)
            .ToListAsync(ct);
        await Task.WhenAll(due.GroupBy(share => share.SourceAccount, StringComparer.Ordinal).Select(shares => LookAsync(shares, ct)));
    }

    private async Task LookAsync(IGrouping<string, Share> shares, CancellationToken ct)
    {
        if (!_underWay.TryAdd(shares.Key, value: true))
            return;
        try
        {
            foreach (var share in shares)
                await LookAsync(share, ct);
        }
        finally
        {
            _underWay.TryRemove(shares.Key, out _);
        }
    }

    private async Task LookAsync(Share share, CancellationToken ct)
    {
        try
        {
            var sharedWith = await observer.SharedWithAsync(share.SourceAccount, share.SnapshotIdentifier, ct);
            if (sharedWith?.Contains(share.TargetAccountId, StringComparer.Ordinal) == true)
            {
                if (!await TakeAwayAsync(share, ct))
                    return;
                sharedWith = await observer.SharedWithAsync(share.SourceAccount, share.SnapshotIdentifier, ct);
            }
            await ClosedAsync(share, sharedWith, ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            // Whatever it was: one share must never keep the others from being looked at.
            var refusal = AwsErrors.IsFromAws(e)
                ? AwsErrors.Classify(e).Refusal
                : new AwsError(e.GetType().Name, e.Message, RequestId: null, HttpStatus: null);
            if (AwsErrors.IsExpiredSession(refusal))
                Account(share).RenewSession();
            Log.CouldNotClose(logger, share.RequestId, share.SnapshotArn, refusal.Code, refusal.Message, AwsErrors.IsFromAws(e) ? null : e);
            await CouldNotCloseAsync(share, refusal, ct);
        }
    }

    private async Task CouldNotCloseAsync(Share share, AwsError refusal, CancellationToken ct)
    {
        try
        {
            await WriteAsync(
                share,
                (scope, row) =>
                {
                    if (row.IsOpen && row.CloseFailure is null)
                        Append(
                            scope,
                            LedgerKind.ShareOverdue,
                            row,
                            ("code", refusal.Code),
                            ("message", refusal.Message),
                            ("closeByHand", row.CloseCommand)
                        );
                    if (row.IsOpen)
                        row.CloseFailure = $"{refusal.Code}: {refusal.Message}";
                    row.NextLookAt = scope.Now + Shorter(timings.Look / 3, TimeSpan.FromSeconds(10));
                },
                ct
            );
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            Log.NotWritten(logger, share.RequestId, e);
        }
    }

    /// <summary>False when it is not this share's business any more.</summary>
    private async Task<bool> TakeAwayAsync(Share share, CancellationToken ct)
    {
        var deed = AwsChange(share);
        var mayBeSent = false;
        await WriteAsync(
            share,
            (scope, row) =>
            {
                mayBeSent = row.WatchEndedAt is null && !(row.ClosedAt is not null && IsSharedAnew(scope, row));
                if (!mayBeSent)
                {
                    // A later share of the same snapshot has a deadline and a watch of its own.
                    row.WatchEndedAt ??= scope.Now;
                    return;
                }
                if (!row.IsOpen)
                {
                    // It was closed and proven; somebody, or a call of ours that arrived late, opened it again.
                    row.ClosedAt = null;
                    row.ProvenAt = null;
                    // Nobody approved it a second time: it is overdue from its first moment, and looked at until it is gone.
                    row.Deadline = scope.Now < row.Deadline ? scope.Now : row.Deadline;
                    Append(scope, LedgerKind.ShareReturned, row);
                }
                Append(
                    scope,
                    LedgerKind.Intent,
                    row,
                    ("account", deed.Account),
                    ("operation", deed.Operation),
                    ("parameters", deed.Parameters),
                    ("cli", deed.Cli)
                );
            },
            ct
        );
        if (!mayBeSent)
            return false;
        string? awsRequestId = null;
        try
        {
            awsRequestId = (await deed.SendAsync(Account(share).Changing, timings.ChangeTimeout, time, ct)).ResponseMetadata?.RequestId;
        }
        catch (Exception e) when (AwsErrors.IsFromAws(e))
        {
            var (fault, refusal) = AwsErrors.Classify(e);
            await WriteAsync(
                share,
                (scope, row) =>
                    Append(
                        scope,
                        LedgerKind.Result,
                        row,
                        ("operation", deed.Operation),
                        ("outcome", fault == ErrorHandling.Unknown ? "unknown" : "refused"),
                        ("code", refusal.Code),
                        ("message", refusal.Message),
                        ("awsRequestId", refusal.RequestId)
                    ),
                CancellationToken.None
            );
            throw;
        }
        await WriteAsync(
            share,
            (scope, row) =>
                Append(
                    scope,
                    LedgerKind.Result,
                    row,
                    ("operation", deed.Operation),
                    ("outcome", "accepted"),
                    ("awsRequestId", awsRequestId)
                ),
            CancellationToken.None
        );
        return true;
    }

    private static bool IsSharedAnew(LedgerScope scope, Share row) =>
        scope.Db.Shares.Any(other =>
            other.RequestId != row.RequestId
            && other.SnapshotArn == row.SnapshotArn
            && other.TargetAccountId == row.TargetAccountId
            && other.ClosedAt == null
        );

    private Task ClosedAsync(Share share, IReadOnlyList<string>? sharedWith, CancellationToken ct) =>
        WriteAsync(
            share,
            (scope, row) =>
            {
                // A call that arrives late must not leave a door open for a minute, however leisurely the timings.
                row.NextLookAt = scope.Now + Shorter(timings.Look, Watch);
                if (sharedWith?.Contains(row.TargetAccountId, StringComparer.Ordinal) == true)
                {
                    row.NextLookAt = scope.Now + timings.Quick;
                    return;
                }
                ShareLife.Close(
                    scope,
                    Actor.Watchdog,
                    row,
                    new Dictionary<string, string>(StringComparer.Ordinal)
                    {
                        ["SourceRestoreAttribute"] = sharedWith is null ? "snapshot not there" : $"[{string.Join(',', sharedWith)}]",
                    }
                );
                row.NextLookAt = scope.Now + Shorter(timings.Look, Watch);
                // Whatever was sent has arrived by now, and there is nothing left that could be shared, or nothing of ours.
                if ((sharedWith is null || !row.SnapshotIsOurs) && scope.Now >= row.ClosedAt + timings.ChangeTimeout + timings.LateArrival)
                    row.WatchEndedAt = scope.Now;
            },
            ct
        );

    private Task WriteAsync(Share share, Action<LedgerScope, Share> change, CancellationToken ct) =>
        ledger.WriteAsync(
            async scope =>
            {
                var row = await scope.Db.Shares.FirstAsync(row => row.RequestId == share.RequestId, ct);
                change(scope, row);
                row.Version++;
                scope.Changes.Add(new Change(share.RequestId, Account: null));
            },
            ct
        );

    private AccountClients Account(Share share) => clients.For(share.SourceAccount, AwsClients.SessionOf(share.RequestId));

    private static AwsChange AwsChange(Share share) =>
        new(
            share.SourceAccount,
            new Amazon.RDS.Model.ModifyDBClusterSnapshotAttributeRequest
            {
                DBClusterSnapshotIdentifier = share.SnapshotIdentifier,
                AttributeName = "restore",
                ValuesToRemove = [share.TargetAccountId],
            }
        );

    private static void Append(LedgerScope scope, string kind, Share share, params ReadOnlySpan<(string Name, JsonNode? Value)> more)
    {
        var details = new JsonObject
        {
            ["snapshotArn"] = share.SnapshotArn,
            ["targetAccountId"] = share.TargetAccountId,
            ["deadline"] = HashChain.Timestamp(share.Deadline),
        };
        foreach (var (name, value) in more)
            details[name] = value;
        scope.Append(kind, Actor.Watchdog, share.RequestId, details);
    }

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;

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
