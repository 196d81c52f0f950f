using Amazon.SecurityToken.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Clocks;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Observing;

/// <summary>Sees each second whether somebody has set the machine's clock, and writes that down.</summary>
public sealed partial class ClockWatch(
    SteadyClock clock,
    ClockCheck clocks,
    AwsClients clients,
    AwsTopology topology,
    LedgerTransaction ledger,
    IDbContextFactory<Db> databases,
    ChangeFeed feed,
    ILogger<ClockWatch> logger
) : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    /// <summary>By so much a clock is put right in the ordinary course; it is nobody's concern.</summary>
    private static readonly TimeSpan Ordinary = TimeSpan.FromSeconds(2);

    private TimeSpan _noted;
    private string? _distrusted;

    /// <summary>One look at the clocks.</summary>
    public async Task LookAsync(CancellationToken ct)
    {
        await ReadLastEntryAsync(ct);
        if (clocks.IsContradictedByOne)
            await AskAnotherAsync(ct);
        await NoteMoveAsync(ct);
        if (clocks.Distrust is var distrust && distrust?.Key == _distrusted)
            return;
        _distrusted = distrust?.Key;
        feed.Publish(Change.OfEverything);
        if (distrust?.ToString() is not { } why)
        {
            Log.Trusted(logger);
            await WriteAsync(new ClockTrusted(), ct);
            return;
        }
        Log.Distrusted(logger, why);
        await WriteAsync(new ClockDistrusted(why, distrust.Key), ct);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Beat, clock);
        do
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // Records that cannot be read or written are the emergency journal's affair; the clocks are compared all the same.
                Log.LookFailed(logger, e);
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task ReadLastEntryAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var last = await db.Ledger.OrderByDescending(entry => entry.Sequence).Select(entry => (DateTime?)entry.At).FirstOrDefaultAsync(ct);
        if (last is { } at)
            clocks.HasWritten(at);
    }

    /// <summary>Who we are is asked of a service that everybody may ask, for the time it answers at.</summary>
    private async Task AskAnotherAsync(CancellationToken ct)
    {
        try
        {
            var account = clients.For(topology.Accounts.Keys.First(), AwsClients.ObserverSession);
            await account.Sts.GetCallerIdentityAsync(new GetCallerIdentityRequest(), ct);
        }
        catch (Exception e) when (AwsErrors.IsFromAws(e))
        {
            Log.NotAsked(logger, AwsErrors.Classify(e).Refusal.Message);
        }
    }

    /// <summary>Ours follows a machine's clock that went forward and that AWS agrees with: the machine slept, or its clock was put right.</summary>
    private async Task NoteMoveAsync(CancellationToken ct)
    {
        var ahead = clocks.WallNow - clock.GetUtcNow().UtcDateTime;
        var (isRight, aws) = (clocks.AwsNow is { } now && (clocks.WallNow - now).Duration() < ahead.Duration() / 2, clocks.AwsNow);
        if (clocks.Lag > ClockCheck.Tolerance)
            // A machine that was behind when this process began: what it writes down would be over too soon once the clock is right.
            clock.CatchUp(clocks.AwsNow!.Value);
        var moved = ahead - _noted;
        if (ahead > TimeSpan.Zero && (ahead <= Ordinary || isRight))
        {
            clock.CatchUp();
            ahead = TimeSpan.Zero;
        }
        if (moved.Duration() <= Ordinary)
            return;
        _noted = ahead;
        Log.Moved(logger, moved);
        await WriteAsync(
            new ClockMoved((long)Math.Round(moved.TotalSeconds), clocks.WallNow.CutToMilliseconds(), aws?.CutToMilliseconds()),
            ct
        );
    }

    private Task WriteAsync(LedgerEvent what, CancellationToken ct) =>
        ledger.WriteAsync(
            scope =>
            {
                scope.Append(Actor.Engine, subject: "", what);
                return Task.CompletedTask;
            },
            ct
        );

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Somebody has set this machine's clock: it went by {Span}.")]
        public static partial void Moved(ILogger logger, TimeSpan span);

        [LoggerMessage(Level = LogLevel.Warning, Message = "A second service could not be asked for the time: {Text}")]
        public static partial void NotAsked(ILogger logger, string text);

        [LoggerMessage(Level = LogLevel.Critical, Message = "Nothing new begins: {Why}")]
        public static partial void Distrusted(ILogger logger, string why);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The clocks agree again, and everything goes on.")]
        public static partial void Trusted(ILogger logger);

        [LoggerMessage(Level = LogLevel.Error, Message = "The clocks could not be compared, or what came of it not be written down.")]
        public static partial void LookFailed(ILogger logger, Exception exception);
    }
}
