using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Exposing.Strays;

/// <summary>Looks through every account for production's data, and for things of ours, that no request under way answers for.</summary>
public sealed partial class StraySweep(
    LedgerTransaction ledger,
    IDbContextFactory<Db> databases,
    Observer observer,
    AwsTopology topology,
    Timings timings,
    RequestIds ids,
    TimeProvider time,
    ILogger<StraySweep> logger
)
{
    /// <summary>The time for which an ended request's things count as its own still: AWS shows what is deleted for some minutes.</summary>
    private TimeSpan Grace => timings.Propagation * 2;

    /// <summary>One pass over every account.</summary>
    public async Task LookAsync(CancellationToken ct)
    {
        foreach (var account in topology.Accounts.Values)
            try
            {
                var contents = await observer.ContentsAsync(account.Name, time.UtcNowMilliseconds() - timings.Look, ct);
                await WriteAsync(account.Name, contents, ct);
            }
            catch (Exception e) when (AwsErrors.IsFromAws(e))
            {
                // An account that cannot be read shows nothing, and nothing shown is not nothing there.
                var refusal = AwsErrors.Classify(e).Refusal;
                Log.NotRead(logger, account.Name, refusal.Code, refusal.Message);
            }
    }

    private async Task WriteAsync(string account, AccountContents contents, CancellationToken ct)
    {
        // Nothing is written where nothing stands.
        if (!await HasAnyAsync(account, contents, ct))
            return;
        await ledger.WriteAsync(
            async scope =>
            {
                var (standing, sights) = await CompareAsync(scope.Db, account, contents, ct);
                foreach (var sight in sights.Where(sight => !standing.Exists(row => row.Identity == sight.Identity)))
                    StrayLife.Found(scope, Found(account, sight, scope.Now));
                foreach (var stray in standing)
                {
                    // What nobody could list is not gone.
                    if (!IsListed(stray, contents))
                        continue;
                    var sight = sights.FirstOrDefault(sight => sight.Identity == stray.Identity);
                    if (sight is null)
                        StrayLife.Gone(scope, stray);
                    else if (sight.Arn != stray.Arn || (stray.MadeAt is null && sight.MadeAt is not null))
                        StrayLife.Renamed(scope, stray, sight);
                    else
                        stray.LastSeenAt = scope.Now;
                }
            },
            ct
        );
    }

    private static bool IsListed(Stray stray, AccountContents contents) =>
        stray.Thing switch
        {
            StrayThing.Export => contents.Exports is not null,
            StrayThing.Snapshot => !contents.IsWithoutAwsBackup || !SnapshotTypes.IsOfAwsBackup(stray.Name),
            _ => true,
        };

    private async Task<bool> HasAnyAsync(string account, AccountContents contents, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var (standing, sights) = await CompareAsync(db, account, contents, ct);
        return standing.Count > 0 || sights.Count > 0;
    }

    private async Task<(List<Stray> Standing, List<StraySight> Sights)> CompareAsync(
        Db db,
        string account,
        AccountContents contents,
        CancellationToken ct
    )
    {
        var since = time.UtcNowMilliseconds() - TimeSpan.FromDays(1);
        var all = await db.Strays.Where(stray => stray.GoneAt == null).ToListAsync(ct);
        var requests = await db.Requests.AsNoTracking().Where(row => row.EndedAt == null || row.EndedAt > since).ToListAsync(ct);
        var known = await db.Requests.Select(row => row.Id).ToListAsync(ct);
        var installation = await db.Environments.Select(stamp => stamp.Installation).SingleAsync(ct);
        var rules = new StrayRules(requests, known.ToHashSet(StringComparer.Ordinal), all, installation);
        var lately = requests.Where(row => row.EndedAt > contents.At - Grace).Select(row => row.Id).ToHashSet(StringComparer.Ordinal);
        bool Stands(StraySight sight) => all.Exists(stray => stray.Identity == sight.Identity);
        return (
            [.. all.Where(stray => stray.Account == account)],
            [.. rules.In(contents).Where(sight => sight.Kind != StrayKind.LeftOver || !lately.Contains(sight.RequestId!) || Stands(sight))]
        );
    }

    private Stray Found(string account, StraySight sight, DateTime now) =>
        new()
        {
            Id = ids.Next(),
            Kind = sight.Kind,
            Thing = sight.Thing,
            Account = account,
            Identity = sight.Identity,
            Arn = sight.Arn,
            Name = sight.Name,
            RequestId = sight.RequestId,
            MadeOf = sight.MadeOf,
            MadeAt = sight.MadeAt,
            FirstSeenAt = now,
            LastSeenAt = now,
        };

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "Account {Account} could not be looked through for what no request answers for: {Code}: {Text}"
        )]
        public static partial void NotRead(ILogger logger, string account, string code, string text);
    }
}
