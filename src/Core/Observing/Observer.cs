using System.Collections.Concurrent;
using Amazon.RDS.Model;
using Microsoft.Extensions.Logging;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Text;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Observing;

/// <summary>
/// Looks at the accounts. One paginated describe serves everybody who needs it at that moment, pages and requests alike.
/// </summary>
public sealed partial class Observer(
    AwsTopology topology,
    AwsClients clients,
    Timings timings,
    TimeProvider time,
    ChangeFeed feed,
    ILogger<Observer> logger
)
{
    private static readonly TimeSpan ShortestPortion = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<string, AccountListings> _accounts = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, AccountView> _views = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, DateTime> _told = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, bool> _withoutExports = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, bool> _withoutAwsBackup = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A page says how long ago an account was read; that must not seem to stand still while nothing else changes.</summary>
    private static readonly TimeSpan Freshness = TimeSpan.FromMinutes(1);

    /// <summary>The account as last seen; never asks AWS.</summary>
    public AccountView View(string account) =>
        _views.GetValueOrDefault(account) ?? new AccountView(account, LookedAt: null, [], [], Trouble: null);

    /// <summary>Reads what a step's observation needs, no older than <paramref name="notBefore"/>.</summary>
    public async Task<ObservedState> ObserveAsync(Reads needs, ReadScope scope, DateTime notBefore, CancellationToken ct)
    {
        var (from, to) = (Of(scope.SourceAccount), Of(scope.TargetAccount));
        var state = new ObservedState();
        if (needs.HasFlag(Reads.SourceSnapshot))
            state = state with { SourceSnapshot = await from.SnapshotAsync(scope.SourceSnapshot, ct) };
        if (needs.HasFlag(Reads.SourceSnapshots))
            state = state with { SourceSnapshots = (await from.Manual.GetAsync(notBefore, ct)).Items };
        if (needs.HasFlag(Reads.SharingSnapshot))
            state = state with { SharingSnapshot = await from.SnapshotAsync(scope.SharingSnapshot, ct) };
        if (needs.HasFlag(Reads.SharedWith))
        {
            var restore = await from.RestoreAttributeAsync(scope.SharingSnapshot, ct);
            state = state with { SharedWith = restore.SharedWith, SharedWithRequestId = restore.AwsRequestId };
        }
        if (needs.HasFlag(Reads.SharedToTarget))
        {
            var shared = await to.Shared.GetAsync(notBefore, ct);
            state = state with
            {
                SharedToTarget = shared.Items,
                SharedToTargetAt = shared.At,
                SharedToTargetRequestId = shared.AwsRequestId,
            };
        }
        if (needs.HasFlag(Reads.TargetSnapshots))
            state = state with { TargetSnapshots = (await to.Manual.GetAsync(notBefore, ct)).Items };
        if (needs.HasFlag(Reads.TargetClusters))
            state = state with { TargetClusters = (await to.Clusters.GetAsync(notBefore, ct)).Items };
        if (needs.HasFlag(Reads.TargetInstances))
            state = state with { TargetInstances = (await to.Instances.GetAsync(notBefore, ct)).Items };
        return state;
    }

    /// <summary>Who may restore a snapshot, asked now.</summary>
    public Task<RestoreAttribute> RestoreAttributeAsync(string account, string snapshotIdentifier, CancellationToken ct) =>
        Of(account).RestoreAttributeAsync(snapshotIdentifier, ct);

    /// <summary>The snapshots of others that an account sees, no older than <paramref name="notBefore"/>.</summary>
    internal Task<Seen<DBClusterSnapshot>> SharedToAsync(string account, DateTime notBefore, CancellationToken ct) =>
        Of(account).Shared.GetAsync(notBefore, ct);

    /// <summary>
    /// Everything of the account that can hold a cluster's data, no older than <paramref name="notBefore"/>. A role from before exports were asked for may not
    /// list them, and AWS may know no such type as AWS Backup's snapshots; neither takes anything away from the rest.
    /// </summary>
    internal async Task<AccountContents> ContentsAsync(string account, DateTime notBefore, CancellationToken ct)
    {
        var listings = Of(account);
        var manual = await listings.Manual.GetAsync(notBefore, ct);
        var automated = await listings.Automated.GetAsync(notBefore, ct);
        var clusters = await listings.Clusters.GetAsync(notBefore, ct);
        var instances = await listings.Instances.GetAsync(notBefore, ct);
        var exports = await ExportsAsync(account, listings, notBefore, ct);
        var (ofAwsBackup, refusal) = await AwsBackupAsync(account, listings, notBefore, ct);
        return new AccountContents(
            new[]
            {
                manual.At,
                automated.At,
                clusters.At,
                instances.At,
                exports?.At ?? instances.At,
                ofAwsBackup?.At ?? instances.At,
            }.Min(),
            Distinct(manual.Items, automated.Items, ofAwsBackup?.Items ?? []),
            clusters.Items,
            instances.Items,
            exports?.Items
        )
        {
            IsWithoutAwsBackup = refusal is not null && !SnapshotTypes.IsNoType(refusal.Code),
        };
    }

    /// <summary>Null, with AWS's word, where they could not be listed, which is logged when it begins.</summary>
    private async Task<(Seen<DBClusterSnapshot>? Seen, AwsError? Refusal)> AwsBackupAsync(
        string account,
        AccountListings listings,
        DateTime notBefore,
        CancellationToken ct
    )
    {
        try
        {
            var seen = await listings.AwsBackup.GetAsync(notBefore, ct);
            _withoutAwsBackup.TryRemove(account, out _);
            return (seen, null);
        }
        catch (Exception e) when (AwsErrors.IsFromAws(e))
        {
            var refusal = AwsErrors.Classify(e).Refusal;
            if (_withoutAwsBackup.TryAdd(account, true))
                Log.AwsBackupNotRead(logger, account, refusal.Code, refusal.Message);
            return (null, refusal);
        }
    }

    /// <summary>AWS may list one of AWS Backup's both as that and as a manual one.</summary>
    private static List<DBClusterSnapshot> Distinct(params ReadOnlySpan<IReadOnlyList<DBClusterSnapshot>> listings)
    {
        var (all, seen) = (new List<DBClusterSnapshot>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var listing in listings)
            all.AddRange(listing.Where(snapshot => seen.Add(snapshot.DBClusterSnapshotArn)));
        return all;
    }

    /// <summary>Null where they could not be read, which is logged when it begins.</summary>
    private async Task<Seen<ExportTask>?> ExportsAsync(string account, AccountListings listings, DateTime notBefore, CancellationToken ct)
    {
        try
        {
            var exports = await listings.Exports.GetAsync(notBefore, ct);
            _withoutExports.TryRemove(account, out _);
            return exports;
        }
        catch (Exception e) when (AwsErrors.IsFromAws(e))
        {
            var refusal = AwsErrors.Classify(e).Refusal;
            if (_withoutExports.TryAdd(account, true))
                Log.ExportsNotRead(logger, account, refusal.Code, refusal.Message);
            return null;
        }
    }

    /// <summary>Reads everything a page shows, unless somebody has just done so.</summary>
    public async Task RefreshAsync(string account, CancellationToken ct)
    {
        var before = View(account);
        AccountView after;
        try
        {
            var listings = Of(account);
            var notBefore = time.UtcNowMilliseconds() - (timings.Look / 2);
            var manual = await listings.Manual.GetAsync(notBefore, ct);
            var automated = await listings.Automated.GetAsync(notBefore, ct);
            var shared = await listings.Shared.GetAsync(notBefore, ct);
            var clusters = await listings.Clusters.GetAsync(notBefore, ct);
            var (ofAwsBackup, refusal) = await AwsBackupAsync(account, listings, notBefore, ct);
            // Those that cannot be listed now were there when they last could.
            var snapshots = Distinct(manual.Items, automated.Items, (ofAwsBackup ?? listings.AwsBackup.Last)?.Items ?? [], shared.Items);
            var keys = await listings.Keys.DescribeAsync(snapshots.Select(snapshot => snapshot.KmsKeyId), ct);
            AccountView Seen()
            {
                var sharing = listings.Sharing.Known;
                return new AccountView(
                    account,
                    new[] { manual.At, automated.At, shared.At, clusters.At, ofAwsBackup?.At ?? clusters.At }.Min(),
                    [.. snapshots.Select(snapshot => SnapshotView.Of(SnapshotFacts.Of(snapshot), keys, sharing))],
                    [.. clusters.Items.Select(Shown)],
                    Trouble: null
                )
                {
                    AwsBackupTrouble = refusal is null
                        ? null
                        : Message.Of("aws-backup-not-readable", ("account", account), ("code", refusal.Code), ("message", refusal.Message)),
                };
            }
            // What can be listed is shown at once; who each is shared with is asked one by one.
            before = Show(before, Seen());
            var shareable = manual.Items.Where(snapshot => !SnapshotTypes.IsOfAwsBackup(snapshot.DBClusterSnapshotIdentifier)).ToList();
            await listings.Sharing.ReadAsync(shareable, time.UtcNowMilliseconds() - (timings.Look * 10), AttributesPortion(), ct);
            after = Seen();
        }
        catch (Exception e) when (AwsErrors.IsFromAws(e))
        {
            var refusal = AwsErrors.Classify(e).Refusal;
            Log.LookFailed(logger, account, refusal.Code, refusal.Message);
            after = before with
            {
                Trouble = Message.Of("account-not-readable", ("account", account), ("code", refusal.Code), ("message", refusal.Message)),
            };
        }
        Show(before, after);
    }

    private AccountView Show(AccountView before, AccountView after)
    {
        var same = SameToLookAt(before, after);
        // The same list stands for the same snapshots: a table that shows it need not be drawn again.
        if (same)
            after = after with { Snapshots = before.Snapshots, Clusters = before.Clusters };
        _views[after.Account] = after;
        if (!same || after.LookedAt - _told.GetValueOrDefault(after.Account) >= Freshness)
        {
            _told[after.Account] = after.LookedAt ?? default;
            feed.Publish(new Change(RequestId: null, after.Account));
        }
        return after;
    }

    /// <summary>As long as an account is left alone otherwise.</summary>
    private TimeSpan AttributesPortion() => timings.Look > ShortestPortion ? timings.Look : ShortestPortion;

    private AccountListings Of(string account) =>
        _accounts.GetOrAdd(
            account,
            name => new AccountListings(topology.Account(name), () => clients.For(name, AwsClients.ObserverSession), time)
        );

    private static bool SameToLookAt(AccountView before, AccountView after) =>
        before.LookedAt is not null
        && Equals(before.Trouble?.Key, after.Trouble?.Key)
        && Equals(before.AwsBackupTrouble?.ToString(), after.AwsBackupTrouble?.ToString())
        && before.Snapshots.Select(Face).SequenceEqual(after.Snapshots.Select(Face))
        && before.Clusters.Select(c => (c.Identifier, c.Status)).SequenceEqual(after.Clusters.Select(c => (c.Identifier, c.Status)));

    private static (string, string, int?, string, string?, string?) Face(SnapshotView snapshot) =>
        (
            snapshot.Arn,
            snapshot.Status,
            snapshot.Percent,
            string.Join(',', snapshot.KeyAliases),
            snapshot.SharedWith is null ? null : string.Join(',', snapshot.SharedWith),
            snapshot.Tags.Count == 0 ? null : string.Join(',', snapshot.Tags.Select(tag => $"{tag.Key}={tag.Value}"))
        );

    private static ClusterView Shown(DBCluster cluster) =>
        new(
            cluster.DbClusterResourceId ?? "",
            cluster.DBClusterIdentifier,
            cluster.DBClusterArn,
            cluster.Status,
            cluster.Engine,
            cluster.EngineVersion,
            [.. (cluster.DBClusterMembers ?? []).Select(member => member.DBInstanceIdentifier)]
        );

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Account {Account} could not be read: {Code}: {Text}")]
        public static partial void LookFailed(ILogger logger, string account, string code, string text);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "The exports to S3 of account {Account} could not be listed, so what somebody exported of the data is not found there; the role needs rds:DescribeExportTasks. {Code}: {Text}"
        )]
        public static partial void ExportsNotRead(ILogger logger, string account, string code, string text);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "AWS Backup's snapshots of account {Account} could not be listed; those that AWS lists as manual ones are known all the same. {Code}: {Text}"
        )]
        public static partial void AwsBackupNotRead(ILogger logger, string account, string code, string text);
    }
}
