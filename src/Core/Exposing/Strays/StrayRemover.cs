using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Exposing.Strays;

/// <summary>
/// Deletes what somebody decided about, the oldest first and few in a pass. Each deletion is asked for once, under a committed intent, after AWS was asked anew that
/// the thing is still the one that was decided about; that it is gone the sweep says, when AWS shows it no more.
/// </summary>
public sealed partial class StrayRemover(
    LedgerTransaction ledger,
    IDbContextFactory<Db> databases,
    Observer observer,
    AwsClients clients,
    AwsTopology topology,
    StrayOffers offers,
    EmergencyJournal emergency,
    Timings timings,
    TimeProvider time,
    ILogger<StrayRemover> logger
)
{
    /// <summary>A mistake in what is left over must not empty an account before somebody sees it.</summary>
    public const int MostAPass = 10;

    /// <summary>One pass over everything that was decided about and is due.</summary>
    public async Task PassAsync(CancellationToken ct)
    {
        try
        {
            var (due, asked, unreadable) = (
                await DueAsync(ct),
                new Asked(time.UtcNowMilliseconds()),
                new HashSet<string>(StringComparer.Ordinal)
            );
            foreach (var stray in due.Where(stray => !unreadable.Contains(stray.Account)))
                try
                {
                    await RemoveAsync(stray.Id, stray.Account, asked, ct);
                }
                catch (Exception e) when (AwsErrors.IsFromAws(e))
                {
                    unreadable.Add(stray.Account);
                    var refusal = AwsErrors.Classify(e).Refusal;
                    Log.NotRead(logger, stray.Account, refusal.Code, refusal.Message);
                }
        }
        catch (Exception e) when (!ct.IsCancellationRequested && EmergencyJournal.IsOfDatabase(e))
        {
            // Nothing is deleted that cannot be written first.
            emergency.Failed(e);
        }
    }

    private async Task<List<Stray>> DueAsync(CancellationToken ct)
    {
        var now = time.UtcNowMilliseconds();
        await using var db = await databases.CreateDbContextAsync(ct);
        var decided = await db
            .Strays.AsNoTracking()
            .Where(stray => stray.DecidedAt != null && stray.GoneAt == null && (stray.NextTryAt == null || stray.NextTryAt <= now))
            .ToListAsync(ct);
        return
        [
            .. decided
                .Where(stray => topology.Accounts.ContainsKey(stray.Account))
                .OrderBy(stray => stray.MadeAt ?? stray.FirstSeenAt)
                .ThenBy(stray => stray.Id, StringComparer.Ordinal),
        ];
    }

    /// <summary>All that can be asked for of one stray now: of a cluster its instances, or itself.</summary>
    private async Task RemoveAsync(string id, string account, Asked asked, CancellationToken ct)
    {
        while (asked.Of.Count < MostAPass)
        {
            var contents = await observer.ContentsAsync(account, asked.NotBefore, ct);
            if (await IntendAsync(id, contents, asked.Of, ct) is not Removal.Delete delete)
                return;
            asked.Of.Add(delete.Identity);
            if (!await SendAsync(id, delete.Change, ct))
                return;
            // What was listed before it is not what stands there now.
            asked.NotBefore = time.UtcNowMilliseconds();
        }
    }

    /// <summary>
    /// Judges what was listed, and commits the intent in the same transaction: no request comes to need it in between. Whatever keeps it from being removed is
    /// written on its row. Null where it may not be removed any more.
    /// </summary>
    private async Task<Removal?> IntendAsync(string id, AccountContents contents, HashSet<string> asked, CancellationToken ct)
    {
        Removal? next = null;
        var isThere = await WriteAsync(
            id,
            async (scope, stray) =>
            {
                if (stray.AskedOf is { } unheard && RemovalRules.IsGoing(unheard, contents))
                    StrayLife.Heard(scope, stray, ChangeOutcome.Seen);
                next = (await offers.OfAsync(scope.Db, stray, ct)).IsOpen ? await NextAsync(scope.Db, stray, contents, asked, ct) : null;
                if (next is Removal.Delete delete)
                    StrayLife.Intend(scope, stray, delete.Change, delete.Identity);
                else if (next is Removal.Hold hold)
                    StrayLife.Held(scope, stray, hold.Finding);
                // What AWS refused stands there until it does not any more.
                else if (stray.Trouble is { Fault: null })
                    StrayLife.Held(scope, stray, trouble: null);
            },
            ct
        );
        return isThere ? next : null;
    }

    private static async Task<Removal> NextAsync(Db db, Stray stray, AccountContents contents, HashSet<string> asked, CancellationToken ct)
    {
        var standing = await db.Strays.AsNoTracking().Where(row => row.GoneAt == null).ToListAsync(ct);
        // Those of its own request too, however long that has been over: what is in their steps is theirs.
        var requests = await db.Requests.AsNoTracking().Where(row => row.EndedAt == null || row.Id == stray.RequestId).ToListAsync(ct);
        var known = await db.Requests.Select(row => row.Id).ToListAsync(ct);
        var installation = await db.Environments.Select(stamp => stamp.Installation).SingleAsync(ct);
        var rules = new StrayRules(requests, known.ToHashSet(StringComparer.Ordinal), standing, installation);
        List<Request> underWay = [.. requests.Where(row => row.EndedAt is null)];
        return new RemovalRules(rules.In(contents), underWay, installation).Next(stray, contents, asked);
    }

    /// <summary>False where AWS refused, or did not answer.</summary>
    private async Task<bool> SendAsync(string id, AwsChange change, CancellationToken ct)
    {
        var account = clients.For(change.Account, AwsClients.SessionOf($"stray-{id}"));
        CloseOutcome outcome;
        try
        {
            var answer = await change.SendAsync(account.Changing, timings.ChangeTimeout, time, ct);
            outcome = CloseOutcome.Accepted(answer.ResponseMetadata?.RequestId);
        }
        catch (Exception e) when (AwsErrors.IsFromAws(e))
        {
            account.RenewIfExpired(e);
            outcome = CloseOutcome.Of(e);
        }
        catch (OperationCanceledException)
        {
            await RecordAsync(id, change, CloseOutcome.Unheard);
            throw;
        }
        await RecordAsync(id, change, outcome);
        return outcome.Error is null;
    }

    /// <summary>Takes no cancellation: what was sent has a result, whoever stops meanwhile.</summary>
    private Task<bool> RecordAsync(string id, AwsChange change, CloseOutcome outcome) =>
        WriteAsync(
            id,
            (scope, row) =>
            {
                StrayLife.Answered(scope, row, change, outcome);
                if (outcome.Error is not { } error)
                    (row.FailedTries, row.NextTryAt, row.Trouble) = (0, null, null);
                // Without an answer only looking tells, and the next pass looks.
                else if (outcome.Handling != ErrorHandling.Unknown)
                {
                    (row.NextTryAt, row.Trouble) = (scope.Now + BackOff(row.FailedTries), Refused(row, change, error));
                    row.FailedTries++;
                }
                return Task.CompletedTask;
            },
            CancellationToken.None
        );

    private static Finding Refused(Stray stray, AwsChange change, AwsError error) =>
        Finding.Blocking("stray-not-deleted", stray.Account, stray.Arn, ("what", stray.Name), ("code", error.Code)) with
        {
            Paste = change.Cli,
            Fault = error,
        };

    /// <summary>Others come before one that AWS refuses again and again.</summary>
    private TimeSpan BackOff(int failedTries) => timings.Standing * Math.Pow(2, Math.Min(failedTries, 6));

    /// <summary>False where it is gone: nothing is written about it any more.</summary>
    private Task<bool> WriteAsync(string id, Func<LedgerScope, Stray, Task> change, CancellationToken ct) =>
        ledger.WriteAsync(
            async scope =>
            {
                var row = await scope.Db.Strays.FirstOrDefaultAsync(row => row.Id == id && row.GoneAt == null && row.DecidedAt != null, ct);
                if (row is null)
                    return false;
                await change(scope, row);
                return true;
            },
            ct
        );

    /// <summary>AWS's IDs of what this pass has asked for, and the moment from which a listing shows what came of it.</summary>
    private sealed class Asked(DateTime notBefore)
    {
        public HashSet<string> Of { get; } = new(StringComparer.Ordinal);
        public DateTime NotBefore { get; set; } = notBefore;
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "Nothing of account {Account} is removed in this pass, because it could not be read: {Code}: {Text}"
        )]
        public static partial void NotRead(ILogger logger, string account, string code, string text);
    }
}
