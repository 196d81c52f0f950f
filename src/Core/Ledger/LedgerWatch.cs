using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SnapshotShare.Core.Persistence;

namespace SnapshotShare.Core.Ledger;

/// <summary>Checks the whole ledger every hour and writes its head outside the database every minute that something was added.</summary>
public sealed partial class LedgerWatch(
    LedgerCheck check,
    LedgerHeads heads,
    LedgerTransaction ledger,
    IDbContextFactory<Db> databases,
    TimeProvider time,
    ILogger<LedgerWatch> logger
) : BackgroundService
{
    private static readonly TimeSpan HeadEvery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan CheckEvery = TimeSpan.FromHours(1);

    /// <summary>A head is only written while the ledger holds: a forged end must not be vouched for.</summary>
    public async Task WriteHeadAsync(CancellationToken ct)
    {
        if (check.Last is not { Holds: true })
            return;
        await using var db = await databases.CreateDbContextAsync(ct);
        var covered = await db.Environments.AsNoTracking().Select(stamp => stamp.CoveredUpTo).SingleOrDefaultAsync(ct);
        var before = heads.Last()?.Sequence ?? 0;
        if (before < covered || heads.Lost is not null)
        {
            // A new head would stand in the place of those that are lost, and nobody would miss them.
            await check.CheckAsync(ct);
            return;
        }
        var head = await db
            .Ledger.OrderByDescending(entry => entry.Sequence)
            .Select(entry => new ChainHead(entry.Sequence, entry.Hash))
            .FirstOrDefaultAsync(ct);
        if (head is not null)
            heads.Write(head, time.UtcNowMilliseconds());
        // Kept apart from the heads, so that their loss is seen. One look behind: a backup copies the heads first and the database a moment later.
        if (before > covered)
            await ledger.WriteAsync(scope => MarkCoveredAsync(scope, before, ct), ct);
    }

    private static async Task MarkCoveredAsync(LedgerScope scope, long sequence, CancellationToken ct)
    {
        var stamp = await scope.Db.Environments.SingleAsync(ct);
        stamp.CoveredUpTo = Math.Max(stamp.CoveredUpTo, sequence);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await PassAsync(WriteHeadAsync, cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Not before the pages: a million entries take a while to walk.
        await Task.Yield();
        var checkedAt = DateTimeOffset.MinValue;
        using var timer = new PeriodicTimer(HeadEvery, time);
        do
        {
            // One that came to no end is made again with the next head: nothing is vouched for before.
            if (check.Last is null or { Fault: nameof(ProofFault.Unreadable) } || time.GetUtcNow() - checkedAt >= CheckEvery)
            {
                await PassAsync(check.CheckAsync, stoppingToken);
                checkedAt = time.GetUtcNow();
            }
            await PassAsync(WriteHeadAsync, stoppingToken);
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task PassAsync(Func<CancellationToken, Task> pass, CancellationToken ct)
    {
        await Pass.RunAsync(pass, e => Log.PassFailed(logger, e), ct);
        if (check.Last is { Holds: false } broken)
            Log.Broken(logger, broken.FirstBad ?? broken.Entries + 1, broken.What is { } what ? $"{broken.Fault}: {what}" : broken.Fault!);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Critical, Message = "The ledger does not hold from entry {FirstBad} on ({Fault}).")]
        public static partial void Broken(ILogger logger, long firstBad, string fault);

        [LoggerMessage(Level = LogLevel.Error, Message = "The ledger could not be checked or its head not written; it is tried again.")]
        public static partial void PassFailed(ILogger logger, Exception exception);
    }
}
