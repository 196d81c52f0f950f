using SnapshotShare.Core.Persistence;

namespace SnapshotShare.Core.Observing;

/// <summary>One kind of thing of one account, read whole. Those who need it at the same time share one read.</summary>
internal sealed class Listing<T>(Func<CancellationToken, Task<Pages<T>>> read, TimeProvider time)
{
    private readonly Lock _gate = new();
    private Seen<T>? _last;
    private Underway? _underway;

    /// <summary>The listing as it was last read, however long ago; null before the first time.</summary>
    public Seen<T>? Last
    {
        get
        {
            lock (_gate)
                return _last;
        }
    }

    /// <summary>The listing as it was at <paramref name="notBefore"/> or later.</summary>
    public async Task<Seen<T>> GetAsync(DateTime notBefore, CancellationToken ct)
    {
        // Each waits on a source of its own, so that all of them go on one after the other, in the order they came.
        var mine = new TaskCompletionSource<Seen<T>>();
        Underway? begun = null;
        lock (_gate)
        {
            if (_last is { } known && known.At >= notBefore)
                return known;
            if (_underway is null || _underway.Since < notBefore)
                _underway = begun = new Underway(time.UtcNowMilliseconds());
            _underway.Waiting.Add(mine);
        }
        if (begun is not null)
            _ = ReadAsync(begun);
        return await mine.Task.WaitAsync(ct);
    }

    /// <summary>The read belongs to everybody who waits for it, so nobody's cancellation ends it; the client's timeout does.</summary>
    private async Task ReadAsync(Underway underway)
    {
        Seen<T>? seen = null;
        Exception? failure = null;
        try
        {
            var pages = await read(CancellationToken.None);
            seen = new Seen<T>(underway.Since, pages.Items, pages.AwsRequestId);
        }
        catch (Exception e)
        {
            // Whoever waits decides what it means.
            failure = e;
        }
        lock (_gate)
        {
            if (seen is not null && (_last is null || _last.At < seen.At))
                _last = seen;
            if (ReferenceEquals(_underway, underway))
                _underway = null;
        }
        foreach (var waiting in underway.Waiting)
            if (seen is not null)
                waiting.TrySetResult(seen);
            else
                waiting.TrySetException(failure!);
    }

    private sealed record Underway(DateTime Since)
    {
        public List<TaskCompletionSource<Seen<T>>> Waiting { get; } = [];
    }
}

/// <param name="At">When the read began: everything AWS showed before that is in it.</param>
/// <param name="AwsRequestId">AWS's ID of the last page's read.</param>
internal sealed record Seen<T>(DateTime At, IReadOnlyList<T> Items, string? AwsRequestId);

/// <summary>Every page of one read.</summary>
/// <param name="AwsRequestId">AWS's ID of the last page's read.</param>
internal sealed record Pages<T>(IReadOnlyList<T> Items, string? AwsRequestId);
