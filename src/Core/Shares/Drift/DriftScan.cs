using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Shares.Drift;

/// <summary>
/// Compares who may restore the manual snapshots of every account with what the ledger accounts for. It reads the observer's view;
/// AWS is asked again only about snapshots that seem to differ.
/// </summary>
public sealed partial class DriftScan(
    LedgerTransaction ledger,
    IDbContextFactory<Db> databases,
    Observer observer,
    AwsTopology topology,
    Timings timings,
    RequestIds ids,
    TimeProvider time,
    ILogger<DriftScan> logger
)
{
    /// <summary>One pass over every account.</summary>
    public async Task LookAsync(CancellationToken ct)
    {
        foreach (var account in topology.Accounts.Values)
            await LookAsync(account, ct);
    }

    private async Task LookAsync(Account account, CancellationToken ct)
    {
        var view = observer.View(account.Name);
        if (view.LookedAt is not { } at || at < time.UtcNowMilliseconds() - (timings.Look * 2))
        {
            await observer.RefreshAsync(account.Name, ct);
            view = observer.View(account.Name);
        }
        // An account that cannot be read shows nothing, and nothing shown is not nothing shared.
        if (view.LookedAt is null || view.Trouble is not null)
            return;
        // Nobody can share AWS Backup's by hand, and what AWS Backup shares for a copy of its own in another account, nobody else can take away.
        var manual = view.Snapshots.Where(snapshot => snapshot.Type == SnapshotTypes.Manual).ToList();
        var asked = new Dictionary<string, RestoreAttribute>(StringComparer.Ordinal);
        foreach (var name in await DoubtfulAsync(account, manual, ct))
            try
            {
                asked[name] = await observer.RestoreAttributeAsync(account.Name, name, ct);
            }
            catch (Exception e) when (AwsErrors.IsFromAws(e))
            {
                var refusal = AwsErrors.Classify(e).Refusal;
                Log.NotRead(logger, name, account.Name, refusal.Code, refusal.Message);
            }
        await WriteAsync(account, manual, asked, ct);
    }

    private async Task<IReadOnlyList<string>> DoubtfulAsync(Account account, List<SnapshotView> manual, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var standing = await db.Drift.AsNoTracking().Where(row => row.Account == account.Name && row.GoneAt == null).ToListAsync(ct);
        var shares = await SharesAsync(db, manual.Where(snapshot => snapshot.SharedWith is { Count: > 0 }).Select(s => s.Arn), ct);
        // Where the attribute has not been read yet, its findings stay as they are.
        standing.RemoveAll(finding => manual.Exists(s => s.Arn == finding.SnapshotArn && s.SharedWith is null));
        return DriftComparison.Doubtful(manual, shares, standing);
    }

    /// <summary>The answer asked for just now decides; the shares are read again after AWS, because their rows are written before it.</summary>
    private Task WriteAsync(Account account, List<SnapshotView> manual, Dictionary<string, RestoreAttribute> asked, CancellationToken ct) =>
        ledger.WriteAsync(
            async scope =>
            {
                var standing = await scope.Db.Drift.Where(row => row.GoneAt == null).ToListAsync(ct);
                var shares = await SharesAsync(scope.Db, asked.Keys.Select(account.ClusterSnapshotArn), ct);
                foreach (var (name, restore) in asked)
                {
                    var arn = account.ClusterSnapshotArn(name);
                    foreach (var with in restore.SharedWith ?? [])
                        if (DriftComparison.Judge(arn, with, shares) is { } kind && !standing.Exists(f => DriftComparison.Is(f, arn, with)))
                            DriftLife.Found(scope, Found(account, name, with, kind, scope.Now));
                    foreach (var finding in standing.Where(f => f.Account == account.Name && f.SnapshotIdentifier == name))
                        // What is being taken away is proven by the closer, which asks the target too.
                        if (
                            (finding.State != DriftState.Unsharing && !restore.Names(finding.SharedWith))
                            || DriftComparison.Judge(arn, finding.SharedWith, shares) is null
                        )
                        {
                            DriftLife.Gone(scope, finding, restore);
                            finding.Version++;
                        }
                }
                foreach (var finding in standing.Where(f => f.GoneAt is null && IsSeen(f, account, manual, asked)))
                    finding.LastSeenAt = scope.Now;
            },
            ct
        );

    private static bool IsSeen(
        DriftFinding finding,
        Account account,
        List<SnapshotView> manual,
        Dictionary<string, RestoreAttribute> asked
    ) =>
        finding.Account == account.Name && asked.TryGetValue(finding.SnapshotIdentifier, out var now)
            ? now.Names(finding.SharedWith)
            : manual.Exists(s => s.SharedWith?.Any(with => DriftComparison.Is(finding, s.Arn, with)) == true);

    private DriftFinding Found(Account account, string snapshot, string sharedWith, DriftKind kind, DateTime now) =>
        new()
        {
            Id = ids.Next(),
            Account = account.Name,
            SnapshotIdentifier = snapshot,
            SnapshotArn = account.ClusterSnapshotArn(snapshot),
            SharedWith = sharedWith,
            Kind = kind,
            FirstSeenAt = now,
            LastSeenAt = now,
        };

    private static async Task<List<Share>> SharesAsync(Db db, IEnumerable<string> snapshotArns, CancellationToken ct)
    {
        var arns = snapshotArns.ToList();
        return await db.Shares.AsNoTracking().Where(share => arns.Contains(share.SnapshotArn)).ToListAsync(ct);
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "Who may restore {Snapshot} of account {Account} could not be read: {Code}: {Text}"
        )]
        public static partial void NotRead(ILogger logger, string snapshot, string account, string code, string text);
    }
}
