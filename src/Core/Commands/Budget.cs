namespace SnapshotShare.Core.Commands;

/// <summary>
/// So many a minute for each key, at once or bit by bit: a token bucket, kept as the moment from which it is full again. Monotonic, so a clock that is
/// set takes nothing away from anybody.
/// </summary>
public sealed class Budget(int perMinute, TimeProvider time)
{
    private const int FewestToSweep = 1024;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly TimeSpan _each = Minute / perMinute;
    private readonly long _start = time.GetTimestamp();
    private readonly Lock _gate = new();
    private readonly Dictionary<string, TimeSpan> _fullAt = new(StringComparer.Ordinal);
    private int _sweepAt = FewestToSweep;

    internal int Known => _fullAt.Count;

    /// <summary>Takes one; null when there was one, else the time until there is.</summary>
    public TimeSpan? Refuses(string key)
    {
        lock (_gate)
        {
            var now = time.GetElapsedTime(_start);
            var fullAt = (_fullAt.TryGetValue(key, out var known) && known > now ? known : now) + _each;
            if (fullAt - now > Minute)
                return fullAt - now - Minute;
            if (_fullAt.Count >= _sweepAt)
                Sweep(now);
            _fullAt[key] = fullAt;
            return null;
        }
    }

    /// <summary>Forgets the full ones, which are as if they had never been.</summary>
    private void Sweep(TimeSpan now)
    {
        foreach (var (key, fullAt) in _fullAt)
            if (fullAt <= now)
                _fullAt.Remove(key);
        _sweepAt = Math.Max(FewestToSweep, 2 * _fullAt.Count);
    }
}
