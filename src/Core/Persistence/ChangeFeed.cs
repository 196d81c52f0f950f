using System.Collections.Concurrent;

namespace SnapshotShare.Core.Persistence;

/// <summary>A thing that has just changed: a request by its ID, or the cached view of an account by its name.</summary>
public readonly record struct Change(string? RequestId, string? Account)
{
    /// <summary>Something that concerns every request, such as a freeze.</summary>
    public static Change OfEverything => new("", Account: null);

    /// <summary>Something stands in the ledger that concerns no request, such as a sign-in.</summary>
    public static Change OfLedger => default;
}

/// <summary>Tells open pages that something changed; they read the database again. Nothing depends on being told.</summary>
public sealed class ChangeFeed
{
    private readonly ConcurrentDictionary<Subscription, byte> _subscriptions = new();

    /// <summary>The callback must be quick and must not throw; a page marshals to its own circuit.</summary>
    public IDisposable Subscribe(Action<Change> onChange)
    {
        var subscription = new Subscription(this, onChange);
        _subscriptions.TryAdd(subscription, 0);
        return subscription;
    }

    public void Publish(Change change)
    {
        foreach (var (subscription, _) in _subscriptions)
            subscription.OnChange(change);
    }

    private sealed class Subscription(ChangeFeed feed, Action<Change> onChange) : IDisposable
    {
        public Action<Change> OnChange { get; } = onChange;

        public void Dispose() => feed._subscriptions.TryRemove(this, out _);
    }
}
