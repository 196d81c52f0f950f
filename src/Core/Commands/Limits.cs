using System.Collections.Concurrent;
using System.Threading.RateLimiting;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Text;

namespace SnapshotShare.Core.Commands;

/// <summary>
/// Bounds what one person asks for, whichever way in they take: so many a minute of each cost, and so many at once, while more wait. Each command
/// says its own cost.
/// </summary>
public sealed class Limits(LimitOptions options, RefusedAttempts attempts, TimeProvider time)
{
    private readonly Dictionary<Cost, Budget> _budgets = new()
    {
        [Cost.Read] = new(options.ReadsPerMinute, time),
        [Cost.Change] = new(options.ChangesPerMinute, time),
        [Cost.Aws] = new(options.AwsPerMinute, time),
        [Cost.LedgerWalk] = new(options.LedgerWalksPerMinute, time),
    };
    private readonly Budget _addresses = new(options.AddressPerMinute, time);
    private readonly ConcurrentDictionary<(string Person, Cost Cost), ConcurrencyLimiter> _atOnce = new();

    /// <summary>Waits for the person's turn, or says why there is none. What is refused here is summed up in the ledger.</summary>
    public async ValueTask<Turn> TakeAsync(Actor actor, Cost cost, CancellationToken ct)
    {
        if (cost == Cost.Never)
            return Turn.Free;
        if (Refuses(actor, cost) is { } tooOften)
            return new Turn(Lease: null, tooOften);
        var line = _atOnce.GetOrAdd((actor.Id, cost), _ => Line());
        var lease = await line.AcquireAsync(1, ct);
        if (lease.IsAcquired)
            return new Turn(lease, Refusal: null);
        return new Turn(Lease: null, LeftOut(actor, TooMany("too-many-at-once", TimeSpan.FromSeconds(1))));
    }

    /// <summary>For what is over at once; null when it was counted.</summary>
    public Refusal? Refuses(Actor actor, Cost cost) =>
        _budgets[cost].Refuses(actor.Id) is { } wait ? LeftOut(actor, TooMany("too-many", wait)) : null;

    /// <summary>For who is nobody yet. Nobody is named in the ledger for it.</summary>
    public Refusal? Refuses(string address) => _addresses.Refuses(address) is { } wait ? TooMany("too-many", wait) : null;

    private ConcurrencyLimiter Line() =>
        new(
            new()
            {
                PermitLimit = options.AtOnce,
                QueueLimit = options.Waiting,
                QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
            }
        );

    private Refusal LeftOut(Actor actor, Refusal refusal)
    {
        attempts.LeaveOut(actor, refusal);
        return refusal;
    }

    /// <summary>Told in whole seconds, and never too early.</summary>
    private static Refusal TooMany(string key, TimeSpan wait)
    {
        var told = TimeSpan.FromSeconds(Math.Ceiling(wait.TotalSeconds));
        return new Refusal(RefusalKind.TooMany, Message.Of(key, ("wait", $"{told}"))) { RetryAfter = told };
    }
}

/// <summary>A command's turn, given back when it has ended.</summary>
/// <param name="Refusal">Why there is none; null when there is.</param>
public readonly record struct Turn(RateLimitLease? Lease, Refusal? Refusal) : IDisposable
{
    internal static readonly Turn Free = new(Lease: null, Refusal: null);

    public void Dispose() => Lease?.Dispose();
}
