using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Clocks;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Shares.Drift;

/// <summary>Closes drifted shares, and tries again until AWS itself shows that they are gone.</summary>
public sealed partial class DriftCloser(
    LedgerTransaction ledger,
    IDbContextFactory<Db> databases,
    ShareCloser closer,
    ShareProver prover,
    EmergencyJournal emergency,
    OpenShares open,
    ClockCheck clocks,
    Timings timings,
    TimeProvider time,
    ILogger<DriftCloser> logger
)
{
    private IReadOnlyList<DriftFinding> _watched = [];
    private readonly ConcurrentDictionary<string, DateTime> _tryAgain = new(StringComparer.Ordinal);

    /// <summary>One pass over all that are due: adoptions past their deadline, and tries that have not succeeded yet.</summary>
    public async Task DueAsync(CancellationToken ct)
    {
        try
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            _watched = [.. ledger.Committed.Over(await db.Drift.AsNoTracking().Where(row => row.GoneAt == null).ToListAsync(ct))];
            open.Remember(
                nameof(Drift),
                _watched
                    .Where(row => row.State is DriftState.Adopted or DriftState.Unsharing)
                    .Select(row => new OpenShare(row.Id, row.SnapshotArn, row.SharedWith, EndOf(row)))
            );
        }
        catch (Exception e) when (!ct.IsCancellationRequested && EmergencyJournal.IsOfRecords(e))
        {
            // From what was read or committed last: taking away depends on no record.
            emergency.Failed(e);
            _watched = [.. ledger.Committed.And(_watched)];
        }
        // Side by side, so that an account that hangs keeps nobody else's share open.
        await Task.WhenAll(_watched.Where(IsDue).Select(finding => TryAsync(finding, ct)));
    }

    private bool IsDue(DriftFinding finding) =>
        emergency.Wants(finding.Id) || (finding.State is DriftState.Adopted or DriftState.Unsharing && clocks.IsOver(EndOf(finding)));

    private static DateTime EndOf(DriftFinding finding) =>
        (finding.State == DriftState.Adopted ? finding.AdoptedUntil : finding.NextTryAt) ?? DateTime.MinValue;

    private async Task TryAsync(DriftFinding finding, CancellationToken ct)
    {
        try
        {
            var (isWritten, claimed) = await ClaimedAsync(finding, ct);
            if (!isWritten)
                await TryUnwrittenAsync(finding, ct);
            else if (claimed is not null)
                await TakeAwayAsync(claimed, ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            // A mistake of the product with one must not keep the others shared.
            Log.TryFailed(logger, finding.SnapshotArn, finding.SharedWith, e);
        }
    }

    /// <summary>Only what fails here is a failure of the records: that an account is not configured any more is none.</summary>
    private async Task<(bool IsWritten, DriftFinding? Claimed)> ClaimedAsync(DriftFinding finding, CancellationToken ct)
    {
        // A word that is not in the database yet cannot be claimed there.
        if (emergency.Wants(finding.Id))
            return (false, null);
        try
        {
            return (true, await ClaimAsync(finding.Id, ct));
        }
        catch (Exception e) when (!ct.IsCancellationRequested && EmergencyJournal.IsOfRecords(e))
        {
            emergency.Failed(e);
            return (false, null);
        }
    }

    /// <summary>Nobody can claim it, so it is looked at and taken away as it was read last; what was done stands in the emergency journal.</summary>
    private async Task TryUnwrittenAsync(DriftFinding finding, CancellationToken ct)
    {
        var now = time.UtcNowMilliseconds();
        if (_tryAgain.TryGetValue(finding.Id, out var again) && again > now)
            return;
        _tryAgain[finding.Id] = now + timings.Look;
        try
        {
            await closer.CloseAsync(new DriftedShare(ledger, finding), ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            Log.TryFailed(logger, finding.SnapshotArn, finding.SharedWith, e);
        }
    }

    /// <summary>One try, if it is due and nobody else is at it.</summary>
    public async Task TryAsync(string id, CancellationToken ct)
    {
        if (await ClaimAsync(id, ct) is { } finding)
            await TakeAwayAsync(finding, ct);
    }

    private async Task TakeAwayAsync(DriftFinding finding, CancellationToken ct)
    {
        try
        {
            if (await closer.CloseAsync(new DriftedShare(ledger, finding), ct) is not { } restore)
                return;
            var target = restore.Names(finding.SharedWith) ? null : await prover.LookAsync(finding.SnapshotArn, finding.SharedWith, ct);
            await WriteAsync(finding.Id, (scope, row) => Settle(scope, row, restore, target), ct);
        }
        catch (Exception e) when (AwsErrors.IsFromAws(e))
        {
            var refusal = AwsErrors.Classify(e).Refusal;
            Log.CouldNotClose(logger, finding.SnapshotArn, finding.SharedWith, refusal.Code, refusal.Message);
            await WriteAsync(
                finding.Id,
                (scope, row) =>
                {
                    row.Failure = $"{refusal.Code}: {refusal.Message}";
                    row.FailedTries++;
                    row.NextTryAt = scope.Now + BackOff(row.FailedTries);
                },
                CancellationToken.None
            );
        }
    }

    /// <summary>Puts the next try off for as long as this one may take, so that only one is under way.</summary>
    private async Task<DriftFinding?> ClaimAsync(string id, CancellationToken ct)
    {
        DriftFinding? claimed = null;
        await WriteAsync(
            id,
            (scope, row) =>
            {
                claimed = null;
                if (row.State == DriftState.Adopted && clocks.IsOver(row.AdoptedUntil!.Value))
                {
                    row.State = DriftState.Unsharing;
                    row.NextTryAt = scope.Now;
                    scope.Append(Actor.Drift, row.Id, new DriftAdoptionEnded(row.SnapshotArn, row.SharedWith, row.AdoptedUntil!.Value));
                }
                if (row.State != DriftState.Unsharing || row.NextTryAt > scope.Now)
                    return;
                row.NextTryAt = scope.Now + (timings.ChangeTimeout * 2);
                claimed = row;
            },
            ct
        );
        return claimed;
    }

    /// <summary>Gone is what the source's attribute does not name and the target, where it can be asked, does not list.</summary>
    private void Settle(LedgerScope scope, DriftFinding row, RestoreAttribute restore, TargetLook? target)
    {
        row.Failure = null;
        row.FailedTries = 0;
        if (restore.Names(row.SharedWith) || target is { IsListed: true })
            row.NextTryAt = scope.Now + timings.Quick;
        else
            DriftLife.Gone(scope, row, restore, target);
    }

    /// <summary>Nothing is written about a finding that is gone.</summary>
    private Task WriteAsync(string id, Action<LedgerScope, DriftFinding> change, CancellationToken ct) =>
        ledger.WriteAsync(
            async scope =>
            {
                if (await scope.Db.Drift.FirstOrDefaultAsync(row => row.Id == id && row.GoneAt == null, ct) is not { } row)
                    return;
                change(scope, row);
                row.Version++;
            },
            ct
        );

    private TimeSpan BackOff(int failedTries)
    {
        var wait = timings.Look / 3 * Math.Pow(2, Math.Min(failedTries - 1, 10));
        return wait < timings.Blocked ? wait : timings.Blocked;
    }

    private sealed class DriftedShare(LedgerTransaction ledger, DriftFinding finding) : ShareClosing
    {
        public override string Account => finding.Account;
        public override string SnapshotIdentifier => finding.SnapshotIdentifier;
        public override string SharedWith => finding.SharedWith;
        public override string Subject => finding.Id;
        public override string Session => AwsClients.SessionOf($"drift-{finding.Id}");

        public override Task<bool> IntendAsync(AwsChange change, CancellationToken ct) =>
            ledger.WriteAsync(
                async scope =>
                {
                    if (await scope.Db.Drift.FirstOrDefaultAsync(row => row.Id == finding.Id && row.GoneAt == null, ct) is not { } row)
                        return false;
                    row.Version++;
                    var shares = await scope.Db.Shares.AsNoTracking().Where(share => share.SnapshotArn == row.SnapshotArn).ToListAsync(ct);
                    if (DriftComparison.Judge(row.SnapshotArn, row.SharedWith, shares) is null)
                    {
                        // A request has come to hold the share meanwhile: then it is not ours to close here.
                        DriftLife.Gone(scope, row, restore: null);
                        return false;
                    }
                    DriftLife.IntendToClose(scope, row, change);
                    return true;
                },
                ct
            );

        /// <summary>Written even when the next look was quicker to see that it is gone.</summary>
        public override Task RecordAsync(AwsChange change, CloseOutcome outcome) =>
            ledger.WriteAsync(
                async scope =>
                    DriftLife.RecordOutcome(
                        scope,
                        await scope.Db.Drift.FirstAsync(row => row.Id == finding.Id, CancellationToken.None),
                        change,
                        outcome
                    ),
                CancellationToken.None
            );
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Error,
            Message = "Taking away the share of {SnapshotArn} with {SharedWith} failed by a mistake of the product."
        )]
        public static partial void TryFailed(ILogger logger, string snapshotArn, string sharedWith, Exception exception);

        [LoggerMessage(
            Level = LogLevel.Error,
            Message = "The share of {SnapshotArn} with {SharedWith} could not be taken away: {Code}: {Text}"
        )]
        public static partial void CouldNotClose(ILogger logger, string snapshotArn, string sharedWith, string code, string text);
    }
}
