using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Shares;

/// <param name="Restore">The source's attribute as it was read, without the target.</param>
internal sealed record UnprovenShare(Share Share, RestoreAttribute Restore);

/// <param name="IsListed">The target's own listing shows the snapshot.</param>
/// <param name="AwsRequestId">AWS's ID of the read.</param>
internal sealed record TargetLook(bool IsListed, string? AwsRequestId);

/// <summary>Asks the targets of closed shares whether they still see them. A target that cannot be asked leaves its shares to the next look.</summary>
public sealed partial class ShareProver(
    LedgerTransaction ledger,
    AwsTopology topology,
    Observer observer,
    TimeProvider time,
    ILogger<ShareProver> logger
)
{
    private readonly ConcurrentDictionary<string, bool> _underWay = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Null where the configuration has no such account any more: nobody can be asked then.</summary>
    internal Account? TargetOf(Share share) => TargetOf(share.SnapshotArn, share.TargetAccountId);

    /// <summary>Asks one account about one snapshot. Null where nobody can be asked, or nobody answers.</summary>
    internal async Task<TargetLook?> LookAsync(string snapshotArn, string accountId, CancellationToken ct)
    {
        if (TargetOf(snapshotArn, accountId) is not { } target)
            return null;
        try
        {
            var listing = await observer.SharedToAsync(target.Name, time.UtcNowMilliseconds(), ct);
            return new TargetLook(
                listing.Items.Any(snapshot =>
                    string.Equals(snapshot.DBClusterSnapshotArn, snapshotArn, StringComparison.OrdinalIgnoreCase)
                ),
                listing.AwsRequestId
            );
        }
        catch (Exception e) when (AwsErrors.IsFromAws(e))
        {
            var error = AwsErrors.Classify(e).Refusal;
            Log.NotProven(logger, target.Name, error.Code, error.Message, exception: null);
            return null;
        }
    }

    private Account? TargetOf(string snapshotArn, string accountId)
    {
        var region = snapshotArn.Split(':')[3];
        return topology.Accounts.Values.FirstOrDefault(account =>
            account.AccountId == accountId && string.Equals(account.Region, region, StringComparison.Ordinal)
        );
    }

    /// <summary>Targets are asked side by side, and one that is still being asked is left alone, so that one that hangs delays no other.</summary>
    internal Task ProveAsync(IEnumerable<UnprovenShare> shares, CancellationToken ct) =>
        Task.WhenAll(
            from share in shares
            let target = TargetOf(share.Share)
            where target is not null
            group share by target.Name into seenBy
            select ProveAsync(seenBy.Key, seenBy, ct)
        );

    private async Task ProveAsync(string target, IEnumerable<UnprovenShare> shares, CancellationToken ct)
    {
        if (!_underWay.TryAdd(target, value: true))
            return;
        try
        {
            // Never older than the closing: a listing from before it proves nothing.
            var listing = await observer.SharedToAsync(target, time.UtcNowMilliseconds(), ct);
            var listed = listing.Items.Select(snapshot => snapshot.DBClusterSnapshotArn).ToHashSet(StringComparer.OrdinalIgnoreCase);
            foreach (var (share, restore) in shares.Where(unproven => !listed.Contains(unproven.Share.SnapshotArn)))
                await ShareLife.WriteAsync(
                    ledger,
                    share.RequestId,
                    (scope, row) =>
                        ShareLife.Prove(
                            scope,
                            Actor.Watchdog,
                            row,
                            listing.At,
                            ShareProof.Of(row.SnapshotArn, restore, listing.AwsRequestId)
                        ),
                    ct
                );
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            var error = AwsErrors.Classify(e).Refusal;
            Log.NotProven(logger, target, error.Code, error.Message, AwsErrors.IsFromAws(e) ? null : e);
        }
        finally
        {
            _underWay.TryRemove(target, out _);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "Account {Account} could not be asked whether it still sees what was shared with it: {Code}: {Text}"
        )]
        public static partial void NotProven(ILogger logger, string account, string code, string text, Exception? exception);
    }
}
