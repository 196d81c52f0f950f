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

    private readonly List<LedgerEvent> _toWrite = [];
    private TimeSpan _noted;
    private string? _distrusted;
    private string? _failed;

    /// <summary>One look at the clocks. They are compared though records can be neither read nor written; what is to be told of them waits until they can.</summary>
    public async Task LookAsync(CancellationToken ct)
    {
        var failure = await TryAsync(ReadLastEntryAsync, ct);
        NoteMove();
        Compare();
        if (failure is null && _toWrite.Count > 0)
            failure = await TryAsync(WriteDownAsync, ct);
        if (failure is not null && failure.Message != _failed)
            Log.NotRecorded(logger, failure);
        _failed = failure?.Message;
        if (clocks.IsContradictedByOne)
            await AskAnotherAsync(ct);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Beat, clock);
        do await Pass.RunAsync(LookAsync, e => Log.NotRecorded(logger, e), stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static async Task<Exception?> TryAsync(Func<CancellationToken, Task> step, CancellationToken ct)
    {
        try
        {
            await step(ct);
            return null;
        }
        catch (Exception e) when (!Pass.IsOver(e, ct))
        {
            return e;
        }
    }

    private void Compare()
    {
        if (clocks.Distrust is var distrust && distrust?.Key == _distrusted)
            return;
        _distrusted = distrust?.Key;
        feed.Publish(Change.OfEverything);
        if (distrust?.ToString() is { } why)
        {
            Log.Distrusted(logger, why);
            _toWrite.Add(new ClockDistrusted(why, distrust.Key));
        }
        else
        {
            Log.Trusted(logger);
            _toWrite.Add(new ClockTrusted());
        }
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
    private void NoteMove()
    {
        var aws = clocks.AwsNow;
        var ahead = Ahead;
        var isRight = aws is { } now && (clocks.WallNow - now).Duration() < ahead.Duration() / 2;
        var moved = ahead - _noted;
        if (ahead > TimeSpan.Zero && (ahead <= Ordinary || isRight))
            clock.CatchUp();
        if (clocks.Lag > ClockCheck.Tolerance && aws is { } there)
            // A machine that was behind when this process began: what it writes down would be over too soon once the clock is right.
            clock.CatchUp(there);
        if (moved.Duration() > Ordinary)
        {
            Log.Moved(logger, moved);
            _toWrite.Add(
                new ClockMoved((long)Math.Round(moved.TotalSeconds), clocks.WallNow.CutToMilliseconds(), aws?.CutToMilliseconds())
            );
        }
        // That ours has followed is nobody's setting of the machine's.
        if (moved.Duration() > Ordinary || Ahead != ahead)
            _noted = Ahead;
    }

    private TimeSpan Ahead => clocks.WallNow - clock.GetUtcNow().UtcDateTime;

    private async Task WriteDownAsync(CancellationToken ct)
    {
        await ledger.WriteAsync(
            scope =>
            {
                foreach (var what in _toWrite)
                    scope.Append(Actor.Engine, subject: "", what);
                return Task.CompletedTask;
            },
            ct
        );
        _toWrite.Clear();
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "This machine's clock was set: it went by {Span}.")]
        public static partial void Moved(ILogger logger, TimeSpan span);

        [LoggerMessage(Level = LogLevel.Warning, Message = "A second service could not be asked for the time: {Text}")]
        public static partial void NotAsked(ILogger logger, string text);

        [LoggerMessage(Level = LogLevel.Critical, Message = "Nothing new begins: {Why}")]
        public static partial void Distrusted(ILogger logger, string why);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The clocks agree again, and everything goes on.")]
        public static partial void Trusted(ILogger logger);

        [LoggerMessage(Level = LogLevel.Error, Message = "What the clocks say is compared, and cannot be written down at present.")]
        public static partial void NotRecorded(ILogger logger, Exception exception);
    }
}
