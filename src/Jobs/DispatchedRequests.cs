namespace SnapshotShare.Jobs;

/// <summary>Requests that were dispatched and have not begun, so that the dispatcher does not queue the same one each second.</summary>
public sealed class DispatchedRequests(TimeProvider time)
{
    /// <summary>
    /// Before this no dispatch counts as lost. After it one does when another that was made so much later has begun, because the queue
    /// serves the oldest first, or when nothing begins although workers are free; one that merely waits in a long queue is not repeated.
    /// </summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private long? _newestBegun;
    private long? _lastBegin;
    private int _running;

    /// <summary>True when the request should be dispatched now; says at the same time whether an earlier dispatch was lost.</summary>
    public bool TryAdd(string requestId, out bool earlierWasLost)
    {
        lock (_lock)
        {
            earlierWasLost = false;
            if (_entries.TryGetValue(requestId, out var earlier))
            {
                if (time.GetElapsedTime(earlier.Since) < Patience)
                    return false;
                earlierWasLost = !earlier.IsHeld && (IsOvertaken(earlier) || IsIdle());
                if (!earlier.IsHeld && !earlierWasLost)
                    return false;
            }
            _entries[requestId] = new Entry(time.GetTimestamp(), IsHeld: false);
            return true;
        }
    }

    /// <summary>True when workers are free and still nothing that was dispatched has begun for a while.</summary>
    public bool IsStalled
    {
        get
        {
            lock (_lock)
                return IsIdle() && _entries.Values.Any(entry => !entry.IsHeld && time.GetElapsedTime(entry.Since) >= Patience);
        }
    }

    /// <summary>From here on the row's lease keeps others away, and a dispatch that comes meanwhile must not be lost.</summary>
    public IDisposable Begin(string requestId)
    {
        lock (_lock)
        {
            if (_entries.Remove(requestId, out var entry))
                _newestBegun = Math.Max(_newestBegun ?? entry.Since, entry.Since);
            _lastBegin = time.GetTimestamp();
            _running++;
        }
        return new Run(this);
    }

    /// <summary>Keeps the request from being dispatched for a while.</summary>
    public void Hold(string requestId)
    {
        lock (_lock)
            _entries[requestId] = new Entry(time.GetTimestamp(), IsHeld: true);
    }

    /// <summary>Forgets what was queued in records that are gone.</summary>
    public void ForgetQueued()
    {
        lock (_lock)
        {
            foreach (var (requestId, entry) in _entries)
                if (!entry.IsHeld)
                    _entries.Remove(requestId);
        }
    }

    /// <summary>Takes back a dispatch that was not queued after all.</summary>
    public void Remove(string requestId)
    {
        lock (_lock)
            _entries.Remove(requestId);
    }

    private bool IsOvertaken(Entry entry) => _newestBegun is { } newest && time.GetElapsedTime(entry.Since, newest) >= Patience;

    private bool IsIdle() => _running < HangfireServer.WorkerCount && !(_lastBegin is { } last && time.GetElapsedTime(last) < Patience);

    private readonly record struct Entry(long Since, bool IsHeld);

    private sealed class Run(DispatchedRequests owner) : IDisposable
    {
        public void Dispose()
        {
            lock (owner._lock)
                owner._running--;
        }
    }
}
