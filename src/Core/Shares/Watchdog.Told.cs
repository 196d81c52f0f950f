using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Shares;

/// <summary>
/// Shares whose row is not there, or says that it is over, or names another snapshot, while no entry tells of their end. Rows that somebody wrote are
/// left as they are, for the check of the ledger to name.
/// </summary>
public sealed partial class Watchdog
{
    private readonly ToldShares _told = new();
    private IReadOnlyDictionary<string, ToldShare> _open = new Dictionary<string, ToldShare>();
    private IReadOnlyList<ToldShare> _disowned = [];

    /// <summary>Who can write rows alone can have a share end sooner, and not later, nor be of something else, nor be over.</summary>
    private void Compare(IReadOnlyList<Share> rows, IReadOnlyDictionary<string, ToldShare> told)
    {
        foreach (var share in rows.Where(share => share.IsOpen))
            if (told.GetValueOrDefault(share.RequestId) is { } granted && granted.Deadline < share.Deadline)
                share.Deadline = granted.Deadline;
        var known = rows.ToDictionary(share => share.RequestId, StringComparer.Ordinal);
        _open = told;
        _disowned = [.. told.Values.Where(share => IsDisowned(share, known.GetValueOrDefault(share.RequestId)))];
        _watched =
        [
            .. rows.Where(row => told.GetValueOrDefault(row.RequestId) is { } share ? !IsDisowned(share, row) : !IsToldClosed(row)),
        ];
    }

    /// <summary>Its opening was told, and its end too: what such a row says instead is nobody's share.</summary>
    private static bool IsToldClosed(Share row) => row is { IsOpen: true, OpenedAt: not null };

    private async Task LookAtDisownedAsync(CancellationToken ct)
    {
        var now = time.UtcNowMilliseconds();
        var due = _disowned.Where(share => _lookAgain.GetValueOrDefault(share.RequestId) <= now && IsDue(share)).ToList();
        await Task.WhenAll(
            due.Select(share => InTurnAsync(AccountOf(share)?.Name ?? "", $"told of {share.RequestId}", () => LookAsync(share, ct), ct))
        );
    }

    /// <summary>A later request of the same snapshot may have been approved meanwhile: then it ends with that.</summary>
    private bool IsDue(ToldShare share) =>
        emergency.Wants(share.RequestId) || (IsOver(share) && !_open.Values.Any(other => other.IsOfSameSnapshot(share) && !IsOver(other)));

    private bool IsOver(ToldShare share) => clocks.IsOver(share.Deadline) || clocks.IsAhead(share.Since);

    /// <param name="row">Null where there is none that is under watch.</param>
    private bool IsDisowned(ToldShare told, Share? row) =>
        row is null
        || (row.SnapshotArn, row.TargetAccountId) != (told.SnapshotArn, told.TargetAccountId)
        || topology.Accounts.GetValueOrDefault(row.SourceAccount)?.ClusterSnapshotArn(row.SnapshotIdentifier) != told.SnapshotArn;

    private Account? AccountOf(ToldShare share) =>
        topology.Accounts.Values.FirstOrDefault(account => account.ClusterSnapshotArn(share.SnapshotIdentifier) == share.SnapshotArn);

    private async Task LookAsync(ToldShare share, CancellationToken ct)
    {
        _lookAgain[share.RequestId] = time.UtcNowMilliseconds() + Shorter(timings.Look / 3, TimeSpan.FromSeconds(10));
        try
        {
            var account = AccountOf(share) ?? throw new KeyNotFoundException($"No account is configured that has {share.SnapshotArn}.");
            if (await closer.CloseAsync(new DisownedShare(this, share, account), ct) is not { } restore)
                return;
            if (restore.Names(share.TargetAccountId))
                _lookAgain[share.RequestId] = time.UtcNowMilliseconds() + timings.Quick;
            else
                await TellClosedAsync(share, restore, ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            var error = AwsErrors.IsFromAws(e)
                ? AwsErrors.Classify(e).Refusal
                : new AwsError(e.GetType().Name, e.Message, RequestId: null, HttpStatus: null);
            Log.CouldNotClose(logger, share.RequestId, share.SnapshotArn, error.Code, error.Message, AwsErrors.IsFromAws(e) ? null : e);
            await TellOverdueAsync(share, error, ct);
        }
    }

    private async Task TellClosedAsync(ToldShare share, RestoreAttribute restore, CancellationToken ct)
    {
        try
        {
            await WriteAsync(
                share,
                (scope, told) =>
                    scope.Append(
                        Actor.Watchdog,
                        told.RequestId,
                        new ShareClosed(
                            told.SnapshotArn,
                            told.TargetAccountId,
                            told.Deadline,
                            SourceRestoreAttribute: restore.Text(ifGone: "snapshot not there")
                        )
                    ),
                ct
            );
        }
        catch (Exception e) when (!ct.IsCancellationRequested && EmergencyJournal.IsOfRecords(e))
        {
            // It is as AWS has it, and is written down once that works again.
            emergency.Failed(e);
        }
    }

    private async Task TellOverdueAsync(ToldShare share, AwsError error, CancellationToken ct)
    {
        try
        {
            await WriteAsync(
                share,
                (scope, told) =>
                {
                    if (!told.IsOverdue)
                        scope.Append(
                            Actor.Watchdog,
                            told.RequestId,
                            new ShareOverdue(
                                told.SnapshotArn,
                                told.TargetAccountId,
                                told.Deadline,
                                error.Code,
                                error.Message,
                                RestoreAttribute.Remove(AccountOf(told)?.Name ?? "", told.SnapshotIdentifier, told.TargetAccountId).Cli
                            )
                        );
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

    /// <summary>Writes nothing, and says so, where the entries tell of its end by now, or where its row has it after all.</summary>
    private Task<bool> WriteAsync(ToldShare share, Action<LedgerScope, ToldShare> write, CancellationToken ct) =>
        _ledger.WriteAsync(
            async scope =>
            {
                var row = await scope.Db.Shares.FindAsync([share.RequestId], ct);
                if (
                    await ToldShares.OfAsync(scope.Db, share.RequestId, ct) is not { } told
                    || !IsDisowned(told, row is { WatchEndedAt: null } ? row : null)
                )
                    return false;
                write(scope, told);
                return true;
            },
            ct
        );

    private sealed class DisownedShare(Watchdog watchdog, ToldShare share, Account account) : ShareClosing
    {
        public override string Account => account.Name;
        public override string SnapshotIdentifier => share.SnapshotIdentifier;
        public override string SharedWith => share.TargetAccountId;
        public override string Subject => share.RequestId;
        public override string Session => AwsClients.SessionOf(share.RequestId);

        public override Task<bool> IntendAsync(AwsChange change, CancellationToken ct) =>
            watchdog.IsDue(share)
                ? watchdog.WriteAsync(
                    share,
                    (scope, told) =>
                        scope.Append(
                            Actor.Watchdog,
                            told.RequestId,
                            new ChangeIntended(
                                change.Account,
                                change.Operation,
                                change.Parameters,
                                change.Cli,
                                SnapshotArn: told.SnapshotArn,
                                TargetAccountId: told.TargetAccountId,
                                Deadline: told.Deadline
                            )
                        ),
                    ct
                )
                : Task.FromResult(false);

        public override Task RecordAsync(AwsChange change, CloseOutcome outcome) =>
            watchdog._ledger.WriteAsync(
                scope =>
                {
                    scope.Append(
                        Actor.Watchdog,
                        share.RequestId,
                        outcome.Told(change) with
                        {
                            SnapshotArn = share.SnapshotArn,
                            TargetAccountId = share.TargetAccountId,
                            Deadline = share.Deadline,
                        }
                    );
                    return Task.CompletedTask;
                },
                CancellationToken.None
            );
    }
}
