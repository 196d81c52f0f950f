namespace SnapshotShare.Core.Observing;

/// <summary>One kind of thing of one account, read whole. Those who need it at the same time share one read.</summary>
internal sealed class Listing<T>(Func<CancellationToken, Task<IReadOnlyList<T>>> read, TimeProvider time)
{
    private readonly Lock _gate = new();
    private Seen<T>? _last;
    private (DateTime Since, Task<Seen<T>> Read)? _underway;

    public Seen<T>? Last => _last;

    /// <summary>The listing as it was at <paramref name="notBefore"/> or later.</summary>
    public async Task<Seen<T>> GetAsync(DateTime notBefore, CancellationToken ct)
    {
        Task<Seen<T>> reading;
        lock (_gate)
        {
            if (_last is { } known && known.At >= notBefore)
                return known;
            if (_underway is { } underway && underway.Since >= notBefore && !underway.Read.IsFaulted)
            {
                reading = underway.Read;
            }
            else
            {
                var since = time.UtcNowMilliseconds();
                reading = ReadAsync(since);
                _underway = (since, reading);
            }
        }
        return await reading.WaitAsync(ct);
    }

    /// <summary>The read belongs to everybody who waits for it, so nobody's cancellation ends it; the client's timeout does.</summary>
    private async Task<Seen<T>> ReadAsync(DateTime since)
    {
        var seen = new Seen<T>(since, await read(CancellationToken.None));
        lock (_gate)
        {
            if (_last is null || _last.At < since)
                _last = seen;
        }
        return seen;
    }
}

/// <param name="At">When the read began: everything AWS showed before that is in it.</param>
internal sealed record Seen<T>(DateTime At, IReadOnlyList<T> Items);
