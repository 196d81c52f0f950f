using System.Collections.Concurrent;

namespace SnapshotShare.Jobs;

/// <summary>Which requests have been woken and not run yet, so that the sweeper does not pile up the same one each second.</summary>
public sealed class WakeList(TimeProvider time)
{
    /// <summary>After this a wake counts as lost and the request is woken again.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _woken = new(StringComparer.Ordinal);

    /// <summary>True when the request should be woken now; says at the same time whether an earlier wake was lost.</summary>
    public bool TryAdd(string requestId, out bool earlierWasLost)
    {
        var now = time.GetUtcNow();
        var waiting = _woken.TryGetValue(requestId, out var since);
        earlierWasLost = waiting && now - since >= Patience;
        if (waiting && !earlierWasLost)
            return false;
        _woken[requestId] = now;
        return true;
    }

    /// <summary>Keeps the request from being woken for a while.</summary>
    public void Hold(string requestId) => _woken[requestId] = time.GetUtcNow();

    public void Done(string requestId) => _woken.TryRemove(requestId, out _);
}
