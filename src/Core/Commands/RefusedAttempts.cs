using System.Collections.Concurrent;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Shares;

namespace SnapshotShare.Core.Commands;

/// <summary>
/// Writes refused attempts into the ledger, a few a minute per person. The others are counted, and summed up in one entry when the person has
/// stopped: whoever tries again and again fills no ledger, and leaves no hole in it.
/// </summary>
public sealed class RefusedAttempts(LedgerTransaction ledger, EmergencyJournal emergency, TimeProvider time)
{
    private const int WrittenPerMinute = 20;

    /// <summary>A person who has tried nothing for so long has stopped.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    /// <summary>The sum of one who never stops is written after this.</summary>
    private static readonly TimeSpan LongestSum = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, (long Minute, int Count)> _written = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private readonly Dictionary<string, LeftOut> _leftOut = new(StringComparer.Ordinal);

    public async Task RecordAsync(Actor actor, string subject, Refusal refusal)
    {
        var minute = time.GetUtcNow().ToUnixTimeSeconds() / 60;
        var (_, count) = _written.AddOrUpdate(
            actor.Id,
            (minute, 1),
            (_, known) => known.Minute == minute ? (minute, known.Count + 1) : (minute, 1)
        );
        if (count > WrittenPerMinute)
        {
            LeaveOut(actor, refusal);
            return;
        }
        try
        {
            await ledger.WriteAsync(
                scope =>
                {
                    scope.Append(actor, subject, new AttemptRefused(refusal.Message.ToString(), refusal.Message.Key));
                    return Task.CompletedTask;
                },
                // It was tried, though whoever tried it may have hung up.
                CancellationToken.None
            );
        }
        catch (Exception e) when (EmergencyJournal.IsOfRecords(e))
        {
            // They are refused all the same, with the words that they are refused with.
            emergency.Failed(e);
            LeaveOut(actor, refusal);
        }
    }

    /// <summary>Counts an attempt that has no entry of its own.</summary>
    public void LeaveOut(Actor actor, Refusal refusal)
    {
        var (at, now) = (time.UtcNowMilliseconds(), time.GetTimestamp());
        lock (_gate)
        {
            if (!_leftOut.TryGetValue(actor.Id, out var sum))
                _leftOut[actor.Id] = sum = new LeftOut(actor, at, now);
            sum.Add(actor, refusal.Message.Key, at, now);
        }
    }

    /// <summary>Enters the sums of those who have stopped, or of everybody. What cannot be written is kept. Throws when it cannot.</summary>
    public async Task SumUpAsync(bool everybody, CancellationToken ct)
    {
        List<LeftOut> due;
        lock (_gate)
        {
            due = [.. _leftOut.Values.Where(sum => everybody || IsOver(sum))];
            foreach (var sum in due)
                _leftOut.Remove(sum.Actor.Id);
        }
        if (due.Count == 0)
            return;
        try
        {
            await ledger.WriteAsync(
                scope =>
                {
                    foreach (var sum in due)
                        scope.Append(sum.Actor, subject: "", sum.Event());
                    return Task.CompletedTask;
                },
                ct
            );
        }
        catch
        {
            lock (_gate)
                foreach (var sum in due)
                    _leftOut[sum.Actor.Id] = _leftOut.TryGetValue(sum.Actor.Id, out var since) ? sum.With(since) : sum;
            throw;
        }
    }

    private bool IsOver(LeftOut sum) => time.GetElapsedTime(sum.Last) >= Pause || time.GetElapsedTime(sum.First) >= LongestSum;

    /// <summary>A person's attempts since the last sum. Moments tell when, and timestamps decide: a clock may be set meanwhile.</summary>
    private sealed class LeftOut(Actor actor, DateTime from, long first)
    {
        private readonly SortedDictionary<string, int> _keys = new(StringComparer.Ordinal);
        private readonly DateTime _from = from;
        private DateTime _until = from;

        public Actor Actor { get; private set; } = actor with { SessionId = null };
        public long First { get; } = first;
        public long Last { get; private set; } = first;

        public void Add(Actor actor, string key, DateTime at, long now)
        {
            Actor = actor with { SessionId = null };
            _keys[key] = _keys.GetValueOrDefault(key) + 1;
            (_until, Last) = (at, now);
        }

        /// <summary>This sum, with what has come since.</summary>
        public LeftOut With(LeftOut since)
        {
            foreach (var (key, count) in since._keys)
                _keys[key] = _keys.GetValueOrDefault(key) + count;
            (Actor, _until, Last) = (since.Actor, since._until, since.Last);
            return this;
        }

        public AttemptsLeftOut Event() => new(_keys.Values.Sum(), _from, _until, _keys.AsReadOnly());
    }
}
