using System.Text.Json.Nodes;
using Amazon.RDS.Model;
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

namespace SnapshotShare.Core.Shares.Drift;

/// <summary>Takes drifted shares away, and tries again until AWS itself shows that they are gone.</summary>
public sealed partial class DriftCloser(
    LedgerTransaction ledger,
    IDbContextFactory<Db> databases,
    Observer observer,
    AwsClients clients,
    Timings timings,
    TimeProvider time,
    ILogger<DriftCloser> logger
)
{
    /// <summary>One pass over all that are due: adoptions past their deadline, and tries that have not succeeded yet.</summary>
    public async Task DueAsync(CancellationToken ct)
    {
        var now = time.UtcNowMilliseconds();
        await using var db = await databases.CreateDbContextAsync(ct);
        var due = await db
            .Drift.AsNoTracking()
            .Where(row =>
                (row.State == DriftState.Adopted && row.AdoptedUntil <= now) || (row.State == DriftState.Unsharing && row.NextTryAt <= now)
            )
            .ToListAsync(ct);
        foreach (var finding in due)
            try
            {
                await TryAsync(finding.Id, ct);
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                // A mistake of the product with one must not keep the others shared.
                Log.TryFailed(logger, finding.SnapshotArn, finding.SharedWith, e);
            }
    }

    /// <summary>One try, if it is due and nobody else is at it.</summary>
    public async Task TryAsync(string id, CancellationToken ct)
    {
        if (await ClaimAsync(id, ct) is not { } finding)
            return;
        var account = clients.For(finding.Account, AwsClients.SessionOf($"drift-{id}"));
        try
        {
            var sharedWith = await observer.SharedWithAsync(finding.Account, finding.SnapshotIdentifier, ct);
            if (sharedWith?.Contains(finding.SharedWith, StringComparer.Ordinal) == true)
            {
                if (!await TakeAwayAsync(finding, account, ct))
                    return;
                sharedWith = await observer.SharedWithAsync(finding.Account, finding.SnapshotIdentifier, ct);
            }
            await WriteAsync(id, (scope, row) => Settle(scope, row, sharedWith), ct);
        }
        catch (Exception e) when (AwsErrors.IsFromAws(e))
        {
            var refusal = AwsErrors.Classify(e).Refusal;
            if (AwsErrors.IsExpiredSession(refusal))
                account.RenewSession();
            Log.CouldNotUnshare(logger, finding.SnapshotArn, finding.SharedWith, refusal.Code, refusal.Message);
            await WriteAsync(
                id,
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
                if (row.State == DriftState.Adopted && row.AdoptedUntil <= scope.Now)
                {
                    row.State = DriftState.Unsharing;
                    row.NextTryAt = scope.Now;
                    DriftLife.Append(
                        scope,
                        LedgerKind.DriftAdoptionEnded,
                        Actor.Drift,
                        row,
                        ("until", HashChain.Timestamp(row.AdoptedUntil.Value))
                    );
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

    /// <summary>False when a request has come to hold the share meanwhile: then it is not ours to take here.</summary>
    private async Task<bool> TakeAwayAsync(DriftFinding finding, AccountClients account, CancellationToken ct)
    {
        var deed = new AwsChange(
            finding.Account,
            new ModifyDBClusterSnapshotAttributeRequest
            {
                DBClusterSnapshotIdentifier = finding.SnapshotIdentifier,
                AttributeName = "restore",
                ValuesToRemove = [finding.SharedWith],
            }
        );
        var mayBeSent = false;
        await WriteAsync(
            finding.Id,
            (scope, row) =>
            {
                mayBeSent = false;
                var shares = scope.Db.Shares.AsNoTracking().Where(share => share.SnapshotArn == row.SnapshotArn).ToList();
                if (DriftComparison.Judge(row.SnapshotArn, row.SharedWith, shares) is null)
                {
                    DriftLife.Gone(scope, row, [row.SharedWith]);
                    return;
                }
                mayBeSent = true;
                DriftLife.Append(
                    scope,
                    LedgerKind.Intent,
                    Actor.Drift,
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
            awsRequestId = (await deed.SendAsync(account.Changing, timings.ChangeTimeout, time, ct)).ResponseMetadata?.RequestId;
        }
        catch (Exception e) when (AwsErrors.IsFromAws(e))
        {
            var (fault, refusal) = AwsErrors.Classify(e);
            await ResultAsync(
                finding.Id,
                ("operation", deed.Operation),
                ("outcome", fault == ErrorHandling.Unknown ? "unknown" : "refused"),
                ("code", refusal.Code),
                ("message", refusal.Message),
                ("awsRequestId", refusal.RequestId)
            );
            throw;
        }
        await ResultAsync(finding.Id, ("operation", deed.Operation), ("outcome", "accepted"), ("awsRequestId", awsRequestId));
        return true;
    }

    private void Settle(LedgerScope scope, DriftFinding row, IReadOnlyList<string>? sharedWith)
    {
        row.Failure = null;
        row.FailedTries = 0;
        if (sharedWith?.Contains(row.SharedWith, StringComparer.Ordinal) == true)
            row.NextTryAt = scope.Now + timings.Quick;
        else
            DriftLife.Gone(scope, row, sharedWith);
    }

    /// <summary>Written down even when the process is asked to stop, and even when the next look was quicker to see that it is gone.</summary>
    private Task ResultAsync(string id, params (string Name, string? Value)[] result) =>
        ledger.WriteAsync(
            async scope =>
                DriftLife.Append(
                    scope,
                    LedgerKind.Result,
                    Actor.Drift,
                    await scope.Db.Drift.FirstAsync(row => row.Id == id, CancellationToken.None),
                    [.. result.Select(pair => (pair.Name, (JsonNode?)pair.Value))]
                ),
            CancellationToken.None
        );

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
        public static partial void CouldNotUnshare(ILogger logger, string snapshotArn, string sharedWith, string code, string text);
    }
}
